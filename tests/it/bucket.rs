//! A bucket that speaks just enough of S3 for a state: conditional writes, reads, lists, removals. It can keep back the
//! answer of a write that it has done, so that a test knows exactly how far a run has come.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::person::{Person, wait_until};

/// Serves until it is dropped.
pub(crate) struct Bucket {
    inner: Arc<Inner>,
    url: String,
    _runtime: Runtime,
}

struct Inner {
    objects: Mutex<Objects>,
    /// The objects that somebody has asked for.
    asked: Mutex<Vec<String>>,
    /// How the name of the object ends that cannot be read, and how often.
    failing: Mutex<Option<(String, usize)>>,
    /// How the name of the object ends the answer of whose write is kept back.
    kept_back: watch::Sender<Option<String>>,
    is_waiting: watch::Sender<bool>,
}

#[derive(Default)]
struct Objects {
    by_key: BTreeMap<String, (Bytes, u64)>,
    writes: u64,
}

impl Bucket {
    pub(crate) fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let inner = Arc::new(Inner {
            objects: Mutex::default(),
            asked: Mutex::default(),
            failing: Mutex::default(),
            kept_back: watch::Sender::new(None),
            is_waiting: watch::Sender::new(false),
        });
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&inner));
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        runtime.spawn(async { axum::serve(listener, router).await });
        Self {
            inner,
            url,
            _runtime: runtime,
        }
    }

    /// Does the next write of an object whose name ends so, and does not answer it.
    pub(crate) fn keeps_back(&self, end: &str) {
        self.inner.kept_back.send_replace(Some(end.to_owned()));
    }

    #[track_caller]
    pub(crate) fn waits_until_one_is_kept_back(&self) {
        wait_until("a write is done and not answered", || {
            *self.inner.is_waiting.borrow()
        });
    }

    /// Fails so many reads of an object whose name ends so.
    pub(crate) fn fails(&self, end: &str, times: usize) {
        *self.inner.failing.lock().unwrap() = Some((end.to_owned(), times));
    }

    /// Whether anybody has asked for an object whose name ends so.
    pub(crate) fn is_asked_for(&self, end: &str) -> bool {
        let asked = self.inner.asked.lock().unwrap();
        asked.iter().any(|key| key.ends_with(end))
    }

    pub(crate) fn answers(&self) {
        self.inner.kept_back.send_replace(None);
    }
}

impl Person {
    /// With the state of the workspace `lab` in a bucket.
    #[must_use]
    pub(crate) fn with_state_in(self, bucket: &Bucket) -> Self {
        self.with_settings("    state: s3://states/team\n    limits: { concurrency: 1 }\n")
            .with_bucket(bucket)
    }

    /// With access to a bucket.
    #[must_use]
    pub(crate) fn with_bucket(self, bucket: &Bucket) -> Self {
        self.with_env("AWS_ENDPOINT", &bucket.url)
            .with_env("AWS_ALLOW_HTTP", "true")
            .with_env("AWS_ACCESS_KEY_ID", "test")
            .with_env("AWS_SECRET_ACCESS_KEY", "test")
    }
}

async fn answer(
    State(bucket): State<Arc<Inner>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let key = uri.path().trim_start_matches("/states").trim_matches('/');
    let query = uri.query().unwrap_or_default();
    match method {
        Method::PUT => {
            let reply = bucket.objects.lock().unwrap().put(key, body, &headers);
            bucket.keep_back(key).await;
            reply
        }
        Method::POST => bucket.objects.lock().unwrap().remove_all(&body),
        _ if key.is_empty() => bucket.objects.lock().unwrap().list(query),
        _ => {
            bucket.asked.lock().unwrap().push(key.to_owned());
            if bucket.fails_now(key) {
                return reply(StatusCode::INTERNAL_SERVER_ERROR, Bytes::new(), 0);
            }
            bucket.objects.lock().unwrap().get(key)
        }
    }
}

impl Inner {
    fn fails_now(&self, key: &str) -> bool {
        let mut failing = self.failing.lock().unwrap();
        let Some((_, left)) = failing
            .as_mut()
            .filter(|(end, _)| key.ends_with(end.as_str()))
        else {
            return false;
        };
        let fails = *left > 0;
        *left = left.saturating_sub(1);
        fails
    }

    async fn keep_back(&self, key: &str) {
        let mut kept_back = self.kept_back.subscribe();
        let is_meant = |end: &Option<String>| end.as_ref().is_some_and(|end| key.ends_with(end));
        if is_meant(&kept_back.borrow()) {
            self.is_waiting.send_replace(true);
            let _ = kept_back.wait_for(Option::is_none).await;
        }
    }
}

impl Objects {
    fn put(&mut self, key: &str, body: Bytes, headers: &HeaderMap) -> Response<Body> {
        let there = self.by_key.get(key).map(|(_, version)| tag(*version));
        let wants = headers.get("if-match").map(|tag| tag.to_str().unwrap());
        let is_refused = headers.contains_key("if-none-match") && there.is_some()
            || wants.is_some() && wants != there.as_deref();
        if is_refused {
            return reply(StatusCode::PRECONDITION_FAILED, Bytes::new(), 0);
        }
        self.writes += 1;
        self.by_key.insert(key.to_owned(), (body, self.writes));
        reply(StatusCode::OK, Bytes::new(), self.writes)
    }

    fn get(&self, key: &str) -> Response<Body> {
        match self.by_key.get(key) {
            Some((body, version)) => reply(StatusCode::OK, body.clone(), *version),
            None => reply(StatusCode::NOT_FOUND, Bytes::new(), 0),
        }
    }

    /// Those right below the prefix only, where a delimiter says so.
    fn list(&self, query: &str) -> Response<Body> {
        let value = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let mut values = pairs.filter_map(|(have, value)| (have == name).then_some(value));
            values.next().unwrap_or_default().replace("%2F", "/")
        };
        let (prefix, delimiter) = (value("prefix"), value("delimiter"));
        let mut xml = "<ListBucketResult><IsTruncated>false</IsTruncated>".to_owned();
        for (key, (body, version)) in &self.by_key {
            let Some(rest) = key.strip_prefix(&prefix) else {
                continue;
            };
            if delimiter.is_empty() || !rest.contains(&delimiter) {
                write!(
                    xml,
                    "<Contents><Key>{key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>\
                     <ETag>{}</ETag><Size>{}</Size></Contents>",
                    tag(*version),
                    body.len()
                )
                .unwrap();
            }
        }
        xml.push_str("</ListBucketResult>");
        reply(StatusCode::OK, xml.into(), 0)
    }

    fn remove_all(&mut self, body: &[u8]) -> Response<Body> {
        let text = String::from_utf8(body.to_vec()).unwrap();
        for key in text.split("<Key>").skip(1) {
            let (key, _) = key.split_once("</Key>").unwrap();
            self.by_key.remove(key);
        }
        reply(StatusCode::OK, "<DeleteResult></DeleteResult>".into(), 0)
    }
}

fn tag(version: u64) -> String {
    format!("\"{version}\"")
}

fn reply(status: StatusCode, body: Bytes, version: u64) -> Response<Body> {
    Response::builder()
        .status(status)
        .header("etag", tag(version))
        .header("last-modified", "Thu, 01 Jan 2026 00:00:00 GMT")
        .header("content-length", body.len())
        .body(body.into())
        .unwrap()
}
