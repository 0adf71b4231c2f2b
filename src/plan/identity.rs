//! Which live object a manifest stands for: by pin, by record, by natural key – and when none of them is sure, why.

use crate::diagnostic::Code;

/// What a manifest stands for.
#[derive(Debug, PartialEq)]
pub(super) enum Identity<'a, O> {
    /// This live object.
    Live {
        /// The single read of it.
        object: &'a O,
        /// By what it was found.
        found: Found,
    },
    /// Nothing that is live: proven.
    New {
        /// The recorded id that is proven gone.
        gone: Option<String>,
    },
    /// Nobody can say.
    Unclear {
        /// Which sort of obstacle.
        code: Code,
        /// What.
        message: String,
        /// The ways out.
        help: String,
    },
    /// The live object was not read. A mistake of this program: reads and plan disagree.
    NotRead {
        /// Its id.
        id: String,
    },
}

/// By what a live object was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// `metadata.id`
    Pin,
    /// The id in the state.
    Record,
    /// Title or name; with the version for flows.
    NaturalKey(u32),
}
