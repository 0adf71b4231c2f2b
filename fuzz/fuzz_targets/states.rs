//! Whatever stands where a state, its journal, its lock, its receipts or a saved plan should.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vetform::plan::SavedPlan;
use vetform::state::fuzzed::{journal, lock, receipts, state};

/// Of the state that a journal is made true of.
const BEGIN: &str = r#"{"begin":{"lineage":"0123456789abcdef","serial":0,"run":"r"}}"#;

fuzz_target!(|bytes: &[u8]| {
    state(bytes);
    lock(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    journal(text);
    journal(&format!("{BEGIN}\n{text}"));
    receipts(text);
    if let Ok(plan) = SavedPlan::from_text(text) {
        assert_eq!(plan.to_text().trim_end(), text.trim_end());
    }
});
