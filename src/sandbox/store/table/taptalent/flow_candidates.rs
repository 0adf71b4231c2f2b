//! Who is assigned to a flow.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::json;
use super::job_candidates::{self, Person};

/// A person to be assigned.
#[derive(Debug, Clone, Default)]
pub(in crate::sandbox) struct Assignment {
    pub(in crate::sandbox) person: Person,
    pub(in crate::sandbox) job_candidate_id: Option<i64>,
    pub(in crate::sandbox) job_id: Option<String>,
    pub(in crate::sandbox) talent_id: Option<String>,
}

/// Somebody who is assigned.
#[derive(Debug, Clone)]
pub(in crate::sandbox) struct FlowCandidate {
    pub(in crate::sandbox) id: i64,
    pub(in crate::sandbox) assignment: Assignment,
    pub(in crate::sandbox) status: String,
    /// The document says no more than "attempts and submission metadata".
    pub(in crate::sandbox) attempts: Value,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) assigned_at: i64,
}

/// New values for fields of a flow candidate; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FlowCandidateChange {
    /// `NOT_STARTED`, `IN_PROGRESS`, `COMPLETED`, `FAILED`.
    pub status: Option<String>,
    /// All the attempts: a list.
    pub attempts: Option<Value>,
}

/// Which of them a list means.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Filter<'f> {
    /// A part of name or address, capitals aside.
    pub(in crate::sandbox) search: Option<&'f str>,
    pub(in crate::sandbox) status: Option<&'f str>,
}

/// Assigns somebody, once more if need be; gives the id, and counts in the flow.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    flow: i64,
    assignment: &Assignment,
    status: &str,
    now: i64,
) -> rusqlite::Result<i64> {
    let Assignment {
        person,
        job_candidate_id,
        job_id,
        talent_id,
    } = assignment;
    let Person {
        email,
        first_name,
        last_name,
    } = person;
    count(connection, flow, 1)?;
    connection
        .prepare_cached(
            "INSERT INTO flow_candidates
               (flow_id, email, first_name, last_name, job_candidate_id, job_id, talent_id, status,
                attempts, assigned_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '[]', ?9)",
        )?
        .insert(params![
            flow,
            email,
            first_name,
            last_name,
            job_candidate_id,
            job_id,
            talent_id,
            status,
            now
        ])
}

/// A page of those assigned, the newest first, and how many there are.
pub(in crate::sandbox) fn page(
    connection: &Connection,
    flow: i64,
    filter: &Filter<'_>,
    (limit, offset): (i64, i64),
) -> rusqlite::Result<(Vec<FlowCandidate>, i64)> {
    const WHICH: &str = "FROM flow_candidates WHERE flow_id = ?1
        AND (?2 IS NULL OR instr(lower(first_name || ' ' || last_name), lower(?2)) > 0
                        OR instr(lower(email), lower(?2)) > 0)
        AND (?3 IS NULL OR status = ?3)";
    let Filter { search, status } = filter;
    let total = connection
        .prepare_cached(&format!("SELECT count(*) {WHICH}"))?
        .query_row(params![flow, search, status], |row| row.get(0))?;
    let found = connection
        .prepare_cached(&format!(
            "SELECT * {WHICH} ORDER BY id DESC LIMIT ?4 OFFSET ?5"
        ))?
        .query_map(params![flow, search, status, limit, offset], read)?
        .collect::<Result<_, _>>()?;
    Ok((found, total))
}

/// Whether this address is assigned to the flow.
pub(in crate::sandbox) fn is_assigned(
    connection: &Connection,
    flow: i64,
    email: &str,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT 1 FROM flow_candidates WHERE flow_id = ?1 AND lower(email) = lower(?2)",
        )?
        .exists(params![flow, email])
}

/// Changes what the change names; false if nobody has this id.
pub(in crate::sandbox) fn update(
    connection: &Connection,
    id: i64,
    change: &FlowCandidateChange,
) -> rusqlite::Result<bool> {
    let FlowCandidateChange { status, attempts } = change;
    let attempts = attempts.as_ref().map(Value::to_string);
    let updated = connection
        .prepare_cached(
            "UPDATE flow_candidates SET status = coalesce(?2, status),
                                        attempts = coalesce(?3, attempts)
             WHERE id = ?1",
        )?
        .execute(params![id, status, attempts])?;
    Ok(updated == 1)
}

/// Takes somebody out of the flow; false if nobody has this id.
pub(in crate::sandbox) fn delete(connection: &Connection, id: i64) -> rusqlite::Result<bool> {
    let flow: Option<i64> = connection
        .prepare_cached("DELETE FROM flow_candidates WHERE id = ?1 RETURNING flow_id")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    if let Some(flow) = flow {
        count(connection, flow, -1)?;
    }
    Ok(flow.is_some())
}

fn count(connection: &Connection, flow: i64, more: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE flows SET candidate_count = max(candidate_count + ?2, 0) WHERE id = ?1",
        )?
        .execute([flow, more])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<FlowCandidate> {
    Ok(FlowCandidate {
        id: row.get("id")?,
        assignment: Assignment {
            person: job_candidates::read(row)?,
            job_candidate_id: row.get("job_candidate_id")?,
            job_id: row.get("job_id")?,
            talent_id: row.get("talent_id")?,
        },
        status: row.get("status")?,
        attempts: json(row, "attempts")?,
        assigned_at: row.get("assigned_at")?,
    })
}
