//! Live into manifests: which edits, and which new files, make a project say what is live.
//!
//! Pure: values in, values and texts out. What is live is not judged here, and nothing is read or written.

mod drifted;
mod letters;
mod managed;
mod name;
mod prune;
mod question;
mod scope;
mod step;
mod taken_in;
mod unmanaged;

pub use drifted::{Conflict, Conflicts, Drifted, Gone, ManifestEdits, Scene, drifted};
pub use managed::live_ids;
pub use name::{Taken, name_of_text, name_of_title};
pub use prune::{Pruning, pruning, too_many_gone};
pub use question::{Named, named_questions, question_item};
pub use scope::{Asked, Scope};
pub use taken_in::taken_in;
pub use unmanaged::{Found, NewManifest, folder_of, unmanaged};
