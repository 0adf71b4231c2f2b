//! How each system is spoken to: where its key goes, and within what limits.

use secrecy::SecretString;

use crate::model::System;
use crate::provider::http::{Authentication, TransportOptions};
use crate::provider::promptster;

/// The settings of a transport to a system, whose documented limits hold where `requests_per_second` says nothing.
pub fn transport_options(
    system: System,
    base_url: String,
    key: SecretString,
    requests_per_second: Option<f64>,
) -> TransportOptions {
    let mut options = TransportOptions::new(base_url, key);
    options.requests_per_second = requests_per_second;
    options.authentication = match system {
        System::TapTalent | System::Promptster => Authentication::Bearer,
        System::Flowmingo => Authentication::ApiKeyHeader,
    };
    match system {
        System::Promptster => promptster::within_limits(options),
        System::TapTalent | System::Flowmingo => options,
    }
}
