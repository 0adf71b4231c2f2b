//! One person, or one attempt of one, as the results show it.

use std::cmp::Ordering;

use jiff::Timestamp;

use super::moment::iso;
use super::who::Who;
use crate::model::Address;
use crate::model::flowmingo::{Application, Submission};
use crate::model::taptalent::ObservedCandidate;

#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    /// The manifest that was asked about.
    pub address: Address,
    /// The live object; of a roster in a set and a project both, with `+` between.
    pub id: String,
    /// In order of submission, then id; who has not submitted stands last.
    pub rows: Vec<Row>,
}

/// What is known of one. A system that does not tell something leaves it `None`. Moments are ISO 8601.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// The system's id of the submission, assignment, application or candidate key (never the key).
    pub id: Option<String>,
    pub who: Option<Who>,
    pub name: Option<String>,
    /// How far: the system's word where it has one.
    pub status: Option<String>,
    /// `evaluationStatus`
    pub evaluation_status: Option<String>,
    /// Where in a flow, in the system's words.
    pub progress: Option<String>,
    pub stage: Option<String>,
    /// `score`; of a Flowmingo submission `overall_score`, out of 10.
    pub score: Option<f64>,
    /// `aiScore`
    pub ai_score: Option<f64>,
    pub created_at: Option<String>,
    pub started_at: Option<String>,
    /// When it was handed in.
    pub submitted_at: Option<String>,
    /// When it can no longer be taken.
    pub expires_at: Option<String>,
    /// The session of a coding task.
    pub session: Option<String>,
    /// What a coding task's tools cost.
    pub cost_usd: Option<f64>,
    /// Whether the system lists it; a roster's people may not be there yet.
    pub is_listed: bool,
}

impl Row {
    pub(super) fn of_candidate(seen: &ObservedCandidate) -> Self {
        let ObservedCandidate {
            id,
            email,
            name,
            job_candidate_id: _,
            status,
            evaluation_status,
            score,
            ai_score,
            submitted_at,
            progress,
            questions: _,
        } = seen.clone();
        Self {
            id,
            who: email.map(Who::new),
            name,
            status,
            evaluation_status,
            progress,
            score,
            ai_score,
            submitted_at: submitted_at.as_deref().map(iso),
            is_listed: true,
            ..Self::default()
        }
    }

    /// Its integers for states are no contract (the guide, 4), so the state is told by what has come.
    pub(super) fn of_submission(seen: &Submission) -> Self {
        let Submission {
            id,
            set: _,
            talent: _,
            overall_score,
            submitted_at,
            created_at,
        } = seen;
        let is_in = submitted_at.is_some() || overall_score.is_some();
        let status = if is_in { "submitted" } else { "not submitted" };
        Self {
            id: Some(id.to_string()),
            status: Some(status.to_owned()),
            score: *overall_score,
            created_at: created_at.as_deref().map(iso),
            submitted_at: submitted_at.as_deref().map(iso),
            is_listed: true,
            ..Self::default()
        }
    }

    pub(super) fn of_application(seen: &Application) -> Self {
        let Application {
            id,
            talent: _,
            job_post: _,
            stage,
            score,
            created_at,
        } = seen;
        Self {
            id: Some(id.to_string()),
            status: Some("applied".to_owned()),
            stage: stage.as_ref().map(|stage| stage.name.clone()),
            score: *score,
            created_at: created_at.as_deref().map(iso),
            is_listed: true,
            ..Self::default()
        }
    }

    /// Whether the state has this name, however it is spelt: `IN_PROGRESS` is `in progress`.
    pub fn has_status(&self, wanted: &str) -> bool {
        self.status
            .as_deref()
            .is_some_and(|status| plain(status) == plain(wanted))
    }
}

fn plain(status: &str) -> String {
    status.trim().to_lowercase().replace(['_', '-'], " ")
}

/// By submission, then by id, then by who it is.
pub(super) fn in_order(a: &Row, b: &Row) -> Ordering {
    let submitted = |row: &Row| {
        let text = row.submitted_at.clone();
        let moment = text.as_deref().and_then(|text| text.parse().ok());
        (
            text.is_none(),
            moment.unwrap_or(Timestamp::MAX),
            text.unwrap_or_default(),
        )
    };
    let id = |row: &Row| {
        let text = row.id.clone();
        let number: Option<u64> = text.as_deref().and_then(|text| text.parse().ok());
        (text.is_none(), number.is_none(), number, text)
    };
    submitted(a)
        .cmp(&submitted(b))
        .then_with(|| id(a).cmp(&id(b)))
        .then_with(|| a.who.cmp(&b.who))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, submitted_at: Option<&str>) -> Row {
        Row {
            id: Some(id.to_owned()),
            submitted_at: submitted_at.map(iso),
            ..Row::default()
        }
    }

    #[test]
    fn rows_stand_by_submission_and_then_by_id_as_a_number() {
        let mut rows = [
            row("10", None),
            row("9", None),
            row("b", Some("2026-03-04T01:00:00.5Z")),
            row("a", Some("2026-03-04T01:00:00Z")),
            row("c", Some("2026-03-04T02:00:00+01:00")),
        ];
        rows.sort_by(in_order);
        let ids: Vec<&str> = rows.iter().filter_map(|row| row.id.as_deref()).collect();
        assert_eq!(ids, ["a", "c", "b", "9", "10"]);
    }

    #[test]
    fn a_status_is_the_same_in_every_spelling() {
        let row = Row {
            status: Some("IN_PROGRESS".to_owned()),
            ..Row::default()
        };
        assert!(row.has_status("in progress") && row.has_status("In-Progress"));
        assert!(!row.has_status("COMPLETED") && !Row::default().has_status(""));
    }
}
