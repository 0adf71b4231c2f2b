//! Which endpoint a request means: first the key, then the scope, then the rest.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::answer::Answer;
use super::super::call::Call;
use super::super::kind::{Outcome, Refusal};
use super::super::settings::{self, FlowmingoSettings};
use super::super::store::Database;
use super::refusal::{self, word};
use super::{applications, configuration, invite, key, submissions};

/// Answers a request: reads with 200, writes with 201. A write is kept whole, or on a refusal not at all.
pub(in crate::sandbox) fn answer(database: &Database, call: &Call) -> Answer {
    if !key::is_accepted(call.api_key.as_deref()) {
        return word(Refusal::Unauthorized, call);
    }
    let run = |connection: &Connection| endpoint(connection, call);
    let (status, outcome) = match call.method.as_str() {
        "GET" => (200, database.read(run)),
        _ => (201, database.write(run)),
    };
    match outcome {
        Ok(body) => Answer::new(status, body),
        Err(refusal) => word(refusal, call),
    }
}

/// An error of the service itself, as a fault plays it.
pub(in crate::sandbox) fn failing(call: &Call, status: u16) -> Answer {
    word(Refusal::Failing(status), call)
}

fn endpoint(connection: &Connection, call: &Call) -> Outcome {
    let settings: FlowmingoSettings = settings::of(connection)?;
    let require = |scope: &str| {
        let is_held = settings.scopes.iter().any(|held| held == scope);
        is_held.then_some(()).ok_or_else(|| refusal::scope(scope))
    };
    let (query, segments) = (&call.query, call.segments());
    let ["integration", place @ .., "v1"] = segments.as_slice() else {
        return Err(Refusal::Missing("route"));
    };
    match (call.method.as_str(), place) {
        ("GET", ["me"]) => Ok(me(&settings)),
        ("GET", ["hiring", list @ ..]) => {
            require("read_hiring")?;
            match list {
                ["job-posts"] => configuration::job_posts(connection, query),
                ["interview-sets"] => configuration::interview_sets(connection, query),
                ["projects"] => configuration::projects(connection, query),
                ["projects", id, "stages"] => configuration::stages(connection, id),
                ["applications"] => applications::list(connection, query),
                ["submissions"] => submissions::list(connection, query),
                ["submissions", id] => submissions::get(connection, id),
                _ => Err(Refusal::Missing("route")),
            }
        }
        ("POST", ["interview", "candidate", "invite"]) => {
            require("invite_candidates")?;
            invite::invite(connection, &settings, call)
        }
        ("POST", ["hiring", "applications", step @ ..]) => {
            require("write_pipeline")?;
            match step {
                [] => applications::add(connection, call),
                [id, "move-stage"] => applications::move_stage(connection, id, call),
                [id, "reject"] => applications::reject(connection, id),
                _ => Err(Refusal::Missing("route")),
            }
        }
        _ => Err(Refusal::Missing("route")),
    }
}

/// Introspection of the key (the guide, 2.4): needs no scope.
fn me(settings: &FlowmingoSettings) -> Value {
    json!({
        "api_key_id": "019c0000-5a4d-7b0c-8000-00000000000a",
        "organization_id": 4711,
        "scopes": settings.scopes,
        "expires_at": null,
    })
}
