//! `vetform schema`: prints a JSON Schema; and the one command that re-makes every generated file of the repository.

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, Command};

use super::editor_schemas;
use super::examples;
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::global::Global;
use super::output::Output;
use super::schemas::{schemas, schemas_with_names};
use super::session::find_root;
use crate::diagnostic::nearest;
use crate::manifest::load_and_lint_everywhere;
use crate::render::{Form, generated};

#[derive(Debug, Args)]
#[command(after_help = examples::SCHEMA)]
pub(super) struct SchemaArgs {
    /// A kind (taptalent.assessment, …), config, plan, report, results, or manifest for all kinds
    #[arg(default_value = "manifest")]
    pub name: String,
    /// Write all schemas to .vetform/schema of the project, where the first line of a manifest points editors
    /// (with DIR: regenerate the files of vetform's own repository)
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = "", conflicts_with = "name")]
    pub write: Option<Utf8PathBuf>,
    /// With the names of this project where they are to be written, for editors without `vetform lsp`
    /// (with --write: into .vetform/schema or, with DIR, into that folder)
    #[arg(long)]
    pub with_names: bool,
}

const COMMANDS: &str = "docs/reference/commands.md";

pub(super) fn run(
    global: &Global,
    args: &SchemaArgs,
    command: Command,
    output: Output,
) -> CommandResult {
    let SchemaArgs {
        name,
        write,
        with_names,
    } = args;
    let files = if *with_names {
        let files = named(global)?;
        match write {
            Some(folder) if folder.as_str().is_empty() => {
                editor_schemas::write_these(find_root(global)?.as_path(), &files)?;
                return Ok(Exit::Done);
            }
            Some(folder) => {
                editor_schemas::write_into(folder, &files)?;
                return Ok(Exit::Done);
            }
            None => files,
        }
    } else {
        schemas()
    };
    match write {
        Some(folder) if folder.as_str().is_empty() => {
            editor_schemas::write(find_root(global)?.as_path())?;
            return Ok(Exit::Done);
        }
        Some(folder) => return write_all(folder, &files, command),
        None => {}
    }
    let wanted = name.to_lowercase().replace('/', ".").replace(".v1", "");
    let stem = |file: &str| file.trim_end_matches(".schema.json").to_owned();
    let found = files.iter().find(|(file, _)| {
        let stem = stem(file);
        stem == wanted || stem.split_once('.').is_some_and(|(_, kind)| kind == wanted)
    });
    if let Some((_, text)) = found {
        output.delivers(Form::Json, text);
        return Ok(Exit::Done);
    }
    let known: Vec<String> = files.iter().map(|(file, _)| stem(file)).collect();
    let near = nearest(&wanted, known.iter().map(String::as_str));
    let hint = near.map_or_else(
        || format!("available: {}", known.join(", ")),
        |near| format!("did you mean {near}?"),
    );
    let message = format!("there is no schema `{name}`");
    Err(CommandFailure::new(Exit::Invalid, message).with_hint(hint))
}

/// With the names of the project, whatever else is wrong with its manifests.
fn named(global: &Global) -> Result<Vec<(String, String)>, CommandFailure> {
    let loaded = load_and_lint_everywhere(&find_root(global)?, None, |_| true);
    if loaded.project.is_none() {
        let message = "the configuration has errors, so no names are known";
        return Err(
            CommandFailure::new(Exit::Invalid, message).with_hint("`vetform validate` shows them")
        );
    }
    Ok(schemas_with_names(&loaded))
}

fn write_all(folder: &Utf8Path, files: &[(String, String)], command: Command) -> CommandResult {
    let failed = |error: std::io::Error| CommandFailure::new(Exit::Failed, error);
    let schema = folder.join("schema");
    std::fs::create_dir_all(&schema).map_err(failed)?;
    for (file, text) in files {
        std::fs::write(schema.join(file), text).map_err(failed)?;
    }
    std::fs::write(folder.join(COMMANDS), command_page(command)).map_err(failed)?;
    for page in generated::PAGES {
        let page = folder.join(page);
        let text = std::fs::read_to_string(&page).map_err(failed)?;
        let text = generated::page_with_tables(&text);
        std::fs::write(&page, text).map_err(failed)?;
    }
    Ok(Exit::Done)
}

/// The page about every command, from its help. Examples stand in the help only: a page would run their lines together.
fn command_page(command: Command) -> String {
    let options = clap_markdown::MarkdownOptions::new()
        .title("Commands".to_owned())
        .show_footer(false);
    clap_markdown::help_markdown_command_custom(&without_examples(command), &options)
}

fn without_examples(command: Command) -> Command {
    command
        .after_help(clap::builder::Resettable::Reset)
        .mut_subcommands(without_examples)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::super::command::Cli;
    use super::*;

    #[test]
    fn every_generated_file_is_fresh() {
        let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
        let remake = "re-make it: cargo run -- schema --write .";
        for (file, text) in schemas() {
            let found =
                std::fs::read_to_string(root.join("schema").join(&file)).unwrap_or_default();
            assert!(found == text, "schema/{file} is stale; {remake}");
        }
        let commands = std::fs::read_to_string(root.join(COMMANDS)).unwrap();
        assert!(
            commands == command_page(Cli::command()),
            "{COMMANDS} is stale; {remake}"
        );
        for page in generated::PAGES {
            let text = std::fs::read_to_string(root.join(page)).unwrap();
            let fresh = generated::page_with_tables(&text);
            assert!(fresh == text, "{page} is stale; {remake}");
        }
    }
}
