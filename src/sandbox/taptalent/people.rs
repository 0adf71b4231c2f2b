//! Invites to an assessment and who has taken it (api-reference/assessments).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::call::Call;
use super::super::mails;
use super::super::number::number;
use super::super::query::Parameters;
use super::super::settings::{self, AddressPattern, TaptalentSettings};
use super::super::store::Object as _;
use super::super::system::System;
use super::assessment::Assessment;
use super::body::read_body;
use super::person::{Invite, JobCandidate, Person};
use super::success::success;
use super::{Outcome, Refusal};

/// `POST /assessment/:assessmentId/invite`: sends a mail. A second one for the same address and type is refused
/// with 400 `DUPLICATE_INVITE`.
pub(super) fn invite(connection: &Connection, id: &str, call: &Call) -> Outcome {
    if !Assessment::exists(connection, id)? {
        return Err(Refusal::not_found("Assessment"));
    }
    let (job_candidate, given, kind) = read_body(call, |fields| {
        if !fields.has("jobCandidateId") {
            for name in ["emailAddress", "firstName", "lastName"] {
                fields.require(name);
            }
        }
        let job_candidate = fields.integer("jobCandidateId", 1..=i64::MAX);
        let given = (
            fields.address("emailAddress"),
            fields.text("firstName", 1..=usize::MAX),
            fields.text("lastName", 1..=usize::MAX),
        );
        let kind = fields.one_of("inviteeType", &["CANDIDATE", "REVIEWER"]);
        (job_candidate, given, kind)
    })?;
    let person = resolve(connection, job_candidate, given)?;
    require_welcome(connection, "emailAddress", &person.email)?;
    let kind = kind.unwrap_or_else(|| "CANDIDATE".to_owned());
    if Invite::to(id, &person.email, &kind).any(connection)? {
        return Err(Refusal::duplicate_invite(&kind));
    }
    let invite = Invite::add(connection, id, &person, &kind)?.id;
    let email = &person.email;
    mails::send(
        connection,
        System::Taptalent,
        "assessmentInvite",
        email,
        &invite,
    )?;
    Ok(success(json!({"inviteId": invite})))
}

/// `GET /assessment/:assessmentId/candidates`: only who has taken it; no such assessment is a 403 here. The
/// token is opaque to a client; no bound of `limit` is stated.
pub(super) fn candidates(connection: &Connection, id: &str, query: &str) -> Outcome {
    if !Assessment::exists(connection, id)? {
        return Err(Refusal::denied());
    }
    let given = Parameters::read(query);
    let limit = given
        .integer("limit", 50, 1..=i64::from(u32::MAX))
        .map_err(|problem| Refusal::parameter("limit", &problem))?;
    let behind = given.get("nextToken").map_or(Some(0), from_token);
    let behind = behind.ok_or_else(|| Refusal::parameter("nextToken", "is not a known token"))?;
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
        None => Person::default(),
        Some(id) => {
            let known = JobCandidate::get(connection, id)?;
            known.ok_or_else(|| Refusal::not_found("Candidate"))?.person
        }
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
        let details = [(
            field.to_owned(),
            json!("is not an address that can be invited"),
        )];
        return Err(Refusal::invalid(
            "Invalid email",
            details.into_iter().collect(),
        ));
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
    let Person {
        email,
        first_name,
        last_name,
    } = &invite.person;
    json!({
        "candidateId": invite.id,
        "name": format!("{first_name} {last_name}").trim(),
        "email": email,
        "score": taken.score.map(number),
        "aiScore": null,
        "aiSummary": null,
        "status": taken.status,
        "evaluationStatus": taken.evaluation_status,
        "submittedAt": taken.submitted_at,
        "profileImage": null,
        "questions": taken.questions,
    })
}
