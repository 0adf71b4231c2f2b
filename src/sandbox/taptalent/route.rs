//! Which endpoint a request means. The whole list of what the sandbox serves stands here.

use super::super::call::{Call, Place};
use super::super::key;
use super::super::store::Database;
use super::{Answer, Outcome, Refusal, assessments, flows, jobs, questions};

/// Answers a request to the partner API. A write is kept whole, or on a refusal not at all.
pub(in crate::sandbox) fn answer(database: &Database, call: &Call) -> Answer {
    if let Place::Elsewhere(_) = call.place {
        return Refusal::not_found("Route").into();
    }
    if !key::is_accepted(call.authorization.as_deref()) {
        return Refusal::unauthorized().into();
    }
    let outcome = match call.method.as_str() {
        "GET" => database.read(|connection| read(connection, call)),
        _ => database.write(|connection| write(connection, call)),
    };
    outcome.map_or_else(Answer::from, Answer::ok)
}

fn read(connection: &rusqlite::Connection, call: &Call) -> Outcome {
    match segments(call).as_slice() {
        ["assessment"] => assessments::list(connection, &call.query),
        ["assessment", id] => assessments::get(connection, id),
        ["assessment-flows"] => flows::list(connection),
        ["assessment-flows", id] => flows::get(connection, id),
        ["jobs"] => jobs::list(connection, &call.query),
        ["jobs", id] => jobs::get(connection, id),
        _ => Err(Refusal::not_found("Route")),
    }
}

fn write(connection: &rusqlite::Connection, call: &Call) -> Outcome {
    match (call.method.as_str(), segments(call).as_slice()) {
        ("POST", ["assessment", "audio-interviews"]) => assessments::create(connection, call),
        ("PUT", ["assessment", id]) => assessments::update(connection, id, call),
        ("POST", ["assessment", id, "questions"]) => questions::add(connection, id, call),
        ("PUT", ["assessment", id, "questions", question]) => {
            questions::update(connection, id, question, call)
        }
        ("DELETE", ["assessment", id, "questions", question]) => {
            questions::delete(connection, id, question)
        }
        ("POST", ["assessment-flows"]) => flows::create(connection, call),
        ("PATCH", ["assessment-flows", id]) => flows::update(connection, id, call),
        ("POST", ["jobs"]) => jobs::create(connection, call),
        _ => Err(Refusal::not_found("Route")),
    }
}

/// The path in pieces. Ids of this system need no percent-encoding, so an encoded one is just unknown.
fn segments(call: &Call) -> Vec<&str> {
    call.path().split('/').skip(1).collect()
}
