//! `vetform completions` and `vetform man`: what packagers install beside the program.

use super::argument;
use super::completion;
use camino::Utf8PathBuf;
use clap::{Args, Command};

use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::output::Output;
use crate::render::Form;

const COMPLETIONS: &str = "\
Examples:
  vetform completions bash > /etc/bash_completion.d/vetform
  vetform completions fish > ~/.config/fish/completions/vetform.fish
  vetform completions zsh  > \"${fpath[1]}/_vetform\"";

const MAN: &str = "\
Examples:
  vetform man | man -l -              read it
  vetform man --output man1           a page for the program and one for each command";

#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS)]
pub(super) struct CompletionsArgs {
    /// Shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
#[command(after_help = MAN)]
pub(super) struct ManArgs {
    /// Write every page to this folder, created if missing
    #[arg(long, value_name = "DIR", value_parser = argument::path)]
    pub output: Option<Utf8PathBuf>,
}

pub(super) fn completions(args: &CompletionsArgs, output: Output) -> CommandResult {
    let script = completion::script(args.shell);
    let script = script.map_err(|error| CommandFailure::new(Exit::Failed, error))?;
    output.delivers(Form::Commands, &String::from_utf8_lossy(&script));
    Ok(Exit::Done)
}

pub(super) fn man(args: &ManArgs, command: Command, output: Output) -> CommandResult {
    let failed = |error: std::io::Error| CommandFailure::new(Exit::Failed, error);
    if let Some(folder) = &args.output {
        let unwritable = |error| {
            CommandFailure::new(
                Exit::Failed,
                format!("cannot write pages to {folder}: {error}"),
            )
        };
        std::fs::create_dir_all(folder).map_err(unwritable)?;
        clap_mangen::generate_to(command, folder).map_err(unwritable)?;
        return Ok(Exit::Done);
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command.disable_help_subcommand(true))
        .render(&mut page)
        .map_err(failed)?;
    output.delivers(Form::Document, &String::from_utf8_lossy(&page));
    Ok(Exit::Done)
}

/// The same as `--version`.
pub(super) fn version(command: &Command, output: Output) -> Exit {
    output.result(&command.render_version());
    Exit::Done
}
