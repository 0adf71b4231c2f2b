//! Reading a body as this system does: the form of its errors is that of a validator which drops what it does
//! not know, so unknown fields vanish without a word.

use serde_json::{Map, Value};

use super::super::call::{Call, Content};
use super::super::fields::{self, Fields, Manner};
use super::Refusal;

/// Reads a whole body.
pub(super) fn read_body<T>(
    call: &Call,
    read: impl FnOnce(&mut Fields<'_>) -> T,
) -> Result<T, Refusal> {
    let Content::Json(Value::Object(given)) = &call.content else {
        return Err(Refusal::fields(&Map::new()));
    };
    fields::read(given.clone(), Manner::Lenient, read)
        .map_err(|problems| Refusal::fields(&problems))
}
