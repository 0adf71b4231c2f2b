//! What came of a run, for scripts: `apply --report FILE`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::apply::{Done, Failed, Report, Skipped};
use crate::plan::Held;

/// The report of an apply.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportDocument {
    /// 1.
    pub format_version: u32,
    /// The workspace that was applied to.
    pub workspace: String,
    /// complete, partial or failed.
    pub outcome: &'static str,
    /// Changes that were made.
    pub done: Vec<DoneDocument>,
    /// Changes that failed, in whole or in part.
    pub failed: Vec<FailedDocument>,
    /// Changes that were not attempted.
    pub skipped: Vec<SkippedDocument>,
    /// Addresses that are held until `--send-invites`; if a roster is held in part,
    /// ADDRESS#candidates/WHO, masked.
    pub held: Vec<String>,
    /// Whether a read after the apply showed everything as declared.
    pub verified: bool,
    /// Why it was not verified.
    pub unverified_because: Vec<String>,
    /// Values that the system normalised.
    pub rewritten: Vec<String>,
    /// Number of writes sent.
    pub sent: usize,
    /// Writes sent more than once, and why.
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
    /// Number of writes sent for it, including repeated ones.
    pub calls: usize,
    /// Of a roster: number of people entered, moved or removed.
    pub people: usize,
}

/// A change that failed, in whole or in part.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FailedDocument {
    /// `system/Kind/name`
    pub address: String,
    /// Why.
    pub error: String,
    /// Whether the outcome is unknown: the live object may have changed.
    pub uncertain: bool,
    /// Number of its writes that were done before the failure.
    pub calls_done: usize,
}

/// A change that was not attempted.
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
                     call: _,
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
