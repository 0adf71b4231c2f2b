//! The quick and the thorough reading of a manifest agree: what the tests of `manifest` prove for many documents, for as
//! long as somebody lets it run. Each text is read as it is, and after the head of a manifest that is right.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vetform::manifest::readings_differ;

const HEAD: &str = "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: { name: a }\nspec:\n  title: T\n  hiringForRole: R\n  purposeOfInterview: See how it goes.\n";

fuzz_target!(|text: &str| {
    for text in [
        text.to_owned(),
        format!("{HEAD}{text}"),
        format!("{HEAD}  skills: [{text}]\n"),
    ] {
        if let Some(difference) = readings_differ(&text) {
            panic!("{text:?}\n{difference}");
        }
    }
});
