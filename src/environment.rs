//! Variables of the environment, read by one rule: one that is set but empty counts as unset. CI systems hand over every
//! variable that a job names, and an empty text for those that nobody has filled in.
//!
//! Whoever reads a variable reads it here. Sets none.

use std::env::{VarError, var, var_os};

/// What a variable is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Variable {
    Text(String),
    Unset,
    /// Set but empty: for a message, since whoever has set it believes that it is there.
    Empty,
    /// Its bytes are not UTF-8.
    NoText,
}

/// The variable.
pub(crate) fn variable(name: &str) -> Variable {
    match var(name) {
        Ok(text) if text.is_empty() => Variable::Empty,
        Ok(text) => Variable::Text(text),
        Err(VarError::NotPresent) => Variable::Unset,
        Err(VarError::NotUnicode(_)) => Variable::NoText,
    }
}

/// Its text, if it has one.
pub(crate) fn text(name: &str) -> Option<String> {
    match variable(name) {
        Variable::Text(text) => Some(text),
        Variable::Unset | Variable::Empty | Variable::NoText => None,
    }
}

/// Whether it is set to anything.
pub(crate) fn is_set(name: &str) -> bool {
    var_os(name).is_some_and(|value| !value.is_empty())
}

/// Every variable whose name begins so, and its text.
#[cfg(feature = "remote-state")]
pub(crate) fn texts_of(prefix: &str) -> impl Iterator<Item = (String, String)> {
    let texts = std::env::vars_os().filter_map(|(name, value)| {
        let (name, value) = (name.into_string().ok()?, value.into_string().ok()?);
        (!value.is_empty()).then_some((name, value))
    });
    texts.filter(move |(name, _)| name.starts_with(prefix))
}
