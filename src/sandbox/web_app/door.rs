//! The web app over HTTP, outside the partner base: `POST /__edit` and `GET /__state`. No key is needed and
//! no fault befalls them; they are not logged as received.

use std::error::Error;

use serde_json::json;

use super::super::SandboxError;
use super::super::answer::Answer;
use super::super::call::{Call, Place};
use super::super::received::Log;
use super::super::store::Database;
use super::WebApp;

/// The answer, if the request is for the web app.
pub(in crate::sandbox) fn answer(database: &Database, log: &Log, call: &Call) -> Option<Answer> {
    let Place::Elsewhere(path) = &call.place else {
        return None;
    };
    let app = WebApp::new(database);
    match (call.method.as_str(), path.as_str()) {
        ("GET", "/__state") => Some(state(app, log).unwrap_or_else(|error| refused(&error))),
        ("POST", "/__edit") => Some(edit(app, call)),
        _ => None,
    }
}

fn state(app: WebApp<'_>, log: &Log) -> Result<Answer, SandboxError> {
    let mut state = app.state()?;
    state["received"] = serde_json::to_value(log.all()).unwrap_or_default();
    Ok(Answer::ok(state))
}

fn edit(app: WebApp<'_>, call: &Call) -> Answer {
    match app.edit(call.content.json()) {
        Ok(id) => Answer::ok(json!({"id": id})),
        Err(error) => refused(&error),
    }
}

/// 400 with the error and its causes as one text: this door is for people.
fn refused(error: &dyn Error) -> Answer {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    Answer::new(400, json!({"error": text}))
}
