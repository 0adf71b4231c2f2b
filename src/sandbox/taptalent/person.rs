//! The people, as they are stored: who has applied to a job, who is invited to an assessment, and who has taken it
//! (api-reference/assessments).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::kind::record;
use super::super::store::{Object, Select, ids, object, require_list, require_there};
use super::super::time::now;
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
        require_there::<Job>(connection, self.job_id)
    }
});

record! {
    /// An invite to an assessment.
    pub(in crate::sandbox) struct Invite with {
        id "id": String => Read "candidateId";
        assessment_id "assessmentId": String;
        email "email": String => Read "email";
        first_name "firstName": String;
        last_name "lastName": String;
        /// `CANDIDATE` or `REVIEWER`.
        invitee_type "inviteeType": String;
        invited_at "invitedAt": i64 = now();
        /// Once the person has taken the assessment.
        taken "taken": Option<Taken>;
    }
}

object!(Invite, "taptalent", "invite", by ids::uuid, of assessment_id, {
    fn name(&self) -> String {
        self.email.to_ascii_lowercase()
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
        /// The scores for the questions of the assessment, in their order; `null`: answered, and not scored.
        #[serde(default)]
        pub scores: Vec<Option<f64>>,
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
            assessment_id: assessment.to_owned(),
            invitee_type: kind.to_owned(),
            ..Self::default()
        };
        invite.with(person)?.create(connection)
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
}
