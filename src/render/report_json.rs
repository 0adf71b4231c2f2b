//! What came of a run, for scripts: `apply --report FILE`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::apply::{Done, Failed, Report, Skipped};
use crate::plan::Held;

/// The report of a run.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportDocument {
    /// 1.
    pub format_version: u32,
    /// The workspace that was applied to.
    pub workspace: String,
    /// complete, partial or failed.
    pub outcome: &'static str,
    /// What was made.
    pub done: Vec<DoneDocument>,
    /// What was not made, or not to the end.
    pub failed: Vec<FailedDocument>,
    /// What was not tried.
    pub skipped: Vec<SkippedDocument>,
    /// What waits for `--send-invites`: addresses; of a roster that is held in part, ADDRESS#candidates/WHO, masked.
    pub held: Vec<String>,
    /// Whether a read after the run showed everything as declared.
    pub verified: bool,
    /// Why not, if not.
    pub unverified_because: Vec<String>,
    /// Values that the system keeps otherwise than they were sent.
    pub rewritten: Vec<String>,
    /// How many writes were sent in all.
    pub sent: usize,
    /// Writes that were sent more than once, and why.
    pub repeated: Vec<String>,
}

/// A change that was made.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DoneDocument {
    /// `system/Kind/name`
    pub address: String,
    /// As in the plan.
    pub action: &'static str,
    /// The system's id.
    pub id: Option<String>,
    /// How many writes were sent for it, those that were sent again included.
    pub calls: usize,
    /// Of a roster: how many people were entered, moved or taken out.
    pub people: usize,
}

/// A change that was not made, or not to the end.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FailedDocument {
    /// `system/Kind/name`
    pub address: String,
    /// Why.
    pub error: String,
    /// Whether a live object may have changed without anybody knowing.
    pub uncertain: bool,
    /// Writes of it that were done before.
    pub calls_done: usize,
}

/// A change that was not tried.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SkippedDocument {
    /// `system/Kind/name`
    pub address: String,
    /// Why.
    pub because: String,
}

pub fn report_json(report: &Report, workspace: &str) -> ReportDocument {
    let Report {
        done,
        failed,
        skipped,
        held,
        verified,
        rewritten,
        unverified_because,
        repeated,
    } = report;
    ReportDocument {
        format_version: 1,
        workspace: workspace.to_owned(),
        outcome: report.outcome().as_str(),
        done: done
            .iter()
            .map(
                |Done {
                     address,
                     action,
                     id,
                     url: _,
                     calls,
                     people,
                 }| DoneDocument {
                    address: address.to_string(),
                    action: action.as_str(),
                    id: id.clone(),
                    calls: *calls,
                    people: *people,
                },
            )
            .collect(),
        failed: failed
            .iter()
            .map(
                |Failed {
                     address,
                     error,
                     uncertain,
                     stale: _,
                     calls_done,
                     sent: _,
                 }| FailedDocument {
                    address: address.to_string(),
                    error: error.clone(),
                    uncertain: *uncertain,
                    calls_done: *calls_done,
                },
            )
            .collect(),
        skipped: skipped
            .iter()
            .map(|Skipped { address, because }| SkippedDocument {
                address: address.to_string(),
                because: because.clone(),
            })
            .collect(),
        held: held.iter().flat_map(Held::addresses).collect(),
        verified: *verified,
        unverified_because: unverified_because.clone(),
        rewritten: rewritten.clone(),
        sent: report.sent(),
        repeated: repeated.clone(),
    }
}
