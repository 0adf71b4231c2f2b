//! The same of vetform.yaml and of files of workspaces; and a key that stands where it should not is never shown.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vetform::manifest::fuzzed::configuration;
use vetform_fuzz::steers_nothing;

const HEAD: &str = "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  a:\n    taptalent:\n";

fuzz_target!(|text: &str| {
    steers_nothing(&configuration(text));
    steers_nothing(&configuration(&format!("{HEAD}{text}")));
    steers_nothing(&configuration(&format!("apiVersion: vetform/v1\nkind: Workspace\nmetadata: {{ name: a }}\nspec:\n{text}")));
});
