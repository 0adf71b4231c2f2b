//! What every page for a browser is set in: its head, its policy, its style.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::policy::policy;

/// That of all pages: they lie beside one another.
pub(super) const STYLE: &str = include_str!("style.css");

/// A whole document. `rules`: more of the style sheet, `script`: what runs at its end; both this program's own words.
pub(in crate::render) fn document(
    title: &str,
    rules: &str,
    script: Option<&str>,
    body: &Markup,
) -> String {
    let style = format!("{STYLE}{rules}");
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(&style, script));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                title { (title) }
                style { (PreEscaped(&style)) }
            }
            body {
                (body)
                @if let Some(script) = script { script { (PreEscaped(script)) } }
            }
        }
    };
    page.into_string()
}
