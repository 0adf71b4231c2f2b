//! From the command line to an exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{CommandFactory as _, FromArgMatches as _};

use super::bars;
use super::command::{Cli, Command};
use super::completion;
use super::core_dumps;
use super::exit::Exit;
use super::failed;
use super::failure::{CommandFailure, CommandResult};
use super::file_limit;
use super::fleet::{self, ShardArgs};
use super::global::Global;
use super::output::Output;
use crate::manifest::stop_programs;
use crate::render::one_line;
use crate::secrets::keep_usual_variables_out;

/// What a shell says of a program that SIGINT has ended.
pub(super) const INTERRUPTED: i32 = 130;

pub fn main() -> ExitCode {
    core_dumps::forbid();
    completion::answer(Cli::command);
    let cli = match parsed() {
        Ok(cli) => cli,
        Err(error) => return refused(&error).into(),
    };
    let output = Output::new(&cli.global);
    keep_usual_variables_out();
    listen_to_events(output);
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| CommandFailure::new(Exit::Failed, error))
        .and_then(|runtime| {
            let outcome = runtime.block_on(async {
                file_limit::survive();
                match run_in_many(&cli, output).await {
                    Some(result) => result,
                    None => run_at_a_terminal(&cli, output).await,
                }
            });
            // Nobody waits for what was dropped: the name of a host is looked up for longer than a problem is told.
            runtime.shutdown_background();
            outcome
        });
    match outcome {
        Ok(_) if Output::has_lost_results() => Exit::Failed.into(),
        Ok(exit) => exit.into(),
        Err(failure) => {
            output.failure(&failure);
            failed::tell(&cli.command, &cli.global, &failure, output);
            failure.exit.into()
        }
    }
}

/// The command line. A variable of the environment that is empty counts as unset; an option that is empty does not.
fn parsed() -> Result<Cli, clap::Error> {
    parse(std::env::args_os().collect())
}

fn parse(arguments: Vec<OsString>) -> Result<Cli, clap::Error> {
    let mut command = Cli::command();
    let matches = command.try_get_matches_from_mut(arguments)?;
    let mut cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    let Global {
        workspaces,
        all_workspaces,
        ..
    } = &mut cli.global;
    if matches.value_source("workspaces") == Some(ValueSource::EnvVariable) {
        workspaces.retain(|name| !name.is_empty() && !*all_workspaces);
    } else if *all_workspaces && !workspaces.is_empty() {
        let words = "the argument `--all-workspaces` cannot be used with `--workspace`";
        return Err(command.error(ErrorKind::ArgumentConflict, words));
    }
    Ok(cli)
}

/// Says why there is no command to run; help and version are results.
fn refused(error: &clap::Error) -> Exit {
    if !error.use_stderr() {
        let _ = error.print();
        return Exit::Done;
    }
    // It quotes arguments as they are: so what is wrong is asked again of harmless ones.
    let arguments = std::env::args_os().map(|argument| {
        let shown = one_line(&argument.to_string_lossy()).into_owned();
        OsString::from(shown)
    });
    let again = parse(arguments.collect()).err();
    let message = again.as_ref().unwrap_or(error).render();
    let output = Output::new(&Global::default());
    let text = if output.message.is_colored() {
        message.ansi().to_string()
    } else {
        message.to_string()
    };
    output.insist_block(text.trim_end());
    let arguments = std::env::args_os().map(|one| one.to_string_lossy().into_owned());
    let arguments: Vec<String> = arguments.collect();
    failed::tell_of_command_line(&arguments, &message.to_string(), output);
    Exit::Invalid
}

/// Events of our own rooms go to stderr. Those of libraries never do: some speak of headers, and so of keys.
fn listen_to_events(output: Output) {
    let filter = match output.verbose {
        // Whoever listens must hear of webhooks that were refused: nobody else does.
        0 => "vetform=error,vetform::listen=warn",
        1 => "vetform=info",
        _ => "vetform=debug",
    };
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(filter))
        .with_writer(output)
        .with_ansi(output.message.is_colored())
        .without_time()
        .init();
}

/// What only reads has nothing to finish when somebody interrupts it, but its bar is to be taken off the screen.
async fn run_at_a_terminal(cli: &Cli, output: Output) -> CommandResult {
    let only_reads = matches!(
        cli.command,
        Command::Plan(_)
            | Command::Rehearse(_)
            | Command::Drift(_)
            | Command::Results(_)
            | Command::Pull(_)
    );
    if !(only_reads && output.draws) {
        return run(cli, output).await;
    }
    tokio::select! {
        outcome = run(cli, output) => outcome,
        Ok(()) = tokio::signal::ctrl_c() => {
            bars::clear();
            stop_programs();
            std::process::exit(INTERRUPTED)
        }
    }
}

/// In as many workspaces as the command line means; `None`: in one, or in none.
async fn run_in_many(cli: &Cli, output: Output) -> Option<CommandResult> {
    let global = &cli.global;
    let shard = cli.command.shard();
    let shard = match shard.map(ShardArgs::shard).transpose() {
        Ok(shard) => shard,
        Err(failure) => return Some(Err(failure)),
    };
    if !global.names_many() && shard.flatten().is_none() {
        return None;
    }
    let result = match (&cli.command, shard) {
        (Command::Plan(args), Some(shard)) => fleet::run(args, global, shard, output).await,
        (Command::Apply(args), Some(shard)) => fleet::run(args, global, shard, output).await,
        (Command::Drift(args), Some(shard)) => fleet::run(args, global, shard, output).await,
        (Command::Doctor(args), Some(shard)) => fleet::run(args, global, shard, output).await,
        (Command::Pull(args), Some(shard)) => fleet::run(args, global, shard, output).await,
        (command, _) if command.is_about_all() => return None,
        _ => {
            let words = "this command works in one workspace, and several are named";
            let failure = CommandFailure::new(Exit::Invalid, words);
            let hint = "name one with `-w NAME`; plan, apply, drift, doctor, pull and validate take several";
            Err(failure.with_hint(hint))
        }
    };
    Some(result)
}

async fn run(cli: &Cli, output: Output) -> CommandResult {
    let global = &cli.global;
    match &cli.command {
        Command::Init(args) => super::init::run(global, args, output).await,
        Command::Validate(args) => super::validate::run(global, args, output),
        Command::Plan(args) => super::plan::run(global, args, output).await,
        Command::Apply(args) => super::apply::run(global, args, output).await,
        Command::Rehearse(args) => Box::pin(super::rehearse::run(global, args, output)).await,
        Command::Results(args) => super::results::run(global, args, output).await,
        Command::Drift(args) => super::drift::run(global, args, output).await,
        Command::Pull(args) => super::pull::run(global, args, output).await,
        Command::History(args) => super::history::run(global, args, output).await,
        Command::State(command) => super::state::run(global, command, output).await,
        Command::People(command) => super::people::run(global, command, output).await,
        Command::Schema(args) => super::schema::run(global, args, Cli::command(), output),
        Command::Sandbox(args) => super::embedded::serve(args, output).await,
        Command::Doctor(args) => super::doctor::run(global, args, output).await,
        Command::Generate(args) => super::generate::run(global, args, output).await,
        Command::Graph(args) => super::graph::run(global, args, output),
        Command::Workspaces(args) => super::workspaces::run(global, args, output),
        #[cfg(feature = "lsp")]
        Command::Lsp => super::lsp::run(global),
        Command::Explain(args) => super::explain::run(args, output),
        Command::Completions(args) => super::packaging::completions(args, Cli::command(), output),
        Command::Man(args) => super::packaging::man(args, Cli::command(), output),
        Command::Version => Ok(super::packaging::version(&Cli::command(), output)),
        Command::Listen(args) => super::listen::run(args, output).await,
    }
}
