//! `vetform completions`, `vetform man` and `vetform version`: what packagers install beside the program.

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, Command};

use super::argument;
use super::completion::{self, Shell};
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::manual::{self, Page};
use super::output::Output;
use crate::diagnostic::nearest;
use crate::render::Form;

const COMPLETIONS: &str = "\
Examples:
  vetform completions bash > ~/.local/share/bash-completion/completions/vetform
  vetform completions fish > ~/.config/fish/completions/vetform.fish
  vetform completions zsh > \"${fpath[1]}/_vetform\"
  vetform completions nushell > ~/.config/nushell/autoload/vetform.nu";

const MAN: &str = "\
Examples:
  vetform man | man -l -              read the page of the program
  vetform man plan | man -l -         of a command
  vetform man vetform.yaml            of a file: vetform.yaml, vetform-manifest
  vetform man --output man            every page, for a packager";

#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS)]
pub(super) struct CompletionsArgs {
    /// Shell
    #[arg(value_enum)]
    pub shell: Shell,
}

#[derive(Debug, Args)]
#[command(after_help = MAN)]
pub(super) struct ManArgs {
    /// Page to print: a command, vetform.yaml or vetform-manifest
    #[arg(default_value = "vetform", conflicts_with = "output")]
    pub page: String,
    /// Write every page to this folder, created if missing
    #[arg(long, value_name = "DIR", value_parser = argument::path)]
    pub output: Option<Utf8PathBuf>,
}

pub(super) fn completions(
    args: &CompletionsArgs,
    command: Command,
    output: Output,
) -> CommandResult {
    let script = completion::script(args.shell, command);
    let script = script.map_err(|error| CommandFailure::new(Exit::Failed, error))?;
    output.delivers(Form::Commands, &String::from_utf8_lossy(&script));
    Ok(Exit::Done)
}

pub(super) fn man(args: &ManArgs, command: Command, output: Output) -> CommandResult {
    let pages = manual::pages(command);
    if let Some(folder) = &args.output {
        write(&pages, folder).map_err(|error| {
            CommandFailure::new(
                Exit::Failed,
                format!("cannot write pages to {folder}: {error}"),
            )
        })?;
        return Ok(Exit::Done);
    }
    let wanted = args.page.replace(' ', "-");
    if let Some(page) = pages.iter().find(|page| page.is_called(&wanted)) {
        output.delivers(Form::Document, &page.text);
        return Ok(Exit::Done);
    }
    let known = pages.iter().filter_map(|page| page.file.rsplit_once('.'));
    let near = nearest(
        &wanted,
        known.map(|(stem, _)| stem.trim_start_matches("vetform-")),
    );
    let hint = near.map_or_else(
        || "the pages are those of the commands, vetform.yaml and vetform-manifest".to_owned(),
        |near| format!("did you mean {near}?"),
    );
    let message = format!("the manual has no page `{}`", args.page);
    Err(CommandFailure::new(Exit::Invalid, message).with_hint(hint))
}

fn write(pages: &[Page], folder: &Utf8Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut pages = pages.iter();
    pages.try_for_each(|page| std::fs::write(folder.join(&page.file), &page.text))
}

/// The same as `--version`.
pub(super) fn version(command: &Command, output: Output) -> Exit {
    output.result(&command.render_version());
    Exit::Done
}
