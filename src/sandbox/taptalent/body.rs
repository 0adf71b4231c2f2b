//! Reading a body as this system does, and refusing it in this system's words.
//!
//! A field that a table does not list is refused; whether the system ignores it is unsaid, and a client that
//! sends one is wrong either way.

use serde_json::{Map, Value};

use super::super::call::{Call, Content};
use super::super::fields::{self, Fields, Unlisted};
use super::Refusal;

/// Reads a whole body; 400 `INVALID_REQUEST` with every field at fault.
pub(super) fn read_body<T>(
    call: &Call,
    read: impl FnOnce(&mut Fields<'_>) -> T,
) -> Result<T, Refusal> {
    let refused = |message| Err(Refusal::invalid(message, Map::new()));
    // Content-Type is asked for on writes (api-reference/overview).
    if !call.says_json {
        return refused("Content-Type must be application/json");
    }
    let Content::Json(Value::Object(given)) = &call.content else {
        return refused("The body must be a JSON object");
    };
    fields::read(given.clone(), Unlisted::Refused, read)
        .map_err(|problems| Refusal::invalid("Validation failed", problems))
}
