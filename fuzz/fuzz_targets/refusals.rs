//! Whatever a system says against a request is told in harmless lines, without the key.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vetform::provider::fuzzed::{received, refusal};
use vetform_fuzz::steers_nothing;

const KEY: &str = "sk_test_of-the-fuzz";

fuzz_target!(|body: &[u8]| {
    let quoted = [body, KEY.as_bytes(), body].concat();
    for body in [body, &quoted] {
        let said = refusal(&received(body), KEY);
        steers_nothing(&said);
        assert!(!said.contains(KEY), "{said}");
    }
});
