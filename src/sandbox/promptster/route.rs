//! Which endpoint a request means. Every answer carries the rate headers, refusals too.

use rusqlite::Connection;
use serde_json::json;

use super::super::answer::Answer;
use super::super::call::Call;
use super::super::kind::{Outcome, Refusal};
use super::super::rate::{Rate, Standing};
use super::super::settings::{self, PromptsterSettings};
use super::super::store::Database;
use super::super::time::now;
use super::access::{org, org_or_candidate, subscribed};
use super::refusal::word;
use super::{assessment, issues, keys, org as organisation, provider_keys, sessions};

/// Answers a request. A write is kept whole, or on a refusal not at all.
pub(in crate::sandbox) fn answer(database: &Database, rate: &Rate, call: &Call) -> Answer {
    let settings: PromptsterSettings = match database.read(settings::of) {
        Ok(settings) => settings,
        Err(error) => return word(Refusal::from(error)),
    };
    let standing = rate.count(settings.rate_limit, now() / 1000);
    let (status, outcome) = match call.method.as_str() {
        _ if standing.as_ref().is_some_and(|standing| standing.is_over) => {
            (429, Err(Refusal::Failing(429)))
        }
        "GET" => (
            200,
            database.read(|connection| read(connection, &settings, call)),
        ),
        method => {
            let status = if method == "POST" { 201 } else { 200 };
            let run = |connection: &Connection| write(connection, &settings, call);
            (status, database.write(run))
        }
    };
    let mut answer = outcome.map_or_else(word, |body| Answer::new(status, body));
    answer
        .headers
        .extend(standing.iter().flat_map(Standing::headers));
    answer
}

/// An error of the service itself, as a fault plays it.
pub(in crate::sandbox) fn failing(status: u16) -> Answer {
    word(Refusal::Failing(status))
}

fn read(connection: &Connection, settings: &PromptsterSettings, call: &Call) -> Outcome {
    let segments = call.segments();
    let place = match segments.as_slice() {
        ["health"] | ["v1", "health"] => return Ok(json!({"status": "ok"})),
        ["v1", "assessments", id] => {
            org_or_candidate(connection, settings, call, id)?;
            return assessment::get(connection, settings, id);
        }
        ["v1", place @ ..] => place,
        _ => return Err(Refusal::Missing("route")),
    };
    org(settings, call, "read")?;
    let query = &call.query;
    match place {
        ["assessments"] => assessment::list(connection, settings),
        ["assessments", id, "keys"] => keys::list(connection, id),
        ["assessments", id, "cohort-stats"] => sessions::cohort_stats(connection, id),
        ["candidates"] => keys::candidates(connection, query),
        ["org", "branding"] => Ok(organisation::branding(settings)),
        ["org", "keys"] => provider_keys::list(connection),
        ["issues"] => issues::list(connection, query),
        ["issues", id] => issues::get(connection, id),
        ["sessions"] => sessions::list(connection, query),
        ["sessions", id] => sessions::get(connection, id),
        ["sessions", id, "scores"] => sessions::scores(connection, id),
        _ => Err(Refusal::Missing("route")),
    }
}

fn write(connection: &Connection, settings: &PromptsterSettings, call: &Call) -> Outcome {
    org(settings, call, "write")?;
    match (call.method.as_str(), call.segments().as_slice()) {
        ("POST", ["v1", "assessments"]) => {
            subscribed(settings)?;
            assessment::create(connection, settings, call)
        }
        ("DELETE", ["v1", "assessments", id]) => assessment::delete(connection, id),
        ("POST", ["v1", "assessments", id, "keys"]) => {
            subscribed(settings)?;
            keys::generate(connection, id, call)
        }
        ("DELETE", ["v1", "assessments", id, "keys", key]) => keys::revoke(connection, id, key),
        ("PUT", ["v1", "org", "branding"]) => {
            subscribed(settings)?;
            organisation::update_branding(connection, settings, call)
        }
        _ => Err(Refusal::Missing("route")),
    }
}
