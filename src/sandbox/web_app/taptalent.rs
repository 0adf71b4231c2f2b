//! What somebody does in TapTalent's own pages, that too which the API forbids; and what people do: they take
//! an assessment, they get on in a flow. No mail goes out.

use std::collections::BTreeSet;

use serde_json::json;

use super::super::SandboxError;
use super::super::store::{Object as _, numbers};
use super::super::taptalent::CREDITS;
use super::super::taptalent::assessment::Assessment;
use super::super::taptalent::flow::FlowCandidate;
use super::super::taptalent::flow::{Flow, FlowStep};
use super::super::taptalent::jobs::Job;
use super::super::taptalent::person::{Invite, JobCandidate, Person, Taken};
use super::super::taptalent::question::{Question, QuestionContent};
use super::{WebApp, change, found, known, require};

impl WebApp<'_> {
    /// Adds a question of any type behind the last one and gives its id.
    pub fn add_question(
        &self,
        assessment: &str,
        content: &QuestionContent,
    ) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            require::<Assessment>(connection, assessment)?;
            Ok(Question::append(connection, assessment, content)?)
        })
    }

    /// Writes a question anew; its place stays.
    pub fn set_question(&self, id: &str, content: &QuestionContent) -> Result<(), SandboxError> {
        self.0.write(|connection| {
            let set = |question: &mut Question| question.content.clone_from(content);
            known::<Question>(Question::edit(connection, id, set)?, id)
        })
    }

    /// Puts the questions of an assessment into this order, which must name each of them once.
    pub fn order_questions(&self, assessment: &str, ids: &[String]) -> Result<(), SandboxError> {
        self.0.write(|connection| {
            require::<Assessment>(connection, assessment)?;
            let questions = Question::of(assessment).list(connection)?;
            let present: BTreeSet<&str> = questions.iter().map(|q| q.id.as_str()).collect();
            let named: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
            if present != named || ids.len() != named.len() {
                let text = "the order must name every question of the assessment once";
                return Err(SandboxError::Misfit(text.to_owned()));
            }
            for id in ids {
                Question::move_to_end(connection, id)?;
            }
            Ok(())
        })
    }

    /// Adds a step behind the last one.
    pub fn append_step(&self, flow: i64, step: FlowStep) -> Result<(), SandboxError> {
        self.edit_steps(flow, None, |steps| steps.push(step))
    }

    /// Puts a step in the place of the one at `index` (from 0).
    pub fn set_step(&self, flow: i64, index: usize, step: FlowStep) -> Result<(), SandboxError> {
        self.edit_steps(flow, Some(index), |steps| steps[index] = step)
    }

    /// Removes the step at `index` (from 0).
    pub fn remove_step(&self, flow: i64, index: usize) -> Result<(), SandboxError> {
        self.edit_steps(flow, Some(index), |steps| drop(steps.remove(index)))
    }

    /// Moves the step at `from` so that it stands at `to` (both from 0).
    pub fn move_step(&self, flow: i64, from: usize, to: usize) -> Result<(), SandboxError> {
        self.edit_steps(flow, Some(from.max(to)), |steps| {
            let step = steps.remove(from);
            steps.insert(to, step);
        })
    }

    /// Adds an active job and gives its id.
    pub fn add_job(&self, title: &str) -> Result<i64, SandboxError> {
        self.0
            .write(|connection| Ok(Job::active(connection, &json!({"title": title}))?.id))
    }

    /// Gives a job another title.
    pub fn rename_job(&self, id: i64, title: &str) -> Result<(), SandboxError> {
        change::<Job>(self.0, id, &json!({"title": title}))
    }

    /// Sets how many assessments can still be created.
    pub fn set_credits(&self, credits: u32) -> Result<(), SandboxError> {
        self.0
            .write(|connection| Ok(numbers::set(connection, CREDITS, credits)?))
    }

    /// Adds somebody who has applied to a job, and gives the `jobCandidateId`.
    pub fn add_job_candidate(
        &self,
        job: Option<i64>,
        person: &Person,
    ) -> Result<i64, SandboxError> {
        self.0.write(|connection| {
            let of_job = JobCandidate {
                job_id: job,
                ..JobCandidate::default()
            };
            Ok(of_job.with(person)?.create(connection)?.id)
        })
    }

    /// Somebody takes an assessment, by the invite of that address or by none; gives the invite's id.
    pub fn submit(
        &self,
        assessment: &str,
        person: &Person,
        taken: &Taken,
    ) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            require::<Assessment>(connection, assessment)?;
            let invite = Invite::of_candidate(connection, assessment, person)?;
            let id = invite.id.clone();
            Assessment::take(connection, invite, taken.clone())?;
            Ok(id)
        })
    }

    /// Puts somebody into a flow and gives the id.
    pub fn add_flow_candidate(&self, flow: i64, person: &Person) -> Result<i64, SandboxError> {
        self.0.write(|connection| {
            require::<Flow>(connection, flow)?;
            let candidate = FlowCandidate::of_person(flow, person.clone());
            Ok(candidate.assign(connection)?.id)
        })
    }

    /// `furthest` is the last step that must be there.
    fn edit_steps(
        self,
        id: i64,
        furthest: Option<usize>,
        edit: impl FnOnce(&mut Vec<FlowStep>),
    ) -> Result<(), SandboxError> {
        self.0.write(|connection| {
            let flow = found(Flow::get(connection, id)?, id)?;
            let mut steps = flow.steps.clone();
            if let Some(index) = furthest.filter(|index| *index >= steps.len()) {
                let text = format!("the flow has no step at {index} (counted from 0)");
                return Err(SandboxError::Misfit(text));
            }
            edit(&mut steps);
            Ok(flow.with_steps(steps).save(connection)?)
        })
    }
}
