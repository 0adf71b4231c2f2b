//! Stores of states that mean harm: objects and lists without an end, bombs, redirects, secrets that come back. Each run ends
//! by itself within the bounds of docs/reference/limits.md, with a message, before anything is sent to a system.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::binary::SCREEN;
use super::faulty_servers::http;
use super::hostile_servers::{MEMORY, server};
use super::person::{Outcome, Person};

const SECRET: &str = "secret-of-the-bucket/with+signs0";

/// Is this the request for an object, or for a list?
fn is_list(request: &str) -> bool {
    request
        .lines()
        .next()
        .is_some_and(|line| line.contains("list-type=2"))
}

/// What a list with nothing in it is.
const EMPTY: &str = "<ListBucketResult><Name>states</Name><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>";

/// Somebody whose state is in a store that does this, and who can reach a system.
fn person_at(url: &str) -> Person {
    let path = std::env::var("PATH").unwrap();
    Person::new()
        .at_a_system()
        .with_manifests(SCREEN)
        .with_settings("    state: s3://states/team\n")
        .with_env("AWS_ENDPOINT", url)
        .with_env("AWS_ALLOW_HTTP", "true")
        .with_env("AWS_ACCESS_KEY_ID", "id-of-the-bucket")
        .with_env("AWS_SECRET_ACCESS_KEY", SECRET)
        .with_env("AWS_SESSION_TOKEN", "token-of-the-session-0123456789")
        .with_env("PATH", &path)
}

/// A plan fails, and sends nothing; the first line of why.
#[track_caller]
fn fails(
    seconds: u64,
    does: impl Fn(&mut TcpStream, &str) -> io::Result<()> + Send + Sync + 'static,
) -> String {
    let (url, _) = server(does);
    let person = person_at(&url);
    let begun = Instant::now();
    let outcome: Outcome = person
        .script(&format!("ulimit -v {MEMORY}\nexec vetform plan"))
        .exits(1);
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(seconds), "{took:?}: {outcome}");
    assert!(outcome.stderr.len() < 2_000, "{outcome}");
    for secret in ["secret-of-the", "token-of-the"] {
        assert!(!outcome.to_string().contains(secret), "{outcome}");
    }
    assert_eq!(person.writes(), Vec::<String>::new());
    let mut errors = outcome
        .stderr
        .lines()
        .filter(|line| line.starts_with("error: "));
    errors.next().unwrap_or_default().to_owned()
}

fn object(stream: &mut TcpStream, length: u64) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 200 OK\r\netag: \"1\"\r\nlast-modified: Mon, 30 Nov 2026 09:00:00 GMT\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes())
}

#[test]
fn an_object_that_is_too_large_is_not_read() {
    let said = fails(30, |stream, request| {
        if is_list(request) {
            return stream.write_all(&http("200 OK", "", EMPTY));
        }
        object(stream, 1 << 40)?;
        if request.starts_with("HEAD") {
            return Ok(());
        }
        loop {
            stream.write_all(&[b' '; 0x2000])?;
        }
    });
    insta::assert_snapshot!(said, @"error: s3://states/team/lab.json kept changing while it was read (a matter of waiting)");
    let said = fails(60, |stream, request| {
        if is_list(request) {
            return stream.write_all(&http("200 OK", "", EMPTY));
        }
        let bomb = format!("{{\"formatVersion\":[{}", "[],".repeat(40 << 20));
        object(stream, bomb.len() as u64)?;
        stream.write_all(bomb.as_bytes())
    });
    insta::assert_snapshot!(said, @"error: s3://states/team/lab.json is not a valid state: it is JSON, but not of a state (yours to fix)");
}

#[test]
fn a_list_without_an_end_is_given_up() {
    // The same page for ever.
    let said = fails(60, |stream, request| {
        if !is_list(request) {
            return stream.write_all(&http("404 Not Found", "", ""));
        }
        let mut page = String::from(
            "<ListBucketResult><Name>states</Name><IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken>",
        );
        for number in 0..1000 {
            let _ = write!(
                page,
                "<Contents><Key>team/lab.journal/{number}-r</Key><LastModified>2026-11-30T09:00:00.000Z</LastModified><ETag>\"1\"</ETag><Size>1</Size></Contents>"
            );
        }
        page.push_str("</ListBucketResult>");
        stream.write_all(&http("200 OK", "", &page))
    });
    insta::assert_snapshot!(said, @"error: cannot read s3://states/team/lab.json: the list of s3://states/team/lab.journal does not end (yours to fix)");
    // One page for ever.
    let said = fails(120, |stream, request| {
        if !is_list(request) {
            return stream.write_all(&http("404 Not Found", "", ""));
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x1_0000));
        loop {
            stream.write_all(chunk.as_bytes())?;
        }
    });
    insta::assert_snapshot!(said, @"error: cannot read s3://states/team/lab.json: the store answers with more than is read (yours to fix)");
}

#[test]
fn a_refusal_without_an_end_and_one_that_repeats_the_secret_are_told_in_a_line() {
    let said = fails(60, |stream, _| {
        let body = format!(
            "<Error><Code>AccessDenied</Code><Message>{SECRET}</Message><Token>token-of-the-session-0123456789</Token></Error>"
        );
        stream.write_all(&http(
            "403 Forbidden",
            "x-amz-request-id: secret-of-the-bucket/with+signs0\r\n",
            &body,
        ))
    });
    insta::assert_snapshot!(said, @"error: cannot read s3://states/team/lab.json: the credentials do not allow it (403, AccessDenied) (yours to fix)");
    let said = fails(120, |stream, _| {
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\ntransfer-encoding: chunked\r\n\r\n")?;
        let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x1_0000));
        loop {
            stream.write_all(chunk.as_bytes())?;
        }
    });
    insta::assert_snapshot!(said, @"error: cannot read s3://states/team/lab.json: the store answers with more than is read (yours to fix)");
}

#[test]
fn a_redirect_takes_no_token_to_another_host_and_brings_no_state_from_there() {
    let (elsewhere, asked) = server(|stream, _| stream.write_all(&http("404 Not Found", "", "")));
    let said = fails(60, move |stream, _| {
        let to = format!("location: {elsewhere}\r\n");
        stream.write_all(&http("307 Temporary Redirect", &to, ""))
    });
    insta::assert_snapshot!(said, @"error: cannot read s3://states/team/lab.json: the bucket is in another region (yours to fix)");
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}
