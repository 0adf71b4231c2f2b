//! `vetform sandbox`: serves the embedded systems over HTTP until interrupted.

use std::fmt::Display;

use camino::Utf8Path;

use super::super::exit::Exit;
use super::super::failure::{CommandFailure, CommandResult};
use super::super::output::Output;
use super::super::signals::stop_on_signals;
use super::args::SandboxArgs;
use crate::files::{self, INPUT_BYTES};
use crate::sandbox::{Options, Sandbox, Store, System, faults_from_json, seed_from_text};

pub(in crate::cli) async fn serve(args: &SandboxArgs, output: Output) -> CommandResult {
    let SandboxArgs {
        port,
        store,
        latency,
        faults,
        seed,
    } = args;
    let faults = file(faults.as_deref(), faults_from_json)?.unwrap_or_default();
    let seed = file(seed.as_deref(), seed_from_text)?;
    let store = store.clone().map_or(Store::Memory, Store::File);
    let options = Options {
        store,
        port: *port,
        latency: *latency,
        faults,
        seed,
        world: None,
        witness: None,
    };
    // Before anybody can know that it serves, so that whoever then stops it is heard.
    let stop = stop_on_signals(output)?;
    let sandbox = Sandbox::start(options).await?;
    output.say("serving until interrupted (Ctrl-C)");
    for system in System::ALL {
        let (name, key, url) = (system.name(), system.key(), sandbox.url_of(system));
        output.result(&format!("{name}: baseUrl {url} apiKey {key}\n"));
    }
    stop.requested().await;
    sandbox.stop().await;
    Ok(Exit::Done)
}

/// Reads a file of the command line; a wrong one is the command line's fault.
fn file<T, E: Display>(
    path: Option<&Utf8Path>,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, CommandFailure> {
    let Some(path) = path else {
        return Ok(None);
    };
    let invalid = |text| CommandFailure::new(Exit::Invalid, text);
    let text = files::read_text(path, INPUT_BYTES).map_err(|error| {
        CommandFailure::of_file(Exit::Invalid, format!("cannot read {path}"), &error)
    })?;
    let value = read(&text).map_err(|error| invalid(format!("{path}: {error}")))?;
    Ok(Some(value))
}
