//! Where the state is kept: what was saved, the journal of the run after it, and whose it is. Text and parser are the real
//! ones.

use jiff::Timestamp;
use vetform::state::{Delta, Line, Origin, Recorded, fold, line_text};

use super::memory::Memory;
use super::text::Text;

/// Which of the runs.
pub(crate) type RunNumber = usize;

#[derive(Clone, Hash)]
pub(crate) struct Store {
    pub(crate) saved: Memory,
    /// What was saved before, as somebody may have kept it.
    older: Option<Memory>,
    /// The lines after the first.
    journal: Text,
    /// Who writes the journal: the run that took the lock last.
    pub(crate) writer: Option<RunNumber>,
    /// Who has the lock.
    pub(crate) holder: Option<RunNumber>,
}

impl Store {
    pub(crate) fn new() -> Self {
        Self {
            saved: Memory::empty(),
            older: None,
            journal: Text::default(),
            writer: None,
            holder: None,
        }
    }

    /// The state, with what a killed run's journal adds to it.
    pub(crate) fn load(&self) -> Memory {
        if self.journal.as_str().is_empty() {
            return self.saved.clone();
        }
        let folded = || {
            let begin = Line::Begin {
                lineage: self.saved.lineage.clone(),
                serial: self.saved.serial,
                origin: Origin {
                    began: Timestamp::UNIX_EPOCH,
                    ..Origin::from("run")
                },
            };
            let mut recorded = Recorded::clone(&self.saved);
            let text = line_text(&begin) + self.journal.as_str();
            assert_eq!(fold(&mut recorded, "journal", &text).unwrap(), None);
            // Receipts tell nothing to a plan.
            recorded.unwritten_receipts.clear();
            recorded
        };
        self.saved.after(("folded", &self.journal), folded)
    }

    pub(crate) fn journal(&self) -> &str {
        self.journal.as_str()
    }

    /// Saves; the journal is spent by it.
    pub(crate) fn save(&mut self, memory: Memory) {
        self.saved = memory;
        self.journal = Text::default();
    }

    /// Appends lines. Whether the journal is this run's.
    pub(crate) fn append(&mut self, run: RunNumber, lines: &str) -> bool {
        let is_own = self.writer == Some(run);
        if is_own {
            self.journal.push(lines);
        }
        is_own
    }

    /// What a kill in the middle of a line leaves.
    pub(crate) fn append_torn(&mut self, run: RunNumber, lines: &str) {
        let first = lines.lines().next().unwrap_or_default();
        self.append(run, &first[..first.len() / 2]);
    }

    pub(crate) fn lose(&mut self) {
        self.save(Memory::empty());
    }

    /// Somebody keeps a copy of the state.
    pub(crate) fn keep(&mut self) {
        self.older = Some(self.saved.clone());
    }

    /// Somebody puts the copy back. Whether there is one.
    pub(crate) fn put_back(&mut self) -> bool {
        let older = self.older.clone();
        older.map(|older| self.save(older)).is_some()
    }
}

/// Facts as the journal has them.
pub(crate) fn lines(facts: &[Delta]) -> String {
    let facts = facts.iter();
    facts
        .map(|fact| line_text(&Line::Fact(fact.clone())))
        .collect()
}
