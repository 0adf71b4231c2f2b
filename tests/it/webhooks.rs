//! `vetform listen` as the systems and its operator meet it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, ChildStdout};

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

use super::person::{Person, send};

/// A running `vetform listen`.
pub(crate) struct Ear {
    pub(crate) child: Child,
    pub(crate) port: u16,
    pub(crate) stdout: Option<BufReader<ChildStdout>>,
    /// What it said before it listened.
    pub(crate) greeting: String,
    pub(crate) stderr: BufReader<ChildStderr>,
}

fn listening(person: &Person, options: &str) -> Ear {
    heard_from(person.starts(&format!("listen --port 0 {options}")))
}

/// Waits until it listens.
pub(crate) fn heard_from(mut child: Child) -> Ear {
    let stdout = child.stdout.take().map(BufReader::new);
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut greeting = String::new();
    while !greeting.ends_with("(Ctrl-C)\n") {
        let read = stderr.read_line(&mut greeting).unwrap();
        assert!(read > 0, "it ended: {greeting}");
    }
    let (_, url) = greeting.split_once("taptalent: http://127.0.0.1:").unwrap();
    let port = url.split_once('/').unwrap().0.parse().unwrap();
    Ear {
        child,
        port,
        stdout,
        greeting,
        stderr,
    }
}

impl Ear {
    /// Sends a webhook; returns the status of the answer.
    pub(crate) fn post(&self, path: &str, header: &str, body: &str) -> u16 {
        let length = body.len();
        self.exchange(&format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n{header}\r\n{body}"
        ))
    }

    fn exchange(&self, request: &str) -> u16 {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        // A server that refuses a body early may close before all of it is sent.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        let answer = String::from_utf8(answer.to_vec()).unwrap();
        answer.strip_prefix("HTTP/1.1 ").unwrap().parse().unwrap()
    }

    pub(crate) fn next(&mut self) -> Value {
        let mut line = String::new();
        self.stdout.as_mut().unwrap().read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    /// Ends it; returns what it still printed and said.
    pub(crate) fn ends_on(mut self, signal: &str) -> (String, String) {
        send(signal, &self.child);
        let status = self.child.wait().unwrap();
        assert_eq!(status.code(), Some(0));
        let (mut rest, mut said) = (String::new(), String::new());
        let mut stdout = self.stdout.take().unwrap();
        stdout.read_to_string(&mut rest).unwrap();
        self.stderr.read_to_string(&mut said).unwrap();
        (rest, said)
    }
}

impl Drop for Ear {
    /// A test that fails leaves nothing behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) const READY: &str = r#"{"event":"assessment.ready","timestamp":"2026-04-01T10:00:00Z","companyId":7,
    "data":{"assessmentId":"a1","invitedBy":"kim.lee@example.com","new":{"field":[1.50]}}}"#;

pub(crate) fn signed(secret: &str, body: &str, time: i64) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    let signature = mac
        .chain_update(format!("{time}.{body}"))
        .finalize()
        .into_bytes();
    format!(
        "X-Webhook-Signature: t={time},v1={}\r\n",
        hex::encode(signature)
    )
}

pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

#[test]
fn an_event_becomes_a_line_with_every_field_and_without_addresses() {
    let person = Person::new().with_env("TAPTALENT_WEBHOOK_KEY", "s3cret");
    let mut ear = listening(&person, "");
    assert_eq!(
        ear.post("/taptalent", "X-Webhook-Key: s3cret\r\n", READY),
        200
    );
    let event = ear.next();
    insta::assert_snapshot!(event, @r#"{"system":"taptalent","event":"assessment.ready","receivedAt":"[time]","verified":true,"payload":{"event":"assessment.ready","timestamp":"[time]","companyId":7,"data":{"assessmentId":"a1","invitedBy":"k…e@e….com","new":{"field":[1.5]}}}}"#);
    let (rest, _) = ear.ends_on("TERM");
    assert_eq!(rest, "");
}

#[test]
fn candidates_are_shown_to_who_asks_for_them() {
    let person = Person::new();
    let mut ear = listening(&person, "--show-candidates");
    assert_eq!(ear.post("/taptalent", "", READY), 200);
    let event = ear.next();
    assert_eq!(event["payload"]["data"]["invitedBy"], "kim.lee@example.com");
    assert_eq!(event["verified"], false);
    let _ = ear.ends_on("INT");
}

#[test]
fn without_a_secret_it_says_so_and_marks_what_it_hears() {
    let person = Person::new();
    let ear = listening(&person, "--taptalent-key-env HOME");
    insta::assert_snapshot!(ear.greeting, @r#"
    warning: no secret for flowmingo: anybody can forge its events, which are marked `"verified":false`; set FLOWMINGO_WEBHOOK_SECRET
    taptalent: http://127.0.0.1:[port]/taptalent
    flowmingo: http://127.0.0.1:[port]/flowmingo
    listening until interrupted (Ctrl-C)
    "#);
    let _ = ear.ends_on("INT");
}

#[test]
fn what_does_not_prove_its_sender_is_refused() {
    let person = Person::new()
        .with_env("KEY", "s3cret")
        .with_env("FLOWMINGO_WEBHOOK_SECRET", "whsec_abc");
    let ear = listening(&person, "--taptalent-key-env KEY");
    let body = r#"{"event_type":"interview.status.update","event_id":"e1"}"#;
    for header in ["", "X-Webhook-Key: \r\n", "X-Webhook-Key: s3crets\r\n"] {
        assert_eq!(ear.post("/taptalent", header, READY), 401, "{header}");
    }
    for header in [
        String::new(),
        signed("whsec_abc", body, now() - 1000),
        signed("whsec_abc", "{}", now()),
        signed("whsec_abd", body, now()),
        "X-Webhook-Key: s3cret\r\n".to_owned(),
    ] {
        assert_eq!(ear.post("/flowmingo", &header, body), 401, "{header}");
    }
    let (printed, said) = ear.ends_on("INT");
    assert_eq!(printed, "");
    assert_eq!(said.matches("refused a webhook").count(), 8, "{said}");
    assert!(
        !said.contains("s3cret") && !said.contains("whsec"),
        "{said}"
    );
}

#[test]
fn what_it_logs_is_coloured_only_where_colour_is_wanted() {
    let said_with = |options: &str, no_color: bool| {
        let mut person = Person::new().with_env("TAPTALENT_WEBHOOK_KEY", "s3cret");
        if no_color {
            person.set_env("NO_COLOR", "1");
        }
        let ear = listening(&person, options);
        assert_eq!(ear.post("/taptalent", "X-Webhook-Key: no\r\n", READY), 401);
        let (_, said) = ear.ends_on("INT");
        assert!(said.contains("refused a webhook"), "{said}");
        said
    };
    for (options, no_color) in [("", false), ("", true), ("--color never", false)] {
        let said = said_with(options, no_color);
        assert!(!said.contains('\u{1b}'), "{options}: {said:?}");
    }
    assert!(said_with("--color always", false).contains('\u{1b}'));
}

#[test]
fn a_repeat_is_answered_and_printed_once() {
    let person = Person::new().with_env("FLOWMINGO_WEBHOOK_SECRET", "whsec_abc");
    let ear = listening(&person, "");
    for (id, time) in [("e1", now()), ("e1", now() - 1), ("e2", now())] {
        let body = format!(
            r#"{{"event_type":"interview.evaluation.update","event_id":"{id}","data":{{"candidate_email":"alex@example.com","evaluation_score":8.5}}}}"#
        );
        // The secret of one system without its prefix: integrations in the wild disagree.
        let header = signed("abc", &body, time);
        assert_eq!(ear.post("/flowmingo", &header, &body), 200);
    }
    let (printed, _) = ear.ends_on("INT");
    let ids: Vec<Value> = printed
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["payload"]["event_id"].clone())
        .collect();
    assert_eq!(ids, ["e1", "e2"]);
    assert!(printed.contains("a…x@e….com") && !printed.contains("alex"));
}

#[test]
fn what_is_no_webhook_is_answered_as_http_says() {
    let person = Person::new();
    let ear = listening(&person, "");
    assert_eq!(ear.post("/", "", READY), 404);
    assert_eq!(ear.post("/taptalent", "", "not json"), 400);
    assert_eq!(
        ear.exchange("GET /taptalent HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        405
    );
    let too_long = " ".repeat(1024 * 1024 + 1);
    assert_eq!(ear.post("/taptalent", "", &too_long), 413);
    let (printed, _) = ear.ends_on("INT");
    assert_eq!(printed, "");
}

#[test]
fn a_secret_that_is_not_there_is_no_reason_to_believe_everybody() {
    let person = Person::new().with_env("EMPTY", " ");
    insta::assert_snapshot!(person.runs("listen --taptalent-key-env NOT_SET"), @"
    exit 3
    ── stderr
    error: the environment variable NOT_SET is not set
    ");
    insta::assert_snapshot!(person.runs("listen --flowmingo-secret-env EMPTY"), @"
    exit 3
    ── stderr
    error: the environment variable EMPTY: the secret is empty
    ");
}
