//! Reading the body of a request into a kind. How a refusal is worded is each system's business.

use serde_json::{Map, Value};

use super::super::call::{Call, Content};
use super::fields::{self, Fields, Manner};
use super::record::Record;
use super::refusal::{Refusal, Unfit};

/// Reads a whole body.
pub(in crate::sandbox) fn read<T>(
    call: &Call,
    read: impl FnOnce(&mut Fields<'_>) -> T,
) -> Result<T, Refusal> {
    let manner = call.manner();
    if manner == Manner::Strict && !call.says_json {
        return Err(Refusal::Body(Unfit::ContentType));
    }
    let Content::Json(Value::Object(given)) = &call.content else {
        return Err(Refusal::Body(Unfit::Form));
    };
    fields::read(given.clone(), manner, read)
        .map_err(|problems| Refusal::Body(Unfit::Fields(problems)))
}

/// Reads the body of a creation: the rows that the kind takes then, the rest by default. `more` notes what the rows
/// cannot say, before they are read.
pub(in crate::sandbox) fn new<T: Record>(
    call: &Call,
    more: impl FnOnce(&mut Fields<'_>),
) -> Result<T, Refusal> {
    let given = read(call, |fields| {
        more(fields);
        fields.rows(T::ROWS, |row| row.create)
    })?;
    typed(given)
}

/// What was read, as its type. That the rows let through what the type does not hold is a mistake of the sandbox.
pub(in crate::sandbox) fn typed<T: Record>(given: Map<String, Value>) -> Result<T, Refusal> {
    serde_json::from_value(Value::Object(given)).map_err(|error| {
        tracing::error!(%error, "the sandbox's rows do not fit their type");
        Refusal::Failing(500)
    })
}

/// Reads the body of an update: the rows that the kind takes then.
pub(in crate::sandbox) fn change<T: Record>(
    call: &Call,
    more: impl FnOnce(&mut Fields<'_>),
) -> Result<Map<String, Value>, Refusal> {
    read(call, |fields| {
        more(fields);
        fields.rows(T::ROWS, |row| row.update)
    })
}
