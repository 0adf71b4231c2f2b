//! Where a review is from: of which commit and pull request, when the systems were read, by which version. Facts that were
//! handed in; nothing is looked up here.

/// What stands under the heading of a review.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// What and its value, in order: `commit`, `1a2b3c4`.
    pub facts: Vec<(String, String)>,
    /// When the systems were read, in words.
    pub read_at: Option<String>,
    /// Before the path of a file of the repository, where that can be looked at: `https://…/blob/1a2b3c4/`.
    pub files: Option<String>,
}

impl Provenance {
    pub const NONE: Provenance = Provenance {
        facts: Vec::new(),
        read_at: None,
        files: None,
    };

    /// `commit 1a2b3c4`, `read 3 May 2026, 10:15 UTC`, `vetform 0.1.0`
    pub(in crate::render) fn words(&self) -> Vec<String> {
        let Self {
            facts,
            read_at,
            files: _,
        } = self;
        let facts = facts.iter().map(|(what, value)| format!("{what} {value}"));
        let read = read_at.iter().map(|when| format!("read {when}"));
        let version = format!("vetform {}", crate::version::FULL);
        facts.chain(read).chain([version]).collect()
    }
}
