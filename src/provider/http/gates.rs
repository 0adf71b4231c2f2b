//! The doors of this process: whatever is sent with one key to one system goes through one, however many workspaces have
//! that key. A system counts by key, and pauses by key.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use secrecy::{ExposeSecret, SecretString};

use super::limiter::Gate;

/// By a hash, so that the key itself is in memory in one place only.
static GATES: Mutex<Option<HashMap<blake3::Hash, Weak<Gate>>>> = Mutex::new(None);

/// The door for this key; of two that ask for other limits, the narrower counts.
pub(super) fn gate(
    base_url: &str,
    key: &SecretString,
    places: usize,
    requests_per_second: Option<f64>,
) -> Arc<Gate> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(base_url.as_bytes()).update(b"\0");
    hasher.update(key.expose_secret().as_bytes());
    // A panic elsewhere leaves doors that are still doors.
    let mut gates = GATES.lock().unwrap_or_else(PoisonError::into_inner);
    let gates = gates.get_or_insert_default();
    gates.retain(|_, gate| gate.strong_count() > 0);
    let known = gates.entry(hasher.finalize()).or_default();
    if let Some(gate) = known.upgrade() {
        gate.narrow(places, requests_per_second);
        return gate;
    }
    let gate = Arc::new(Gate::new(places, requests_per_second));
    *known = Arc::downgrade(&gate);
    gate
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: std::time::Duration = std::time::Duration::from_mins(1);

    fn of(url: &str, key: &str, places: usize) -> Arc<Gate> {
        gate(url, &SecretString::from(key), places, None)
    }

    #[test]
    fn one_key_has_one_door_and_another_key_or_system_another() {
        let first = of("http://gates.example.com", "a", 4);
        assert!(Arc::ptr_eq(&first, &of("http://gates.example.com", "a", 4)));
        assert!(!Arc::ptr_eq(
            &first,
            &of("http://gates.example.com", "b", 4)
        ));
        assert!(!Arc::ptr_eq(
            &first,
            &of("http://other.example.com", "a", 4)
        ));
    }

    #[test]
    fn a_door_that_nobody_uses_any_more_is_forgotten() {
        let url = "http://forgotten.example.com";
        let first = of(url, "a", 4);
        first.hold(MINUTE);
        drop(first);
        assert!(of(url, "a", 4).hold(MINUTE), "nobody was held back");
    }
}
