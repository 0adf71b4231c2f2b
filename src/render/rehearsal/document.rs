//! What came of a rehearsal, for scripts: `rehearse --format json`.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::super::plan_json::{SourceDocument, place_document};
use crate::diagnostic::Place;
use crate::model::Address;

/// The report of a rehearsal.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RehearsalDocument {
    /// 1.
    pub format_version: u32,
    /// The workspace whose live systems were copied.
    pub workspace: String,
    /// How it ended.
    pub outcome: RehearsalOutcome,
    /// Changes that worked in the copy.
    pub changes: usize,
    /// Writes that the copy received.
    pub calls: usize,
    /// Mails that an apply would send. The rehearsal sent none.
    pub mails: usize,
    /// Reads of live systems. Nothing else was sent to them.
    pub reads: usize,
    /// How long it took, with the reads and without the crashes.
    pub seconds: f64,
    /// What would go wrong.
    pub problems: Vec<RehearsalProblem>,
    /// What no read shows, and was assumed.
    pub assumed: Vec<String>,
    /// Resources with people in doubt, who were left alone as by an apply.
    pub in_doubt: Vec<String>,
    /// With `--crash-everywhere`, unless there were problems before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crashes: Option<CrashesDocument>,
}

/// How a rehearsal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RehearsalOutcome {
    /// Everything worked, and the next plan was empty.
    Passed,
    /// There was nothing to do.
    Nothing,
    /// Something would go wrong.
    Failed,
    /// The plan itself cannot be applied as it is: nothing was rehearsed.
    Blocked,
}

/// What would go wrong.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RehearsalProblem {
    /// `system/Kind/name`
    pub address: Option<String>,
    /// What.
    pub message: String,
    /// The ways out.
    pub help: Option<String>,
    /// Where in the manifests.
    pub source: Option<SourceDocument>,
}

impl RehearsalOutcome {
    /// Whether anything was applied in the copy.
    pub(super) const fn has_played(self) -> bool {
        matches!(self, Self::Passed | Self::Failed)
    }
}

impl RehearsalProblem {
    /// Of one resource, and where it is declared.
    pub fn of(address: &Address, message: String, place: Option<Place>) -> Self {
        Self {
            address: Some(address.to_string()),
            message,
            help: None,
            source: place.map(place_document),
        }
    }

    /// Of all of it.
    pub fn general(message: String) -> Self {
        Self {
            address: None,
            message,
            help: None,
            source: None,
        }
    }
}

/// The apply, killed right before and right after each call, and resumed each time.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CrashesDocument {
    /// How many kills.
    pub cases: usize,
    /// Writes of all resumed runs.
    pub calls: usize,
    /// How long all of it took.
    pub seconds: f64,
    /// Cases after which the next plan was empty.
    pub finished: usize,
    /// Cases that ended with a run that says who must look (whether something was done cannot be read), or review again.
    pub asks: usize,
    /// What is to be looked at in these cases.
    pub somebody_looks_at: BTreeSet<String>,
    /// What was made or mailed more often than without a kill.
    pub duplicates: Vec<MadeOrLost>,
    /// What was not made or mailed, though nothing was left to do, or could not be.
    pub losses: Vec<MadeOrLost>,
}

/// Something that a kill has doubled, or lost.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MadeOrLost {
    /// Where the kill was.
    pub case: String,
    /// What, with people's addresses masked.
    pub thing: String,
    /// How many times too often, or too few.
    pub times: usize,
}

impl RehearsalDocument {
    /// Whether something would go wrong.
    pub fn has_failed(&self) -> bool {
        let crashed = self.crashes.as_ref();
        matches!(
            self.outcome,
            RehearsalOutcome::Failed | RehearsalOutcome::Blocked
        ) || crashed.is_some_and(|all| !(all.duplicates.is_empty() && all.losses.is_empty()))
    }
}
