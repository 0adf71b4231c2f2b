//! No text leaves its place in a comment or a chart: what the tests of `render::markdown` prove for many texts, for as
//! long as somebody lets it run.

#![no_main]

use vetform::render::markdown::{chart_label, inline};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let prose = inline(text).replace("<br>", " ");
    assert!(!prose.contains([
        '<', '>', '`', '|', '*', '_', '[', ']', '\\', '@', '~', '$', '\n', '\r'
    ]));
    for piece in prose.split('&').skip(1) {
        let (reference, _) = piece
            .split_once(';')
            .expect("an ampersand begins a reference");
        let digits = reference.strip_prefix('#').expect("references are numbers");
        assert!(
            digits
                .parse::<u32>()
                .is_ok_and(|number| char::from_u32(number).is_some())
        );
    }
    assert!(!prose.contains("://") && !prose.to_lowercase().contains("www."));
    let label = chart_label(text);
    assert!(!label.contains(['"', '`', '<', '>', '\n', '[', ']', '{', '}', '&', '%']));
});
