//! One file for a browser, which loads nothing and runs nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::advice::advice;
use super::page::{DriftPage, NOTHING};
use super::words::{help, sentence};
use crate::plan::DriftSentence;
use crate::render::escape::visible;
use crate::render::review::place_words;

/// That of the plan's page: the two lie beside one another.
const STYLE: &str = include_str!("../html/style.css");

pub fn drift_html(page: DriftPage<'_>) -> String {
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
    );
    let workspace = visible(page.workspace);
    let is_empty = page.is_empty();
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                title { "Drift of workspace " (workspace) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { "Drift of workspace " (workspace) }
                    @if is_empty {
                        p.verdict.is-nothing { b { "No drift" } ": " (NOTHING) }
                    } @else {
                        p.verdict.is-grave { (prose(&page.summary())) }
                        @for advice in advice(&page.drift.sentences) { p { (prose(&advice)) } }
                    }
                }
                main {
                    @for object in page.objects() { (section(&page, object)) }
                    (notes(&page))
                }
                footer { p.quiet { "Made by vetform " (env!("CARGO_PKG_VERSION")) "." } }
            }
        }
    };
    document.into_string()
}

fn section(page: &DriftPage<'_>, sentences: &[DriftSentence]) -> Markup {
    html! {
        @if let Some(first) = sentences.first() {
            section {
                h2 {
                    @if let Some(title) = &first.title { "“" (visible(title.trim())) "” " }
                    span.address { (first.address) }
                    @if let Some(id) = &first.id { " " span.quiet { "(" (visible(id)) ")" } }
                }
                ul {
                    @for one in sentences {
                        li {
                            (prose(&sentence(one, page.drift.read_at)))
                            @if one.source.is_some() && let Some(place) = page.place(one) {
                                " " code.quiet { (place_words(&place)) }
                            }
                            @if let Some(help) = help(one) { p.quiet { (prose(&help)) } }
                        }
                    }
                }
            }
        }
    }
}

fn notes(page: &DriftPage<'_>) -> Markup {
    let remarks: Vec<_> = page.plan.remarks.iter().collect();
    let unclear: Vec<_> = page.unclear().collect();
    html! {
        @for remark in remarks {
            p.note { (prose(&remark.message)) " " code { (remark.code) } }
        }
        @for note in unclear {
            p.note { span.address { (note.address) } ": " (prose(&note.message)) " " code { (note.code) } }
        }
    }
}

/// Words of this program about foreign text: what stands between backticks becomes code.
fn prose(text: &str) -> Markup {
    let text = visible(text);
    let pieces: Vec<&str> = text.split('`').collect();
    html! {
        @if pieces.len().is_multiple_of(2) {
            (text)
        } @else {
            @for (at, piece) in pieces.iter().enumerate() {
                @if at % 2 == 0 { (piece) } @else { code { (piece) } }
            }
        }
    }
}
