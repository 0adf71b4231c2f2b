//! Arguments that several commands have, and how their texts are read. Knows no command.

use std::time::Duration;

use camino::Utf8PathBuf;
use clap::Args;

use crate::diagnostic::nearest;
use crate::model::{Address, Kind, ParseAddressError};
use crate::state::Part;

#[derive(Debug, Clone, Copy, Args)]
pub(super) struct ForceArgs {
    /// Overwrite the named output files, whatever they contain; manifests, vetform.yaml and states are never overwritten
    #[arg(long = "force")]
    pub given: bool,
}

#[derive(Debug, Args)]
pub(super) struct LockArgs {
    /// How long to wait for another run to end [default: 90 for a remote state, 0 for a local one]
    #[arg(long = "lock-timeout", value_name = "SECONDS", value_parser = seconds)]
    pub timeout: Option<Duration>,
}

/// An address; a slip in the system or the kind finds the nearest.
pub(super) fn address(text: &str) -> Result<Address, String> {
    text.parse().map_err(|error: ParseAddressError| {
        let near = match &error {
            ParseAddressError::Kind(written) => {
                let known = Kind::ALL.map(|kind| format!("{}/{kind}", kind.system()));
                nearest(written, known.iter().map(String::as_str)).map(str::to_owned)
            }
            ParseAddressError::Shape(_)
            | ParseAddressError::Name(_)
            | ParseAddressError::Part { .. } => None,
        };
        near.map_or_else(
            || error.to_string(),
            |near| format!("{error}; did you mean `{near}`?"),
        )
    })
}

/// An address, or a part of one as the state has it.
pub(super) fn address_or_part(text: &str) -> Result<(Address, Part), String> {
    let (whole, part) = text.split_once('#').unwrap_or((text, ""));
    let whole = address(whole)?;
    let part = part.parse().map_err(|_: ParseAddressError| {
        format!("`{part}` is not part of a resource: write it as questions/NAME, for example {whole}#questions/debugging")
    })?;
    Ok((whole, part))
}

/// A path. An empty one is a variable that is not set, and no file: told before anything is done.
pub(super) fn path(text: &str) -> Result<Utf8PathBuf, String> {
    if text.is_empty() {
        return Err("it is empty; perhaps a variable is not set".to_owned());
    }
    Ok(Utf8PathBuf::from(text))
}

pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text
        .parse()
        .map_err(|_| "not a number of seconds".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

pub(super) fn milliseconds(text: &str) -> Result<Duration, String> {
    text.parse()
        .map(Duration::from_millis)
        .map_err(|_| "not a whole number of milliseconds".to_owned())
}
