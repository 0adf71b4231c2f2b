//! The story of a plan in Markdown: its answers in a line each, its sentences as lists.

use std::fmt::Write as _;

use super::escape::{inline, short};
use super::fit::{Item, Section};
use super::words::words;
use crate::render::review::{Answers, Chapter, Mail, Point, Run, Subject, joined, named, people};

/// Characters of a title, and of a text that is quoted.
const TITLE: usize = 120;
const QUOTE: usize = 240;

/// The chapters, each with its sentences.
pub(super) fn chapters(points: &[Point]) -> Vec<Section<'_>> {
    let section = |chapter: Chapter| Section {
        heading: chapter.heading(),
        items: points
            .iter()
            .filter(|point| point.chapter == chapter)
            .map(item)
            .collect(),
    };
    Chapter::ALL.map(section).into()
}

/// A sentence; without the texts that somebody wrote where there is no room.
fn item(point: &Point) -> Item<'_> {
    Item {
        line: format!("- {}.\n", sentence(point, brief_words)),
        full: Some(Box::new(|| {
            let fact = point.says.fact;
            let fact = fact.map_or_else(String::new, |fact| format!("; <i>{}</i>", inline(fact)));
            format!("- {}{fact}.\n", sentence(point, run_words))
        })),
    }
}

fn sentence(point: &Point, words_of: impl Fn(&Run) -> String) -> String {
    let rest: String = point.says.rest.iter().map(words_of).collect();
    let text = format!("{} {} {rest}", subject_list(&point.subjects), point.verb());
    text.trim_end().to_owned()
}

fn brief_words(run: &Run) -> String {
    match run {
        Run::Words(_) | Run::Title(_) | Run::Values { .. } => run_words(run),
        Run::Quote(_) | Run::Texts { .. } => "…".to_owned(),
    }
}

fn subject_list(subjects: &[Subject]) -> String {
    let (shown, more) = named(subjects);
    joined(shown.iter().map(subject).collect(), more)
}

fn subject(subject: &Subject) -> String {
    let Subject {
        address: _,
        title,
        inside,
    } = subject;
    let inside = inside
        .as_ref()
        .map_or_else(String::new, |inside| format!(" ({})", inline(inside)));
    format!("<b>“{}”</b>{inside}", short(title, TITLE))
}

fn run_words(run: &Run) -> String {
    match run {
        Run::Words(text) => inline(text),
        Run::Title(text) => format!("“{}”", short(text, TITLE)),
        Run::Quote(text) => format!("“{}”", short(text, QUOTE)),
        Run::Values { before, after } => {
            format!(
                "<ins>{}</ins> instead of <del>{}</del>",
                short(after, TITLE),
                short(before, TITLE)
            )
        }
        Run::Texts { before, after } => format!("“{}”", words(before, after)),
    }
}

/// Whether anybody is mailed, who is inside, and what cannot be undone.
pub(super) fn answers(answers: &Answers) -> String {
    let Answers {
        mail,
        inside,
        lasting,
        noticed: _,
    } = answers;
    let mail = match mail {
        Mail::Nobody => "nobody is mailed".to_owned(),
        Mail::Held(count, titles) => format!(
            "nobody is mailed by the merge. {} wait{} for <code>apply --send-invites</code>: {}",
            people(*count),
            if *count == 1 { "s" } else { "" },
            title_list(titles)
        ),
        Mail::Sent(count, titles) => format!("{} mailed: {}", is_are(*count), title_list(titles)),
    };
    let mut text = format!("- <b>Mail</b>: {mail}.\n");
    if !inside.is_empty() {
        let (shown, more) = named(inside);
        let shown = shown
            .iter()
            .map(|(title, count)| format!("“{}” ({})", short(title, TITLE), inline(count)));
        let inside = joined(shown.collect(), more);
        let _ = writeln!(text, "- <b>Already begun</b>: {inside}.");
    }
    let lasting: Vec<String> = lasting
        .iter()
        .map(|(what, titles)| format!("{} ({})", inline(what), title_list(titles)))
        .collect();
    let undo = if lasting.is_empty() {
        "all of it, by reverting the pull request".to_owned()
    } else {
        let lasting = lasting.join("; ");
        format!("by reverting the pull request, except: {lasting}")
    };
    let _ = writeln!(text, "- <b>Undo</b>: {undo}.");
    text
}

fn is_are(count: usize) -> String {
    format!(
        "{} {}",
        people(count),
        if count == 1 { "is" } else { "are" }
    )
}

fn title_list(titles: &[String]) -> String {
    let (shown, more) = named(titles);
    let shown = shown
        .iter()
        .map(|title| format!("“{}”", short(title, TITLE)));
    joined(shown.collect(), more)
}
