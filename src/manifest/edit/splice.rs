//! Texts put in the places of stretches of another.

use std::ops::Range;

use super::error::EditError;

/// A text in the place of a stretch of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    pub at: Range<usize>,
    pub text: String,
}

impl Splice {
    pub(super) fn new(at: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            at,
            text: text.into(),
        }
    }
}

/// The text with every stretch replaced; its line ends stay as they are.
pub(in crate::manifest) fn spliced(
    text: &str,
    mut splices: Vec<Splice>,
) -> Result<String, EditError> {
    splices.sort_by_key(|splice| splice.at.start);
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for Splice { at, text: new } in splices {
        let between = text.get(done..at.start).ok_or(EditError::Unproven)?;
        result.push_str(between);
        result.push_str(&new.replace('\n', line_end));
        done = at.end;
    }
    result.push_str(text.get(done..).ok_or(EditError::Unproven)?);
    Ok(result)
}
