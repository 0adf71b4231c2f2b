//! The story of a plan: what happens, in sentences, and the answers that everybody wants.

use maud::{Markup, html};

use super::value::inline_words;
use crate::render::review::{Answers, Chapter, Mail, Point, Run, Subject, named, people, quoted};

/// Characters of a text that is quoted.
const QUOTE: usize = 320;

pub(super) fn chapters(points: &[Point]) -> Markup {
    html! {
        @for chapter in Chapter::ALL {
            @let points: Vec<&Point> = points.iter().filter(|point| point.chapter == chapter).collect();
            @if !points.is_empty() {
                section.chapter.{ "is-" (chapter.as_str()) } {
                    h2 { (code_in(chapter.heading())) }
                    ul { @for point in points { li { (sentence(point)) } } }
                }
            }
        }
    }
}

/// Words of this program, with code between backticks.
fn code_in(text: &str) -> Markup {
    super::value::prose(text)
}

fn sentence(point: &Point) -> Markup {
    let Point {
        chapter: _,
        subjects,
        says,
    } = point;
    html! {
        (subject_list(subjects)) " " (point.verb()) " "
        @for one in &says.rest { (run(one)) }
        "."
        @if let Some(fact) = says.fact { " " span.fact { (sentence_case(fact)) "." } }
    }
}

fn sentence_case(fact: &str) -> String {
    let mut letters = fact.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn subject_list(subjects: &[Subject]) -> Markup {
    let (shown, more) = named(subjects);
    html! {
        @for (at, one) in shown.iter().enumerate() {
            @if at > 0 { @if more == 0 && at + 1 == shown.len() { " and " } @else { ", " } }
            (subject(one))
        }
        @if more > 0 {
            " and "
            details.more {
                summary { (more) " more" }
                ul { @for one in &subjects[shown.len()..] { li { (subject(one)) } } }
            }
        }
    }
}

fn subject(subject: &Subject) -> Markup {
    let Subject {
        address: _,
        title,
        inside,
    } = subject;
    html! {
        b { "“" (title) "”" }
        @if let Some(inside) = inside { " " span.inside { (inside) } }
    }
}

fn run(run: &Run) -> Markup {
    match run {
        Run::Words(text) => html! { (text) },
        Run::Title(text) => html! { "“" (text) "”" },
        Run::Quote(text) => html! { (quoted(text, QUOTE)) },
        Run::Values { before, after } => html! { ins { (after) } " instead of " del { (before) } },
        Run::Texts { before, after } => html! { "“" (inline_words(before, after)) "”" },
    }
}

/// Whether anybody is mailed, who is inside, and what cannot be undone.
pub(super) fn answers(answers: &Answers) -> Markup {
    let Answers {
        mail,
        inside,
        lasting,
        noticed: _,
    } = answers;
    html! {
        dl.answers {
            div {
                dt { "Mail" }
                dd { @match mail {
                    Mail::Nobody => "Nobody is mailed.",
                    Mail::Held(count, titles) => {
                        "Nobody is mailed by the merge. " (people(*count)) @if *count == 1 { " waits" } @else { " wait" }
                        " for " code { "apply --send-invites" } ": " (title_list(titles)) "."
                    },
                    Mail::Sent(count, titles) => {
                        (people(*count)) @if *count == 1 { " is" } @else { " are" } " mailed: " (title_list(titles)) "."
                    },
                } }
            }
            @if !inside.is_empty() {
                div {
                    dt { "Already begun" }
                    dd {
                        @let (shown, more) = named(inside);
                        @for (at, (title, count)) in shown.iter().enumerate() {
                            @if at > 0 { ", " }
                            "“" (title) "” " span.inside { (count) }
                        }
                        @if more > 0 { " and " (more) " more" }
                        "."
                    }
                }
            }
            div {
                dt { "Undo" }
                dd {
                    @if lasting.is_empty() { "All of it, by reverting the pull request." }
                    @else {
                        "By reverting the pull request, except: "
                        @for (at, (what, titles)) in lasting.iter().enumerate() {
                            @if at > 0 { "; " }
                            (what) " (" (title_list(titles)) ")"
                        }
                        "."
                    }
                }
            }
        }
    }
}

fn title_list(titles: &[String]) -> Markup {
    let (shown, more) = named(titles);
    html! {
        @for (at, title) in shown.iter().enumerate() {
            @if at > 0 { ", " }
            "“" (title) "”"
        }
        @if more > 0 { " and " (more) " more" }
    }
}
