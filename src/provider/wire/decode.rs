//! Bytes to wire types, with the path of the field where it fails.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::provider::http::BadAnswer;

/// Whether a complaint may quote what came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quoting {
    /// Yes: nothing in it is about a person.
    Whole,
    /// No: there are people, or their keys, in it.
    Nothing,
}

/// Reads a whole body.
///
/// The quick way first: noting the path costs time on every value, and is needed only when something is wrong.
pub(crate) fn json<T: DeserializeOwned>(body: &[u8], quoting: Quoting) -> Result<T, BadAnswer> {
    serde_json::from_slice(body).map_err(|error| explain::<T>(body, &error, quoting))
}

/// Reads what was taken out of an answer at `path`.
pub(super) fn typed<T: DeserializeOwned>(
    value: &Value,
    path: &[&str],
    quoting: Quoting,
) -> Result<T, BadAnswer> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let inner = error.path().to_string();
        let inner = (inner != ".").then_some(inner);
        let field: Vec<&str> = path.iter().copied().chain(inner.as_deref()).collect();
        BadAnswer {
            field: field.join("."),
            what: complaint(&error.into_inner().to_string(), quoting),
        }
    })
}

/// An answer about one thing: `{status, data: {…}}`.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object with `data`")]
struct Single<T> {
    data: T,
}

/// Reads one thing out of its `data`, or bare: the flow's single read has no example.
pub(crate) fn single<T: DeserializeOwned, O>(
    body: &[u8],
    observe: impl Fn(T) -> Result<O, String>,
) -> Result<O, BadAnswer> {
    match json::<Single<T>>(body, Quoting::Whole) {
        Ok(Single { data }) => observe(data).map_err(BadAnswer::whole),
        // If it is not that either, the complaint is about the documented envelope.
        Err(bad) => serde_json::from_slice(body)
            .ok()
            .and_then(|bare| observe(bare).ok())
            .ok_or(bad),
    }
}

fn explain<T: DeserializeOwned>(
    body: &[u8],
    error: &serde_json::Error,
    quoting: Quoting,
) -> BadAnswer {
    if body.iter().all(u8::is_ascii_whitespace) {
        return BadAnswer::whole("it is empty");
    }
    if error.is_eof() {
        return BadAnswer::whole("its JSON is cut off");
    }
    if error.is_syntax() {
        return BadAnswer::whole(match quoting {
            Quoting::Whole => format!("it is not JSON: {}", String::from_utf8_lossy(body)),
            Quoting::Nothing => "it is not JSON".to_owned(),
        });
    }
    let deserializer = &mut serde_json::Deserializer::from_slice(body);
    match serde_path_to_error::deserialize::<_, T>(deserializer) {
        Ok(_) => BadAnswer::whole(complaint(&error.to_string(), quoting)),
        Err(error) => BadAnswer {
            field: match error.path().to_string().as_str() {
                "." => String::new(),
                path => path.to_owned(),
            },
            what: complaint(&error.into_inner().to_string(), quoting),
        },
    }
}

/// What a type complains of, in words for people, without the place in the body, which nobody has at hand.
fn complaint(message: &str, quoting: Quoting) -> String {
    let message = message
        .rsplit_once(" at line ")
        .map_or(message, |(message, _)| message);
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("{field} is missing");
    }
    // "invalid type: string "…", expected a number"
    let Some((_, came)) = message
        .strip_prefix("invalid ")
        .and_then(|rest| rest.split_once([':', ' ']))
    else {
        return message.to_owned();
    };
    match (came.rsplit_once(", expected "), quoting) {
        (None, Quoting::Nothing) => "it has the wrong structure".to_owned(),
        (None, Quoting::Whole) => message.to_owned(),
        (Some((_, wanted)), Quoting::Nothing) => format!("expected {wanted}"),
        (Some((came, wanted)), Quoting::Whole) => {
            let came = came.trim_start();
            let is_length = came.bytes().all(|byte| byte.is_ascii_digit());
            let came = match came {
                "sequence" => "a list",
                "map" => "an object",
                _ if is_length => "a list",
                other => other,
            };
            let wanted = wanted.replace("a sequence", "a list");
            format!("expected {wanted}, not {came}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::wire::Decimal;

    #[derive(Debug, Deserialize)]
    struct Row {
        #[serde(rename = "score")]
        _score: Decimal,
    }

    #[test]
    fn a_complaint_about_people_quotes_nothing() {
        for body in [
            r#"{"score": "alex@example.com"}"#,
            r#"{"score": {"alex": 1}}"#,
            "alex",
            r#"["alex"]"#,
            r#"{"score": 1, "score": "alex"}"#,
        ] {
            let bad = json::<Row>(body.as_bytes(), Quoting::Nothing).unwrap_err();
            assert!(!bad.to_string().contains("alex"), "{bad}");
        }
        let bad = json::<Row>(br#"{"score": "x"}"#, Quoting::Nothing).unwrap_err();
        assert_eq!(bad.to_string(), "`score`: expected a number");
    }
}
