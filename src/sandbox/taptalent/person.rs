//! The people: who has applied to a job, who is invited to an assessment, and who has taken it
//! (api-reference/assessments).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::kind::{Outcome, Parameters, Record as _, Refusal, body, found, record};
use super::super::mails;
use super::super::number::number;
use super::super::settings::{self, AddressPattern, TaptalentSettings};
use super::super::store::{Object, Select, ids, object, require_list, require_there};
use super::super::time::now;
use super::assessment::Assessment;
use super::jobs::Job;
use super::refusal::{denied, duplicate_invite, invalid};
use super::success;

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

record! {
    /// A body of the invite.
    #[serde(default)]
    struct Invited with {
        job_candidate_id "jobCandidateId": Option<i64>, create COUNTED.optional();
        email "emailAddress": Option<String>, create Address.optional();
        first_name "firstName": Option<String>, create SOME_TEXT.optional();
        last_name "lastName": Option<String>, create SOME_TEXT.optional();
        kind "inviteeType": String = "CANDIDATE".to_owned(), create OneOf(&["CANDIDATE", "REVIEWER"]).optional();
    }
}

/// `POST /assessment/:assessmentId/invite`: sends a mail. A second one for the same address and type is refused
/// with 400 `DUPLICATE_INVITE`.
pub(super) fn invite(connection: &Connection, id: &str, call: &Call) -> Outcome {
    found::<Assessment>(connection, id)?;
    let invited: Invited = body::new(call, |fields| {
        if !fields.has("jobCandidateId") {
            for name in ["emailAddress", "firstName", "lastName"] {
                fields.require(name);
            }
        }
    })?;
    let given = (invited.email, invited.first_name, invited.last_name);
    let person = resolve(connection, invited.job_candidate_id, given)?;
    require_welcome(connection, "emailAddress", &person.email)?;
    let (email, kind) = (&person.email, invited.kind);
    if Invite::to(id, email, &kind).any(connection)? {
        return Err(duplicate_invite(&kind));
    }
    let invite = Invite::add(connection, id, &person, &kind)?;
    mails::send(connection, &invite, "assessmentInvite", email)?;
    Ok(success(json!({"inviteId": invite.id})))
}

/// `GET /assessment/:assessmentId/candidates`: only who has taken it; no such assessment is a 403 here. The
/// token is opaque to a client; no bound of `limit` is stated.
pub(super) fn candidates(connection: &Connection, id: &str, query: &str) -> Outcome {
    if !Assessment::exists(connection, id)? {
        return Err(denied());
    }
    let given = Parameters::read(query);
    let limit = given.integer("limit", 50, 1..=i64::from(u32::MAX))?;
    let behind = given.get("nextToken").map_or(Some(0), from_token);
    let behind =
        behind.ok_or_else(|| Refusal::Parameter("nextToken", "is not a known token".to_owned()))?;
    let mut taken = Invite::of(id)
        .null("taken", false)
        .when("sequence > ?", Some(behind))
        .page((limit + 1, 0))
        .in_sequence(connection)?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = taken.len() > limit;
    taken.truncate(limit);
    let next = taken.last().filter(|_| has_more);
    let shown: Vec<Value> = taken.iter().map(|(_, invite)| show(invite)).collect();
    Ok(success(json!({
        "candidates": shown,
        "pagination": {"nextToken": next.map(|(sequence, _)| token(*sequence)), "count": shown.len()},
    })))
}

/// Whom a call means: the job candidate, or, where none is named, the fields given.
pub(super) fn resolve(
    connection: &Connection,
    job_candidate: Option<i64>,
    (email, first, last): (Option<String>, Option<String>, Option<String>),
) -> Result<Person, Refusal> {
    let known = match job_candidate {
        None => JobCandidate::default(),
        Some(id) => JobCandidate::get(connection, id)?.ok_or(Refusal::Missing("candidate"))?,
    };
    Ok(Person {
        email: email.unwrap_or(known.email),
        first_name: first.unwrap_or(known.first_name),
        last_name: last.unwrap_or(known.last_name),
    })
}

/// 400 for an address that the settings refuse, as the system does for "dummy" ones.
pub(super) fn require_welcome(
    connection: &Connection,
    field: &str,
    email: &str,
) -> Result<(), Refusal> {
    let settings: TaptalentSettings = settings::of(connection)?;
    if AddressPattern::any(&settings.refuses, email) {
        let details = object([(field, "is not an address that can be invited".into())]);
        return Err(invalid("Invalid email", details));
    }
    Ok(())
}

fn token(sequence: i64) -> String {
    format!("tok_{sequence:x}")
}

fn from_token(token: &str) -> Option<i64> {
    i64::from_str_radix(token.strip_prefix("tok_")?, 16).ok()
}

fn show(invite: &Invite) -> Value {
    let taken = invite.taken.clone().unwrap_or_default();
    let mut shown = invite.shown();
    shown.extend(taken.shown());
    let name = full_name(&invite.first_name, &invite.last_name);
    shown.insert("name".to_owned(), name.into());
    shown.insert("score".to_owned(), json!(taken.score.map(number)));
    for name in ["aiScore", "aiSummary", "profileImage"] {
        shown.insert(name.to_owned(), Value::Null);
    }
    Value::Object(shown)
}
