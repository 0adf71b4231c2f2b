//! One file for a browser, which loads nothing and runs nothing.

use maud::{Markup, html};

use super::advice::advice;
use super::page::{DriftPage, NOTHING};
use super::words::{help, sentence};
use crate::plan::DriftSentence;
use crate::render::escape::visible;
use crate::render::html::{document, prose};
use crate::render::review::place_words;

pub fn drift_html(page: DriftPage<'_>) -> String {
    let title = format!("Drift of workspace {}", visible(page.workspace));
    let (class, says) = if page.is_empty() {
        ("is-nothing", format!("No drift: {NOTHING}"))
    } else {
        ("is-grave", page.summary())
    };
    let body = html! {
        header class=(class) {
            p.eyebrow { (title) }
            h1 { (prose(&says)) }
            @for advice in advice(&page.drift.sentences) { p { (prose(&advice)) } }
        }
        main {
            @for object in page.objects() { (section(&page, object)) }
            (notes(&page))
        }
        footer { p.quiet { "Made by vetform " (crate::version::FULL) "." } }
    };
    document(&title, "", None, &body)
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
