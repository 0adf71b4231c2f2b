//! What was applied last: ids and keyed fingerprints, never values, secrets or people's addresses.
//!
//! [`Recorded`] is a value that plans read; a run changes it only through [`Delta`]s, which the journal writes down one
//! by one, so that bytes written grow with the work and a killed run loses nothing. Losing all of it must be safe too:
//! nothing here may be the only proof that a live object exists. [`StateStore`] keeps it: in a file, or in a bucket.

mod apply;
mod apply_record;
mod beside;
mod commit;
mod copies;
mod delta;
mod document;
mod error;
mod field_records;
mod fingerprint;
mod forgotten;
#[cfg(feature = "fuzzing")]
pub mod fuzzed;
mod holder;
mod journal;
mod journal_file;
mod local;
mod local_lock;
mod local_receipts;
mod lock;
mod lock_error;
mod pending;
mod receipts;
mod recent;
mod record;
mod recorded;
#[cfg(feature = "remote-state")]
mod remote;
mod store;
mod store_fault;
mod taken_in;

pub use beside::{Beside, Content, Holds, states_in};
pub use copies::StateCopy;
pub use delta::{Delta, RecordChange};
pub use document::fold;
pub use error::StateError;
pub use field_records::FieldRecords;
pub use fingerprint::{Fingerprint, FingerprintError, FingerprintKey};
pub use forgotten::{Forgotten, Nameless, Trace};
pub use holder::{Holder, Holding};
pub use journal::{Journal, JournalError, Line, line_text};
pub use lock::{Lock, Loss};
pub use lock_error::LockError;
pub use pending::{ALIKE, MOST_SENDS, Part, Pending, PendingKey};
pub use receipts::{
    Chain, Deeds, Entry, Fault, FieldPrints, Origin, People, Receipt, ReceiptsEnd, What,
};
pub use recent::{age_if_recent, print_of_value};
pub use record::{PersonRecord, QuestionRecord, Record};
pub use recorded::Recorded;
#[cfg(feature = "remote-state")]
pub use remote::LeaseTerms;
pub use store::StateStore;
pub use store_fault::StoreFault;
