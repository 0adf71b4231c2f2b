//! No text leaves its place in a terminal, in the log of a job, in JSON, or takes a secret along.

#![no_main]

use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use vetform::render::{Form, harmless, one_line, visible};
use vetform::secrets::{keep_out, without_secrets};
use vetform_fuzz::{obeys_nobody, steers_nothing};

const KEY: &str = "sk_live_\"fuzzed\"/with+signs&more";

fuzz_target!(|text: &str| {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| keep_out(KEY));
    assert!(!one_line(text).contains('\n'));
    steers_nothing(&visible(text));
    let plain = harmless(text, Form::Text { painted: false }, true);
    steers_nothing(&plain);
    obeys_nobody(&plain);
    obeys_nobody(&harmless(text, Form::Text { painted: true }, true));
    if serde_json::from_str::<serde_json::Value>(text).is_ok() {
        let json = harmless(text, Form::Json, true);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&json).ok(),
            serde_json::from_str::<serde_json::Value>(text).ok()
        );
    }
    let clean = without_secrets(text).into_owned();
    assert!(!clean.contains(KEY));
    let around = without_secrets(&format!("{text}{KEY}{text}")).into_owned();
    assert!(!around.contains(KEY) && around.contains("[key]"), "{around}");
});
