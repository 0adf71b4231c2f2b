//! The most that is read of a file, by what it is. A file that is larger is refused with its limit; none is cut.

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

/// Of a file that holds a key, and of what a program prints that gives one.
pub(crate) const KEY_BYTES: u64 = 64 * KIB;

/// Of a file of certificates.
pub(crate) const CERTIFICATE_BYTES: u64 = 4 * MIB;

/// Of a seed, a file of faults, a manifest that is to be edited.
pub(crate) const INPUT_BYTES: u64 = 16 * MIB;

/// Of a saved plan.
pub(crate) const PLAN_BYTES: u64 = 64 * MIB;

/// Of a state: some hundreds of thousands of people.
pub(crate) const STATE_BYTES: u64 = 128 * MIB;

/// Of the journal of one run.
pub(crate) const JOURNAL_BYTES: u64 = 256 * MIB;
