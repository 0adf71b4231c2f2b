//! Which events have been seen: senders try again when an answer is lost, so one event may come several times.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::{Map, Value};
use tokio::sync::watch;

use super::event::{Event, WebhookSystem};

/// The newest events of one system, by what tells them apart. Forgets the oldest when it is full.
#[derive(Debug)]
pub(super) struct Repeats {
    capacity: usize,
    seen: HashSet<blake3::Hash>,
    order: VecDeque<blake3::Hash>,
    /// Those that are being written, and where to learn that they are.
    underway: HashMap<blake3::Hash, watch::Receiver<bool>>,
}

impl Repeats {
    pub(super) fn new(capacity: usize) -> Self {
        Self {
            capacity,
            seen: HashSet::new(),
            order: VecDeque::new(),
            underway: HashMap::new(),
        }
    }

    pub(super) fn begin(&mut self, key: blake3::Hash, written: watch::Receiver<bool>) {
        self.underway.insert(key, written);
    }

    pub(super) fn underway(&self, key: &blake3::Hash) -> Option<watch::Receiver<bool>> {
        self.underway.get(key).cloned()
    }

    /// It is written, or lost.
    pub(super) fn is_over(&mut self, key: &blake3::Hash) {
        self.underway.remove(key);
    }

    pub(super) fn contains(&self, key: &blake3::Hash) -> bool {
        self.seen.contains(key)
    }

    pub(super) fn remember(&mut self, key: blake3::Hash) {
        if !self.seen.insert(key) {
            return;
        }
        self.order.push_back(key);
        if self.order.len() > self.capacity
            && let Some(oldest) = self.order.pop_front()
        {
            self.seen.remove(&oldest);
        }
    }
}

/// What tells an event from others: its own id; without one its name, its time and every id in it; and where those are
/// missing too, all of it.
pub(super) fn key(event: &Event) -> blake3::Hash {
    let payload = &event.payload;
    let mark = match event.system {
        WebhookSystem::Flowmingo => payload
            .get("event_id")
            .filter(|id| is_id(id))
            .map(|id| vec![("event_id".to_owned(), id.clone())]),
        WebhookSystem::TapTalent => time_and_ids(payload),
    };
    let name = event.event.as_deref().unwrap_or_default();
    let whole = || vec![(String::new(), Value::Object(payload.clone()))];
    let text = serde_json::json!([name, mark.unwrap_or_else(whole)]).to_string();
    blake3::hash(text.as_bytes())
}

/// TapTalent sends no delivery id: the same event at the same instant about the same things is the same event.
fn time_and_ids(payload: &Map<String, Value>) -> Option<Vec<(String, Value)>> {
    let time = payload.get("timestamp").filter(|time| is_id(time))?;
    let data = payload.get("data")?.as_object()?;
    let mut ids: Vec<_> = data
        .iter()
        .filter(|(key, value)| names_an_id(key) && is_id(value))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if ids.is_empty() {
        return None;
    }
    ids.sort_by(|(a, _), (b, _)| a.cmp(b));
    ids.push(("timestamp".to_owned(), time.clone()));
    Some(ids)
}

fn names_an_id(key: &str) -> bool {
    key == "id" || key.ends_with("Id") || key.ends_with("_id")
}

fn is_id(value: &Value) -> bool {
    value.is_number() || value.as_str().is_some_and(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(system: WebhookSystem, payload: &str) -> blake3::Hash {
        let payload = serde_json::from_str(payload).unwrap();
        key(&Event::new(
            system,
            true,
            payload,
            jiff::Timestamp::UNIX_EPOCH,
        ))
    }

    #[test]
    fn an_event_of_flowmingo_is_known_by_its_id() {
        let of = |payload| of(WebhookSystem::Flowmingo, payload);
        let first = of(r#"{"event_type":"a","event_id":"1","timestamp":1}"#);
        assert_eq!(
            first,
            of(r#"{"event_id":"1","event_type":"a","timestamp":2}"#)
        );
        assert_ne!(
            first,
            of(r#"{"event_type":"a","event_id":"2","timestamp":1}"#)
        );
        assert_ne!(
            of(r#"{"event_type":"a"}"#),
            of(r#"{"event_type":"a","x":1}"#)
        );
        assert_eq!(of(r#"{"event_type":"a"}"#), of(r#"{"event_type":"a"}"#));
    }

    #[test]
    fn an_event_of_taptalent_is_known_by_its_name_its_time_and_its_ids() {
        let of = |payload| of(WebhookSystem::TapTalent, payload);
        let first = of(
            r#"{"event":"interview.ended","timestamp":"t","data":{"submissionId":"s","score":1}}"#,
        );
        let again =
            r#"{"timestamp":"t","event":"interview.ended","data":{"score":2,"submissionId":"s"}}"#;
        assert_eq!(first, of(again));
        for other in [
            r#"{"event":"interview.started","timestamp":"t","data":{"submissionId":"s"}}"#,
            r#"{"event":"interview.ended","timestamp":"u","data":{"submissionId":"s"}}"#,
            r#"{"event":"interview.ended","timestamp":"t","data":{"submissionId":"r"}}"#,
            r#"{"event":"interview.ended","timestamp":"t","data":{"submissionId":"s","id":1}}"#,
        ] {
            assert_ne!(first, of(other), "{other}");
        }
    }

    #[test]
    fn an_event_without_ids_is_known_by_all_that_it_says() {
        let of = |payload| of(WebhookSystem::TapTalent, payload);
        let first = of(r#"{"event":"x","timestamp":"t","data":{"score":1}}"#);
        assert_eq!(
            first,
            of(r#"{"event":"x","timestamp":"t","data":{"score":1}}"#)
        );
        assert_ne!(
            first,
            of(r#"{"event":"x","timestamp":"t","data":{"score":2}}"#)
        );
    }

    #[test]
    fn the_oldest_is_forgotten_when_the_memory_is_full() {
        let mut repeats = Repeats::new(2);
        let keys = [b"a", b"b", b"c"].map(|text| blake3::hash(text));
        for key in keys {
            repeats.remember(key);
            repeats.remember(key);
        }
        assert_eq!(keys.map(|key| repeats.contains(&key)), [false, true, true]);
        assert_eq!((repeats.seen.len(), repeats.order.len()), (2, 2));
    }
}
