//! Exit codes: a promise to scripts (docs/reference/exit-codes.md).

use std::process::ExitCode;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done; for a plan: nothing stands in the way.
    Done = 0,
    /// An operation failed: network, authentication, an apply that did not finish.
    Failed = 1,
    /// With `--detailed-exitcode`: changes are pending.
    Pending = 2,
    /// A manifest, the configuration or the command line is wrong.
    Invalid = 3,
    /// The plan holds something that cannot be done.
    Blocked = 4,
    /// The plan no longer fits what is live.
    Stale = 5,
    /// Another run holds the lock.
    Locked = 6,
}

impl Exit {
    /// What a number means; of none that is known, a failure.
    pub(super) fn of_code(code: u8) -> Self {
        let all = [
            Self::Done,
            Self::Pending,
            Self::Invalid,
            Self::Blocked,
            Self::Stale,
            Self::Locked,
        ];
        let known = all.into_iter().find(|exit| *exit as u8 == code);
        known.unwrap_or(Self::Failed)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
