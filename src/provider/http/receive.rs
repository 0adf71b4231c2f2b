//! Receiving a body within bounds: of one answer, of all large answers at one time, and of all that a run reads. Bytes are
//! counted unpacked: a packed answer may be a thousand times as long.

use std::sync::atomic::{AtomicU64, Ordering};

use bytes::{Bytes, BytesMut};
use reqwest::Response;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Largest answer that is read, in bytes: a list page of 100 is far below a hundredth of it.
const LARGEST_BODY: usize = 16 << 20;

/// Most values in it: read into memory, one takes a hundred times the two bytes that it takes in an answer.
const MOST_VALUES: usize = 1_000_000;

/// From here on an answer is large and waits for its turn.
const LARGE_BODY: usize = 256 << 10;

/// Large answers that are in memory at one time, over all connections and systems.
const MOST_LARGE: usize = 4;

static TURNS: Semaphore = Semaphore::const_new(MOST_LARGE);

/// A whole body, and its turn as long as somebody reads it.
pub(super) struct Received {
    pub(super) body: Bytes,
    pub(super) turn: Option<SemaphorePermit<'static>>,
}

/// Why there is none.
pub(super) enum Unreceived {
    TooLarge(String),
    BrokenOff(reqwest::Error),
}

/// What all reads of one system may bring in one run.
pub(super) struct Allowance {
    most: u64,
    used: AtomicU64,
}

impl Allowance {
    pub(super) const fn new(most: u64) -> Self {
        Self {
            most,
            used: AtomicU64::new(0),
        }
    }

    /// Counts bytes; the bound in words where they are too many.
    fn take(&self, bytes: usize) -> Result<(), String> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let before = self.used.fetch_add(bytes, Ordering::Relaxed);
        if before.saturating_add(bytes) > self.most {
            let most = self.most >> 20;
            return Err(format!("this run received more than {most} MiB"));
        }
        Ok(())
    }
}

/// The whole body. A connection that ends before it is an error, never a short body.
pub(super) async fn receive(
    response: &mut Response,
    allowance: Option<&Allowance>,
) -> Result<Received, Unreceived> {
    let mut whole = BytesMut::new();
    let mut turn = None;
    while let Some(chunk) = response.chunk().await.map_err(Unreceived::BrokenOff)? {
        let length = whole.len() + chunk.len();
        if length > LARGEST_BODY {
            let cause = format!("the response is larger than {} MiB", LARGEST_BODY >> 20);
            return Err(Unreceived::TooLarge(cause));
        }
        if let Some(allowance) = allowance {
            allowance.take(chunk.len()).map_err(Unreceived::TooLarge)?;
        }
        if length > LARGE_BODY && turn.is_none() {
            // The semaphore is never closed.
            turn = TURNS.acquire().await.ok();
        }
        whole.extend_from_slice(&chunk);
    }
    if whole.len() > 2 * MOST_VALUES && values_in(&whole) > MOST_VALUES {
        let cause = format!("the response holds more than {MOST_VALUES} values");
        return Err(Unreceived::TooLarge(cause));
    }
    Ok(Received {
        body: whole.freeze(),
        turn,
    })
}

/// How many values a text holds if it is JSON: what begins a list or an object, and what follows a comma.
fn values_in(body: &[u8]) -> usize {
    let (mut count, mut is_text, mut is_escaped) = (0, false, false);
    for byte in body {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b'[' | b'{' | b',' if !is_text => count += 1,
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::values_in;

    #[test]
    fn values_are_counted_and_what_stands_in_texts_is_none() {
        assert_eq!(values_in(br#"[1,{"a,[{":"b\",\\","c":[]},3]"#), 6);
        assert_eq!(values_in(br#""a,b,c""#), 0);
    }
}
