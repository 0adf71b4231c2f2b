//! A problem inside one file, before its place is a line and a column: a check knows the path of a value,
//! the parser knows bytes.

use std::ops::Range;

use crate::diagnostic::{Code, Help, Severity};
use crate::model::Pointer;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::manifest) enum Spot {
    Bytes(Range<usize>),
    /// The key at the end of the path; where there is none, the nearest parent's.
    Key(Pointer),
    /// The value at the end of the path; where there is none, the nearest parent's key.
    Value(Pointer),
}

/// One problem in one document of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::manifest) struct Flaw {
    pub(in crate::manifest) code: Code,
    pub(in crate::manifest) severity: Severity,
    pub(in crate::manifest) message: String,
    pub(in crate::manifest) spot: Spot,
    pub(in crate::manifest) related: Vec<(Spot, String)>,
    pub(in crate::manifest) help: Box<Help>,
}

impl Flaw {
    pub(in crate::manifest) fn new(code: Code, spot: Spot, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            spot,
            related: Vec::new(),
            help: Box::new(code.remedy().into()),
        }
    }

    /// The same of something that is allowed, and probably not meant.
    pub(in crate::manifest) fn warning(code: Code, spot: Spot, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::new(code, spot, message)
        }
    }

    pub(in crate::manifest) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    pub(in crate::manifest) fn help(mut self, help: impl Into<Help>) -> Self {
        *self.help = help.into();
        self
    }

    pub(in crate::manifest) fn related(mut self, spot: Spot, words: impl Into<String>) -> Self {
        self.related.push((spot, words.into()));
        self
    }
}
