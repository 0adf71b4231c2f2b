//! Servers that are not what `baseUrl` promises: no HTTP, no TLS, no name, nobody, a page, a closed door. What is tried how
//! often, how long it takes, and what the first line says.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use super::binary::SCREEN;
use super::person::{Outcome, Person};

/// Answers every request with what the function says to its number; counts them.
pub(super) struct Faulty {
    port: u16,
    requests: Arc<AtomicUsize>,
}

impl Faulty {
    pub(super) fn answers(with: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(AtomicUsize::new(0));
        let (counted, with) = (Arc::clone(&requests), Arc::new(with));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (counted, with) = (Arc::clone(&counted), Arc::clone(&with));
                std::thread::spawn(move || answer(stream, &counted, &*with));
            }
        });
        Self { port, requests }
    }

    fn page(status: &'static str, body: &'static str) -> Self {
        Self::answers(move |_| http(status, "content-type: text/html\r\n", body))
    }

    fn count(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    pub(super) fn url(&self, scheme: &str) -> String {
        format!("{scheme}://127.0.0.1:{}/v1/partner", self.port)
    }
}

fn answer(mut stream: TcpStream, counted: &AtomicUsize, with: &dyn Fn(usize) -> Vec<u8>) {
    let mut head = [0; 4096];
    if stream.read(&mut head).is_ok_and(|length| length > 0) {
        let bytes = with(counted.fetch_add(1, Ordering::SeqCst));
        let _ = stream.write_all(&bytes);
    }
}

pub(super) fn http(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}connection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

fn person_at(url: &str) -> Person {
    let person = Person::new()
        .with_manifests(SCREEN)
        .with_env("LAB_KEY", "a-key-of-the-lab");
    person.configure(url, "");
    person
}

/// A plan that fails; it must not take longer.
#[track_caller]
fn fails_within(seconds: u64, person: &Person) -> Outcome {
    let begun = Instant::now();
    let outcome = person.runs("plan").exits(1);
    assert!(begun.elapsed() < Duration::from_secs(seconds), "{outcome}");
    outcome
}

fn first_line(outcome: &Outcome) -> &str {
    outcome.stderr.lines().next().unwrap_or_default()
}

const TLS_ALERT: &[u8] = b"\x15\x03\x03\x00\x02\x02\x46";

#[test]
fn a_port_that_speaks_only_tls_is_asked_once_in_plain_http() {
    let server = Faulty::answers(|_| TLS_ALERT.to_vec());
    let person = person_at(&server.url("http"));
    let outcome = fails_within(5, &person);
    insta::assert_snapshot!(outcome.stderr, @"
    error: taptalent does not answer: the server does not speak HTTP (yours to fix)
    while reading what is live in workspace lab: GET http://127.0.0.1:[port]/v1/partner[a list] (tried once)
    help: check host and port in `baseUrl` in vetform.yaml; it may need https; nothing was changed
    ");
    // Two lists are read at once.
    assert!(server.count() <= 2, "{}", server.count());
}

#[test]
fn a_port_that_speaks_only_plain_http_is_asked_once_in_tls() {
    let server = Faulty::page("400 Bad Request", "");
    let person = person_at(&server.url("https"));
    let outcome = fails_within(5, &person);
    insta::assert_snapshot!(first_line(&outcome), @"error: taptalent cannot be reached: the server does not speak HTTPS (yours to fix)");
    assert!(server.count() <= 2, "{}", server.count());
}

#[test]
fn a_port_that_says_nothing_to_tls_is_given_up_in_half_a_minute() {
    // It waits for the end of a request that never comes.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let person = person_at(&format!("https://127.0.0.1:{port}"));
    let outcome = fails_within(45, &person);
    insta::assert_snapshot!(first_line(&outcome), @"error: taptalent cannot be reached: no connection in time (the network's or the system's fault)");
}

#[test]
fn a_host_of_no_such_name_is_looked_up_once() {
    let person = person_at("https://nothing.invalid/v1");
    let outcome = fails_within(10, &person);
    outcome.tells("goes to nothing.invalid, which is not a host of taptalent");
    let (_, failure) = outcome.stderr.split_once("1 warning in 1 file\n").unwrap();
    insta::assert_snapshot!(failure, @"
    error: taptalent cannot be reached: its host does not exist (yours to fix)
    while reading what is live in workspace lab: GET https://nothing.invalid/v1[a list] (tried once)
    help: correct the host in `taptalent.baseUrl` in vetform.yaml (the documented one is https://partner-api.taptalent.io/v1/partner); nothing was changed
    ");
    // In plain HTTP no key is sent to another machine, whatever its name.
    let person = person_at("http://nothing.invalid/v1");
    person.ends("plan", 3);
}

#[test]
fn a_closed_port_is_tried_some_seconds() {
    let person = person_at("http://127.0.0.1:1");
    let outcome = fails_within(12, &person);
    insta::assert_snapshot!(outcome.stderr, @"
    error: taptalent cannot be reached: the connection was refused (the network's or the system's fault)
    while reading what is live in workspace lab: GET http://127.0.0.1:[port][a list] (tried 5 times)
    help: check the network and any firewall, and `taptalent.baseUrl` in vetform.yaml; nothing was changed
    ");
}

#[test]
fn a_page_with_a_good_status_is_asked_for_once() {
    let server = Faulty::page("200 OK", "<html><title>Sign in</title></html>");
    let person = person_at(&server.url("http"));
    let outcome = fails_within(5, &person);
    insta::assert_snapshot!(outcome.stderr, @"
    error: taptalent is not what answers: it is a web page instead of JSON, titled “Sign in” (yours to fix)
    while reading what is live in workspace lab: GET http://127.0.0.1:[port]/v1/partner[a list] (tried once)
    help: open `taptalent.baseUrl` of vetform.yaml in a browser to see that page: a proxy or a sign-in is in between, or the address is not https://partner-api.taptalent.io/v1/partner; nothing was changed
    ");
    assert!(server.count() <= 2, "{}", server.count());
}

#[test]
fn a_page_of_a_gateway_is_waited_out_and_then_the_systems_turn() {
    let page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
    let server = Faulty::page("502 Bad Gateway", page);
    let person = person_at(&server.url("http"));
    let outcome = fails_within(12, &person);
    insta::assert_snapshot!(outcome.stderr, @"
    error: taptalent fails: 502 Bad Gateway: a web page instead of JSON, titled “502 Bad Gateway” (the system's to fix)
    while reading what is live in workspace lab: GET http://127.0.0.1:[port]/v1/partner[a list] (tried 5 times)
    help: nothing here can mend it: try again later; if it stays, ask TapTalent's support; nothing was changed
    ");
    assert!((5..=10).contains(&server.count()), "{}", server.count());
}

#[test]
fn a_refused_key_is_tried_once_and_a_firewalls_page_is_not_the_key() {
    let body = r#"{"error":{"code":"UNAUTHORIZED","message":"no"}}"#;
    for (status, words) in [
        ("401 Unauthorized", "rejects the API key"),
        ("403 Forbidden", "does not let this API key read it"),
    ] {
        let server = Faulty::answers(move |_| http(status, "", body));
        let person = person_at(&server.url("http"));
        let outcome = fails_within(5, &person);
        assert!(first_line(&outcome).contains(words));
        assert!(first_line(&outcome).contains("(yours to fix)"), "{outcome}");
        assert!(server.count() <= 2, "{}", server.count());
    }
    let server = Faulty::page("403 Forbidden", "<html><title>Blocked</title></html>");
    let person = person_at(&server.url("http"));
    let outcome = fails_within(5, &person);
    insta::assert_snapshot!(outcome.stderr, @"
    error: taptalent is not what answers: 403 Forbidden: a web page instead of JSON, titled “Blocked” (yours to fix)
    while reading what is live in workspace lab: GET http://127.0.0.1:[port]/v1/partner[a list]
    help: open `taptalent.baseUrl` of vetform.yaml in a browser to see that page: a proxy or a sign-in is in between, or the address is not https://partner-api.taptalent.io/v1/partner; nothing was changed
    ");
    assert!(server.count() <= 2, "{}", server.count());
}

#[test]
fn a_pause_until_a_moment_is_as_long_as_the_server_means_it() {
    let soon = |headers: &dyn Fn(SystemTime) -> String, off: i64| {
        let hour = Duration::from_secs(off.unsigned_abs());
        let now = SystemTime::now();
        let clock = if off < 0 { now - hour } else { now + hour };
        let date = httpdate::fmt_http_date(clock);
        format!(
            "date: {date}\r\n{}",
            headers(clock + Duration::from_secs(2))
        )
    };
    let retry_after: fn(SystemTime) -> String =
        |moment| format!("retry-after: {}\r\n", httpdate::fmt_http_date(moment));
    let reset: fn(SystemTime) -> String = |moment| {
        let epoch = moment.duration_since(SystemTime::UNIX_EPOCH).unwrap();
        format!("x-ratelimit-reset: {}\r\n", epoch.as_secs())
    };
    for headers in [retry_after, reset] {
        for off in [-3600, 3600] {
            let server = Faulty::answers(move |before| {
                if before < 1 {
                    http("429 Too Many Requests", &soon(&headers, off), "")
                } else {
                    http("401 Unauthorized", "", "{}")
                }
            });
            let begun = Instant::now();
            let person = person_at(&server.url("http"));
            let outcome = person.runs("results taptalent/Assessment/backend").exits(1);
            let took = begun.elapsed();
            outcome.tells("401");
            assert!(
                took > Duration::from_millis(900) && took < Duration::from_secs(10),
                "{took:?}"
            );
        }
    }
}

#[test]
fn a_server_that_hangs_is_given_up_in_a_minute() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let person = person_at(&format!("http://127.0.0.1:{port}"));
    let outcome = fails_within(75, &person);
    insta::assert_snapshot!(first_line(&outcome), @"error: taptalent does not answer: no response in time (the network's or the system's fault)");
}
