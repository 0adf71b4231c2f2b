//! Where what came of an apply goes: each format to its place, and what people read to stdout, or to stderr where
//! another format has stdout for itself. Whatever ends a run, every place that was named says so.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::apply_args::ApplyFormat;
use super::failure::{CommandFailure, CommandResult};
use super::fleet::Turn;
use super::formats::Wanted;
use super::output::Output;
use super::outputs::{Rendered, write_each};
use super::result_file::ResultFiles;
use super::review::{folder, home};
use super::session::Session;
use crate::apply::{Report, Skipped};
use crate::render::annotations::github_report;
use crate::render::markdown::report_markdown;
use crate::render::{Paint, Titles, report_json, report_line, report_text};

/// The places of one apply.
pub(super) struct Reporting<'a> {
    pub session: &'a Session,
    pub output: Output,
    pub wanted: &'a [Wanted<ApplyFormat>],
    pub force: bool,
    /// What is told goes there: this is one of many runs, and one report tells of all.
    pub gathered: Option<&'a Gathered>,
}

/// What came of one of many runs.
#[derive(Debug, Default)]
pub(super) struct Gathered(Mutex<Told>);

#[derive(Debug, Default)]
struct Told {
    /// What people read.
    text: String,
    line: String,
    is_quiet: bool,
    /// The other formats, as they were wanted.
    results: Vec<Rendered>,
}

impl Gathered {
    fn told(&self) -> MutexGuard<'_, Told> {
        // A panic elsewhere leaves what was told before it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that was told, which is told no more.
    pub(super) fn turn(&self, wanted: &[Wanted<ApplyFormat>], end: CommandResult) -> Turn {
        let Told {
            text,
            line,
            is_quiet,
            results,
        } = std::mem::take(&mut *self.told());
        // Of a run that was interrupted people are told nothing, and files all the same.
        let is_told = !(text.is_empty() && results.is_empty());
        let mut results = results.into_iter();
        let placed = wanted.iter().map_while(|one| match one.format {
            ApplyFormat::Text if one.file.is_none() => is_told.then(|| Rendered::text(&*text)),
            _ => results.next(),
        });
        let results = placed.collect();
        let (exit, failure) = match end {
            Ok(exit) => (exit, None),
            Err(failure) => (failure.exit, Some(failure)),
        };
        Turn {
            results,
            line,
            is_quiet,
            is_remembered: false,
            exit,
            failure,
        }
    }
}

impl Reporting<'_> {
    /// Whether what people read goes to stdout.
    pub(super) fn people_have_stdout(&self) -> bool {
        let is_it =
            |one: &Wanted<ApplyFormat>| one.format == ApplyFormat::Text && one.file.is_none();
        self.wanted.iter().any(is_it)
    }

    /// How what people read is painted.
    pub(super) fn paint(&self) -> Paint {
        if self.people_have_stdout() {
            self.output.result
        } else {
            self.output.message
        }
    }

    /// Whether ids in it lead to their pages.
    pub(super) fn has_links(&self) -> bool {
        self.output.result_has_links && self.people_have_stdout()
    }

    pub(super) fn tell(&self, text: &str) {
        match self.gathered {
            Some(gathered) => gathered.told().text += text,
            None => self.tell_at_once(text),
        }
    }

    /// The same for who has to answer it.
    pub(super) fn tell_at_once(&self, text: &str) {
        if self.people_have_stdout() {
            self.output.result(text);
        } else {
            self.output.say_block(text.trim_end());
        }
    }

    /// Shows and writes the report.
    pub(super) fn conclude(&self, report: &Report) -> Result<(), CommandFailure> {
        if !report.is_empty() {
            self.tell(&report_text(report, self.paint(), self.has_links()));
        }
        self.write(report)
    }

    /// Writes the report; people have been told.
    pub(super) fn write(&self, report: &Report) -> Result<(), CommandFailure> {
        let is_told =
            |one: &Wanted<ApplyFormat>| one.format == ApplyFormat::Text && one.file.is_none();
        let left: Vec<Wanted<ApplyFormat>> = self
            .wanted
            .iter()
            .filter(|one| !is_told(one))
            .cloned()
            .collect();
        if let Some(gathered) = self.gathered {
            let rendered = left.iter().map(|one| self.rendered(report, one.format));
            let results: Result<Vec<Rendered>, CommandFailure> = rendered.collect();
            let mut told = gathered.told();
            told.line = report_line(report);
            told.is_quiet = report.is_empty();
            told.results = results?;
            return Ok(());
        }
        let files = ResultFiles {
            root: &self.session.root,
            force: self.force,
        };
        write_each(&left, files, self.output, |one| {
            self.rendered(report, one.format)
        })
    }

    /// The same of a run that ended before there was anything to do.
    pub(super) fn write_nothing_tried(&self, because: &str) -> Result<(), CommandFailure> {
        let all = self.session.desired.addresses();
        let skipped = all.map(|address| Skipped {
            address: address.clone(),
            because: because.to_owned(),
        });
        self.write(&Report {
            skipped: skipped.collect(),
            ..Report::default()
        })
    }

    fn rendered(&self, report: &Report, format: ApplyFormat) -> Result<Rendered, CommandFailure> {
        let workspace = &self.session.workspace.name;
        Ok(match format {
            ApplyFormat::Text => Rendered::text(report_text(report, Paint::new(false), false)),
            ApplyFormat::Json => Rendered::json(&report_json(report, workspace))?,
            ApplyFormat::Markdown => {
                let titles = Titles::of(&self.session.desired);
                Rendered::document(report_markdown(report, workspace, &titles))
            }
            ApplyFormat::Github => Rendered::commands(github_report(
                report,
                workspace,
                &|address| home(self.session, address),
                &folder(&self.session.root),
            )),
        })
    }
}
