//! Which of many exit codes is that of them all.

use crate::cli::exit::Exit;

/// From the worst to none: a failure first, then what somebody wrote wrong, then what waits.
const ORDER: [Exit; 7] = [
    Exit::Failed,
    Exit::Invalid,
    Exit::Blocked,
    Exit::Stale,
    Exit::Locked,
    Exit::Pending,
    Exit::Done,
];

/// The place in that order; less is worse.
pub(super) fn rank(exit: Exit) -> usize {
    let place = ORDER.iter().position(|one| *one == exit);
    place.unwrap_or_default()
}

/// Of none: done.
pub(super) fn worst(exits: impl IntoIterator<Item = Exit>) -> Exit {
    let worst = exits.into_iter().min_by_key(|exit| rank(*exit));
    worst.unwrap_or(Exit::Done)
}

/// How many workspaces ended so, in a word.
pub(super) const fn word(exit: Exit) -> &'static str {
    match exit {
        Exit::Done => "ok",
        Exit::Failed => "failed",
        Exit::Pending => "with pending changes",
        Exit::Invalid => "with an error in the configuration or a manifest",
        Exit::Blocked => "blocked",
        Exit::Stale => "no longer as planned",
        Exit::Locked => "locked by another run",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_outweighs_a_mistake_and_both_outweigh_pending_changes() {
        use Exit::{Blocked, Done, Failed, Invalid, Locked, Pending, Stale};
        assert_eq!(worst([Done, Pending, Invalid, Failed, Blocked]), Failed);
        assert_eq!(worst([Pending, Invalid, Blocked]), Invalid);
        assert_eq!(worst([Stale, Locked, Pending, Blocked]), Blocked);
        assert_eq!(worst([Locked, Stale]), Stale);
        assert_eq!(worst([Done, Pending, Locked]), Locked);
        assert_eq!(worst([Done, Pending]), Pending);
        assert_eq!(worst([]), Done);
    }
}
