//! Servers that mean harm: answers without an end, bombs, mazes, lies. Each run ends by itself within the bounds of
//! docs/reference/limits.md, in bytes, seconds and requests, with a message, and without a second request to anybody else.

use std::fmt::Write as _;
use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::binary::SCREEN;
use super::faulty_servers::http;
use super::person::{Outcome, Person};

const KEY: &str = "sk_test_key-of-this-test-alone";

/// Address space of a run, in KiB: stacks, arenas and all.
pub(super) const MEMORY: u32 = 1_500_000;

/// Does this with every request; counts them.
pub(super) fn server(
    does: impl Fn(&mut TcpStream, &str) -> io::Result<()> + Send + Sync + 'static,
) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let requests = Arc::new(AtomicUsize::new(0));
    let (counted, does) = (Arc::clone(&requests), Arc::new(does));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (counted, does) = (Arc::clone(&counted), Arc::clone(&does));
            std::thread::spawn(move || {
                let mut head = [0; 4096];
                if let Ok(length @ 1..) = stream.read(&mut head) {
                    counted.fetch_add(1, Ordering::SeqCst);
                    let request = String::from_utf8_lossy(&head[..length]).into_owned();
                    // Whoever has had enough hangs up.
                    let _ = does(&mut stream, &request);
                }
            });
        }
    });
    (url, requests)
}

/// A plan against it, within so many seconds and requests.
#[track_caller]
fn fails(
    seconds: u64,
    requests: usize,
    does: impl Fn(&mut TcpStream, &str) -> io::Result<()> + Send + Sync + 'static,
) -> String {
    let (url, counted) = server(does);
    let path = std::env::var("PATH").unwrap();
    let person = Person::new()
        .with_manifests(SCREEN)
        .with_env("LAB_KEY", KEY)
        .with_env("PATH", &path);
    person.configure(&url, "");
    let begun = Instant::now();
    let outcome = person.script(&format!("ulimit -v {MEMORY}\nexec vetform plan"));
    let outcome: Outcome = outcome.exits(1);
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(seconds), "{took:?}: {outcome}");
    let asked = counted.load(Ordering::SeqCst);
    assert!(asked <= requests, "{asked} requests: {outcome}");
    assert!(outcome.stderr.len() < 2_000, "{outcome}");
    let mut errors = outcome
        .stderr
        .lines()
        .filter(|line| line.starts_with("error: "));
    errors.next().unwrap_or_default().to_owned()
}

/// Two lists are read at once, and none is asked for again.
const ONCE: usize = 2;

const CHUNKED: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";

#[test]
fn a_body_without_an_end_is_read_to_its_bound() {
    let said = fails(20, ONCE, |stream, _| {
        stream.write_all(CHUNKED)?;
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x1_0000));
        loop {
            stream.write_all(chunk.as_bytes())?;
        }
    });
    insta::assert_snapshot!(said, @"error: taptalent answers with too much: the response is larger than 16 MiB (the system's to fix)");
}

/// Zeros, packed: a head, one block of fixed codes, and no end.
fn bomb() -> Vec<u8> {
    let (mut packed, mut bits, mut count) = (vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], 0_u32, 0);
    let mut push = |code: u32, length: u32| {
        bits |= code << count;
        count += length;
        while count >= 8 {
            packed.extend(u8::try_from(bits & 0xff));
            bits >>= 8;
            count -= 8;
        }
    };
    // The last block, of fixed codes; a blank; then again and again: the last 258 once more.
    push(0b011, 3);
    push(0b0000_1010, 8);
    for _ in 0..2_000_000 {
        push(0b1010_0011, 8);
        push(0, 5);
    }
    packed
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = bomb();
    assert!(bomb.len() < 4 << 20, "half a gigabyte in so few bytes");
    let said = fails(20, ONCE, move |stream, _| {
        let length = bomb.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(&bomb)
    });
    insta::assert_snapshot!(said, @"error: taptalent answers with too much: the response is larger than 16 MiB (the system's to fix)");
}

#[test]
fn a_head_without_an_end_is_not_read_to_it() {
    let said = fails(20, ONCE, |stream, _| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
        for count in 0_u64.. {
            stream.write_all(format!("x-{count}: {}\r\n", "x".repeat(4000)).as_bytes())?;
        }
        Ok(())
    });
    insta::assert_snapshot!(said, @"error: taptalent does not answer: the server does not speak HTTP (yours to fix)");
    let said = fails(20, ONCE, |stream, _| {
        let long = format!("location: {}\r\n", "x".repeat(2 << 20));
        stream.write_all(&http("307 Elsewhere", &long, ""))
    });
    insta::assert_snapshot!(said, @"error: taptalent does not answer: the server does not speak HTTP (yours to fix)");
}

#[test]
fn the_name_of_a_request_is_logged_at_no_length_and_without_a_piece_of_the_key() {
    let (url, _) = server(|stream, _| {
        let name = format!("x-request-id: {}{KEY}{KEY}\r\n", "x".repeat(280));
        let long = format!("{}{}", name.trim_end(), "y".repeat(100_000));
        stream.write_all(&http("401 Unauthorized", &format!("{long}\r\n"), "{}"))
    });
    let person = Person::new()
        .with_manifests(SCREEN)
        .with_env("LAB_KEY", KEY);
    person.configure(&url, "");
    let before: usize = person.files().values().map(|(bytes, _)| bytes.len()).sum();
    let said = person.runs("apply --auto-approve -vv").exits(1).to_string();
    assert!(said.len() < 5_000, "{} bytes", said.len());
    let files = person.files();
    let after: usize = files.values().map(|(bytes, _)| bytes.len()).sum();
    assert!(after - before < 5_000, "{} bytes", after - before);
    for (bytes, _) in files.values() {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("key-of-this"), "{text}");
    }
}

#[test]
fn what_is_nested_or_said_a_million_times_fits_into_memory_and_is_refused() {
    let items = |open: &str, item: &str, close: &str| {
        let body = format!("{open}{}{close}", item.repeat((15 << 20) / item.len()));
        move |stream: &mut TcpStream, _: &str| stream.write_all(&http("200 OK", "", &body))
    };
    for (open, item, close) in [
        ("", "[", ""),
        ("", r#"{"a":"#, ""),
        ("[", "[],", "[]]"),
        ("[", "{},", "{}]"),
        (r#"{"data":["#, r#"{"a":{}},"#, "{}]}"),
        ("{", r#""data":[],"#, r#""data":[]}"#),
        (r#"{"total":1e9,"data":["#, "1e999,", "0]}"),
    ] {
        let said = fails(30, 10, items(open, item, close));
        assert!(said.starts_with("error: taptalent"), "{item}: {said}");
    }
    let names: String = (0..1_000_000).fold(String::new(), |mut all, number| {
        let _ = write!(all, r#""{number}":0,"#);
        all
    });
    let said = fails(30, ONCE, items("{", &names, r#""z":0}"#));
    insta::assert_snapshot!(said, @"error: taptalent answers with too much: the response holds more than 1000000 values (the system's to fix)");
}

#[test]
fn a_redirect_takes_the_key_to_nobody_and_leads_round_only_once() {
    let (elsewhere, asked) = server(|stream, _| stream.write_all(&http("200 OK", "", "[]")));
    for status in [
        "301 Moved",
        "302 Found",
        "303 See",
        "307 Temporary",
        "308 Permanent",
    ] {
        let to = format!("location: {elsewhere}\r\n");
        let said = fails(10, ONCE, move |stream, _| {
            stream.write_all(&http(status, &to, ""))
        });
        assert!(said.contains("has moved"), "{said}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    let said = fails(10, ONCE, |stream, request| {
        let path = request.split(' ').nth(1).unwrap_or_default();
        let to = format!("location: {path}\r\n");
        stream.write_all(&http("302 Found", &to, ""))
    });
    assert!(said.contains("has moved"), "{said}");
}

/// A list of one assessment of this id, as TapTalent writes it; everything else is an empty list.
fn listing(id: &str) -> impl Fn(&mut TcpStream, &str) -> io::Result<()> + Send + Sync + 'static {
    let item =
        serde_json::json!({ "assessmentId": id, "testName": "Backend interview", "type": "AUDIO" });
    move |stream, request| {
        let path = request.split(' ').nth(1).unwrap_or_default();
        let body = if path.starts_with("/v1/assessment?") {
            serde_json::json!({ "data": { "assessments": [item], "total": 1, "totalPages": 1 } })
        } else if path.starts_with("/v1/assessment-flows") && !path.contains("..") {
            serde_json::json!({ "data": [] })
        } else {
            return stream.write_all(&http("404 Not Found", "", "{}"));
        };
        stream.write_all(&http("200 OK", "", &body.to_string()))
    }
}

#[test]
fn an_id_cannot_lead_a_read_or_a_write_to_another_path() {
    for id in [
        "../assessment-flows",
        "a/../../v2/keys?all=1#x",
        "..",
        ".",
        "%2e%2e",
        "a?b=c",
        "a\r\nx-api-key: y",
        "//keys.invalid/",
        "\u{202e}",
    ] {
        let asked = Arc::new(std::sync::Mutex::new(Vec::new()));
        let (kept, listing) = (Arc::clone(&asked), listing(id));
        let (url, _) = server(move |stream, request| {
            let line = request.lines().next().unwrap_or_default().to_owned();
            kept.lock().unwrap().push(line);
            listing(stream, request)
        });
        let person = Person::new()
            .with_manifests(SCREEN)
            .with_env("LAB_KEY", KEY);
        person.configure(&url, "");
        for line in ["plan", "apply --auto-approve", "pull taptalent --write"] {
            let said = person.soon(line);
            assert!(matches!(said.code, Some(0..=6)), "{line}: {said}");
        }
        for line in asked.lock().unwrap().iter() {
            assert_eq!(line.matches(' ').count(), 2, "{id:?}: {line}");
            let path = line.split([' ', '?']).nth(1).unwrap();
            let segments: Vec<&str> = path.split('/').skip(1).collect();
            let is_known = matches!(
                segments.as_slice(),
                ["v1", "assessment" | "assessment-flows" | "jobs"]
                    | ["v1", "assessment", _]
                    | ["v1", "assessment", _, "questions"]
            );
            let leads_away = segments
                .iter()
                .any(|segment| matches!(*segment, "" | "." | ".."));
            assert!(is_known && !leads_away, "{id:?}: {line}");
        }
    }
}
