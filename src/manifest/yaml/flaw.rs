//! A problem inside one file, before its place is a line and a column: a check knows the path of a value,
//! the parser knows bytes.

use std::ops::Range;

use crate::diagnostic::Code;
use crate::model::Pointer;

/// Where in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::manifest) enum Spot {
    /// Bytes of the file.
    Bytes(Range<usize>),
    /// The key at the end of the path; where there is none, the nearest parent's.
    Key(Pointer),
    /// The value at the end of the path; where there is none, the nearest parent's key.
    Value(Pointer),
}

/// One problem in one document of a file. Always an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::manifest) struct Flaw {
    pub(in crate::manifest) code: Code,
    pub(in crate::manifest) message: String,
    pub(in crate::manifest) spot: Spot,
    pub(in crate::manifest) related: Vec<(Spot, String)>,
    pub(in crate::manifest) help: String,
}

impl Flaw {
    pub(in crate::manifest) fn new(code: Code, spot: Spot, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            spot,
            related: Vec::new(),
            help: code.remedy().to_owned(),
        }
    }

    pub(in crate::manifest) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    pub(in crate::manifest) fn related(mut self, spot: Spot, words: impl Into<String>) -> Self {
        self.related.push((spot, words.into()));
        self
    }
}
