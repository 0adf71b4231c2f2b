//! An assessment, as it is stored: the two tables of fields (api-reference/assessments) as one.
//!
//! The fields that only creation takes are refused in an update like unknown ones; that the system ignores them
//! instead is possible, it is unsaid.
//!
//! It and [`Flow`] know each other: what is a step cannot go, and what is no assessment cannot be a step.

use rusqlite::Connection;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::super::kind::words::{ANY_TEXT, OneOf, SOME_TEXT};
use super::super::kind::{Row, record};
use super::super::store::{
    Object as _, ids, object, refused, require_list, require_one_of, require_there,
};
use super::super::{number, time::now};
use super::flow::Flow;
use super::generating::Generating;
use super::jobs::Job;
use super::person::{Invite, Person, SeedSubmission, Taken};
use super::question::{Question, QuestionContent};

/// What every answer shows as `assessmentType`, whatever was created (api-reference/assessments).
pub(super) const ASSESSMENT_TYPE: &str = "QUIZ";

const STATUSES: [&str; 2] = ["ACTIVE", "INACTIVE"];

record! {
    /// A stored assessment, without its questions.
    #[serde(default)]
    pub(in crate::sandbox) struct Assessment,
    change AssessmentChange,
    seed SeedAssessment {
        /// The title of a job.
        pub job: Option<String>,
        /// Questions, in order.
        #[serde(default)]
        pub questions: Vec<QuestionContent>,
        /// Who is invited, one an address.
        #[serde(default)]
        pub invites: Vec<Person>,
        /// Who has taken it, one an address.
        #[serde(default)]
        pub submissions: Vec<SeedSubmission>,
    }
    with {
        id "assessmentId": String => Read "assessmentId";
        title "title": String, create Text(1, 1000).required(), update Text(1, 1000).optional(),
            edit String, seed String => Read "testName";
        /// A job's id as text. A change to an empty one unlinks.
        #[serde(deserialize_with = "none_if_empty")]
        job_id "jobId": Option<String>, create ANY_TEXT.optional(), edit String => Read "jobId";
        status "status": String = STATUSES[0].to_owned(), create OneOf(&STATUSES).optional(),
            edit String, seed Option<String> => Read "status";
        hiring_for_role "hiringForRole": String, create Text(1, 500).required(),
            edit String, seed String => Read "hiringForRole";
        purpose_of_interview "purposeOfInterview": String, create Text(10, 5000).required(),
            update Text(0, 5000).optional(), edit String, seed String => Read "purposeOfInterview";
        /// Minutes.
        #[serde(serialize_with = "number::stored")]
        duration "duration": f64 = 20.0, create Number(1.0, 120.0).optional(),
            update Number(1.0, 180.0).optional(), edit f64, seed Option<f64> => Read "duration";
        /// The list of languages is open ("and others"), so any name passes.
        ai_language "aiLanguage": String = "english".to_owned(), create SOME_TEXT.optional(),
            update SOME_TEXT.optional(), edit String, seed Option<String> => Read "aiLanguage";
        /// No maximum is stated for an update, as it is for creation.
        skills "skills": Vec<String>, create Texts(20).optional(), update Texts(usize::MAX).optional(),
            edit Vec<String>, seed Option<Vec<String>> => Read "skills";
        buckets "buckets": Value = standard_buckets(), create Objects(0, 5, BUCKET).optional(),
            edit Value, seed Option<Value> => More "buckets";
        is_email_verification_required "isEmailVerificationRequired": bool = true,
            create Flag.optional(), edit bool, seed Option<bool> => More "isEmailVerificationRequired";
        should_evaluate_cefr "shouldEvaluateCEFR": bool, create Flag.optional(),
            edit bool, seed Option<bool> => More "shouldEvaluateCEFR";
        submission_count "submissionCount": i64, edit u32 => More "submissionCount";
        /// Milliseconds since 1970.
        created_at "createdAt": i64 = now();
        /// Milliseconds since 1970.
        last_updated_on "lastUpdatedOn": i64 = now(), edit i64;
        /// Why no list shows it, in a copy.
        #[serde(skip_serializing_if = "Option::is_none")]
        unlisted "unlisted": Option<String>;
    }
}

const BUCKET: &[Row] = &[
    Row::new("name", SOME_TEXT.required()),
    Row::new("description", ANY_TEXT.optional()),
    Row::new("status", OneOf(&["pass", "fail"]).required()),
];

object!(Assessment, "taptalent", "assessment", by ids::opaque, named title, owns Question, owns Generating, owns Invite, {
    fn check(&self, connection: &Connection) -> rusqlite::Result<()> {
        require_one_of("status", &self.status, &STATUSES)?;
        require_list("buckets", &self.buckets)?;
        if self.duration <= 0.0 {
            return Err(refused("duration must be above 0"));
        }
        require_there::<Job>(connection, self.job_id.as_ref())
    }

    fn touch(&mut self, before: &Self) {
        if self.last_updated_on == before.last_updated_on {
            self.last_updated_on = now();
        }
    }

    fn release(connection: &Connection, id: &str) -> rusqlite::Result<()> {
        let Some(flow) = Flow::with_step(id).first(connection)? else {
            return Ok(());
        };
        let why = format!("the assessment {id} is a step of the flow {}", flow.id);
        Err(refused(&why))
    }
});

impl Assessment {
    /// As far as the store takes it: what does not fit is as in a new one.
    pub(in crate::sandbox) fn made_fit(&mut self) {
        let new = Self::default();
        if !STATUSES.contains(&self.status.as_str()) {
            self.status = new.status;
        }
        if !self.buckets.is_array() {
            self.buckets = new.buckets;
        }
        if self.duration <= 0.0 {
            self.duration = new.duration;
        }
    }

    /// Notes what came of an invite, and counts it.
    pub(in crate::sandbox) fn take(
        connection: &Connection,
        mut invite: Invite,
        mut taken: Taken,
    ) -> rusqlite::Result<()> {
        if taken.submitted_at == 0 {
            taken.submitted_at = now();
        }
        invite.taken = Some(taken);
        invite.save(connection)?;
        let count = |assessment: &mut Self| assessment.submission_count += 1;
        Self::edit(connection, &invite.assessment_id, count).map(|_| ())
    }
}

fn none_if_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text: Option<String> = Deserialize::deserialize(deserializer)?;
    Ok(text.filter(|text| !text.is_empty()))
}

/// What "standard buckets" are is unsaid; these are the ones of the page's example.
fn standard_buckets() -> Value {
    json!([
        {"name": "Strong Fit", "description": "Exceeds expectations", "status": "pass"},
        {"name": "Good Fit", "description": "Meets requirements", "status": "pass"},
        {"name": "Not a Fit", "description": "Does not meet requirements", "status": "fail"}
    ])
}
