//! Files as they lie on a disk that others write to as well: read within bounds, written without following a link.
//!
//! Whoever reads a file that a person, a repository or another program has put there reads it here; whoever writes one
//! goes through here too. Knows nothing of what files hold.

mod limit;
mod link;
mod merge;
mod mode;
mod read;
mod remedy;
mod scratch;
mod stream;
mod write;

pub(crate) use limit::{
    CERTIFICATE_BYTES, INPUT_BYTES, JOURNAL_BYTES, KEY_BYTES, PLAN_BYTES, STATE_BYTES,
};
pub(crate) use link::{is_link, leads_out, refuse_link, refuse_links_below};
pub(crate) use merge::merge_conflicts;
pub(crate) use mode::open_mode;
pub(crate) use read::{read, read_stdin, read_stdin_text, read_text};
pub(crate) use remedy::remedy;
pub(crate) use scratch::{Scratch, create_private};
pub(crate) use write::{
    appended, create_new, create_whole, open_own, replace, sync_folder, write_over,
};
