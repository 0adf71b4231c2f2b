//! Reading a body as this system does. What becomes of a field that the guide does not list is unsaid; a client
//! that sends one is wrong either way, so it is refused.

use serde_json::Value;

use super::super::call::{Call, Content};
use super::super::fields::{self, Fields, Manner};
use super::Refusal;

/// Reads a whole body.
pub(super) fn read_body<T>(
    call: &Call,
    read: impl FnOnce(&mut Fields<'_>) -> T,
) -> Result<T, Refusal> {
    if !call.says_json {
        return Err(Refusal::invalid("Content-Type must be application/json"));
    }
    let Content::Json(Value::Object(given)) = &call.content else {
        return Err(Refusal::invalid("The body must be a JSON object"));
    };
    fields::read(given.clone(), Manner::Strict, read)
        .map_err(|problems| Refusal::fields(&problems))
}
