//! Pauses and quotas, whatever a header says of them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vetform::provider::fuzzed::header;

fuzz_target!(|value: &[u8]| header(value));
