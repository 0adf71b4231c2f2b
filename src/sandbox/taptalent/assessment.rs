//! An assessment and its endpoints (api-reference/assessments): the two tables of fields as one.
//!
//! The fields that only creation takes are refused in an update like unknown ones; that the system ignores them
//! instead is possible, it is unsaid. Each read gives the fields of its example and no others: a client that needs
//! more must ask elsewhere, as it must if the examples are complete.

use rusqlite::Connection;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::kind::words::{ANY_TEXT, OneOf, SOME_TEXT};
use super::super::kind::{Outcome, Record as _, Refusal, Row, body, counted, found, record};
use super::super::store::{
    Object as _, ids, numbers, object, refused, require_list, require_one_of, require_there,
};
use super::super::{number, time::now};
use super::flow::Flow;
use super::generation::Generating;
use super::jobs::Job;
use super::paging::Page;
use super::person::{Invite, Person, SeedSubmission};
use super::questions::{self, Question, QuestionContent};
use super::refusal::credits;
use super::{COMPANY_ID, CREDITS, success};

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
        last_updated_on "lastUpdatedOn": i64 = now();
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

    fn touch(&mut self) {
        self.last_updated_on = now();
    }

    fn release(connection: &Connection, id: &str) -> rusqlite::Result<()> {
        let Some(flow) = Flow::with_step(id).first(connection)? else {
            return Ok(());
        };
        let why = format!("the assessment {id} is a step of the flow {}", flow.id);
        Err(refused(&why))
    }
});

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

/// `GET /assessment`: the newest first, as the order is unsaid and this one makes items move between pages
/// while others are made.
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let page = Page::read(query)?;
    let assessments = Assessment::all()
        .newest()
        .listed(connection, (page.size, page.offset()))?;
    let items = assessments.items.iter();
    let items = items
        .map(|one| list_item(connection, one))
        .collect::<Result<_, _>>()?;
    let pagination = page.pagination(assessments.total);
    let data = object([("assessments", items), ("pagination", pagination)]);
    Ok(success(Value::Object(data)))
}

/// `GET /assessment/:assessmentId`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let assessment: Assessment = found(connection, id)?;
    let questions = Question::of(id).list(connection)?;
    let mut data = common(&assessment, questions.len());
    data.insert("questions".to_owned(), questions::show(questions));
    Ok(success(Value::Object(data)))
}

/// `POST /assessment/audio-interviews`: costs one credit.
pub(super) fn create(connection: &Connection, call: &Call) -> Outcome {
    let mut new: Assessment = body::new(call, |_| {})?;
    // Asked after everything else.
    new.job_id = job(connection, new.job_id.as_deref())?.map(|job| job.id.to_string());
    if !numbers::take(connection, CREDITS)? {
        return Err(credits("create assessment"));
    }
    let message = "Assessment created successfully! Add questions to get started.";
    Ok(created(&new.create(connection)?, message))
}

/// What both creations answer.
pub(super) fn created(assessment: &Assessment, message: &str) -> Value {
    let mut data = common(assessment, 0);
    data.extend(times(assessment));
    json!({"status": "success", "message": message, "data": data})
}

/// `PUT /assessment/:assessmentId`: what is left out stays.
pub(super) fn update(connection: &Connection, id: &str, call: &Call) -> Outcome {
    found::<Assessment>(connection, id)?;
    let change = body::change::<Assessment>(call, |fields| {
        if fields.is_empty() {
            fields.problem("body", "at least one field must be provided");
        }
    })?;
    Assessment::change(connection, id, &change)?;
    Ok(success(json!({
        "assessmentId": id,
        "message": "Assessment details updated successfully",
    })))
}

/// The job with this id; none for an empty one.
pub(super) fn job(connection: &Connection, id: Option<&str>) -> Result<Option<Job>, Refusal> {
    id.filter(|id| !id.is_empty())
        .map(|id| counted(connection, id))
        .transpose()
}

/// The fields that every read shows.
fn common(assessment: &Assessment, questions: usize) -> Map<String, Value> {
    let url = format!(
        "https://talent.taptalent.io/apps/start-quiz?testId={}",
        assessment.id
    );
    let mut shown = assessment.shown();
    shown.extend(object([
        ("companyId", COMPANY_ID.into()),
        ("assessmentType", ASSESSMENT_TYPE.into()),
        ("questionCount", questions.into()),
        ("assessmentUrl", url.into()),
    ]));
    shown
}

fn times(assessment: &Assessment) -> Map<String, Value> {
    object([
        ("createdAt", assessment.created_at.into()),
        ("lastUpdatedOn", assessment.last_updated_on.into()),
    ])
}

/// The common fields and those that only the list shows.
fn list_item(connection: &Connection, assessment: &Assessment) -> Result<Value, Refusal> {
    const AUTHOR: &str = "client-sandbox";
    let questions = Question::of(&assessment.id).count(connection)?;
    let mut item = common(assessment, usize::try_from(questions).unwrap_or_default());
    item.extend(times(assessment));
    item.extend(assessment.more());
    item.insert("createdBy".to_owned(), AUTHOR.into());
    let posted_by = json!({
        "firstName": "Sandbox",
        "lastName": "User",
        "email": "sandbox@example.com",
        "clientId": AUTHOR,
    });
    item.insert("postedBy".to_owned(), posted_by);
    Ok(Value::Object(item))
}
