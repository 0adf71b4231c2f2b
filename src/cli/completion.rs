//! What a shell completes: subcommands and options by the command line itself, and workspaces, addresses and codes of this
//! project and this program. Reads files only: no system, no state, no program of the project.
//!
//! A kind of argument is known by what the help calls its value, so a new option with an `ADDRESS` is completed as well.

use std::ffi::OsStr;

use clap::builder::StyledStr;
use clap::{Arg, Command, ValueEnum};
use clap_complete::engine::ArgValueCompleter;
use clap_complete::env::{CompleteEnv, Shells};
use clap_complete::{CompletionCandidate, Generator as _};

use super::global::Global;
use super::session::find_root;
use crate::diagnostic::Code;
use crate::manifest;

/// By this variable a shell asks what to complete. Not the usual `COMPLETE`: a job that has one for another purpose is to
/// run its command.
const VARIABLE: &str = "VETFORM_COMPLETE";

/// Answers a shell and ends the program, if a shell is what asks.
pub(super) fn answer(command: impl Fn() -> Command) {
    CompleteEnv::with_factory(|| completed(command()))
        .var(VARIABLE)
        .complete();
}

/// The command line with what its values can be.
fn completed(command: Command) -> Command {
    command.mut_args(with_values).mut_subcommands(completed)
}

/// A shell that can complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Shell {
    Bash,
    Elvish,
    Fish,
    Nushell,
    Powershell,
    Zsh,
}

/// What a shell is to read: it asks this program, wherever that is found. Nushell cannot ask: its script knows commands
/// and options.
pub(super) fn script(shell: Shell, mut command: Command) -> std::io::Result<Vec<u8>> {
    const PROGRAM: &str = "vetform";
    let mut script = Vec::new();
    let name = match shell {
        Shell::Nushell => {
            command.set_bin_name(PROGRAM);
            command.build();
            clap_complete_nushell::Nushell.try_generate(&command, &mut script)?;
            return Ok(script);
        }
        Shell::Bash => "bash",
        Shell::Elvish => "elvish",
        Shell::Fish => "fish",
        Shell::Powershell => "powershell",
        Shell::Zsh => "zsh",
    };
    let shells = Shells::builtins();
    match shells.completer(name) {
        Some(shell) => {
            shell.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
            Ok(script)
        }
        None => Err(std::io::Error::other(format!("no completions for {name}"))),
    }
}

fn with_values(arg: Arg) -> Arg {
    let names = arg.get_value_names().unwrap_or_default();
    let Some(first) = names.first().map(ToString::to_string) else {
        return arg;
    };
    match first.as_str() {
        "NAME|GLOB" => arg.add(ArgValueCompleter::new(workspaces)),
        "ADDRESS" | "ADDRESS|GLOB|NAME" => arg.add(ArgValueCompleter::new(addresses)),
        "CODE" => arg.add(ArgValueCompleter::new(codes)),
        _ => arg,
    }
}

fn workspaces(begun: &OsStr) -> Vec<CompletionCandidate> {
    let Ok(root) = find_root(&Global::default()) else {
        return Vec::new();
    };
    let (workspaces, _) = manifest::workspaces(&root);
    let workspaces = workspaces.unwrap_or_default().into_iter();
    beginning(
        begun,
        workspaces.map(|one| CompletionCandidate::new(one.name)),
    )
}

fn addresses(begun: &OsStr) -> Vec<CompletionCandidate> {
    let Ok(root) = find_root(&Global::default()) else {
        return Vec::new();
    };
    let desired = manifest::load(&root, None).desired.unwrap_or_default();
    let addresses = desired.addresses();
    let candidates = addresses.map(|address| CompletionCandidate::new(address.to_string()));
    beginning(begun, candidates)
}

fn codes(begun: &OsStr) -> Vec<CompletionCandidate> {
    let codes = Code::ALL.iter();
    let candidates = codes.map(|code| {
        let help = StyledStr::from(code.remedy());
        CompletionCandidate::new(code.as_str()).help(Some(help))
    });
    beginning(begun, candidates)
}

fn beginning(
    begun: &OsStr,
    candidates: impl Iterator<Item = CompletionCandidate>,
) -> Vec<CompletionCandidate> {
    let begun = begun.to_string_lossy();
    let fits = |one: &CompletionCandidate| one.get_value().to_string_lossy().starts_with(&*begun);
    candidates.filter(fits).collect()
}
