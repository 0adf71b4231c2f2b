//! What people do: they take an assessment, they are put into a flow, they get on in it. No mail goes out.

use super::super::super::SandboxError;
use super::super::super::settings::{TaptalentChange, TaptalentSettings};
use super::super::super::store::table::taptalent::flow_candidates::Assignment;
use super::super::super::store::{
    AssessmentChange, FlowCandidateChange, Job, Person, Taken, table,
};
use super::super::super::system::System;
use super::super::super::time::now;
use super::super::{WebApp, known};

impl WebApp<'_> {
    /// Adds an active job and gives its id.
    pub fn add_job(&self, title: &str) -> Result<i64, SandboxError> {
        let job = Job {
            id: 0,
            title: title.to_owned(),
            description: String::new(),
            city: "Berlin".to_owned(),
            state: "Berlin".to_owned(),
            country: "Germany".to_owned(),
            status: "ACTIVE".to_owned(),
            work_mode: "ONSITE".to_owned(),
            created_at: jiff::Timestamp::now().as_second(),
        };
        self.database
            .write(|connection| Ok(table::taptalent::jobs::insert(connection, &job)?))
    }

    /// Sets how many assessments can still be created.
    pub fn set_credits(&self, credits: u32) -> Result<(), SandboxError> {
        self.database
            .write(|connection| Ok(table::taptalent::company::set_credits(connection, credits)?))
    }

    /// Changes how TapTalent is set up: how generated questions come, which addresses it refuses.
    pub fn set_taptalent(&self, change: &TaptalentChange) -> Result<(), SandboxError> {
        self.database.write(|connection| {
            let mut settings: TaptalentSettings =
                table::settings::of(connection, System::Taptalent)?;
            change.apply(&mut settings);
            Ok(table::settings::set(
                connection,
                System::Taptalent,
                &settings,
            )?)
        })
    }

    /// Adds somebody who has applied to a job, and gives the `jobCandidateId`.
    pub fn add_job_candidate(
        &self,
        job: Option<i64>,
        person: &Person,
    ) -> Result<i64, SandboxError> {
        self.database.write(|connection| {
            Ok(table::taptalent::job_candidates::insert(
                connection, job, person,
            )?)
        })
    }

    /// Somebody takes an assessment, by the invite of that address or by none; gives the invite's id.
    pub fn submit(
        &self,
        assessment: &str,
        person: &Person,
        taken: &Taken,
    ) -> Result<String, SandboxError> {
        self.database.write(|connection| {
            let Some(found) = table::taptalent::assessments::find(connection, assessment)? else {
                return known(false, "assessment", &assessment).map(|()| String::new());
            };
            let email = &person.email;
            let invited =
                table::taptalent::invites::of_address(connection, assessment, email, "CANDIDATE")?;
            let invite = match invited {
                Some(id) => id,
                None => table::taptalent::invites::insert(
                    connection,
                    assessment,
                    person,
                    "CANDIDATE",
                    now(),
                )?,
            };
            table::taptalent::invites::take(connection, &invite, taken, now())?;
            let change = AssessmentChange {
                submission_count: u32::try_from(found.submission_count + 1).ok(),
                ..AssessmentChange::default()
            };
            let unmoved = found.last_updated_on;
            table::taptalent::assessments::update(connection, assessment, &change, unmoved)?;
            Ok(invite)
        })
    }

    /// Takes an invite back, as if it had never been.
    pub fn delete_invite(&self, id: &str) -> Result<(), SandboxError> {
        self.database.write(|connection| {
            known(
                table::taptalent::invites::delete(connection, id)?,
                "invite",
                &id,
            )
        })
    }

    /// Puts somebody into a flow and gives the id.
    pub fn add_flow_candidate(&self, flow: i64, person: &Person) -> Result<i64, SandboxError> {
        self.database.write(|connection| {
            let is_there = table::taptalent::flows::find(connection, flow)?.is_some();
            known(is_there, "flow", &flow)?;
            let assignment = Assignment {
                person: person.clone(),
                ..Assignment::default()
            };
            Ok(table::taptalent::flow_candidates::insert(
                connection,
                flow,
                &assignment,
                "NOT_STARTED",
                now(),
            )?)
        })
    }

    /// Somebody gets on in a flow.
    pub fn set_flow_candidate(
        &self,
        id: i64,
        change: &FlowCandidateChange,
    ) -> Result<(), SandboxError> {
        self.database.write(|connection| {
            let updated = table::taptalent::flow_candidates::update(connection, id, change)?;
            known(updated, "flow candidate", &id)
        })
    }

    /// Takes somebody out of a flow.
    pub fn delete_flow_candidate(&self, id: i64) -> Result<(), SandboxError> {
        self.database.write(|connection| {
            let deleted = table::taptalent::flow_candidates::delete(connection, id)?;
            known(deleted, "flow candidate", &id)
        })
    }
}
