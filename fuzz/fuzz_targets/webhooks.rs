//! Whatever somebody sends as a webhook: people are masked, and it stays JSON.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};
use vetform::listen::mask_people;

fuzz_target!(|body: &[u8]| {
    if let Ok(mut payload) = serde_json::from_slice::<Map<String, Value>>(body) {
        payload.insert("candidate_email".to_owned(), "zebra@example.com".into());
        mask_people(&mut payload);
        let text = Value::Object(payload).to_string();
        assert!(!text.contains("zebra@"), "{text}");
    }
});
