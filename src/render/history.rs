//! Who changed what, when, and from which pull request: for people, and for scripts. The shape of the second is a promise:
//! schema/history.schema.json is made from these types.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::escape::one_line;
use super::paint::Paint;
use super::value_words::counted;
use crate::state::{People, Receipt, What};

/// Characters of a commit's hash that are shown.
const COMMIT: usize = 12;

/// Something that was done, and where it is written.
#[derive(Debug)]
pub struct HistoryEntry {
    pub receipt: Receipt,
    /// File or object, and line; `None`: its run was killed or could not write it, and only the state or its journal has it.
    pub place: Option<(String, usize)>,
}

/// Something in the receipts that is not as it was written.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HistoryFault {
    /// The file or object.
    pub place: String,
    /// From 1; null: the whole of it.
    pub line: Option<usize>,
    /// What is wrong there.
    pub problem: String,
}

impl fmt::Display for HistoryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place,
            line,
            problem,
        } = self;
        match line {
            Some(line) => write!(f, "line {line} of {place} {problem}"),
            None => write!(f, "{place} {problem}"),
        }
    }
}

/// For people, in the order given.
pub fn history_text(entries: &[HistoryEntry], paint: Paint) -> String {
    let entries = entries.iter().map(|entry| entry_text(entry, paint));
    entries.collect()
}

fn entry_text(entry: &HistoryEntry, paint: Paint) -> String {
    let receipt = &entry.receipt;
    let time = receipt.time.strftime("%Y-%m-%d %H:%M:%S UTC");
    let id = receipt.id.as_ref();
    let id = id.map_or_else(String::new, |id| format!(" ({})", one_line(id)));
    let mut text = format!(
        "{time}  {} {}{}{}\n",
        painted(receipt, paint),
        paint.strong(&receipt.address),
        paint.faint(id),
        by(receipt)
    );
    let details = [
        receipt.from.as_ref().map(|from| format!("was {from}")),
        people(&receipt.people),
        (!receipt.fields.is_empty()).then(|| {
            let fields = receipt.fields.keys();
            let fields: Vec<_> = fields.map(|path| one_line(path)).collect();
            fields.join(", ")
        }),
        (receipt.in_doubt && receipt.what != What::InDoubt)
            .then(|| "the outcome of some of it was unknown".to_owned()),
        entry
            .place
            .is_none()
            .then(|| "not yet written beside the state: the next apply does it".to_owned()),
    ];
    for detail in details.into_iter().flatten() {
        text.extend(["    ", &paint.faint(detail), "\n"]);
    }
    text
}

fn painted(receipt: &Receipt, paint: Paint) -> String {
    let word = match receipt.what {
        What::InDoubt => "in doubt",
        what => what.as_str(),
    };
    match receipt.what {
        What::Created | What::Adopted | What::Invited => paint.added(word),
        What::Deleted | What::Revoked | What::Rejected | What::InDoubt => paint.removed(word),
        What::Updated | What::Replaced | What::Renamed | What::Moved | What::Forgotten => {
            paint.changed(word)
        }
    }
}

/// `, by kim, pull request 12, commit 0123456789ab`
fn by(receipt: &Receipt) -> String {
    let commit = receipt.commit.as_ref();
    let parts = [
        receipt.actor.as_ref().map(|who| format!("by {who}")),
        receipt
            .pull_request
            .as_ref()
            .map(|number| format!("pull request {number}")),
        commit.map(|hash| format!("commit {}", hash.get(..COMMIT).unwrap_or(hash))),
    ];
    let parts = parts.into_iter().flatten();
    parts
        .flat_map(|part| [", ".to_owned(), one_line(&part).into_owned()])
        .collect()
}

fn people(people: &People) -> Option<String> {
    let parts = [
        (people.entered, "entered"),
        (people.moved, "moved to another stage"),
        (people.rejected, "rejected"),
        (people.revoked, "whose key was revoked"),
        (people.in_doubt, "in doubt"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, word)| format!("{} {word}", counted(count, "person", "people")))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `vetform history --format json`
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HistoryDocument {
    /// 1. Raised when fields are removed or change their meaning, not when fields are added.
    pub format_version: u32,
    /// The workspace whose history it is.
    pub workspace: String,
    /// Whether every line is there and as it was written.
    pub verified: bool,
    /// What is not.
    pub faults: Vec<HistoryFault>,
    /// Newest first.
    pub entries: Vec<HistoryEntryDocument>,
}

/// What an apply did to one resource.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntryDocument {
    /// When it was last written in that run: RFC 3339, UTC.
    pub time: String,
    pub actor: Option<String>,
    pub commit: Option<String>,
    /// Number of the pull or merge request.
    pub pull_request: Option<String>,
    pub run: String,
    pub workspace: Option<String>,
    /// `system/Kind/name`
    pub address: String,
    /// The system's id; of a roster, that of what it is about.
    pub id: Option<String>,
    pub what: What,
    /// The address before, if it was renamed.
    pub from: Option<String>,
    /// The fields that were written.
    pub fields: Vec<HistoryFieldDocument>,
    /// Of a roster: how many people.
    pub people: People,
    /// Whether the outcome of some of it was unknown when the run ended.
    pub in_doubt: bool,
    /// Where it is written; null: not yet, the next apply does it.
    pub place: Option<HistoryPlaceDocument>,
}

/// A field that was written. Values are keyed fingerprints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HistoryFieldDocument {
    /// As in a plan.
    pub path: String,
    /// Null: there was none, or no read shows it.
    pub before: Option<String>,
    /// Null: there is none.
    pub after: Option<String>,
}

/// A line.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HistoryPlaceDocument {
    /// The file or object.
    pub file: String,
    /// From 1.
    pub line: usize,
}

/// For scripts, in the order given.
pub fn history_json(
    entries: &[HistoryEntry],
    faults: &[HistoryFault],
    workspace: &str,
) -> HistoryDocument {
    HistoryDocument {
        format_version: 1,
        workspace: workspace.to_owned(),
        verified: faults.is_empty(),
        faults: faults.to_vec(),
        entries: entries.iter().map(entry_document).collect(),
    }
}

fn entry_document(entry: &HistoryEntry) -> HistoryEntryDocument {
    let HistoryEntry { receipt, place } = entry;
    let fields = receipt.fields.iter();
    HistoryEntryDocument {
        time: receipt.time.to_string(),
        actor: receipt.actor.clone(),
        commit: receipt.commit.clone(),
        pull_request: receipt.pull_request.clone(),
        run: receipt.run.clone(),
        workspace: receipt.workspace.clone(),
        address: receipt.address.to_string(),
        id: receipt.id.clone(),
        what: receipt.what,
        from: receipt.from.as_ref().map(ToString::to_string),
        fields: fields
            .map(|(path, prints)| HistoryFieldDocument {
                path: path.clone(),
                before: prints.before.as_ref().map(ToString::to_string),
                after: prints.after.as_ref().map(ToString::to_string),
            })
            .collect(),
        people: receipt.people,
        in_doubt: receipt.in_doubt,
        place: place
            .clone()
            .map(|(file, line)| HistoryPlaceDocument { file, line }),
    }
}
