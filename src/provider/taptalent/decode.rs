//! Bytes to wire types, with the path of the field where it fails.

use serde::de::DeserializeOwned;

use crate::provider::http::BadAnswer;

use super::wire::Single;

/// Reads a whole body.
///
/// The quick way first: noting the path costs time on every value, and is needed only when something is wrong.
pub(super) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, BadAnswer> {
    serde_json::from_slice(body).map_err(|error| explain::<T>(body, &error))
}

/// Reads one thing out of its envelope, or bare: the flow's single read has no example.
pub(super) fn single<T: DeserializeOwned, O>(
    body: &[u8],
    observe: impl Fn(T) -> Result<O, String>,
) -> Result<O, BadAnswer> {
    match json::<Single<T>>(body) {
        Ok(Single { data }) => observe(data).map_err(BadAnswer::whole),
        // If it is not that either, the complaint is about the documented envelope.
        Err(bad) => serde_json::from_slice(body)
            .ok()
            .and_then(|bare| observe(bare).ok())
            .ok_or(bad),
    }
}

fn explain<T: DeserializeOwned>(body: &[u8], error: &serde_json::Error) -> BadAnswer {
    if body.iter().all(u8::is_ascii_whitespace) {
        return BadAnswer::whole("it is empty");
    }
    if error.is_eof() {
        return BadAnswer::whole("it is JSON that ends in the middle");
    }
    if error.is_syntax() {
        let body = String::from_utf8_lossy(body);
        return BadAnswer::whole(format!("it is not JSON: {body}"));
    }
    let deserializer = &mut serde_json::Deserializer::from_slice(body);
    match serde_path_to_error::deserialize::<_, T>(deserializer) {
        Ok(_) => BadAnswer::whole(error.to_string()),
        Err(error) => BadAnswer {
            field: match error.path().to_string().as_str() {
                "." => String::new(),
                path => path.to_owned(),
            },
            what: without_place(&error.into_inner().to_string()).to_owned(),
        },
    }
}

/// `serde_json` appends where in the body; nobody has the body at hand.
fn without_place(message: &str) -> &str {
    message
        .rsplit_once(" at line ")
        .map_or(message, |(message, _)| message)
}
