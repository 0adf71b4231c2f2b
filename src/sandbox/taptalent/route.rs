//! Which endpoint a request means. The whole list of what the sandbox serves stands here.

use rusqlite::Connection;

use super::super::answer::Answer;
use super::super::call::Call;
use super::super::kind::{Outcome, Refusal};
use super::super::store::{Database, Object as _};
use super::generating::Generating;
use super::refusal::word;
use super::{assessments, flow_people, flows, generation, jobs, key, people, questions};

/// Answers a request to the partner API. A write is kept whole, or on a refusal not at all.
pub(in crate::sandbox) fn answer(database: &Database, call: &Call) -> Answer {
    if !key::is_accepted(call.authorization.as_deref()) {
        return word(Refusal::Unauthorized);
    }
    let run = |connection: &Connection| endpoint(connection, call);
    let outcome = advance(database, call).and_then(|()| match call.method.as_str() {
        "GET" => database.read(run),
        _ => database.write(run),
    });
    outcome.map_or_else(word, Answer::ok)
}

/// The answer to a request outside all systems.
pub(in crate::sandbox) fn nowhere() -> Answer {
    word(Refusal::Missing("route"))
}

/// An error of the service itself, as a fault plays it.
pub(in crate::sandbox) fn failing(status: u16) -> Answer {
    word(Refusal::Failing(status))
}

/// Lets the time pass for questions that are being generated. It writes only while there are some.
fn advance(database: &Database, call: &Call) -> Result<(), Refusal> {
    if !database.read(|connection| Generating::all().any(connection))? {
        return Ok(());
    }
    database.write(|connection| {
        Generating::settle(connection)?;
        if let ("GET", ["assessment", id]) = (call.method.as_str(), call.segments().as_slice()) {
            Generating::count_read(connection, id)?;
        }
        Ok(())
    })
}

fn endpoint(connection: &Connection, call: &Call) -> Outcome {
    let query = &call.query;
    match (call.method.as_str(), call.segments().as_slice()) {
        ("GET", ["assessment"]) => assessments::list(connection, query),
        ("GET", ["assessment", id]) => assessments::get(connection, id),
        ("PUT", ["assessment", id]) => assessments::update(connection, id, call),
        ("POST", ["assessment", "audio-interviews"]) => assessments::create(connection, call),
        ("POST", ["assessment", "auto-generate"]) => generation::auto_generate(connection, call),
        ("POST", ["assessment", id, "generate-questions"]) => {
            generation::generate_questions(connection, id, call)
        }
        ("POST", ["assessment", id, "invite"]) => people::invite(connection, id, call),
        ("GET", ["assessment", id, "candidates"]) => people::candidates(connection, id, query),
        ("POST", ["assessment", id, "questions"]) => questions::add(connection, id, call),
        ("PUT", ["assessment", id, "questions", question]) => {
            questions::update(connection, id, question, call)
        }
        ("DELETE", ["assessment", id, "questions", question]) => {
            questions::delete(connection, id, question)
        }
        ("GET", ["assessment-flows"]) => flows::list(connection),
        ("POST", ["assessment-flows"]) => flows::create(connection, call),
        ("GET", ["assessment-flows", id]) => flows::get(connection, id),
        ("PATCH", ["assessment-flows", id]) => flows::update(connection, id, call),
        ("POST", ["assessment-flows", id, "assign"]) => flow_people::assign(connection, id, call),
        ("GET", ["assessment-flows", id, "candidates"]) => flow_people::list(connection, id, query),
        ("GET", ["jobs"]) => jobs::list(connection, query),
        ("POST", ["jobs"]) => jobs::create(connection, call),
        ("GET", ["jobs", id]) => jobs::get(connection, id),
        _ => Err(Refusal::Missing("route")),
    }
}
