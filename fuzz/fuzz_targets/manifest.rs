//! Whatever stands in a manifest file, reading it and telling what is wrong with it ends well, and steers no terminal.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vetform::manifest::fuzzed::manifest;
use vetform_fuzz::steers_nothing;

const HEAD: &str = "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: { name: a }\nspec:\n  title: T\n  hiringForRole: R\n  purposeOfInterview: See how it goes.\n";

fuzz_target!(|text: &str| {
    steers_nothing(&manifest(text));
    steers_nothing(&manifest(&format!("{HEAD}{text}")));
});
