//! The story of a plan in Markdown: its answers in a line each, its sentences as lists.

use super::escape::{inline, prose, short};
use super::fit::{Item, Section};
use super::words::words;
use crate::render::review::{Answer, Chapter, PAST, Point, Run};

/// Characters of a title, of a text that is quoted, and of words of this program.
const TITLE: usize = 120;
const QUOTE: usize = 240;
const WORDS: usize = 400;

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
            let fact = point.says.fact.as_deref();
            let fact = fact.map_or_else(String::new, |fact| format!("; <i>{}</i>", inline(fact)));
            format!("- {}{fact}.\n", sentence(point, run_words))
        })),
    }
}

fn sentence(point: &Point, words_of: impl Fn(&Run) -> String) -> String {
    let text: String = point.sentence().iter().map(words_of).collect();
    text.trim_end().to_owned()
}

fn brief_words(run: &Run) -> String {
    match run {
        Run::Quote(_) | Run::Texts { .. } => "…".to_owned(),
        run => run_words(run),
    }
}

fn run_words(run: &Run) -> String {
    match run {
        Run::Words(text) => prose(text, WORDS),
        Run::Subject(text) => format!("<b>“{}”</b>", short(text, TITLE)),
        Run::Title(text) => format!("“{}”", short(text, TITLE)),
        Run::Inside(text) => format!(" ({})", inline(text)),
        Run::More(titles) => format!("{} more", titles.len()),
        Run::Quote(text) => format!("“{}”", short(text, QUOTE)),
        Run::Values { before, after } => format!(
            "<ins>{}</ins> instead of <del>{}</del>",
            short(after, TITLE),
            short(before, TITLE)
        ),
        Run::Texts { before, after } => format!("“{}”", words(before, after)),
    }
}

/// What past results tell, in a line each.
pub(super) fn past_section(sentences: &[Vec<Run>]) -> Section<'_> {
    let item = |sentence: &Vec<Run>| {
        let says: String = sentence.iter().map(run_words).collect();
        Item::of_one_line(format!("- {says}.\n"))
    };
    Section {
        heading: PAST,
        items: sentences.iter().map(item).collect(),
    }
}

/// Whether anybody is mailed, who is inside, and what cannot be undone, in a line each.
pub(super) fn answer_lines(answers: &[Answer]) -> String {
    let line = |Answer { asks, says }: &Answer| {
        let says: String = says.iter().map(run_words).collect();
        format!("- <b>{asks}</b>: {says}.\n")
    };
    answers.iter().map(line).collect()
}
