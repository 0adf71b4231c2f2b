//! Files of people, in any encoding: read, and told of without an address.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vetform::manifest::fuzzed::people;
use vetform_fuzz::steers_nothing;

fuzz_target!(|bytes: &[u8]| {
    steers_nothing(&people(bytes));
    let rows = [b"email,firstName,lastName\nzebra@example.com,Ann,Lee\n", bytes].concat();
    let said = people(&rows);
    steers_nothing(&said);
    assert!(!said.contains("zebra"), "{said}");
});
