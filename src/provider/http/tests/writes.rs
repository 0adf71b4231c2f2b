//! How often a write is sent, and which of the three outcomes its caller learns.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

use bytes::Bytes;
use serde_json::{Value, json};

use super::server::{Reply, Server};
use super::{message, options, path, transport};
use crate::model::Method;
use crate::provider::http::{Repeat, Stop, Transport, TransportOptions, WriteError, WriteRequest};

async fn send(transport: &Transport, method: Method, repeat: Repeat) -> Result<Value, WriteError> {
    send_until(&Stop::default(), transport, method, repeat).await
}

async fn send_until(
    stop: &Stop,
    transport: &Transport,
    method: Method,
    repeat: Repeat,
) -> Result<Value, WriteError> {
    let request = WriteRequest {
        patience: 1,
        method,
        path: path(),
        body: (method != Method::Delete).then(|| Bytes::from_static(b"{}")),
        repeat,
    };
    let decode = |body: &[u8]| {
        if body.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(body).map_err(|error| error.to_string())
    };
    transport.writer().until(stop).send(&request, decode).await
}

async fn post(replies: Vec<Reply>) -> (usize, Result<Value, WriteError>) {
    let server = Server::replying(replies).await;
    let outcome = send(&transport(&server), Method::Post, Repeat::Never).await;
    if let Err(error) = &outcome {
        message(&server, error);
    }
    (server.count(), outcome)
}

async fn put(replies: Vec<Reply>) -> (usize, Result<Value, WriteError>) {
    let server = Server::replying(replies).await;
    let outcome = send(&transport(&server), Method::Put, Repeat::Idempotent).await;
    (server.count(), outcome)
}

fn fine() -> Reply {
    Reply::json(200, &json!({"fine": true}))
}

#[tokio::test]
async fn a_post_that_was_accepted_is_sent_once_whatever_came_with_the_status() {
    for odd in [
        Reply::Cut("{\"id\": 1}".to_owned(), 4),
        Reply::text(200, "{\"id\": "),
        Reply::text(201, "<html>"),
        Reply::json(200, &json!({"error": {"message": "?"}})),
    ] {
        let (count, outcome) = post(vec![odd.clone(), fine()]).await;
        assert_eq!(count, 1, "{odd:?}");
        assert!(
            matches!(outcome, Err(WriteError::Accepted { attempts: 1, .. })),
            "{odd:?} {outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_post_in_doubt_is_sent_once() {
    for bad in [
        Reply::Drop,
        Reply::Hang,
        Reply::text(500, ""),
        Reply::text(502, ""),
        Reply::text(503, ""),
        Reply::text(503, "").with("x-ratelimit-reset", "1"),
        Reply::text(504, ""),
        Reply::text(408, ""),
    ] {
        let (count, outcome) = post(vec![bad.clone(), fine()]).await;
        assert_eq!(count, 1, "{bad:?}");
        assert!(
            matches!(outcome, Err(WriteError::Unknown { attempts: 1, .. })),
            "{bad:?} {outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_post_that_was_turned_away_unseen_is_sent_again() {
    let limited = Reply::text(429, "");
    let busy = Reply::text(503, "").with("retry-after", "0");
    let (count, outcome) = post(vec![limited, busy, fine()]).await;
    assert_eq!((count, outcome.is_ok()), (3, true));
}

/// Leave to send `times`, and no more.
fn leave(times: u32) -> Stop {
    let (stop, left) = (Stop::default(), AtomicU32::new(times));
    stop.ask_before_sending(move || {
        let less = |left: u32| left.checked_sub(1);
        let is_given = left.fetch_update(Relaxed, Relaxed, less).is_ok();
        async move { is_given }
    });
    stop
}

#[tokio::test]
async fn each_try_of_a_write_needs_leave_and_not_only_the_first() {
    for (times, first) in [
        (0, Reply::text(429, "")),
        (1, Reply::text(429, "")),
        (2, Reply::text(503, "").with("retry-after", "0")),
    ] {
        let server = Server::replying(vec![first]).await;
        let (stop, transport) = (leave(times), transport(&server));
        let outcome = send_until(&stop, &transport, Method::Post, Repeat::Never).await;
        assert!(
            matches!(outcome, Err(WriteError::Stopped { .. })),
            "{outcome:?}"
        );
        assert_eq!(server.count(), times as usize);
    }
    let server = Server::replying(vec![Reply::Drop]).await;
    let (stop, transport) = (leave(1), transport(&server));
    let outcome = send_until(&stop, &transport, Method::Put, Repeat::Idempotent).await;
    assert!(
        matches!(outcome, Err(WriteError::Unknown { attempts: 1, .. })),
        "what went out before stays in doubt: {outcome:?}"
    );
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_post_that_is_always_turned_away_was_never_sent() {
    let (count, outcome) = post(vec![Reply::text(429, "")]).await;
    assert_eq!(count, 11);
    assert!(matches!(outcome, Err(WriteError::NeverSent { .. })));
    let (count, outcome) = post(vec![Reply::text(503, "").with("retry-after", "86400")]).await;
    assert_eq!(count, 1);
    insta::assert_snapshot!(outcome.unwrap_err(), @"POST /thing: not sent: the server asks for a pause of 86400 s, but vetform waits at most 60 s: 503 Service Unavailable, without a message (tried once)");
}

#[tokio::test]
async fn a_refusal_is_not_repeated() {
    let body = json!({"error": {"code": "INSUFFICIENT_CREDITS", "errorMessage": "Insufficient credits to create assessment"}});
    let (count, outcome) = post(vec![Reply::json(402, &body)]).await;
    assert_eq!(count, 1);
    insta::assert_snapshot!(outcome.unwrap_err(), @"POST /thing: refused: 402 Payment Required, INSUFFICIENT_CREDITS: Insufficient credits to create assessment");
    let (count, outcome) = put(vec![Reply::text(307, "").with("location", "/x")]).await;
    assert_eq!(count, 1);
    insta::assert_snapshot!(outcome.unwrap_err(), @"PUT /thing: refused: 307 Temporary Redirect: the server redirects to /x, which is not followed");
}

#[tokio::test]
async fn an_idempotent_write_is_repeated() {
    let (count, outcome) = put(vec![
        Reply::Drop,
        Reply::text(500, ""),
        Reply::Cut("{\"a\": 1}".to_owned(), 2),
        Reply::text(200, "{"),
        fine(),
    ])
    .await;
    assert_eq!((count, outcome.is_ok()), (5, true));
}

#[tokio::test]
async fn an_idempotent_write_that_never_gets_through_is_in_doubt() {
    let (count, outcome) = put(vec![Reply::Drop]).await;
    assert_eq!(count, 5);
    insta::assert_snapshot!(outcome.unwrap_err(), @"PUT /thing: outcome unknown: the connection was closed before a response arrived (sent 5 times)");
}

#[tokio::test]
async fn after_a_doubt_nothing_counts_as_never_sent() {
    let (_, outcome) = put(vec![Reply::Drop, Reply::text(429, "")]).await;
    assert!(matches!(outcome, Err(WriteError::Unknown { .. })));
}

#[tokio::test]
async fn what_a_repeated_delete_does_not_find_is_deleted() {
    let server = Server::replying(vec![Reply::Drop, Reply::text(404, "")]).await;
    let outcome = send(&transport(&server), Method::Delete, Repeat::Idempotent).await;
    assert_eq!(outcome, Ok(Value::Null));
}

#[tokio::test]
async fn what_a_first_delete_does_not_find_is_refused() {
    let server = Server::replying(vec![Reply::text(404, "")]).await;
    let outcome = send(&transport(&server), Method::Delete, Repeat::Idempotent).await;
    assert!(matches!(outcome, Err(WriteError::Refused { .. })));
}

#[tokio::test]
async fn a_post_without_a_connection_was_never_sent() {
    let server = Server::replying(vec![fine()]).await;
    let options = TransportOptions {
        base_url: "http://127.0.0.1:9".to_owned(),
        ..options(&server)
    };
    let transport = Transport::new(options).unwrap();
    let outcome = send(&transport, Method::Post, Repeat::Never).await;
    insta::assert_snapshot!(outcome.unwrap_err(), @"POST /thing: not sent: the connection was refused (tried 5 times)");
}

#[tokio::test]
async fn a_body_is_announced_as_json() {
    let server = Server::replying(vec![fine()]).await;
    let transport = transport(&server);
    send(&transport, Method::Patch, Repeat::Never)
        .await
        .unwrap();
    send(&transport, Method::Delete, Repeat::Idempotent)
        .await
        .unwrap();
    let received = server.received();
    assert_eq!(received[0].header("content-type"), Some("application/json"));
    assert_eq!(received[1].header("content-type"), None);
}

#[tokio::test]
async fn a_transport_that_only_reads_sends_no_write_whoever_asks_it() {
    let server = Server::replying(vec![fine()]).await;
    let reads_only = Transport::new(TransportOptions {
        reads_only: true,
        ..options(&server)
    });
    let transport = reads_only.unwrap();
    for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
        let error = send(&transport, method, Repeat::Idempotent).await;
        let error = error.unwrap_err();
        assert!(matches!(error, WriteError::Unsendable { .. }), "{error}");
    }
    assert_eq!(server.count(), 0);
    super::get(&transport).await.unwrap();
    assert_eq!(server.lines(), ["GET /thing"]);
}
