//! One thing in an envelope whose key differs from system to system, or bare.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::provider::http::BadAnswer;

use super::decode::{Quoting, json, typed};

/// Reads the object under the first of `keys` that holds one, else the whole body.
pub(crate) fn enveloped<T: DeserializeOwned>(
    body: &[u8],
    keys: &[&str],
    quoting: Quoting,
) -> Result<T, BadAnswer> {
    let mut whole: Value = json(body, quoting)?;
    let mut path = Vec::new();
    // Envelopes may be nested: `data` around `assessment`.
    while let Some(key) = keys
        .iter()
        .find(|key| whole.get(**key).is_some_and(Value::is_object))
    {
        whole = whole[*key].take();
        path.push(*key);
    }
    typed(&whole, &path, quoting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Thing {
        id: u32,
    }

    fn read(body: &str) -> Result<Thing, String> {
        let read = enveloped(body.as_bytes(), &["data", "thing"], Quoting::Whole);
        read.map_err(|bad| bad.to_string())
    }

    #[test]
    fn a_thing_is_found_in_each_envelope() {
        for body in [
            r#"{"id": 1}"#,
            r#"{"thing": {"id": 1}}"#,
            r#"{"data": {"id": 1}}"#,
            r#"{"data": {"thing": {"id": 1}, "thing2": null}}"#,
        ] {
            assert_eq!(read(body), Ok(Thing { id: 1 }));
        }
    }

    #[test]
    fn a_complaint_names_the_field_through_the_envelope() {
        insta::assert_snapshot!(read(r#"{"data": {"thing": {"id": "x"}}}"#).unwrap_err(), @r#"`data.thing.id`: expected u32, not string "x""#);
        insta::assert_snapshot!(read(r#"{"thing": [1]}"#).unwrap_err(), @"`id` is missing");
    }
}
