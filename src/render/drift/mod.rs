//! What was done in the web apps, in every form: the same sentences of the past, and never a word of what apply would do.

mod advice;
mod annotations;
mod html;
mod json;
mod markdown;
mod page;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use annotations::of_drift;
pub use html::drift_html;
pub use json::{DriftDocument, drift_json};
pub use markdown::drift_markdown;
pub use page::{DriftPage, drift_line, no_drift};
pub use text::{DriftText, drift_text};
