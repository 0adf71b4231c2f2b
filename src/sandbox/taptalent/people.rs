//! The endpoints of those who are invited to an assessment (api-reference/assessments).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::kind::{Outcome, Parameters, Record as _, Refusal, body, found, record};
use super::super::mails;
use super::super::number::number;
use super::super::settings::{self, AddressPattern, TaptalentSettings};
use super::super::store::Object as _;
use super::assessment::Assessment;
use super::person::{Invite, JobCandidate, Person, full_name};
use super::refusal::{denied, duplicate_invite, invalid};
use super::success;

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
