//! Live into manifests: which edits, and which new files, make a project say what is live.
//!
//! Pure: values in, values and texts out. What is live is not judged here, and nothing is read or written.

mod name;
mod question;

pub use name::{Taken, name_of_text, name_of_title};
pub use question::{Named, named_questions, question_item};
