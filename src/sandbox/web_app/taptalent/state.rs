//! TapTalent's data as JSON, in the order of creation.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::super::number::number;
use super::super::super::store::table::taptalent::flow_candidates::{self, Filter, FlowCandidate};
use super::super::super::store::table::taptalent::invites::Invite;
use super::super::super::store::{Assessment, Flow, Job, Question, StoredStep, table};

/// Enough for any store: SQLite counts in the same type.
const ALL: i64 = i64::MAX;

pub(in crate::sandbox::web_app) fn dump(connection: &Connection) -> rusqlite::Result<Value> {
    let mut assessments = table::taptalent::assessments::page(connection, ALL, 0)?;
    let mut flows = table::taptalent::flows::all(connection)?;
    let mut jobs = table::taptalent::jobs::page(connection, ALL, 0)?;
    assessments.reverse();
    flows.reverse();
    jobs.reverse();
    let assessments: Vec<Value> = assessments
        .iter()
        .map(|one| assessment(connection, one))
        .collect::<Result<_, _>>()?;
    let flows: Vec<Value> = flows
        .iter()
        .map(|one| flow(connection, one))
        .collect::<Result<_, _>>()?;
    let jobs: Vec<Value> = jobs.iter().map(job).collect();
    let credits = table::taptalent::company::credits(connection)?;
    let job_candidates: Vec<Value> = table::taptalent::job_candidates::all(connection)?
        .iter()
        .map(|(id, person)| json!({"id": id, "email": person.email}))
        .collect();
    Ok(json!({
        "credits": credits,
        "assessments": assessments,
        "flows": flows,
        "jobs": jobs,
        "jobCandidates": job_candidates,
    }))
}

fn assessment(connection: &Connection, assessment: &Assessment) -> rusqlite::Result<Value> {
    let Assessment {
        id,
        draft,
        submission_count,
        created_at,
        last_updated_on,
        ..
    } = assessment;
    let questions = table::taptalent::questions::of(connection, id)?;
    let invites = table::taptalent::invites::of(connection, id)?;
    Ok(json!({
        "assessmentId": id,
        "title": draft.title,
        "jobId": draft.job_id.map(|id| id.to_string()),
        "status": draft.status,
        "hiringForRole": draft.hiring_for_role,
        "purposeOfInterview": draft.purpose_of_interview,
        "duration": number(draft.duration),
        "aiLanguage": draft.ai_language,
        "skills": draft.skills,
        "buckets": draft.buckets,
        "isEmailVerificationRequired": draft.email_verification,
        "shouldEvaluateCEFR": draft.evaluate_cefr,
        "submissionCount": submission_count,
        "createdAt": created_at,
        "lastUpdatedOn": last_updated_on,
        "questions": questions.iter().map(question).collect::<Vec<_>>(),
        "generating": table::taptalent::generations::pending(connection, id)?,
        "invites": invites.iter().map(invite).collect::<Vec<_>>(),
    }))
}

fn invite(invite: &Invite) -> Value {
    json!({
        "id": invite.id,
        "email": invite.person.email,
        "firstName": invite.person.first_name,
        "lastName": invite.person.last_name,
        "inviteeType": invite.invitee_type,
        "taken": invite.taken,
    })
}

fn candidate(candidate: &FlowCandidate) -> Value {
    let person = &candidate.assignment.person;
    json!({
        "id": candidate.id,
        "email": person.email,
        "firstName": person.first_name,
        "lastName": person.last_name,
        "status": candidate.status,
        "attempts": candidate.attempts,
    })
}

fn question(question: &Question) -> Value {
    let content = &question.content;
    json!({
        "id": question.id,
        "question": content.question,
        "type": content.kind,
        "systemInstruction": content.system_instruction,
        "idealAnswer": content.ideal_answer,
    })
}

fn flow(connection: &Connection, flow: &Flow) -> rusqlite::Result<Value> {
    let Flow {
        id,
        name,
        description,
        status,
        candidate_count,
    } = flow;
    let step = |stored: StoredStep| {
        let step = stored.step;
        json!({
            "assessmentId": step.assessment_id,
            "assessmentType": step.assessment_type,
            "passThreshold": number(step.pass_threshold),
            "name": step.name,
            "instructions": step.instructions,
            "passAction": step.pass_action,
        })
    };
    let steps: Vec<Value> = table::taptalent::flows::steps(connection, *id)?
        .into_iter()
        .map(step)
        .collect();
    let everybody = Filter::default();
    let (candidates, _) = flow_candidates::page(connection, *id, &everybody, (ALL, 0))?;
    Ok(json!({
        "id": id,
        "flowName": name,
        "description": description,
        "status": status,
        "candidateCount": candidate_count,
        "steps": steps,
        "candidates": candidates.iter().rev().map(candidate).collect::<Vec<_>>(),
    }))
}

fn job(job: &Job) -> Value {
    json!({"id": job.id, "title": job.title, "status": job.status})
}
