//! Whatever a system answers is read or refused, in each of the ways in which each system's answers are read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vetform::provider::fuzzed::{flowmingo, promptster, received, taptalent};

fuzz_target!(|body: &[u8]| {
    let body = received(body);
    for complaint in [taptalent(&body), flowmingo(&body), promptster(&body)].concat() {
        assert!(!complaint.is_empty());
    }
});
