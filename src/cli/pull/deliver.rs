//! What becomes of the files of a pull: shown as a difference, or written, all of them or none; and what is told of it.

use clap::ValueEnum;

use super::super::difference::difference;
use super::super::failure::CommandFailure;
use super::super::formats::{Format, Wanted};
use super::super::manifest_file::Staged;
use super::super::outputs::Rendered;
use super::drafts::Draft;
use super::pulled::Pulled;
use crate::manifest::Project;
use crate::render::{PullDocument, one_line};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PullFormat {
    /// The difference; with `--write`, the files that were written
    Text,
    /// For scripts: what was found, written and left, and why
    Json,
}

impl Format for PullFormat {
    const DEFAULT: &'static str = "text";
}

/// The result in one of its formats.
pub(super) fn rendered(
    pulled: &Pulled,
    is_written: bool,
    one: &Wanted<PullFormat>,
) -> Result<Rendered, CommandFailure> {
    match one.format {
        PullFormat::Json => Rendered::json(&PullDocument {
            written: is_written,
            ..pulled.document.clone()
        }),
        PullFormat::Text if one.file.is_some() => {
            let text = format!(
                "{}\n{}",
                heading(pulled, is_written),
                text(pulled, is_written)
            );
            Ok(Rendered::text(text))
        }
        PullFormat::Text => Ok(Rendered::text(text(pulled, is_written))),
    }
}

/// Puts the files in their places once every one of them is written beside its place.
pub(super) fn write(changed: &[&Draft], project: Option<&Project>) -> Result<(), CommandFailure> {
    let staged: Result<Vec<Staged<'_>>, CommandFailure> = changed
        .iter()
        .map(|Draft { file, text }| match text {
            Some(text) => file.stage(text, project),
            None => file.stage_removal(),
        })
        .collect();
    let staged = staged.map_err(|failure| {
        let hint = failure
            .hint
            .as_deref()
            .unwrap_or("fix that, and run the command again");
        let hint = format!("no file was written; {hint}");
        failure.with_hint(hint)
    })?;
    for (index, staged) in staged.into_iter().enumerate() {
        let before = &changed[..index];
        staged
            .commit()
            .map_err(|failure| failure.with_details(written(before)))?;
    }
    Ok(())
}

/// What is written although something else went wrong.
pub(super) fn written(written: &[&Draft]) -> String {
    let (removed, written): (Vec<&Draft>, Vec<&Draft>) =
        written.iter().partition(|draft| draft.text.is_none());
    lines(&written, " is written") + &lines(&removed, " is removed")
}

/// Names of files, a line each.
fn lines(files: &[&Draft], then: &str) -> String {
    let names = files
        .iter()
        .map(|draft| one_line(draft.file.name().as_str()));
    names
        .flat_map(|name| [name, then.into(), "\n".into()])
        .collect()
}

/// By which a file is known again, and which says what no difference says.
fn heading(pulled: &Pulled, is_written: bool) -> String {
    let workspace = one_line(&pulled.document.workspace).into_owned();
    format!(
        "Pull from workspace {workspace}: {}",
        line(pulled, is_written)
    )
}

/// `2 files to write, 1 left as it is`
pub(super) fn line(pulled: &Pulled, is_written: bool) -> String {
    let files = match pulled.changed().len() {
        0 => "no file".to_owned(),
        1 => "1 file".to_owned(),
        number => format!("{number} files"),
    };
    let verb = if is_written { "written" } else { "to write" };
    let left = match pulled.document.left.len() {
        0 => String::new(),
        number => format!(", {number} left as it is"),
    };
    format!("{files} {verb}{left}")
}

fn text(pulled: &Pulled, is_written: bool) -> String {
    let changed = pulled.changed();
    if is_written {
        let (removed, written): (Vec<&Draft>, Vec<&Draft>) =
            changed.iter().partition(|draft| draft.text.is_none());
        return lines(&written, "") + &lines(&removed, " (removed)");
    }
    let differences = changed.iter();
    differences
        .map(|Draft { file, text }| difference(file, text.as_deref()))
        .collect()
}
