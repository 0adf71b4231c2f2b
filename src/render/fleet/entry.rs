//! One workspace of many, and what came of it.

use crate::render::failure::ErrorWords;

/// All of them.
pub struct Fleet<'a> {
    /// `plan`
    pub command: &'static str,
    /// The key of a workspace's result in JSON.
    pub result: &'static str,
    /// How many ended how.
    pub summary: String,
    /// In the order of the configuration.
    pub entries: &'a [Entry<'a>],
}

pub struct Entry<'a> {
    pub workspace: &'a str,
    pub exit_code: u8,
    /// Less is worse.
    pub rank: usize,
    /// What came of it, in a line.
    pub line: String,
    /// Whether the line says it all.
    pub is_quiet: bool,
    /// The whole, in one format.
    pub text: &'a str,
    /// Whether `text` is a result; else it says why there is none.
    pub has_result: bool,
    /// Why it ended early.
    pub error: Option<ErrorWords>,
}

impl Fleet<'_> {
    /// The worst first, and then what somebody has to read.
    pub(super) fn by_urgency(&self) -> Vec<&Entry<'_>> {
        let mut entries: Vec<&Entry<'_>> = self.entries.iter().collect();
        // Stable: equal ones stay in the order of the configuration.
        entries.sort_by_key(|entry| (entry.rank, entry.is_quiet));
        entries
    }
}
