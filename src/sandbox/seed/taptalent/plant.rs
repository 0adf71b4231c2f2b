//! Planting it: each thing by its title, name or address, unless it is there.

use rusqlite::Connection;

use super::super::super::settings::TaptalentSettings;
use super::super::super::store::{Object as _, numbers};
use super::super::super::taptalent::CREDITS;
use super::super::super::taptalent::assessment::Assessment;
use super::super::super::taptalent::flow::{Flow, FlowStep};
use super::super::super::taptalent::flow_people::FlowCandidate;
use super::super::super::taptalent::jobs::Job;
use super::super::super::taptalent::person::{Invite, JobCandidate, Person, Taken};
use super::super::super::taptalent::questions::Question;
use super::super::super::{SandboxError, settings};
use super::wanted::{
    SeedAssessment, SeedFlow, SeedFlowCandidate, SeedJob, SeedJobCandidate, SeedStep,
    SeedSubmission, TaptalentSeed,
};

type Planted = Result<(), SandboxError>;

impl TaptalentSeed {
    pub(in crate::sandbox::seed) fn plant(&self, connection: &Connection) -> Planted {
        if let Some(credits) = self.credits {
            numbers::set(connection, CREDITS, credits)?;
        }
        settings::change::<TaptalentSettings>(connection, self)?;
        self.jobs.iter().try_for_each(|one| one.plant(connection))?;
        self.job_candidates
            .iter()
            .try_for_each(|one| one.plant(connection))?;
        self.assessments
            .iter()
            .try_for_each(|one| one.plant(connection))?;
        self.flows.iter().try_for_each(|one| one.plant(connection))
    }
}

impl SeedJob {
    fn plant(&self, connection: &Connection) -> Planted {
        if !Job::named(&self.title).any(connection)? {
            Job::default().with(self)?.create(connection)?;
        }
        Ok(())
    }
}

impl SeedJobCandidate {
    fn plant(&self, connection: &Connection) -> Planted {
        if !JobCandidate::named(&self.email.to_ascii_lowercase()).any(connection)? {
            let mut candidate = JobCandidate::default().with(self)?;
            candidate.job_id = job(connection, self.job.as_deref())?;
            candidate.create(connection)?;
        }
        Ok(())
    }
}

impl SeedAssessment {
    fn plant(&self, connection: &Connection) -> Planted {
        let id = match Assessment::named(&self.title).first(connection)? {
            Some(assessment) => assessment.id,
            None => self.create(connection)?,
        };
        for person in &self.invites {
            Invite::of_candidate(connection, &id, person)?;
        }
        self.submissions
            .iter()
            .try_for_each(|submission| submission.plant(connection, &id))
    }

    fn create(&self, connection: &Connection) -> Result<String, SandboxError> {
        let mut assessment = Assessment::default().with(self)?;
        assessment.job_id = job(connection, self.job.as_deref())?.map(|id| id.to_string());
        let id = assessment.create(connection)?.id;
        for question in &self.questions {
            Question::append(connection, &id, question)?;
        }
        Ok(id)
    }
}

impl SeedSubmission {
    fn plant(&self, connection: &Connection, assessment: &str) -> Planted {
        let person = Person {
            email: self.email.clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
        };
        let invite = Invite::of_candidate(connection, assessment, &person)?;
        if invite.taken.is_some() {
            return Ok(());
        }
        let by_default = Taken::default();
        let (status, evaluation) = (self.status.clone(), self.evaluation_status.clone());
        let taken = Taken {
            score: self.score,
            status: status.unwrap_or(by_default.status),
            evaluation_status: evaluation.unwrap_or(by_default.evaluation_status),
            ..Taken::default()
        };
        Ok(invite.take(connection, taken)?)
    }
}

impl SeedFlow {
    fn plant(&self, connection: &Connection) -> Planted {
        let flow = match Flow::named(&self.flow_name).first(connection)? {
            Some(flow) => flow,
            None => self.create(connection)?,
        };
        self.candidates
            .iter()
            .try_for_each(|candidate| candidate.plant(connection, flow.id))
    }

    fn create(&self, connection: &Connection) -> Result<Flow, SandboxError> {
        let steps = self
            .steps
            .iter()
            .map(|step| step.resolve(connection))
            .collect::<Result<_, _>>()?;
        let flow = Flow {
            flow_name: self.flow_name.clone(),
            description: self.description.clone(),
            status: self.status.clone(),
            ..Flow::default()
        };
        Ok(flow.with_steps(steps).create(connection)?)
    }
}

impl SeedStep {
    fn resolve(&self, connection: &Connection) -> Result<FlowStep, SandboxError> {
        let title = &self.assessment;
        let Some(assessment) = Assessment::named(title).first(connection)? else {
            return Err(missing("assessment", title));
        };
        Ok(FlowStep {
            name: self.name.clone(),
            instructions: self.instructions.clone(),
            pass_action: self.pass_action.clone(),
            ..FlowStep::new(assessment.id, self.pass_threshold)
        })
    }
}

impl SeedFlowCandidate {
    fn plant(&self, connection: &Connection, flow: i64) -> Planted {
        let address = self.email.to_ascii_lowercase();
        if !FlowCandidate::of(flow)
            .when("name = ?", Some(address))
            .any(connection)?
        {
            let mut candidate = FlowCandidate::default().with(self)?;
            candidate.flow_id = flow;
            candidate.assign(connection)?;
        }
        Ok(())
    }
}

/// The id of the job with this title.
fn job(connection: &Connection, title: Option<&str>) -> Result<Option<i64>, SandboxError> {
    let Some(title) = title else {
        return Ok(None);
    };
    match Job::named(title).first(connection)? {
        Some(job) => Ok(Some(job.id)),
        None => Err(missing("job", title)),
    }
}

fn missing(kind: &str, title: &str) -> SandboxError {
    SandboxError::Seed(format!(
        "the seed names the {kind} {title:?}, which is neither in it nor in the store"
    ))
}
