//! When a read is repeated, and what people see when it is given up.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::join_all;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::server::{Reply, Server};
use super::{KEY, get, message, noted, options, transport};
use crate::provider::http::{ReadError, Recorder, Transport, TransportOptions};

fn fine() -> Reply {
    Reply::json(200, &json!({"fine": true}))
}

async fn recovers(bad: Reply) {
    let server = Server::replying(vec![bad.clone(), bad, fine()]).await;
    let read = get(&transport(&server)).await;
    assert_eq!(read.unwrap(), json!({"fine": true}));
    assert_eq!(server.count(), 3);
}

async fn fails(bad: Reply, tries: usize) -> String {
    let server = Server::replying(vec![bad]).await;
    let error = get(&transport(&server)).await.unwrap_err();
    assert_eq!(server.count(), tries);
    message(&server, &error)
}

#[tokio::test]
async fn a_read_is_repeated_until_an_answer_is_whole() {
    recovers(Reply::Drop).await;
    recovers(Reply::Hang).await;
    recovers(Reply::Cut(r#"{"fine": true}"#.to_owned(), 5)).await;
    recovers(Reply::text(200, "{\"fine\": tr")).await;
    recovers(Reply::text(200, "")).await;
    recovers(Reply::text(500, "")).await;
    recovers(Reply::text(502, "bad gateway")).await;
    recovers(Reply::text(408, "")).await;
    recovers(Reply::text(503, "")).await;
    recovers(Reply::text(429, "")).await;
    recovers(Reply::text(503, "").with("retry-after", "0")).await;
}

#[tokio::test]
async fn the_key_goes_in_the_header_and_answers_may_be_packed() {
    let server = Server::replying(vec![fine()]).await;
    get(&transport(&server)).await.unwrap();
    let received = server.received();
    let bearer = format!("Bearer {KEY}");
    assert_eq!(received[0].header("authorization"), Some(bearer.as_str()));
    assert_eq!(received[0].header("accept-encoding"), Some("gzip"));
    assert_eq!(received[0].header("content-type"), None);
}

#[tokio::test]
async fn a_dropped_connection() {
    insta::assert_snapshot!(fails(Reply::Drop, 5).await, @"GET /thing: the connection was closed before a response arrived (tried 5 times)");
}

#[tokio::test]
async fn no_answer_in_time() {
    insta::assert_snapshot!(fails(Reply::Hang, 5).await, @"GET /thing: no response in time (tried 5 times)");
}

#[tokio::test]
async fn an_answer_that_breaks_off() {
    insta::assert_snapshot!(fails(Reply::Cut("{\"a\": 1}".to_owned(), 3), 5).await, @"GET /thing: the response was cut off (tried 5 times)");
}

#[tokio::test]
async fn a_page_of_a_gateway_with_escape_sequences() {
    let page = "<html>\n<title>\u{1b}]0;owned\u{7}\u{1b}[31m502 \u{202e}Bad Gateway</title></html>";
    insta::assert_snapshot!(fails(Reply::text(502, page), 5).await, @r#"GET /thing: the server failed: 502 Bad Gateway: a web page instead of JSON, titled “\u{1b}]0;owned\u{7}\u{1b}[31m502 \u{202e}Bad Gateway” (tried 5 times)"#);
}

#[tokio::test]
async fn a_key_that_is_not_accepted() {
    let body = json!({"code": "UNAUTHORIZED", "message": format!("The key {KEY} is not valid")});
    insta::assert_snapshot!(fails(Reply::json(401, &body), 1).await, @"GET /thing: the system rejects the API key: 401 Unauthorized, UNAUTHORIZED: The key [key] is not valid");
    let body = json!({"error": {"code": "ACCOUNT_INACTIVE", "message": "Subscription ended"}});
    insta::assert_snapshot!(fails(Reply::json(403, &body), 1).await, @"GET /thing: the system does not let this API key read it (permissions or subscription): 403 Forbidden, ACCOUNT_INACTIVE: Subscription ended");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let reply = Reply::text(302, "").with("location", "https://elsewhere.example/x");
    insta::assert_snapshot!(fails(reply, 1).await, @"GET /thing: the server redirects (302) to https://elsewhere.example/x; redirects are not followed, to keep the API key safe: check `baseUrl`");
}

#[tokio::test]
async fn a_pause_that_is_too_long() {
    let reply = Reply::text(429, "slow down").with("retry-after", "3600");
    insta::assert_snapshot!(fails(reply, 1).await, @"GET /thing: the server asks for a pause of 3600 s, but vetform waits at most 60 s: 429 Too Many Requests: slow down");
}

#[tokio::test]
async fn a_server_that_never_stops_throttling() {
    insta::assert_snapshot!(fails(Reply::text(429, "slow down"), 11).await, @"GET /thing: throttled (tried 11 times): 429 Too Many Requests: slow down");
}

#[tokio::test]
async fn an_error_that_comes_as_success() {
    let body = json!({"status": "error", "error": {"code": "OOPS", "message": "It broke"}});
    let server = Server::replying(vec![Reply::json(200, &body)]).await;
    let error = transport(&server)
        .reader()
        .get(&super::path(), |_| {
            Err::<(), _>(crate::provider::http::BadAnswer::whole("no data"))
        })
        .await
        .unwrap_err();
    insta::assert_snapshot!(message(&server, &error), @"GET /thing: cannot read the response: it reports an error: 200 OK, OOPS: It broke (tried 5 times)");
}

#[tokio::test]
async fn nobody_listens() {
    let server = Server::replying(vec![Reply::Drop]).await;
    let options = TransportOptions {
        // Nothing listens on the discard port.
        base_url: "http://127.0.0.1:9".to_owned(),
        ..options(&server)
    };
    let error = get(&Transport::new(options).unwrap()).await.unwrap_err();
    assert!(matches!(error, ReadError::Unreachable { attempts: 5, .. }));
    assert!(error.concerns_all());
    insta::assert_snapshot!(error.to_string(), @"GET /thing: the connection was refused (tried 5 times)");
}

#[tokio::test]
async fn every_try_and_every_wait_is_told() {
    let server = Server::replying(vec![
        Reply::text(429, "").with("x-request-id", "r1"),
        Reply::Drop,
        fine().with("x-request-id", "r3"),
    ])
    .await;
    let (transport, notes) = noted(&server);
    get(&transport).await.unwrap();
    insta::assert_snapshot!(notes.taken().join("\n"), @r#"
    GET /thing try 1: Some(429) Some("r1") None
    GET /thing: Throttled(429)
    GET /thing try 2: None None Some("the connection was closed before a response arrived")
    GET /thing: Retry(2)
    GET /thing try 3: Some(200) Some("r3") None
    "#);
}

#[tokio::test]
async fn pauses_without_end_are_bounded_as_a_whole() {
    let server = Server::replying(vec![Reply::text(429, "").with("retry-after", "1")]).await;
    let mut options = options(&server);
    options.retry.longest_wait = std::time::Duration::from_millis(2500);
    let error = get(&Transport::new(options).unwrap()).await.unwrap_err();
    assert!(matches!(error, ReadError::Throttled { .. }));
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn what_waiting_cannot_mend_is_tried_once() {
    for status in [501, 505, 511] {
        let told = fails(Reply::text(status, ""), 1).await;
        assert!(told.contains("(tried once)"), "{told}");
    }
}

#[tokio::test]
async fn a_page_of_a_proxy_is_not_asked_for_again() {
    insta::assert_snapshot!(fails(Reply::text(200, " <html>Sign in</html>"), 1).await, @"GET /thing: cannot read the response: it is a web page instead of JSON (tried once)");
}

#[tokio::test]
async fn a_mark_and_half_an_emoji_are_read() {
    let server = Server::replying(vec![Reply::text(
        200,
        "\u{feff}{\"title\": \"Foreign \\ud83d\"}",
    )])
    .await;
    let read = get(&transport(&server)).await.unwrap();
    assert_eq!(read, json!({"title": "Foreign \u{fffd}"}));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_not_read_to_its_end() {
    let body = vec![b' '; (16 << 20) + 1];
    insta::assert_snapshot!(fails(Reply::text(200, body), 1).await, @"GET /thing: the response is larger than 16 MiB, which is the limit");
}

#[tokio::test]
async fn what_a_run_reads_has_a_bound_and_each_try_counts() {
    let page = json!({"text": "x".repeat(3 << 19)});
    let server = Server::replying(vec![Reply::json(200, &page)]).await;
    let options = TransportOptions {
        most_received: 4 << 20,
        ..options(&server)
    };
    let transport = Transport::new(options).unwrap();
    for _ in 0..2 {
        get(&transport).await.unwrap();
    }
    let error = get(&transport).await.unwrap_err();
    insta::assert_snapshot!(message(&server, &error), @"GET /thing: this run received more than 4 MiB, which is the limit");
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn no_more_than_four_large_answers_are_in_memory_at_one_time() {
    let page = json!({"text": "x".repeat(1 << 20)});
    let server = Server::replying(vec![Reply::json(200, &page)]).await;
    let transport = Transport::new(options(&server)).unwrap();
    let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let read = |_: &[u8]| {
        // Whoever decodes holds a turn.
        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(std::time::Duration::from_millis(5));
        now.fetch_sub(1, Ordering::SeqCst);
        Ok(())
    };
    let reader = transport.reader();
    let path = super::path();
    for done in join_all((0..24).map(|_| reader.get(&path, read))).await {
        done.unwrap();
    }
    assert!(most.into_inner() <= 4);
}

/// 64 connections, each with an answer as large as is read, packed so that the server in this process takes nothing.
#[cfg(target_os = "linux")]
#[tokio::test]
#[ignore = "a measurement, not a check"]
#[expect(clippy::print_stdout, reason = "it prints what it measured")]
async fn the_memory_that_large_answers_take() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page");
    std::fs::write(&file, json!({"text": "x".repeat(15 << 20)}).to_string()).unwrap();
    let packed = std::process::Command::new("gzip")
        .arg("-c")
        .arg(&file)
        .output();
    let page = Reply::text(200, packed.unwrap().stdout).with("content-encoding", "gzip");
    let server = Server::replying(vec![page]).await;
    let transport = Transport::new(TransportOptions {
        concurrency: 64,
        timeout: std::time::Duration::from_mins(5),
        ..options(&server)
    });
    let (reader, path) = (transport.unwrap().reader(), super::path());
    let read = |body: &[u8]| {
        assert!(body.len() > 15 << 20);
        Ok(())
    };
    for done in join_all((0..64).map(|_| reader.get(&path, read))).await {
        done.unwrap();
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let most = status.lines().find(|line| line.starts_with("VmHWM"));
    println!("{}", most.unwrap_or_default());
}

#[tokio::test]
async fn once_nothing_gets_through_each_call_is_tried_only_once() {
    let server = Server::start(|_, before| {
        if before < 17 {
            Reply::text(500, "")
        } else {
            fine()
        }
    })
    .await;
    let transport = transport(&server);
    let mut tries = Vec::new();
    for _ in 0..5 {
        let before = server.count();
        let read = get(&transport).await;
        assert!(read.is_err());
        tries.push(server.count() - before);
    }
    assert_eq!(tries, [5, 5, 5, 1, 1]);
    // The first that gets through ends it.
    get(&transport).await.unwrap();
    assert_eq!(transport.gate().fruitless(), 0);
}

#[tokio::test]
async fn a_call_is_not_tried_again_once_trying_took_too_long() {
    let late = Reply::Late(
        std::time::Duration::from_millis(60),
        Box::new(Reply::text(500, "")),
    );
    let server = Server::replying(vec![late]).await;
    let mut options = options(&server);
    options.retry.longest_trying = std::time::Duration::from_millis(100);
    let error = get(&Transport::new(options).unwrap()).await.unwrap_err();
    assert!(matches!(error, ReadError::Failing { attempts: 2, .. }));
}

/// Each byte comes in time, and the whole never.
#[tokio::test]
async fn an_answer_that_drips_is_given_up_when_its_time_is_over() {
    for (first, again) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n", " "),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
            "1\r\n \r\n",
        ),
        ("HTTP/1.1 200 OK\r\n", "x: y\r\n"),
        ("", "HTTP/1.1 100 Continue\r\n\r\n"),
    ] {
        let server = Server::replying(vec![Reply::Drop]).await;
        let mut options = TransportOptions {
            base_url: dripping(first, again).await,
            timeout: std::time::Duration::from_millis(300),
            ..options(&server)
        };
        options.retry.attempts = 2;
        let started = std::time::Instant::now();
        let error = get(&Transport::new(options).unwrap()).await.unwrap_err();
        assert!(
            matches!(error, ReadError::NoAnswer { attempts: 2, .. }),
            "{error:?}"
        );
        assert!(
            started.elapsed() < std::time::Duration::from_secs(10),
            "{again:?}"
        );
    }
}

/// Answers whatever comes with this, and then with a little more for ever.
async fn dripping(first: &'static str, again: &'static str) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut head = [0; 1024];
                let _ = stream.read(&mut head).await;
                let mut sent = stream.write_all(first.as_bytes()).await;
                while sent.is_ok() {
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                    sent = stream.write_all(again.as_bytes()).await;
                }
            });
        }
    });
    url
}

#[tokio::test]
async fn what_is_no_http_is_not_asked_again() {
    let address = not_http(b"\x15\x03\x03\x00\x02\x02\x46").await;
    let server = Server::replying(vec![Reply::Drop]).await;
    let options = TransportOptions {
        base_url: address,
        ..options(&server)
    };
    let error = get(&Transport::new(options).unwrap()).await.unwrap_err();
    insta::assert_snapshot!(error.to_string(), @"GET /thing: the server does not speak HTTP (tried once)");
}

/// Answers whatever comes with these bytes.
async fn not_http(bytes: &'static [u8]) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = [0; 1024];
            let _ = stream.read(&mut head).await;
            let _ = stream.write_all(bytes).await;
        }
    });
    url
}

/// Keeps everything.
#[derive(Default)]
struct Kept(std::sync::Mutex<Vec<(String, String)>>);

impl Recorder for Kept {
    fn answered(&self, path: &str, body: &[u8]) {
        let body = String::from_utf8_lossy(body).into_owned();
        self.0.lock().unwrap().push((path.to_owned(), body));
    }
}

#[tokio::test]
async fn what_a_read_is_answered_is_kept_word_for_word_once_it_is_understood() {
    let known = r#"{"fine": true, "and": {"unknown": [1.50]}}"#;
    let replies = vec![
        Reply::text(500, ""),
        Reply::text(200, "{"),
        Reply::text(200, known),
    ];
    let server = Server::replying(replies).await;
    let kept = std::sync::Arc::new(Kept::default());
    let recording = Transport::new(TransportOptions {
        recorder: Some(kept.clone()),
        ..options(&server)
    });
    get(&recording.unwrap()).await.unwrap();
    let kept = kept.0.lock().unwrap().clone();
    assert_eq!(kept, [("/thing".to_owned(), known.to_owned())]);
}
