//! One sentence of the story, without markup.

use std::borrow::Cow;

use super::chapter::Chapter;
use super::listing::listed;
use crate::model::Address;

/// A sentence about one or several things to which the same happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Point {
    pub chapter: Chapter,
    /// At least one; a thing is there once.
    pub subjects: Vec<Subject>,
    pub says: Says,
}

/// What a sentence is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Subject {
    pub address: Address,
    /// As the system shows it.
    pub title: String,
    /// `5 candidates inside`, where that matters and is known.
    pub inside: Option<String>,
}

/// What is said of the subjects; two that say the same are one sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::render) struct Says {
    /// The verb, for one subject.
    pub one: &'static str,
    /// The verb, for several.
    pub many: &'static str,
    pub rest: Vec<Run>,
    /// What to know beside it, without a full stop.
    pub fact: Option<Cow<'static, str>>,
}

/// A piece of a sentence. Its texts have their control characters escaped and are foreign all the same, but for
/// [`Run::Words`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::render) enum Run {
    /// This program's own words; what stands between backticks is code.
    Words(String),
    /// A title that the sentence is about, to stand out.
    Subject(String),
    /// `5 candidates inside`, behind a title.
    Inside(String),
    /// Titles that are only counted, unless they can be unfolded: behind those that are named.
    More(Vec<String>),
    /// A title, to be set in quotes.
    Title(String),
    /// A text that somebody wrote, to be set in quotes and cut.
    Quote(String),
    /// Two values, read whole.
    Values { before: String, after: String },
    /// Two texts, read word by word.
    Texts { before: String, after: String },
}

impl Says {
    pub(super) fn new(one: &'static str, many: &'static str, rest: Vec<Run>) -> Self {
        Self {
            one,
            many,
            rest,
            fact: None,
        }
    }

    pub(super) fn with(self, fact: impl Into<Cow<'static, str>>) -> Self {
        Self {
            fact: Some(fact.into()),
            ..self
        }
    }
}

impl Point {
    /// All but the fact and the full stop.
    pub(in crate::render) fn sentence(&self) -> Vec<Run> {
        let subject = |subject: &Subject| {
            let title = Run::Subject(subject.title.clone());
            let inside = subject.inside.clone().map(Run::Inside);
            std::iter::once(title).chain(inside).collect()
        };
        let mut runs = listed(&self.subjects, subject, |subject| subject.title.clone());
        let verb = match self.subjects.len() {
            1 => self.says.one,
            _ => self.says.many,
        };
        runs.push(words(format!(" {verb} ")));
        runs.extend(self.says.rest.iter().cloned());
        runs
    }
}

pub(super) fn words(text: impl Into<String>) -> Run {
    Run::Words(text.into())
}
