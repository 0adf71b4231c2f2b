//! How far a change came.

use super::failure::Failure;

/// What became of one change.
#[derive(Debug, Default)]
pub(super) struct Attempt {
    pub calls_done: usize,
    /// Requests that went out for them, and for those that were not done.
    pub sends: u32,
    /// What was sent more than once, in words.
    pub repeats: Vec<String>,
    /// People who were entered, moved or taken out.
    pub people_done: usize,
    /// What went wrong; empty: all of it was made.
    pub troubles: Vec<Trouble>,
}

/// One thing that went wrong.
#[derive(Debug)]
pub(super) struct Trouble {
    /// Which people it is about; empty: the resource.
    pub whom: String,
    pub failure: Failure,
}

impl Trouble {
    pub(super) const fn of(failure: Failure) -> Self {
        Self {
            whom: String::new(),
            failure,
        }
    }

    pub(super) const fn about(failure: Failure, whom: String) -> Self {
        Self { whom, failure }
    }

    pub(super) fn words(&self) -> String {
        let Self { whom, failure } = self;
        if whom.is_empty() {
            failure.to_string()
        } else {
            format!("{whom}: {failure}")
        }
    }
}

impl Attempt {
    /// The same, ended by this.
    pub(super) fn and(mut self, failure: Failure) -> Self {
        self.troubles.push(Trouble::of(failure));
        self
    }
}
