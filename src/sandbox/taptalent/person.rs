//! The people: who has applied to a job, who is invited to an assessment, and what came of it.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::record::record;
use super::super::store::{Object, Select, ids, object, refused, require_list};
use super::super::time::now;
use super::assessment::Assessment;
use super::jobs::Job;

record! {
    /// A person.
    #[derive(Eq)]
    #[serde(deny_unknown_fields)]
    pub struct Person with {
        /// The e-mail address.
        email "email": String;
        /// The first name.
        #[serde(default)]
        first_name "firstName": String;
        /// The last name.
        #[serde(default)]
        last_name "lastName": String;
    }
}

/// First and last name, as far as there are any.
pub(super) fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}

record! {
    /// Somebody who has applied to a job, as far as an invite by `jobCandidateId` needs them.
    pub(in crate::sandbox) struct JobCandidate,
    seed SeedJobCandidate {
        /// The title of the job.
        pub job: Option<String>,
    }
    with {
        id "id": i64;
        job_id "jobId": Option<i64>;
        email "email": String, seed String;
        first_name "firstName": String, seed Option<String>;
        last_name "lastName": String, seed Option<String>;
    }
}

object!(JobCandidate, "taptalent", "job candidate", by ids::number::<Self>, {
    fn name(&self) -> String {
        self.email.to_ascii_lowercase()
    }

    fn check(&self, connection: &Connection) -> rusqlite::Result<()> {
        match self.job_id {
            Some(job) if !Job::exists(connection, job)? => {
                Err(refused(&format!("no job has the id {job}")))
            }
            _ => Ok(()),
        }
    }
});

/// An invite to an assessment.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct Invite {
    pub(in crate::sandbox) id: String,
    assessment_id: String,
    #[serde(flatten)]
    pub(in crate::sandbox) person: Person,
    /// `CANDIDATE` or `REVIEWER`.
    invitee_type: String,
    invited_at: i64,
    /// Once the person has taken the assessment.
    pub(in crate::sandbox) taken: Option<Taken>,
}

object!(Invite, "taptalent", "invite", by ids::uuid, of assessment_id, {
    fn name(&self) -> String {
        self.person.email.to_ascii_lowercase()
    }

    fn check(&self, _: &Connection) -> rusqlite::Result<()> {
        match &self.taken {
            Some(taken) => require_list("questions", &taken.questions),
            None => Ok(()),
        }
    }
});

record! {
    /// What came of an invite; the names are the API's (api-reference/assessments).
    #[serde(default, deny_unknown_fields)]
    pub struct Taken,
    seed SeedSubmission {
        /// The e-mail address.
        pub email: String,
        /// The first name.
        #[serde(default)]
        pub first_name: String,
        /// The last name.
        #[serde(default)]
        pub last_name: String,
    }
    with {
        /// The only status in the document is `finished`.
        status "status": String = "finished".to_owned(), seed Option<String> => Read "status";
        /// The only one in the document is `completed`.
        evaluation_status "evaluationStatus": String = "completed".to_owned(),
            seed Option<String> => Read "evaluationStatus";
        /// 0–100.
        score "score": Option<f64>, seed Option<f64>;
        /// A list of `{id, question, userAnswer, score, …}`.
        questions "questions": Value = json!([]) => Read "questions";
        /// Milliseconds since 1970; now if 0.
        submitted_at "submittedAt": i64 => Read "submittedAt";
    }
}

impl Invite {
    /// Those of this address and type, capitals of the address aside.
    pub(in crate::sandbox) fn to(assessment: &str, email: &str, kind: &str) -> Select<Self> {
        Self::of(assessment)
            .when("name = ?", Some(email.to_ascii_lowercase()))
            .field("inviteeType", Some(kind))
    }

    /// Adds one.
    pub(in crate::sandbox) fn add(
        connection: &Connection,
        assessment: &str,
        person: &Person,
        kind: &str,
    ) -> rusqlite::Result<Self> {
        let invite = Self {
            id: String::new(),
            assessment_id: assessment.to_owned(),
            person: person.clone(),
            invitee_type: kind.to_owned(),
            invited_at: now(),
            taken: None,
        };
        invite.create(connection)
    }

    /// The invite of this candidate, which is made if it is not there.
    pub(in crate::sandbox) fn of_candidate(
        connection: &Connection,
        assessment: &str,
        person: &Person,
    ) -> rusqlite::Result<Self> {
        let kind = "CANDIDATE";
        match Self::to(assessment, &person.email, kind).first(connection)? {
            Some(invite) => Ok(invite),
            None => Self::add(connection, assessment, person, kind),
        }
    }

    /// Notes what came of it, and counts it in the assessment.
    pub(in crate::sandbox) fn take(
        mut self,
        connection: &Connection,
        mut taken: Taken,
    ) -> rusqlite::Result<()> {
        if taken.submitted_at == 0 {
            taken.submitted_at = now();
        }
        self.taken = Some(taken);
        self.save(connection)?;
        let count = |assessment: &mut Assessment| assessment.submission_count += 1;
        Assessment::edit(connection, &self.assessment_id, count).map(|_| ())
    }
}
