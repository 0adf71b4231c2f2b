//! What was applied last: ids and keyed fingerprints, never values, secrets or people's addresses.
//!
//! [`Recorded`] is a value that plans read; a run changes it only through [`Delta`]s, which the journal writes down one
//! by one, so that bytes written grow with the work and a killed run loses nothing. Losing all of it must be safe too:
//! nothing here may be the only proof that a live object exists.

mod delta;
mod fingerprint;
mod journal;
mod local;
mod lock;
mod pending;
mod recorded;

pub use delta::{Delta, RecordChange};
pub use fingerprint::{Fingerprint, FingerprintKey};
pub use journal::{Journal, JournalError, Line};
pub use local::{LocalState, StateError};
pub use lock::{Holder, Lock, LockError};
pub use pending::{Pending, PendingKey};
pub use recorded::{FieldRecords, QuestionRecord, Record, Recorded};
