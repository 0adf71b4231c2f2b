//! A file that a person writes for the sandbox: JSON (if it begins with `[` or `{`) or YAML.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Why a file cannot be read: the person who wrote it must fix it.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Neither JSON nor YAML.
    #[error("{of} not JSON or YAML: {message}")]
    Syntax {
        /// `the seed is`, `the faults are`
        of: &'static str,
        /// What the parser said.
        message: String,
    },
    /// Text of a good form with something else in it than asked for.
    #[error("{of} wrong at {place}: {message}")]
    Place {
        /// `the seed is`, `the faults are`
        of: &'static str,
        /// Where, as `[2].fault.status.code`.
        place: String,
        /// What is wrong there.
        message: String,
    },
}

/// Reads a whole file; `of` says what it is about.
pub(super) fn read<T: DeserializeOwned>(of: &'static str, text: &str) -> Result<T, FileError> {
    let broken = |message| FileError::Syntax { of, message };
    let misplaced = |error: serde_path_to_error::Error<serde_json::Error>| {
        let place = error.path().to_string();
        let inner = error.into_inner();
        let message = inner.to_string();
        if inner.is_syntax() || inner.is_eof() {
            return broken(message);
        }
        FileError::Place { of, place, message }
    };
    if text.trim_start().starts_with(['[', '{']) {
        let mut reader = serde_json::Deserializer::from_str(text);
        let value = serde_path_to_error::deserialize(&mut reader).map_err(misplaced)?;
        reader.end().map_err(|error| broken(error.to_string()))?;
        return Ok(value);
    }
    // By way of JSON values: serde reads an enum with fields from YAML only when it carries a tag.
    let value: Value = serde_yaml::from_str(text).map_err(|error| broken(error.to_string()))?;
    serde_path_to_error::deserialize(value).map_err(misplaced)
}
