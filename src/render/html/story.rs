//! The story of a plan: what happens, in sentences, and the answers that everybody wants.

use maud::{Markup, html};

use super::value::{inline_words, prose};
use crate::render::review::{Answer, Chapter, PAST, Point, Run, quoted};

/// Characters of a text that is quoted.
const QUOTE: usize = 320;

pub(super) fn chapters(points: &[Point]) -> Markup {
    html! {
        @for chapter in Chapter::ALL {
            @let points: Vec<&Point> = points.iter().filter(|point| point.chapter == chapter).collect();
            @if !points.is_empty() {
                section.chapter.{ "is-" (chapter.as_str()) } {
                    h2 { (prose(chapter.heading())) }
                    ul { @for point in points { li { (sentence(point)) } } }
                }
            }
        }
    }
}

fn sentence(point: &Point) -> Markup {
    html! {
        @for one in &point.sentence() { (run(one)) }
        "."
        @if let Some(fact) = &point.says.fact { " " span.fact { (sentence_case(fact)) "." } }
    }
}

fn sentence_case(fact: &str) -> String {
    let mut letters = fact.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn run(run: &Run) -> Markup {
    match run {
        Run::Words(text) => prose(text),
        Run::Subject(text) => html! { b { "“" (text) "”" } },
        Run::Title(text) => html! { "“" (text) "”" },
        Run::Inside(text) => html! { " " span.inside { (text) } },
        Run::More(titles) => html! {
            details.more {
                summary { (titles.len()) " more" }
                ul { @for title in titles { li { "“" (title) "”" } } }
            }
        },
        Run::Quote(text) => html! { (quoted(text, QUOTE)) },
        Run::Values { before, after } => html! { ins { (after) } " instead of " del { (before) } },
        Run::Texts { before, after } => html! { "“" (inline_words(before, after)) "”" },
    }
}

/// What past results tell.
pub(super) fn past_section(sentences: &[Vec<Run>]) -> Markup {
    html! {
        @if !sentences.is_empty() {
            section.chapter.is-past {
                h2 { (PAST) }
                ul { @for sentence in sentences { li { @for one in sentence { (run(one)) } "." } } }
            }
        }
    }
}

/// Whether anybody is mailed, who is inside, and what cannot be undone.
pub(super) fn answer_list(answers: &[Answer]) -> Markup {
    html! {
        dl.answers {
            @for Answer { asks, says } in answers {
                div { dt { (asks) } dd.says { @for one in says { (run(one)) } "." } }
            }
        }
    }
}
