//! Planting it: each thing by its title, name or address, unless it is there.

use rusqlite::Connection;

use super::super::super::SandboxError;
use super::super::super::settings::{TaptalentChange, TaptalentSettings};
use super::super::super::store::table::taptalent::flow_candidates::Assignment;
use super::super::super::store::table::taptalent::{
    assessments, company, flow_candidates, flows, invites, job_candidates, jobs, questions,
};
use super::super::super::store::{
    Assessment, AssessmentChange, AssessmentDraft, FlowCandidateChange, FlowStep, Job, Person,
    Taken, table,
};
use super::super::super::system::System;
use super::super::super::time::now;
use super::wanted::{
    SeedAssessment, SeedFlow, SeedFlowCandidate, SeedJob, SeedJobCandidate, SeedStep,
    SeedSubmission, TaptalentSeed,
};

/// Enough for any store.
const ALL: i64 = i64::MAX;

impl TaptalentSeed {
    pub(in crate::sandbox::seed) fn plant(
        &self,
        connection: &Connection,
    ) -> Result<(), SandboxError> {
        let Self {
            credits,
            generation,
            refuses,
            jobs,
            job_candidates,
            assessments,
            flows,
        } = self;
        if let Some(credits) = credits {
            company::set_credits(connection, *credits)?;
        }
        let change = TaptalentChange {
            generation: *generation,
            refuses: refuses.clone(),
        };
        if change != TaptalentChange::default() {
            let mut settings: TaptalentSettings =
                table::settings::of(connection, System::Taptalent)?;
            change.apply(&mut settings);
            table::settings::set(connection, System::Taptalent, &settings)?;
        }
        jobs.iter().try_for_each(|job| job.plant(connection))?;
        job_candidates
            .iter()
            .try_for_each(|one| one.plant(connection))?;
        assessments
            .iter()
            .try_for_each(|one| one.plant(connection))?;
        flows.iter().try_for_each(|flow| flow.plant(connection))
    }
}

impl SeedJob {
    fn plant(&self, connection: &Connection) -> Result<(), SandboxError> {
        if job_titled(connection, &self.title)?.is_none() {
            let job = Job {
                id: 0,
                title: self.title.clone(),
                description: String::new(),
                city: "Berlin".to_owned(),
                state: "Berlin".to_owned(),
                country: "Germany".to_owned(),
                status: self.status.clone(),
                work_mode: "ONSITE".to_owned(),
                created_at: now() / 1000,
            };
            jobs::insert(connection, &job)?;
        }
        Ok(())
    }
}

impl SeedJobCandidate {
    fn plant(&self, connection: &Connection) -> Result<(), SandboxError> {
        let there = job_candidates::all(connection)?;
        let is_same = |person: &Person| person.email.eq_ignore_ascii_case(&self.email);
        if !there.iter().any(|(_, person)| is_same(person)) {
            let job = required_job(connection, self.job.as_deref())?;
            let person = person(&self.email, &self.first_name, &self.last_name);
            job_candidates::insert(connection, job, &person)?;
        }
        Ok(())
    }
}

impl SeedAssessment {
    fn plant(&self, connection: &Connection) -> Result<(), SandboxError> {
        let id = match assessment_titled(connection, &self.title)? {
            Some(there) => there.id,
            None => self.insert(connection)?,
        };
        for invited in &self.invites {
            invite(connection, &id, invited)?;
        }
        self.submissions
            .iter()
            .try_for_each(|submission| submission.plant(connection, &id))
    }

    fn insert(&self, connection: &Connection) -> Result<String, SandboxError> {
        let draft = AssessmentDraft {
            title: self.title.clone(),
            job_id: required_job(connection, self.job.as_deref())?,
            status: self.status.clone(),
            hiring_for_role: self.hiring_for_role.clone(),
            purpose_of_interview: self.purpose_of_interview.clone(),
            duration: self.duration,
            ai_language: self.ai_language.clone(),
            skills: self.skills.clone(),
            buckets: self.buckets.clone(),
            email_verification: self.is_email_verification_required,
            evaluate_cefr: self.should_evaluate_cefr,
        };
        let id = assessments::insert(connection, &draft, now())?;
        for question in &self.questions {
            questions::append(connection, &id, question)?;
        }
        Ok(id)
    }
}

impl SeedSubmission {
    fn plant(&self, connection: &Connection, assessment: &str) -> Result<(), SandboxError> {
        let person = person(&self.email, &self.first_name, &self.last_name);
        let id = invite(connection, assessment, &person)?;
        let there = invites::of(connection, assessment)?;
        if there.iter().any(|one| one.id == id && one.taken.is_some()) {
            return Ok(());
        }
        let by_default = Taken::default();
        let taken = Taken {
            score: self.score,
            status: self.status.clone().unwrap_or(by_default.status),
            evaluation_status: self
                .evaluation_status
                .clone()
                .unwrap_or(by_default.evaluation_status),
            ..Taken::default()
        };
        invites::take(connection, &id, &taken, now())?;
        if let Some(found) = assessments::find(connection, assessment)? {
            let change = AssessmentChange {
                submission_count: u32::try_from(found.submission_count + 1).ok(),
                ..AssessmentChange::default()
            };
            assessments::update(connection, assessment, &change, found.last_updated_on)?;
        }
        Ok(())
    }
}

impl SeedFlow {
    fn plant(&self, connection: &Connection) -> Result<(), SandboxError> {
        let there = flows::all(connection)?;
        let there = there.iter().find(|flow| flow.name == self.flow_name);
        let id = match there {
            Some(flow) => flow.id,
            None => self.insert(connection)?,
        };
        self.candidates
            .iter()
            .try_for_each(|candidate| candidate.plant(connection, id))
    }

    fn insert(&self, connection: &Connection) -> Result<i64, SandboxError> {
        let steps = self
            .steps
            .iter()
            .map(|step| step.resolve(connection))
            .collect::<Result<Vec<_>, _>>()?;
        let description = self.description.as_deref();
        let id = flows::insert(connection, &self.flow_name, description, &self.status)?;
        flows::replace_steps(connection, id, &steps)?;
        Ok(id)
    }
}

impl SeedStep {
    fn resolve(&self, connection: &Connection) -> Result<FlowStep, SandboxError> {
        let title = &self.assessment;
        let Some(assessment) = assessment_titled(connection, title)? else {
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
    fn plant(&self, connection: &Connection, flow: i64) -> Result<(), SandboxError> {
        if flow_candidates::is_assigned(connection, flow, &self.email)? {
            return Ok(());
        }
        let assignment = Assignment {
            person: person(&self.email, &self.first_name, &self.last_name),
            ..Assignment::default()
        };
        let id = flow_candidates::insert(connection, flow, &assignment, "NOT_STARTED", now())?;
        let change = FlowCandidateChange {
            status: self.status.clone(),
            attempts: self.attempts.clone(),
        };
        flow_candidates::update(connection, id, &change)?;
        Ok(())
    }
}

fn person(email: &str, first_name: &str, last_name: &str) -> Person {
    Person {
        email: email.to_owned(),
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
    }
}

/// The id of the invite of this person, which is made if it is not there.
fn invite(
    connection: &Connection,
    assessment: &str,
    person: &Person,
) -> Result<String, SandboxError> {
    let there = invites::of_address(connection, assessment, &person.email, "CANDIDATE")?;
    Ok(match there {
        Some(id) => id,
        None => invites::insert(connection, assessment, person, "CANDIDATE", now())?,
    })
}

fn assessment_titled(connection: &Connection, title: &str) -> rusqlite::Result<Option<Assessment>> {
    let all = assessments::page(connection, ALL, 0)?;
    Ok(all
        .into_iter()
        .rev()
        .find(|assessment| assessment.draft.title == title))
}

fn job_titled(connection: &Connection, title: &str) -> rusqlite::Result<Option<i64>> {
    let all = jobs::page(connection, ALL, 0)?;
    Ok(all
        .iter()
        .rev()
        .find(|job| job.title == title)
        .map(|job| job.id))
}

fn required_job(connection: &Connection, title: Option<&str>) -> Result<Option<i64>, SandboxError> {
    let Some(title) = title else {
        return Ok(None);
    };
    match job_titled(connection, title)? {
        Some(id) => Ok(Some(id)),
        None => Err(missing("job", title)),
    }
}

fn missing(kind: &str, title: &str) -> SandboxError {
    SandboxError::Seed(format!(
        "the seed names the {kind} {title:?}, which is neither in it nor in the store"
    ))
}
