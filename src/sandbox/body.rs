//! Reading the body of a request into a kind. How a refusal is worded is each system's business.

use serde_json::{Map, Value};

use super::call::{Call, Content};
use super::fields::{self, Fields, Manner, Problems};
use super::record::Record;

/// Why a body is refused.
#[derive(Debug)]
pub(super) enum Unfit {
    /// The header does not say JSON.
    ContentType,
    /// It is not a JSON object.
    Form,
    /// Fields of it are at fault.
    Fields(Problems),
    /// The rows of the kind let through what its type does not hold: a mistake of the sandbox.
    Rows(serde_json::Error),
}

/// Reads a whole body.
pub(super) fn read<T>(
    call: &Call,
    manner: Manner,
    read: impl FnOnce(&mut Fields<'_>) -> T,
) -> Result<T, Unfit> {
    if manner == Manner::Strict && !call.says_json {
        return Err(Unfit::ContentType);
    }
    let Content::Json(Value::Object(given)) = &call.content else {
        return Err(Unfit::Form);
    };
    fields::read(given.clone(), manner, read).map_err(Unfit::Fields)
}

/// Reads the body of a creation: the rows that the kind takes then, the rest by default. `more` notes what the rows
/// cannot say, before they are read.
pub(super) fn new<T: Record>(
    call: &Call,
    manner: Manner,
    more: impl FnOnce(&mut Fields<'_>),
) -> Result<T, Unfit> {
    let given = read(call, manner, |fields| {
        more(fields);
        fields.rows(T::ROWS, |row| row.create)
    })?;
    typed(given)
}

/// What was read, as its type.
pub(super) fn typed<T: Record>(given: Map<String, Value>) -> Result<T, Unfit> {
    serde_json::from_value(Value::Object(given)).map_err(Unfit::Rows)
}

/// Reads the body of an update: the rows that the kind takes then.
pub(super) fn change<T: Record>(
    call: &Call,
    manner: Manner,
    more: impl FnOnce(&mut Fields<'_>),
) -> Result<Map<String, Value>, Unfit> {
    read(call, manner, |fields| {
        more(fields);
        fields.rows(T::ROWS, |row| row.update)
    })
}
