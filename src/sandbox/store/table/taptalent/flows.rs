//! The flows and their steps.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

/// A step to be stored; the names are the API's (api-reference/assessment-flows).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FlowStep {
    /// The assessment, which must exist.
    pub assessment_id: String,
    /// 0–100.
    pub pass_threshold: f64,
    /// Taken from the assessment if left out.
    #[serde(default)]
    pub assessment_type: Option<String>,
    /// What the step is called.
    #[serde(default)]
    pub name: Option<String>,
    /// What the candidate is told.
    #[serde(default)]
    pub instructions: Option<String>,
    /// The document lists no values.
    #[serde(default)]
    pub pass_action: Option<String>,
}

impl FlowStep {
    /// A step with a threshold and no more.
    pub fn new(assessment_id: impl Into<String>, pass_threshold: f64) -> Self {
        Self {
            assessment_id: assessment_id.into(),
            pass_threshold,
            assessment_type: None,
            name: None,
            instructions: None,
            pass_action: None,
        }
    }
}

/// New values for fields of a flow; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FlowChange {
    /// The name.
    pub flow_name: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// The document shows only `ACTIVE`.
    pub status: Option<String>,
    /// How many candidates are assigned.
    pub candidate_count: Option<u32>,
}

/// A stored flow, without its steps.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct Flow {
    pub(in crate::sandbox) id: i64,
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) description: Option<String>,
    pub(in crate::sandbox) status: String,
    pub(in crate::sandbox) candidate_count: i64,
}

/// A stored step, with what the system adds from the assessment's record.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct StoredStep {
    pub(in crate::sandbox) step: FlowStep,
    pub(in crate::sandbox) assessment_name: String,
    /// Minutes.
    pub(in crate::sandbox) assessment_duration: f64,
}

/// Stores a flow without steps and gives its id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    flow_name: &str,
    description: Option<&str>,
    status: &str,
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO flows (flow_name, description, status, candidate_count)
             VALUES (?1, ?2, ?3, 0)",
        )?
        .insert(params![flow_name, description, status])
}

/// The flow with this id.
pub(in crate::sandbox) fn find(connection: &Connection, id: i64) -> rusqlite::Result<Option<Flow>> {
    connection
        .prepare_cached("SELECT * FROM flows WHERE id = ?1")?
        .query_row([id], read)
        .optional()
}

/// Every flow, the newest first.
pub(in crate::sandbox) fn all(connection: &Connection) -> rusqlite::Result<Vec<Flow>> {
    connection
        .prepare_cached("SELECT * FROM flows ORDER BY id DESC")?
        .query_map([], read)?
        .collect()
}

/// Changes what the change names; false if no flow has this id.
pub(in crate::sandbox) fn update(
    connection: &Connection,
    id: i64,
    change: &FlowChange,
) -> rusqlite::Result<bool> {
    let FlowChange {
        flow_name,
        description,
        status,
        candidate_count,
    } = change;
    let updated = connection
        .prepare_cached(
            "UPDATE flows SET
               flow_name = coalesce(?2, flow_name),
               description = coalesce(?3, description),
               status = coalesce(?4, status),
               candidate_count = coalesce(?5, candidate_count)
             WHERE id = ?1",
        )?
        .execute(params![id, flow_name, description, status, candidate_count])?;
    Ok(updated == 1)
}

/// Deletes a flow with its steps; false if none has this id.
pub(in crate::sandbox) fn delete(connection: &Connection, id: i64) -> rusqlite::Result<bool> {
    Ok(connection
        .prepare_cached("DELETE FROM flows WHERE id = ?1")?
        .execute([id])?
        == 1)
}

/// The steps of a flow, in order.
pub(in crate::sandbox) fn steps(
    connection: &Connection,
    flow: i64,
) -> rusqlite::Result<Vec<StoredStep>> {
    connection
        .prepare_cached(
            "SELECT s.assessment_id, s.pass_threshold, s.assessment_type, s.name, s.instructions,
                    s.pass_action, a.title, a.duration
             FROM steps s JOIN assessments a ON a.id = s.assessment_id
             WHERE s.flow_id = ?1 ORDER BY s.position",
        )?
        .query_map([flow], read_step)?
        .collect()
}

/// Puts these steps in the place of those that the flow has. Their assessments must exist.
pub(in crate::sandbox) fn replace_steps(
    connection: &Connection,
    flow: i64,
    steps: &[FlowStep],
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM steps WHERE flow_id = ?1")?
        .execute([flow])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO steps (flow_id, position, assessment_id, pass_threshold, assessment_type,
                            name, instructions, pass_action)
         VALUES (?1, ?2, ?3, ?4,
                 coalesce(?5, (SELECT assessment_type FROM assessments WHERE id = ?3), ''),
                 ?6, ?7, ?8)",
    )?;
    for (position, step) in (0_i64..).zip(steps) {
        let FlowStep {
            assessment_id,
            pass_threshold,
            assessment_type,
            ..
        } = step;
        let FlowStep {
            name,
            instructions,
            pass_action,
            ..
        } = step;
        insert.execute(params![
            flow,
            position,
            assessment_id,
            pass_threshold,
            assessment_type,
            name,
            instructions,
            pass_action
        ])?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Flow> {
    Ok(Flow {
        id: row.get("id")?,
        name: row.get("flow_name")?,
        description: row.get("description")?,
        status: row.get("status")?,
        candidate_count: row.get("candidate_count")?,
    })
}

fn read_step(row: &Row<'_>) -> rusqlite::Result<StoredStep> {
    Ok(StoredStep {
        step: FlowStep {
            assessment_id: row.get(0)?,
            pass_threshold: row.get(1)?,
            assessment_type: row.get(2)?,
            name: row.get(3)?,
            instructions: row.get(4)?,
            pass_action: row.get(5)?,
        },
        assessment_name: row.get(6)?,
        assessment_duration: row.get(7)?,
    })
}
