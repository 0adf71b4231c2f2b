//! Pauses, places and the rate hold for all callers together.

use std::time::{Duration, Instant, SystemTime};

use futures_util::future::join_all;
use serde_json::json;

use super::server::{Reply, Server};
use super::{get, noted, options, transport};
use crate::provider::http::{Transport, TransportOptions};

#[tokio::test]
async fn retry_after_holds_back_those_who_were_not_asked() {
    let server = Server::start(|_, before| match before {
        0 => Reply::text(429, "").with("retry-after", "1"),
        _ => Reply::json(200, &json!({})),
    })
    .await;
    let transport = transport(&server);
    let start = Instant::now();
    let (first, second) = tokio::join!(get(&transport), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        get(&transport).await
    });
    first.unwrap();
    second.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn a_date_and_a_reset_are_waited_for() {
    let soon = SystemTime::now() + Duration::from_millis(1100);
    let date = httpdate::fmt_http_date(soon);
    let fine = Reply::json(200, &json!({}));
    let reset = soon.duration_since(SystemTime::UNIX_EPOCH).unwrap();
    for limited in [
        Reply::text(503, "").with("retry-after", date),
        Reply::text(429, "").with("x-ratelimit-reset", reset.as_millis().to_string()),
    ] {
        let server = Server::replying(vec![limited, fine.clone()]).await;
        get(&transport(&server)).await.unwrap();
        assert_eq!(server.count(), 2);
    }
}

#[tokio::test]
async fn a_quota_that_a_success_used_up_holds_back_the_next_call() {
    let used_up = Reply::json(200, &json!({}))
        .with("x-ratelimit-remaining", "0")
        .with("x-ratelimit-reset", "1");
    let plenty = Reply::json(200, &json!({}))
        .with("x-ratelimit-remaining", "3")
        .with("x-ratelimit-reset", "60");
    let server = Server::replying(vec![used_up, plenty]).await;
    let (transport, notes) = noted(&server);
    let start = Instant::now();
    for _ in 0..3 {
        get(&transport).await.unwrap();
    }
    let took = start.elapsed();
    assert!(took >= Duration::from_secs(1) && took < Duration::from_secs(20));
    assert_eq!(server.count(), 3);
    let told = notes.taken();
    assert_eq!(
        told.iter()
            .filter(|note| note.contains("Throttled(200)"))
            .count(),
        1
    );
}

#[tokio::test]
async fn a_quota_that_is_renewed_too_late_is_left_to_the_next_call() {
    let used_up = Reply::json(200, &json!({}))
        .with("x-ratelimit-remaining", "0")
        .with("x-ratelimit-reset", "86400");
    let server = Server::replying(vec![used_up]).await;
    let transport = transport(&server);
    get(&transport).await.unwrap();
    get(&transport).await.unwrap();
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn no_more_calls_than_places_are_in_flight() {
    let reply = Reply::json(200, &json!({}));
    let late = Reply::Late(Duration::from_millis(20), Box::new(reply));
    let server = Server::replying(vec![late]).await;
    let options = TransportOptions {
        concurrency: 3,
        ..options(&server)
    };
    let transport = Transport::new(options).unwrap();
    let start = Instant::now();
    for read in join_all((0..12).map(|_| get(&transport))).await {
        read.unwrap();
    }
    let took = start.elapsed();
    assert!(took >= Duration::from_millis(80), "four rounds of three");
}

#[tokio::test]
async fn a_crowd_gets_through_a_server_that_takes_few_at_a_time() {
    // Ten calls in each tenth of a second, as a quota would have it.
    let window = std::sync::Mutex::new((Instant::now(), 0));
    let server = Server::start(move |_, _| {
        let mut window = window.lock().unwrap();
        if window.0.elapsed() >= Duration::from_millis(100) {
            *window = (Instant::now(), 0);
        }
        window.1 += 1;
        if window.1 > 10 {
            Reply::text(429, "")
        } else {
            Reply::json(200, &json!({}))
        }
    })
    .await;
    let mut options = TransportOptions {
        concurrency: 64,
        ..options(&server)
    };
    options.retry.first_delay = Duration::from_millis(20);
    options.retry.longest_delay = Duration::from_millis(200);
    let transport = Transport::new(options).unwrap();
    for read in join_all((0..150).map(|_| get(&transport))).await {
        read.unwrap();
    }
}

#[tokio::test]
async fn the_rate_holds_for_all_together() {
    let server = Server::replying(vec![Reply::json(200, &json!({}))]).await;
    let options = TransportOptions {
        requests_per_second: Some(50.0),
        ..options(&server)
    };
    let transport = Transport::new(options).unwrap();
    let start = Instant::now();
    for read in join_all((0..16).map(|_| get(&transport))).await {
        read.unwrap();
    }
    assert!(start.elapsed() >= Duration::from_millis(270));
}
