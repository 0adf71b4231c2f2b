//! Links out of the page: to a file's line in its repository, and to a live object. Nothing that a manifest or a system wrote
//! becomes an address without being checked or encoded here.

use maud::{Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::render::review::ReviewLook;

/// What a path may hold as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'.')
    .remove(b'-')
    .remove(b'_');

/// A place (`flows/screen.yaml:9:7`), as a link to its line if the repository can be looked at.
pub(super) fn place(place: &str, look: &ReviewLook<'_>) -> Markup {
    let link = look.provenance.files.as_ref().map(|files| {
        let mut parts = place.splitn(3, ':');
        let file = parts.next().unwrap_or_default();
        let line = parts
            .next()
            .filter(|line| line.bytes().all(|byte| byte.is_ascii_digit()));
        let anchor = line.map_or_else(String::new, |line| format!("#L{line}"));
        format!("{files}{}{anchor}", utf8_percent_encode(file, PATH))
    });
    html! {
        @match link.filter(|link| is_safe(link)) {
            Some(link) => a.quiet href=(link) rel="noreferrer" { code { (place) } },
            None => code.quiet { (place) },
        }
    }
}

/// A live object's own page.
pub(super) fn live(url: Option<&str>) -> Markup {
    html! {
        @if let Some(url) = url.filter(|url| is_safe(url)) {
            " " a.quiet href=(url) rel="noreferrer" { "open it" }
        }
    }
}

fn is_safe(url: &str) -> bool {
    url.starts_with("https://") && url.bytes().all(|byte| byte.is_ascii_graphic())
}
