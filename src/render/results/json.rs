//! Results for scripts: every row has every field, unknown ones as null.

use schemars::JsonSchema;
use serde::Serialize;

use super::{called, text, who};
use crate::results::{Results, Row};

/// The results of one resource.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResultsDocument {
    /// 1.
    pub format_version: u32,
    /// The workspace that was read.
    pub workspace: String,
    /// `system/Kind/name`
    pub address: String,
    /// The system's id of the live object.
    pub id: String,
    /// By time of submission, then id; people who have not submitted come last.
    pub candidates: Vec<ResultDocument>,
}

/// One person, or one attempt by a person. Times are ISO 8601.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResultDocument {
    /// The system's id of the submission, assignment, application or candidate key.
    pub id: Option<String>,
    /// The address, masked.
    pub email: Option<String>,
    /// The name, masked.
    pub name: Option<String>,
    /// As the system says, or `invited`, `not started`, `submitted`, `not submitted`, `applied`,
    /// `rejected`, `revoked`.
    pub status: Option<String>,
    /// As the system says.
    pub evaluation_status: Option<String>,
    /// Progress in a flow, as the system says.
    pub progress: Option<String>,
    /// The stage of a pipeline.
    pub stage: Option<String>,
    /// Score on the system's scale; Flowmingo's is out of 10.
    pub score: Option<f64>,
    /// TapTalent's `aiScore`.
    pub ai_score: Option<f64>,
    /// When the person was entered.
    pub created_at: Option<String>,
    /// When the person started.
    pub started_at: Option<String>,
    /// When the person submitted.
    pub submitted_at: Option<String>,
    /// When it can no longer be taken.
    pub expires_at: Option<String>,
    /// The session of a coding task.
    pub session: Option<String>,
    /// What a coding task's tools cost, in USD.
    pub cost_usd: Option<f64>,
    /// Whether the system lists the person; somebody in a roster may not be listed yet.
    pub listed: bool,
}

pub fn results_json(results: &Results, workspace: &str, show_candidates: bool) -> ResultsDocument {
    let Results { address, id, rows } = results;
    ResultsDocument {
        format_version: 1,
        workspace: workspace.to_owned(),
        address: address.to_string(),
        id: id.clone(),
        candidates: rows.iter().map(|row| of(row, show_candidates)).collect(),
    }
}

pub(super) fn of(row: &Row, show: bool) -> ResultDocument {
    let Row {
        id,
        who: _,
        name,
        status,
        evaluation_status,
        progress,
        stage,
        score,
        ai_score,
        created_at,
        started_at,
        submitted_at,
        expires_at,
        session,
        cost_usd,
        is_listed,
    } = row;
    ResultDocument {
        id: text(id.as_ref(), show),
        email: who(row, show),
        name: called(name.as_ref(), show),
        status: text(status.as_ref(), show),
        evaluation_status: text(evaluation_status.as_ref(), show),
        progress: text(progress.as_ref(), show),
        stage: text(stage.as_ref(), show),
        score: *score,
        ai_score: *ai_score,
        created_at: text(created_at.as_ref(), show),
        started_at: text(started_at.as_ref(), show),
        submitted_at: text(submitted_at.as_ref(), show),
        expires_at: text(expires_at.as_ref(), show),
        session: text(session.as_ref(), show),
        cost_usd: *cost_usd,
        listed: *is_listed,
    }
}
