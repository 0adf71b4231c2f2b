//! What came of every turn, in each format that was wanted. How a format joins its parts is decided where the format is made.

use std::borrow::Cow;

use super::severity::{rank, word};
use super::turn::{InEach, Turn};
use crate::cli::exit::Exit;
use crate::cli::failed;
use crate::cli::failure::CommandFailure;
use crate::cli::formats::{ErrorForm, Format as _, Wanted};
use crate::cli::global::Global;
use crate::cli::output::Output;
use crate::cli::outputs::Rendered;
use crate::manifest::ProjectRoot;
use crate::render::annotations::{github_of_many, gitlab_of_many, junit_of_many, sarif_of_many};
use crate::render::fleet::{Entry, Fleet, fleet_html, fleet_json, fleet_markdown, fleet_text};

/// A workspace whose turn is over.
#[derive(Debug)]
pub(super) struct Ended {
    pub workspace: String,
    pub turn: Turn,
}

/// One for each that is wanted.
pub(super) fn report<C: InEach>(
    wanted: &[Wanted<C::Format>],
    ended: &[Ended],
    global: &Global,
    root: &ProjectRoot,
    output: Output,
) -> Result<Vec<Rendered>, CommandFailure> {
    let report = |(place, one): (usize, &Wanted<C::Format>)| {
        let form = one.format.of_error().unwrap_or(ErrorForm::Text);
        let texts = ended
            .iter()
            .map(|ended| text::<C>(ended, place, form, global, root));
        let texts: Vec<Cow<'_, str>> = texts.collect();
        let entries: Vec<Entry<'_>> = ended
            .iter()
            .zip(&texts)
            .map(|(ended, text)| entry(ended, place, text))
            .collect();
        let fleet = Fleet {
            command: C::COMMAND,
            result: C::RESULT,
            summary: summary(ended),
            entries: &entries,
        };
        let is_painted = one.file.is_none() && output.result.is_colored();
        joined(form, &fleet, is_painted)
    };
    wanted.iter().enumerate().map(report).collect()
}

/// `None`: there is none in that format.
fn result(turn: &Turn, place: usize) -> Option<&str> {
    let rendered = turn.results.get(place)?;
    Some(&*rendered.text).filter(|text| !text.is_empty())
}

/// What the workspace has to say in that format, be it why it says nothing.
fn text<'e, C: InEach>(
    ended: &'e Ended,
    place: usize,
    form: ErrorForm,
    global: &Global,
    root: &ProjectRoot,
) -> Cow<'e, str> {
    let failure = &ended.turn.failure;
    let told = result(&ended.turn, place).map(Cow::Borrowed);
    let failed = || {
        let global = global.in_workspace(&ended.workspace, root);
        let command = match form {
            // It is named beside the workspace there.
            ErrorForm::Junit => C::COMMAND.to_owned(),
            _ => format!("{} {}", C::COMMAND, ended.workspace),
        };
        failed::rendered(&command, form, &global, failure.as_ref()?, Some(root))
    };
    told.or_else(|| failed().map(|rendered| Cow::Owned(rendered.text)))
        .unwrap_or_default()
}

fn entry<'e>(Ended { workspace, turn }: &'e Ended, place: usize, text: &'e str) -> Entry<'e> {
    let failure = turn.failure.as_ref();
    Entry {
        workspace,
        exit_code: turn.exit as u8,
        rank: rank(turn.exit),
        line: failure.map_or_else(|| turn.line.clone(), CommandFailure::whole_or_said),
        is_quiet: turn.is_quiet,
        text,
        has_result: result(turn, place).is_some(),
        error: failure.map(failed::words),
    }
}

/// `40 workspaces: 38 done, 2 failed`
fn summary(ended: &[Ended]) -> String {
    let mut exits: Vec<Exit> = ended.iter().map(|ended| ended.turn.exit).collect();
    exits.sort_by_key(|exit| rank(*exit));
    let all = match exits.len() {
        0 => return "No workspace is in this part.".to_owned(),
        1 => "1 workspace".to_owned(),
        many => format!("{many} workspaces"),
    };
    let groups = exits.chunk_by(PartialEq::eq);
    let counts =
        groups.filter_map(|group| Some(format!("{} {}", group.len(), word(*group.first()?))));
    format!("{all}: {}.", counts.collect::<Vec<_>>().join(", "))
}

fn joined(
    form: ErrorForm,
    fleet: &Fleet<'_>,
    is_painted: bool,
) -> Result<Rendered, CommandFailure> {
    let parts = fleet
        .entries
        .iter()
        .map(|entry| (entry.workspace, entry.text));
    let parts: Vec<(&str, &str)> = parts.collect();
    let texts = parts.iter().map(|(_, text)| *text);
    Ok(match form {
        ErrorForm::Text => Rendered::text(fleet_text(fleet, is_painted)),
        ErrorForm::Json => Rendered::json_text(fleet_json(fleet)),
        ErrorForm::Markdown => Rendered::document(fleet_markdown(fleet)),
        ErrorForm::Html => Rendered::document(fleet_html(fleet)),
        ErrorForm::Github => Rendered::commands(github_of_many(texts)),
        ErrorForm::Junit => Rendered::document(junit_of_many(fleet.command, &parts)),
        ErrorForm::Gitlab => Rendered::json(&gitlab_of_many(texts).map_err(unmade)?)?,
        ErrorForm::Sarif => Rendered::json(&sarif_of_many(parts.iter().copied()).map_err(unmade)?)?,
    })
}

fn unmade(error: serde_json::Error) -> CommandFailure {
    CommandFailure::new(Exit::Failed, error)
}
