//! Which endpoint a request means. The whole list of what the sandbox serves stands here.

use super::super::answer::Answer;
use super::super::call::Call;
use super::super::key;
use super::super::store::{Database, Object as _};
use super::generation::Generating;
use super::{
    Outcome, Refusal, assessments, flow_people, flows, generation, jobs, people, questions,
};

/// Answers a request to the partner API. A write is kept whole, or on a refusal not at all.
pub(in crate::sandbox) fn answer(database: &Database, call: &Call) -> Answer {
    if !key::is_accepted(call.authorization.as_deref()) {
        return Refusal::unauthorized().into();
    }
    let outcome = advance(database, call).and_then(|()| match call.method.as_str() {
        "GET" => database.read(|connection| read(connection, call)),
        _ => database.write(|connection| write(connection, call)),
    });
    outcome.map_or_else(Answer::from, Answer::ok)
}

/// The answer to a request outside all systems.
pub(in crate::sandbox) fn nowhere() -> Answer {
    Refusal::not_found("Route").into()
}

/// An error of the service itself, as a fault plays it.
pub(in crate::sandbox) fn failing(status: u16) -> Answer {
    Refusal::failing(status).into()
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

fn read(connection: &rusqlite::Connection, call: &Call) -> Outcome {
    match call.segments().as_slice() {
        ["assessment"] => assessments::list(connection, &call.query),
        ["assessment", id] => assessments::get(connection, id),
        ["assessment", id, "candidates"] => people::candidates(connection, id, &call.query),
        ["assessment-flows"] => flows::list(connection),
        ["assessment-flows", id] => flows::get(connection, id),
        ["assessment-flows", id, "candidates"] => flow_people::list(connection, id, &call.query),
        ["jobs"] => jobs::list(connection, &call.query),
        ["jobs", id] => jobs::get(connection, id),
        _ => Err(Refusal::not_found("Route")),
    }
}

fn write(connection: &rusqlite::Connection, call: &Call) -> Outcome {
    match (call.method.as_str(), call.segments().as_slice()) {
        ("POST", ["assessment", "audio-interviews"]) => assessments::create(connection, call),
        ("POST", ["assessment", "auto-generate"]) => generation::auto_generate(connection, call),
        ("POST", ["assessment", id, "generate-questions"]) => {
            generation::generate_questions(connection, id, call)
        }
        ("POST", ["assessment", id, "invite"]) => people::invite(connection, id, call),
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
        ("POST", ["assessment-flows", id, "assign"]) => flow_people::assign(connection, id, call),
        ("POST", ["jobs"]) => jobs::create(connection, call),
        _ => Err(Refusal::not_found("Route")),
    }
}
