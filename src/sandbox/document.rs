//! A file that a person writes for the sandbox: JSON (if it begins with `[` or `{`) or YAML.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Why a file cannot be read: the person who wrote it must fix it.
#[derive(Debug)]
pub(super) enum Misread {
    /// Neither JSON nor YAML.
    Syntax(String),
    /// Text of a good form with something else in it than asked for.
    Place {
        /// Where, as `[2].fault.status.code`.
        place: String,
        /// What is wrong there.
        message: String,
    },
}

/// Reads a whole file.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Misread> {
    if text.trim_start().starts_with(['[', '{']) {
        let mut reader = serde_json::Deserializer::from_str(text);
        let value = serde_path_to_error::deserialize(&mut reader).map_err(misplaced)?;
        reader
            .end()
            .map_err(|error| Misread::Syntax(error.to_string()))?;
        return Ok(value);
    }
    // By way of JSON values: serde reads an enum with fields from YAML only when it carries a tag.
    let value: Value =
        serde_yaml::from_str(text).map_err(|error| Misread::Syntax(error.to_string()))?;
    serde_path_to_error::deserialize(value).map_err(misplaced)
}

fn misplaced(error: serde_path_to_error::Error<serde_json::Error>) -> Misread {
    let place = error.path().to_string();
    let inner = error.into_inner();
    if inner.is_syntax() || inner.is_eof() {
        return Misread::Syntax(inner.to_string());
    }
    Misread::Place {
        place,
        message: inner.to_string(),
    }
}
