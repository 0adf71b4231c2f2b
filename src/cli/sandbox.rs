//! `invigil sandbox`: serves the embedded systems over HTTP until interrupted.

use super::args::SandboxArgs;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::signals::stop_on_signals;
use crate::sandbox::{API_KEY, Options, Sandbox, Store, faults_from_json};

pub(super) async fn run(args: &SandboxArgs, output: Output) -> Result<Exit, CommandFailure> {
    let SandboxArgs {
        port,
        store,
        latency,
        faults,
    } = args;
    let faults = match faults {
        None => Vec::new(),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| {
                CommandFailure::new(Exit::Invalid, format!("cannot read {path}: {error}"))
            })?;
            faults_from_json(&text)
                .map_err(|error| CommandFailure::new(Exit::Invalid, format!("{path}: {error}")))?
        }
    };
    let store = store.clone().map_or(Store::Memory, Store::File);
    let options = Options {
        store,
        port: *port,
        latency: *latency,
        faults,
    };
    // Before anybody can know that it serves, so that whoever then stops it is heard.
    let stop = stop_on_signals(output)?;
    let sandbox = Sandbox::start(options).await?;
    output.say("serving until interrupted (Ctrl-C)");
    output.result(&format!(
        "taptalent: baseUrl {} apiKey {API_KEY}\n",
        sandbox.taptalent_url()
    ));
    stop.requested().await;
    sandbox.stop().await;
    Ok(Exit::Done)
}
