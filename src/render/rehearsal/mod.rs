//! What came of a rehearsal: as JSON, in words, and as a line for a review. Decides nothing.

mod document;
mod markdown;
mod text;

pub use document::{
    CrashesDocument, MadeOrLost, RehearsalDocument, RehearsalOutcome, RehearsalProblem,
};
pub use markdown::rehearsal_markdown;
pub use text::rehearsal_text;
