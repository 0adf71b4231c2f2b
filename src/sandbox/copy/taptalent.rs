//! TapTalent's answers as objects: jobs, assessments with their questions, flows with their steps, and people in both.
//!
//! Lists begin with the newest, so they are planted from their end. A step names an assessment, and an assessment a job, that
//! nobody may have read: these are planted with what is known of them, and no list shows them.

use rusqlite::Connection;
use serde_json::{Map, Value};

use super::super::settings::{self, Generation, TaptalentChange, TaptalentSettings};
use super::super::store::{Object as _, numbers};
use super::super::taptalent::assessment::Assessment;
use super::super::taptalent::flow::{Flow, FlowCandidate, FlowStep};
use super::super::taptalent::jobs::Job;
use super::super::taptalent::person::{Invite, Taken};
use super::super::taptalent::question::{Question, QuestionContent};
use super::super::{SandboxError, System};
use super::read_back::read_back;
use super::reads::{Object, Reads, id_of, text_of};

type Planted = Result<(), SandboxError>;

const OF: System = System::Taptalent;

/// Marks what no list shows.
const UNLISTED: &str = "not read";

pub(super) fn plant(connection: &Connection, reads: &Reads, assumed_jobs: &[String]) -> Planted {
    // Whoever rehearses waits for no question.
    let at_once = TaptalentChange {
        generation: Some(Generation::Millis(0)),
        ..TaptalentChange::default()
    };
    settings::change::<TaptalentSettings>(connection, &at_once)?;
    for object in reads.list(OF, "/jobs").into_iter().flatten().rev() {
        job(connection, &object.fields)?;
    }
    for id in assumed_jobs {
        unread_job(connection, id)?;
    }
    let listed = reads.list(OF, "/assessment");
    let all = with_details(listed, reads, "/assessment/*");
    for (is_listed, id, fields) in &all {
        let unlisted = !is_listed && listed.is_some();
        assessment(connection, id, fields, unlisted)?;
    }
    for (id, people) in reads.below(OF, "/assessment/*/candidates") {
        people
            .iter()
            .try_for_each(|one| invite(connection, id, &one.fields))?;
    }
    let flows = with_details(
        reads.list(OF, "/assessment-flows"),
        reads,
        "/assessment-flows/*",
    );
    for (_, id, fields) in &flows {
        flow(connection, id, fields)?;
    }
    for (id, people) in reads.below(OF, "/assessment-flows/*/candidates") {
        people
            .iter()
            .rev()
            .try_for_each(|one| assigned(connection, id, &one.fields))?;
    }
    Ok(())
}

/// Every object of a kind, the oldest first: whether the list shows it, its id, and what the list and the single read say.
fn with_details(
    listed: Option<&[Object]>,
    reads: &Reads,
    single: &str,
) -> Vec<(bool, String, Map<String, Value>)> {
    let mut all: Vec<(bool, String, Map<String, Value>)> = Vec::new();
    for object in listed.into_iter().flatten().rev() {
        if let Some(id) = own_id(&object.fields) {
            all.push((true, id, object.fields.clone()));
        }
    }
    for (id, object) in reads.below(OF, single) {
        let Some(detail) = object.first() else {
            continue;
        };
        match all.iter_mut().find(|(_, known, _)| known == id) {
            Some((_, _, fields)) => fields.extend(detail.fields.clone()),
            None => all.push((false, id.to_owned(), detail.fields.clone())),
        }
    }
    all
}

fn own_id(fields: &Map<String, Value>) -> Option<String> {
    let own = fields.get("assessmentId").and_then(text_of);
    own.or_else(|| id_of(fields))
}

/// An id that is counted.
fn number(kind: &str, id: &str) -> Result<i64, SandboxError> {
    let no_number = |_| SandboxError::Misfit(format!("the id `{id}` of a {kind} is not a number"));
    id.parse().map_err(no_number)
}

fn job(connection: &Connection, fields: &Map<String, Value>) -> Planted {
    let mut job: Job = read_back(fields);
    job.id = number("job", &id_of(fields).unwrap_or_default())?;
    numbers::go_on_behind(connection, "job", job.id)?;
    Ok(job.put(connection)?)
}

/// A job that is only named.
fn unread_job(connection: &Connection, id: &str) -> Planted {
    let Ok(number) = id.parse() else {
        return Ok(());
    };
    if Job::exists(connection, number)? {
        return Ok(());
    }
    numbers::go_on_behind(connection, "job", number)?;
    let job = Job {
        id: number,
        unlisted: Some(UNLISTED.to_owned()),
        ..Job::default()
    };
    Ok(job.put(connection)?)
}

fn assessment(
    connection: &Connection,
    id: &str,
    fields: &Map<String, Value>,
    unlisted: bool,
) -> Planted {
    let mut assessment: Assessment = read_back(fields);
    id.clone_into(&mut assessment.id);
    if assessment.title.is_empty() {
        // The name that it has in the request that makes one.
        assessment.title = fields.get("title").and_then(text_of).unwrap_or_default();
    }
    assessment.unlisted = unlisted.then(|| UNLISTED.to_owned());
    assessment.made_fit();
    if let Some(job) = &assessment.job_id {
        unread_job(connection, job)?;
    }
    let is_number = |job: &String| job.parse::<i64>().is_ok();
    assessment.job_id = assessment.job_id.filter(is_number);
    assessment.put(connection)?;
    let questions = fields.get("questions").and_then(Value::as_array);
    let questions = questions.into_iter().flatten().filter_map(Value::as_object);
    questions
        .into_iter()
        .try_for_each(|fields| question(connection, id, fields))
}

fn question(connection: &Connection, assessment: &str, fields: &Map<String, Value>) -> Planted {
    let text = |name: &str| fields.get(name).and_then(text_of);
    let plain = QuestionContent::new(text("question").unwrap_or_default());
    let question = Question {
        id: id_of(fields).unwrap_or_default(),
        assessment_id: assessment.to_owned(),
        content: QuestionContent {
            kind: text("type").unwrap_or(plain.kind),
            system_instruction: text("systemInstruction"),
            ideal_answer: text("idealAnswer"),
            ..plain
        },
    };
    Ok(question.put(connection)?)
}

fn invite(connection: &Connection, assessment: &str, fields: &Map<String, Value>) -> Planted {
    let mut taken: Taken = read_back(fields);
    if !taken.questions.is_array() {
        taken.questions = Value::Array(Vec::new());
    }
    let mut invite: Invite = read_back(fields);
    let own = fields.get("candidateId").and_then(text_of);
    invite.id = own.or_else(|| id_of(fields)).unwrap_or_default();
    assessment.clone_into(&mut invite.assessment_id);
    invite.first_name = fields.get("name").and_then(text_of).unwrap_or_default();
    "CANDIDATE".clone_into(&mut invite.invitee_type);
    invite.taken = Some(taken);
    Ok(invite.put(connection)?)
}

fn flow(connection: &Connection, id: &str, fields: &Map<String, Value>) -> Planted {
    let mut flow: Flow = read_back(fields);
    flow.id = number("flow", id)?;
    numbers::go_on_behind(connection, "flow", flow.id)?;
    let steps = fields.get("steps").and_then(Value::as_array);
    let steps = steps.into_iter().flatten().filter_map(Value::as_object);
    let steps: Result<Vec<FlowStep>, SandboxError> =
        steps.map(|fields| step(connection, fields)).collect();
    Ok(flow.with_steps(steps?).put(connection)?)
}

fn step(connection: &Connection, fields: &Map<String, Value>) -> Result<FlowStep, SandboxError> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    let id = fields
        .get("assessmentId")
        .and_then(text_of)
        .unwrap_or_default();
    if !Assessment::exists(connection, &id)? {
        let mut unread = Assessment {
            id: id.clone(),
            title: text("assessmentName").unwrap_or_default(),
            unlisted: Some(UNLISTED.to_owned()),
            ..Assessment::default()
        };
        let duration = fields.get("assessmentDuration").and_then(Value::as_f64);
        unread.duration = duration.unwrap_or(unread.duration);
        unread.made_fit();
        unread.put(connection)?;
    }
    let threshold = fields.get("passThreshold");
    let threshold = threshold
        .and_then(text_of)
        .and_then(|text| text.parse().ok());
    Ok(FlowStep {
        assessment_type: text("assessmentType").or_else(|| text("type")),
        name: text("name"),
        instructions: text("instructions"),
        pass_action: text("passAction"),
        ..FlowStep::new(id, threshold.unwrap_or_default())
    })
}

fn assigned(connection: &Connection, flow: &str, fields: &Map<String, Value>) -> Planted {
    let mut candidate: FlowCandidate = read_back(fields);
    candidate.flow_id = number("flow", flow)?;
    candidate.made_fit();
    // What is not a number is no id of ours; it is shown all the same.
    let own = fields.get("flowCandidateId").and_then(text_of);
    let own = own.or_else(|| id_of(fields)).and_then(|id| id.parse().ok());
    let taken = own.is_none_or(|id: i64| FlowCandidate::exists(connection, id).unwrap_or(true));
    candidate.id = match own.filter(|_| !taken) {
        Some(id) => id,
        None => numbers::next(connection, FlowCandidate::KIND)?,
    };
    numbers::go_on_behind(connection, FlowCandidate::KIND, candidate.id)?;
    Ok(candidate.put(connection)?)
}
