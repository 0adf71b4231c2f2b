//! What somebody does in TapTalent's own pages, that too which the API forbids; and what people do: they take
//! an assessment, they get on in a flow. No mail goes out.

use std::collections::BTreeSet;

use rusqlite::{Connection, Result};
use serde_json::{Value, json};

use super::super::SandboxError;
use super::super::mails::Mail;
use super::super::settings::{self, TaptalentChange, TaptalentSettings};
use super::super::store::{Object as _, numbers};
use super::super::taptalent::CREDITS;
use super::super::taptalent::assessment::{Assessment, AssessmentChange};
use super::super::taptalent::flow::{Flow, FlowCandidate, FlowCandidateChange};
use super::super::taptalent::flow::{FlowChange, FlowStep};
use super::super::taptalent::generating::Generating;
use super::super::taptalent::jobs::Job;
use super::super::taptalent::person::{Invite, JobCandidate, Person, Taken};
use super::super::taptalent::question::{Question, QuestionContent};
use super::edits::edits;
use super::{WebApp, change, found, known, require, text};

edits! { TaptalentEdit of WebApp;
    /// Changes how TapTalent is set up: how generated questions come, which addresses it refuses.
    SetSettings set_taptalent(TaptalentChange) of TaptalentSettings;
    set {
        /// Changes fields of an assessment, those too that the API takes only at creation.
        SetAssessment set_assessment(assessment_id: String, AssessmentChange) of Assessment;
        /// Changes fields of a flow, its count of candidates among them.
        SetFlow set_flow(flow_id: i64, FlowChange) of Flow;
        /// Somebody gets on in a flow.
        SetFlowCandidate set_flow_candidate(flow_candidate_id: i64, FlowCandidateChange) of FlowCandidate;
    }
    delete {
        /// Deletes an assessment with its questions. The store refuses while a flow has it as a step.
        DeleteAssessment delete_assessment(assessment_id: String) of Assessment;
        /// Deletes a question.
        DeleteQuestion delete_question(question_id: String) of Question;
        /// Deletes a flow with its steps.
        DeleteFlow delete_flow(flow_id: i64) of Flow;
        /// Takes an invite back, as if it had never been.
        DeleteInvite delete_invite(invite_id: String) of Invite;
        /// Takes somebody out of a flow.
        DeleteFlowCandidate delete_flow_candidate(flow_candidate_id: i64) of FlowCandidate;
    }
    call {
        AddQuestion { assessment_id: String, content: QuestionContent } => add_question(&assessment_id, &content);
        SetQuestion { question_id: String, content: QuestionContent } => set_question(&question_id, &content);
        OrderQuestions { assessment_id: String, question_ids: Vec<String> } => order_questions(&assessment_id, &question_ids);
        AppendStep { flow_id: i64, step: FlowStep } => append_step(flow_id, step);
        SetStep { flow_id: i64, index: usize, step: FlowStep } => set_step(flow_id, index, step);
        RemoveStep { flow_id: i64, index: usize } => remove_step(flow_id, index);
        MoveStep { flow_id: i64, from: usize, to: usize } => move_step(flow_id, from, to);
        AddJob { title: String } => add_job(&title);
        SetCredits { credits: u32 } => set_credits(credits);
        AddJobCandidate { job_id: Option<i64>, person: Person } => add_job_candidate(job_id, &person);
        Submit { assessment_id: String, person: Person, #[serde(default)] taken: Taken } => submit(&assessment_id, &person, &taken);
        AddFlowCandidate { flow_id: i64, person: Person } => add_flow_candidate(flow_id, &person);
    }
}

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
                let text = "the order must list every question of the assessment once";
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

/// Everything that TapTalent holds; how many questions are there is settled first.
pub(super) fn state(connection: &Connection) -> Result<Value> {
    Generating::settle(connection)?;
    let jobs = [
        "description",
        "city",
        "state",
        "country",
        "workMode",
        "createdAt",
    ];
    let job_candidates = ["jobId", "firstName", "lastName"];
    Ok(json!({
        "credits": numbers::get(connection, CREDITS)?,
        "assessments": assessments(connection)?,
        "flows": flows(connection)?,
        "jobs": Job::all().without(connection, &jobs)?,
        "jobCandidates": JobCandidate::all().without(connection, &job_candidates)?,
        "settings": settings::of::<TaptalentSettings>(connection)?,
        "mails": Mail::all().without(connection, &["id"])?,
    }))
}

fn assessments(connection: &Connection) -> Result<Vec<Value>> {
    let mut shown = Assessment::all().without(connection, &[])?;
    for assessment in &mut shown {
        let id = text(assessment, "assessmentId");
        let questions = Question::of(&id).without(connection, &["assessmentId"])?;
        let invites = Invite::of(&id).without(connection, &["assessmentId", "invitedAt"])?;
        assessment["questions"] = questions.into();
        assessment["generating"] = Generating::of(&id).count(connection)?.into();
        assessment["invites"] = invites.into();
    }
    Ok(shown)
}

fn flows(connection: &Connection) -> Result<Vec<Value>> {
    let candidate = [
        "flowId",
        "jobCandidateId",
        "jobId",
        "talentId",
        "assignedAt",
    ];
    let mut shown = Flow::all().without(connection, &[])?;
    for flow in &mut shown {
        let candidates = FlowCandidate::of(&flow["id"]).without(connection, &candidate)?;
        flow["candidates"] = candidates.into();
    }
    Ok(shown)
}
