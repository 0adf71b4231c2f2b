//! An answer read back into what is stored: the rows of a kind the other way round.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::super::kind::{Record, Shown};

/// The fields that an answer shows of a kind, as they are stored; the rest by default. What does not fit is left out: it is
/// shown all the same, as it was read.
pub(super) fn read_back<T: Record + Default>(fields: &Map<String, Value>) -> T {
    let shown = T::ROWS.iter().filter_map(|row| {
        let value = match row.shown? {
            Shown::Read(name) | Shown::More(name) => fields.get(name)?.clone(),
            Shown::Time(name) => moment(fields.get(name)?)?,
        };
        Some((row.name, value))
    });
    let shown: Vec<(&str, Value)> = shown.collect();
    let mut body = T::default().body();
    let whole = shown
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()));
    let mut all = body.clone();
    all.extend(whole);
    if let Ok(read) = serde_json::from_value(Value::Object(all)) {
        return read;
    }
    for (name, value) in shown {
        let before = body.insert(name.to_owned(), value);
        let fits = serde_json::from_value::<T>(Value::Object(body.clone())).is_ok();
        if let Some(before) = before.filter(|_| !fits) {
            body.insert(name.to_owned(), before);
        }
    }
    serde_json::from_value(Value::Object(body)).unwrap_or_default()
}

/// Milliseconds since 1970.
fn moment(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => {
            let time: Timestamp = text.parse().ok()?;
            Some(time.as_millisecond().into())
        }
        _ => None,
    }
}
