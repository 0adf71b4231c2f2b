//! The error of the tree's decoder. Problems are reported where they are found, so that it mostly carries nothing.

use std::fmt;

use serde::de::{Error, Expected, Unexpected};

/// Why a value could not be decoded: always the manifest author's to fix.
#[derive(Debug, thiserror::Error)]
pub(in crate::manifest) enum Refusal {
    /// It is among the flaws already.
    #[error("already reported")]
    Reported,
    /// A mapping that need not be one has a key that its type does not know; these are known.
    #[error("unknown field")]
    UnknownField(&'static [&'static str]),
    /// A type said so itself, and nobody reported it yet.
    #[error("{0}")]
    Said(String),
}

impl Error for Refusal {
    fn custom<T: fmt::Display>(words: T) -> Self {
        Self::Said(words.to_string())
    }

    fn invalid_type(_found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Said(format!("must be {expected}"))
    }

    fn unknown_field(_field: &str, expected: &'static [&'static str]) -> Self {
        Self::UnknownField(expected)
    }
}
