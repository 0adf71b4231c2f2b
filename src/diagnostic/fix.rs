//! What a help says, as a change that a program can make. Values only: bytes are found, and files written, elsewhere.

use std::borrow::Cow;

/// Whether a fix may be made without asking, as other linters tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Applicability {
    /// Nothing else can have been meant, and nothing that counts is lost: `validate --fix` makes it.
    Safe,
    /// Probably what was meant: a person has to look.
    Suggested,
}

/// One way to take a problem away.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What it does, in the words of the help.
    pub title: String,
    pub applicability: Applicability,
    pub change: Change,
}

/// What changes at the place of the problem.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// Another key or value in the place of the one that says `written`; where something else stands, nothing is changed.
    Write { written: String, new: Scalar },
    /// The text goes on to the end of its line, and is put between quotes.
    QuoteLine,
    /// The text in which the place is becomes `{ template: … }`.
    Template,
    /// The key with its value, or the item of a list, goes.
    Remove,
    /// Another key in the mapping in which the place is, with a list of these.
    AddBeside {
        key: &'static str,
        items: Vec<String>,
    },
}

/// A scalar that is to be written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// Quoted where YAML asks for it.
    Text(String),
    /// As it is: a number, `true`.
    Plain(String),
}

impl Fix {
    /// Another text in the place of what is written.
    pub fn write(applicability: Applicability, written: &str, new: &str) -> Self {
        Self {
            title: format!("write `{new}`"),
            applicability,
            change: Change::Write {
                written: written.to_owned(),
                new: Scalar::Text(new.to_owned()),
            },
        }
    }

    /// The same of what is no text.
    pub fn write_plain(applicability: Applicability, written: &str, new: &str) -> Self {
        Self {
            title: format!("write `{new}`, without quotes"),
            applicability,
            change: Change::Write {
                written: written.to_owned(),
                new: Scalar::Plain(new.to_owned()),
            },
        }
    }

    /// The key or item at the place goes.
    pub fn remove(what: &str) -> Self {
        Self::suggested(format!("remove {what}"), Change::Remove)
    }

    pub fn suggested(title: impl Into<String>, change: Change) -> Self {
        Self {
            title: title.into(),
            applicability: Applicability::Suggested,
            change,
        }
    }

    pub fn is_safe(&self) -> bool {
        self.applicability == Applicability::Safe
    }
}

/// What to do about a problem: for people, and as far as it is known for programs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Help {
    pub words: Cow<'static, str>,
    /// At most one of them is safe.
    pub fixes: Vec<Fix>,
}

impl Help {
    #[must_use]
    pub fn with(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}

impl<T: Into<Cow<'static, str>>> From<T> for Help {
    fn from(words: T) -> Self {
        Self {
            words: words.into(),
            fixes: Vec::new(),
        }
    }
}
