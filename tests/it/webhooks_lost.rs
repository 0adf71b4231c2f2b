//! `vetform listen` where events cannot be written, and where strangers keep it busy: nothing is answered 200 that was not
//! written, and nobody holds a connection for ever.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::person::{Person, send};
use super::webhooks::{Ear, READY, heard_from, now, signed};

const CHANGED: &str = r#"{"event_type":"interview.status.update","event_id":"e1"}"#;

fn listening(person: &Person) -> Ear {
    heard_from(person.starts("listen --port 0"))
}

fn into_the_full_device(person: &Person) -> Ear {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut command = person.command("listen --port 0");
    heard_from(command.stdout(full).spawn().unwrap())
}

fn whose_reader_is_gone(person: &Person) -> Ear {
    let (reader, mut writer) = std::io::pipe().unwrap();
    let mut command = person.command("listen --port 0");
    let ear = heard_from(command.stdout(writer.try_clone().unwrap()).spawn().unwrap());
    drop(reader);
    // A program that another test is about to start holds the reader open as well, until it is executed.
    while writer.write(b"\n").is_ok() {
        std::thread::sleep(Duration::from_millis(1));
    }
    ear
}

/// Its exit code, and what it said last.
fn ended(mut ear: Ear) -> (Option<i32>, String) {
    let mut said = String::new();
    ear.stderr.read_to_string(&mut said).unwrap();
    (ear.child.wait().unwrap().code(), said)
}

/// The webhook of either system.
fn posts(ear: &Ear, path: &str) -> u16 {
    match path {
        "/taptalent" => ear.post(path, "", READY),
        _ => ear.post(path, &signed("s", CHANGED, now()), CHANGED),
    }
}

#[test]
fn an_event_that_cannot_be_written_is_not_answered_as_taken_and_ends_the_run() {
    for path in ["/taptalent", "/flowmingo"] {
        let person = Person::new().with_env("FLOWMINGO_WEBHOOK_SECRET", "s");
        let ear = into_the_full_device(&person);
        assert_eq!(posts(&ear, path), 503, "{path}");
        let (code, said) = ended(ear);
        assert_eq!(code, Some(1));
        insta::allow_duplicates! {
            insta::assert_snapshot!(said, @"
            error: cannot write an event: No space left on device (os error [n])
            help: the event was answered with 503, so its sender will send it again; make sure that the reader of stdout works, and start again
            ");
        }
    }
}

#[test]
fn an_event_that_nobody_reads_any_more_is_not_answered_as_taken_and_ends_the_run() {
    for path in ["/taptalent", "/flowmingo"] {
        let person = Person::new().with_env("FLOWMINGO_WEBHOOK_SECRET", "s");
        let ear = whose_reader_is_gone(&person);
        assert_eq!(posts(&ear, path), 503, "{path}");
        let (code, said) = ended(ear);
        assert_eq!(code, Some(1));
        insta::allow_duplicates! {
            insta::assert_snapshot!(said, @"
            error: nothing reads the events any more
            help: the event was answered with 503, so its sender will send it again; make sure that the reader of stdout works, and start again
            ");
        }
    }
}

const HEAD: &str = "POST /taptalent HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

fn connected(ear: &Ear, begun: &str) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", ear.port)).unwrap();
    let longest = Some(Duration::from_secs(30));
    stream.set_read_timeout(longest).unwrap();
    stream.write_all(begun.as_bytes()).unwrap();
    stream
}

fn answer(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    // A connection that is cut off is an answer as well.
    let _ = stream.read_to_string(&mut answer);
    answer.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn who_never_ends_a_head_or_a_body_is_let_go_after_some_seconds() {
    let person = Person::new();
    let ear = listening(&person);
    let begun = Instant::now();
    let half_a_body = format!("{HEAD}Content-Length: 100\r\n\r\n{{");
    let [silent, head, body] =
        ["", "POST /taptalent HTTP/1.1\r\nHost", &half_a_body].map(|begun| connected(&ear, begun));
    assert_eq!(answer(silent), "");
    assert_eq!(answer(head), "");
    assert_eq!(answer(body), "HTTP/1.1 408 Request Timeout");
    let waited = begun.elapsed();
    assert!((4..15).contains(&waited.as_secs()), "{waited:?}");
    let _ = ear.ends_on("TERM");
}

#[test]
fn a_head_without_bound_is_refused() {
    let person = Person::new();
    let ear = listening(&person);
    let mut stream = connected(&ear, HEAD);
    let filler = format!("X-Filler: {}\r\n", "x".repeat(1000));
    for _ in 0..200 {
        let _ = stream.write_all(filler.as_bytes());
    }
    let answer = answer(stream);
    assert!(answer.is_empty() || answer.contains(" 431 "), "{answer}");
    let _ = ear.ends_on("TERM");
}

#[test]
fn connections_have_a_bound_and_who_comes_after_it_waits_and_is_heard() {
    let person = Person::new();
    let mut ear = listening(&person);
    let begun = Instant::now();
    let held: Vec<TcpStream> = (0..64).map(|_| connected(&ear, "POST")).collect();
    assert_eq!(ear.post("/taptalent", "", READY), 200);
    // Not before one of them was let go.
    let waited = begun.elapsed();
    assert!(waited.as_secs() >= 4, "{waited:?}");
    assert_eq!(ear.next()["event"], "assessment.ready");
    drop(held);
    let _ = ear.ends_on("TERM");
}

#[test]
fn a_stop_finishes_the_webhook_that_is_being_sent() {
    for signal in ["INT", "TERM"] {
        let person = Person::new();
        let mut ear = listening(&person);
        let (half, rest) = READY.split_at(20);
        let length = READY.len();
        let begun = format!("{HEAD}Content-Length: {length}\r\n\r\n{half}");
        let mut stream = connected(&ear, &begun);
        // Another one is answered after it was accepted: so the first is in flight.
        assert_eq!(ear.post("/taptalent", "", r#"{"event":"b"}"#), 200);
        assert_eq!(ear.next()["event"], "b");
        send(signal, &ear.child);
        std::thread::sleep(Duration::from_millis(200));
        stream.write_all(rest.as_bytes()).unwrap();
        assert_eq!(answer(stream), "HTTP/1.1 200 OK");
        assert_eq!(ear.next()["event"], "assessment.ready");
        assert_eq!(ended(ear).0, Some(0));
    }
}
