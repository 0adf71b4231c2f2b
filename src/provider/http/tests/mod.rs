//! The transport over real loopback connections, against a server that does exactly what a test says.

mod envelopes;
mod limits;
mod reads;
pub(in crate::provider) mod server;
mod writes;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use secrecy::SecretString;

use super::{
    BadAnswer, Call, CallRecord, Observer, Path, ReadError, RetryOptions, Transport,
    TransportOptions, WaitReason, WriteError,
};
use server::Server;

/// What no message may ever hold.
pub(in crate::provider) const KEY: &str = "sk_test_0123456789ABCDEFGHIJKL";

/// Options that lose no time: delays of a millisecond, a second until a hang is given up.
pub(in crate::provider) fn options(server: &Server) -> TransportOptions {
    TransportOptions {
        concurrency: 8,
        timeout: Duration::from_secs(1),
        retry: RetryOptions {
            first_delay: Duration::from_millis(1),
            longest_delay: Duration::from_millis(2),
            ..RetryOptions::default()
        },
        ..TransportOptions::new(server.url(), SecretString::from(KEY))
    }
}

pub(in crate::provider) fn transport(server: &Server) -> Transport {
    Transport::new(options(server)).unwrap()
}

/// An error as people see it, with the port taken out, and proven to be without the key.
pub(in crate::provider) fn message<E: std::fmt::Display + std::fmt::Debug>(
    server: &Server,
    error: &E,
) -> String {
    let text = error.to_string();
    assert!(!text.contains(KEY) && !format!("{error:?}").contains(KEY));
    text.replace(&server.url(), "<server>")
}

/// How many requests came, and what came of them; an error quotes no key.
pub(in crate::provider) fn counted<T>(
    server: &Server,
    written: Result<T, WriteError>,
) -> (usize, Result<T, WriteError>) {
    if let Err(error) = &written {
        message(server, error);
    }
    (server.count(), written)
}

fn path() -> Path {
    Path::of(&["thing"]).unwrap()
}

async fn get(transport: &Transport) -> Result<serde_json::Value, ReadError> {
    transport
        .reader()
        .get(&path(), |body| {
            serde_json::from_slice(body).map_err(|error| BadAnswer::whole(error.to_string()))
        })
        .await
}

/// Notes what it is told.
#[derive(Default)]
struct Notes(Mutex<Vec<String>>);

impl Notes {
    fn taken(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Observer for Notes {
    fn call(&self, record: &CallRecord<'_>) {
        let CallRecord {
            call,
            attempt,
            status,
            duration: _,
            request_id,
            failure,
        } = record;
        let note = format!("{call} try {attempt}: {status:?} {request_id:?} {failure:?}");
        self.0.lock().unwrap().push(note);
    }

    fn waiting(&self, call: &Call, reason: WaitReason, _: Duration) {
        self.0.lock().unwrap().push(format!("{call}: {reason:?}"));
    }
}

fn noted(server: &Server) -> (Transport, Arc<Notes>) {
    let notes = Arc::new(Notes::default());
    let options = TransportOptions {
        observer: Some(notes.clone()),
        ..options(server)
    };
    (Transport::new(options).unwrap(), notes)
}
