//! TapTalent's part of a seed: jobs, and, where a test wants them, assessments and flows with people in them.
//!
//! Each thing is planted by its title, name or address, unless it is there.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::number::number;
use super::super::settings::{TaptalentSeed, TaptalentSettings};
use super::super::store::{Object, numbers, with};
use super::super::taptalent::CREDITS;
use super::super::taptalent::assessment::{Assessment, SeedAssessment};
use super::super::taptalent::flow::FlowCandidate;
use super::super::taptalent::flow::{Flow, FlowStep, SeedFlow, SeedStep};
use super::super::taptalent::jobs::{Job, SeedJob};
use super::super::taptalent::person::{
    Invite, JobCandidate, Person, SeedJobCandidate, SeedSubmission, Taken,
};
use super::super::taptalent::question::Question;
use super::super::{SandboxError, settings};

type Planted = Result<(), SandboxError>;

pub(super) fn plant(seed: &TaptalentSeed, connection: &Connection) -> Planted {
    if let Some(credits) = seed.credits {
        numbers::set(connection, CREDITS, credits)?;
    }
    settings::change::<TaptalentSettings>(connection, seed)?;
    each(&seed.jobs, connection, job)?;
    each(&seed.job_candidates, connection, job_candidate)?;
    each(&seed.assessments, connection, assessment)?;
    each(&seed.flows, connection, flow)
}

fn each<T>(seeds: &[T], connection: &Connection, plant: fn(&T, &Connection) -> Planted) -> Planted {
    seeds.iter().try_for_each(|seed| plant(seed, connection))
}

fn job(seed: &SeedJob, connection: &Connection) -> Planted {
    if !Job::named(&seed.title).any(connection)? {
        Job::active(connection, seed)?;
    }
    Ok(())
}

fn job_candidate(seed: &SeedJobCandidate, connection: &Connection) -> Planted {
    if !JobCandidate::named(&seed.email.to_ascii_lowercase()).any(connection)? {
        let mut candidate = JobCandidate::default().with(seed)?;
        candidate.job_id = job_titled(connection, seed.job.as_deref())?;
        candidate.create(connection)?;
    }
    Ok(())
}

fn assessment(seed: &SeedAssessment, connection: &Connection) -> Planted {
    let id = match Assessment::named(&seed.title).first(connection)? {
        Some(assessment) => assessment.id,
        None => new_assessment(seed, connection)?,
    };
    for person in &seed.invites {
        Invite::of_candidate(connection, &id, person)?;
    }
    for submission in &seed.submissions {
        submit(submission, connection, &id)?;
    }
    Ok(())
}

fn new_assessment(seed: &SeedAssessment, connection: &Connection) -> Result<String, SandboxError> {
    let bare = Assessment {
        buckets: json!([]),
        ..Assessment::default()
    };
    let mut assessment = bare.with(seed)?;
    let job = job_titled(connection, seed.job.as_deref())?;
    assessment.job_id = job.map(|id| id.to_string());
    let id = assessment.create(connection)?.id;
    for question in &seed.questions {
        Question::append(connection, &id, question)?;
    }
    Ok(id)
}

fn submit(seed: &SeedSubmission, connection: &Connection, assessment: &str) -> Planted {
    let person = with(&Person::default(), seed)?;
    let invite = Invite::of_candidate(connection, assessment, &person)?;
    if invite.taken.is_none() {
        let mut taken: Taken = with(&Taken::default(), seed)?;
        taken.questions = answers(&seed.scores, connection, assessment)?;
        Assessment::take(connection, invite, taken)?;
    }
    Ok(())
}

/// What came of the questions: as many as there are scores.
fn answers(
    scores: &[Option<f64>],
    connection: &Connection,
    assessment: &str,
) -> Result<Value, SandboxError> {
    let questions = Question::of(assessment).list(connection)?;
    let answered = questions.iter().zip(scores).map(|(question, score)| {
        json!({
            "id": question.id,
            "question": question.content.question,
            "userAnswer": "An answer of some length.",
            "score": score.map(number),
            "aiScore": null,
            "reasonOfScore": null,
            "type": question.content.kind,
        })
    });
    Ok(Value::Array(answered.collect()))
}

fn flow(seed: &SeedFlow, connection: &Connection) -> Planted {
    let flow = match Flow::named(&seed.flow_name).first(connection)? {
        Some(flow) => flow,
        None => new_flow(seed, connection)?,
    };
    for candidate in &seed.candidates {
        let address = candidate.email.to_ascii_lowercase();
        let there = FlowCandidate::of(flow.id).when("name = ?", Some(address));
        if !there.any(connection)? {
            let new = FlowCandidate::of_person(flow.id, Person::default());
            new.with(candidate)?.assign(connection)?;
        }
    }
    Ok(())
}

fn new_flow(seed: &SeedFlow, connection: &Connection) -> Result<Flow, SandboxError> {
    let steps = seed.steps.iter().map(|step| resolve(step, connection));
    let steps = steps.collect::<Result<_, _>>()?;
    let stepless = SeedFlow {
        steps: Vec::new(),
        ..seed.clone()
    };
    let flow = Flow::default().with(&stepless)?;
    Ok(flow.with_steps(steps).create(connection)?)
}

fn resolve(seed: &SeedStep, connection: &Connection) -> Result<FlowStep, SandboxError> {
    let assessment: Assessment = titled(connection, &seed.assessment)?;
    Ok(with(&FlowStep::new(assessment.id, 0.0), seed)?)
}

/// The id of the job with this title.
fn job_titled(connection: &Connection, title: Option<&str>) -> Result<Option<i64>, SandboxError> {
    let job = title.map(|title| titled::<Job>(connection, title));
    Ok(job.transpose()?.map(|job| job.id))
}

fn titled<T: Object>(connection: &Connection, title: &str) -> Result<T, SandboxError> {
    T::named(title).first(connection)?.ok_or_else(|| {
        let kind = T::KIND;
        SandboxError::Seed(format!(
            "the seed refers to the {kind} {title:?}, which is neither in it nor in the store"
        ))
    })
}
