//! Receipts on their way into a store: a page for each run, numbered from 1, that goes on where the one before ends.

use serde::{Deserialize, Serialize};

use super::line::{NOTHING_BEFORE, Parts, line};
use super::receipt::Receipt;

/// How far the receipts go, as the state knows it: without it nobody would miss the last ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReceiptsEnd {
    /// How many pages there are.
    pub pages: u64,
    /// Hash of the last line.
    pub last: String,
}

/// The text of the page of a run that follows `end`, and how far the receipts then go.
pub(super) fn page_of(run: &[Receipt], end: Option<&ReceiptsEnd>) -> (String, ReceiptsEnd) {
    let mut last = end.map_or(NOTHING_BEFORE, |end| &end.last).to_owned();
    let mut text = String::new();
    for receipt in run {
        let (line, hash) = line(&last, receipt);
        text += &line;
        last = hash;
    }
    let pages = end.map_or(0, |end| end.pages).saturating_add(1);
    (text, ReceiptsEnd { pages, last })
}

/// The run whose page this is, if this version can read its receipts, and the hash of its last line; `None`: nothing can
/// follow it.
pub(super) fn end_of(text: &str) -> Option<(Option<String>, String)> {
    let last = Parts::of(text.lines().next_back()?)?;
    let run = last.receipt().map(|receipt| receipt.run);
    Some((run, last.hash.to_owned()))
}
