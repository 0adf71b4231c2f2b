//! `vetform listen`: receives the systems' webhooks and prints one JSON line an event, until interrupted.

use std::io;
use std::net::IpAddr;

use clap::Args;
use tokio::sync::mpsc::Receiver;

use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::output::Output;
use super::signals::stop_on_signals;
use crate::apply::Stop;
use crate::environment::{Variable, variable};
use crate::listen::{Delivery, ListenError, Listener, Options, Secret, WebhookSystem, mask_people};
use crate::render::Form;

/// What the systems are to be told.
const EXAMPLES: &str = "\
Examples:
  vetform listen
  TAPTALENT_WEBHOOK_KEY=… FLOWMINGO_WEBHOOK_SECRET=whsec_… vetform listen --port 9000
  vetform listen | jq -c 'select(.event == \"interview.scoring_completed\") | .payload.data'

The systems send to public HTTPS addresses only, which are set in their web apps: let a tunnel or
a proxy lead https://your.host/taptalent and https://your.host/flowmingo to this port, with bodies
and headers as they come.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ListenArgs {
    /// TCP port; 0 for any free port
    #[arg(long, default_value_t = 8788)]
    pub port: u16,
    /// Local address to listen on
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub bind: IpAddr,
    /// Environment variable with the key that TapTalent sends [default: `TAPTALENT_WEBHOOK_KEY`, if it is set]
    #[arg(long, value_name = "NAME")]
    pub taptalent_key_env: Option<String>,
    /// Environment variable with the secret that Flowmingo signs with [default: `FLOWMINGO_WEBHOOK_SECRET`, if it is set]
    #[arg(long, value_name = "NAME")]
    pub flowmingo_secret_env: Option<String>,
    /// Print full names and e-mail addresses
    #[arg(long)]
    pub show_candidates: bool,
}

impl From<ListenError> for CommandFailure {
    fn from(error: ListenError) -> Self {
        Self::new(Exit::Failed, error).with_hint("`--port 0` uses any free port")
    }
}

pub(super) async fn run(args: &ListenArgs, output: Output) -> CommandResult {
    let ListenArgs {
        port,
        bind,
        taptalent_key_env,
        flowmingo_secret_env,
        show_candidates,
    } = args;
    let options = Options {
        bind: *bind,
        port: *port,
        taptalent: secret(taptalent_key_env.as_deref(), "TAPTALENT_WEBHOOK_KEY")?,
        flowmingo: secret(flowmingo_secret_env.as_deref(), "FLOWMINGO_WEBHOOK_SECRET")?,
    };
    warn(&options, output);
    // Before anybody can know that it listens, so that whoever then stops it is heard.
    let stop = stop_on_signals(output)?;
    let (listener, mut events) = Listener::start(options).await?;
    for system in WebhookSystem::ALL {
        output.say(&format!("{}: {}", system.system(), listener.url(system)));
    }
    output.say("listening until interrupted (Ctrl-C)");
    let mut written = Ok(());
    while written.is_ok()
        && let Some(delivery) = next(&mut events, &stop).await
    {
        written = print(delivery, *show_candidates, output);
    }
    let stopping = tokio::spawn(listener.stop());
    // The channel ends with the last request that had begun.
    while written.is_ok()
        && let Some(delivery) = events.recv().await
    {
        written = print(delivery, *show_candidates, output);
    }
    // Whoever still waits for an answer is told to come again.
    drop(events);
    let _ = stopping.await;
    written.map(|()| Exit::Done)
}

/// The next event, or `None` when it is time to stop.
async fn next(events: &mut Receiver<Delivery>, stop: &Stop) -> Option<Delivery> {
    tokio::select! {
        delivery = events.recv() => delivery,
        () = stop.requested() => None,
    }
}

/// Writes the line, and only then lets the sender have its answer.
fn print(
    mut delivery: Delivery,
    show_candidates: bool,
    output: Output,
) -> Result<(), CommandFailure> {
    let event = &mut delivery.event;
    if !show_candidates {
        mask_people(&mut event.payload);
    }
    serde_json::to_string(event)
        .map_err(io::Error::from)
        .and_then(|line| output.writes(Form::Json, &(line + "\n")))
        .map_err(|error| unwritten(&error))?;
    delivery.written();
    Ok(())
}

fn unwritten(error: &io::Error) -> CommandFailure {
    let message = if error.kind() == io::ErrorKind::BrokenPipe {
        "nothing reads the events any more".to_owned()
    } else {
        format!("cannot write an event: {error}")
    };
    CommandFailure::new(Exit::Failed, message).with_hint(
        "the event was answered with 503, so its sender will send it again; make sure that the reader of stdout \
        works, and start again",
    )
}

/// The secret in the variable that was named, or in the usual one if that is set.
fn secret(named: Option<&str>, usual: &str) -> Result<Option<Secret>, CommandFailure> {
    let invalid = |message| Err(CommandFailure::new(Exit::Invalid, message));
    let name = named.unwrap_or(usual);
    match variable(name) {
        Variable::Text(text) => match Secret::new(&text) {
            Ok(secret) => Ok(Some(secret)),
            Err(error) => invalid(format!("the environment variable {name}: {error}")),
        },
        Variable::Unset | Variable::Empty if named.is_none() => Ok(None),
        Variable::Unset => invalid(format!("the environment variable {name} is not set")),
        Variable::Empty => invalid(format!("the environment variable {name} is set but empty")),
        Variable::NoText => invalid(format!("the environment variable {name} is not UTF-8")),
    }
}

/// Loud even with `--quiet`: from here on anybody who finds the port can make up events.
fn warn(options: &Options, output: Output) {
    let systems = [
        (&options.taptalent, "taptalent", "TAPTALENT_WEBHOOK_KEY"),
        (&options.flowmingo, "flowmingo", "FLOWMINGO_WEBHOOK_SECRET"),
    ];
    for (secret, system, name) in systems {
        if secret.is_none() {
            let set = match variable(name) {
                Variable::Empty => format!("{name} is set but empty"),
                _ => format!("set {name}"),
            };
            output.warning(&format!(
                "no secret for {system}: anybody can forge its events, which are marked `\"verified\":false`; {set}"
            ));
        }
    }
}
