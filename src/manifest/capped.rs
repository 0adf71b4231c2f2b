//! Problems of many like things: only the first ones are told, and how many there are more. A file of a hundred thousand
//! people with one slip in every row is one problem, not a hundred thousand.

use crate::diagnostic::Diagnostic;

const MOST: usize = 50;

#[derive(Debug, Default)]
pub(super) struct Capped {
    problems: Vec<Diagnostic>,
    more: usize,
}

impl Capped {
    /// One more problem; it is made only if it will be told.
    pub(super) fn push(&mut self, problem: impl FnOnce() -> Diagnostic) {
        if self.problems.len() < MOST {
            self.problems.push(problem());
        } else {
            self.more += 1;
        }
    }

    /// The problems, and if some are left out one that says how many.
    pub(super) fn finish(mut self, rest: impl FnOnce(usize) -> Diagnostic) -> Vec<Diagnostic> {
        if self.more > 0 {
            self.problems.push(rest(self.more));
        }
        self.problems
    }
}
