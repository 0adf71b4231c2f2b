//! What was done in the web apps, in every form: the same sentences of the past, and never a word of what apply would do.

mod advice;
mod date;
mod page;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use page::{DriftPage, no_drift};
pub use text::{DriftText, drift_text};
