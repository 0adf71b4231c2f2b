//! `--format FORMAT[=FILE]`, which may be given more than once, and `--output FILE`: which results a run is to have, and
//! where each goes. At most one goes to stdout, and no two to one file. Writes nothing itself.

use super::argument;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::marker::PhantomData;

use camino::{Utf8Path, Utf8PathBuf};
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Args, Command, ValueEnum};

use super::argument::ForceArgs;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::global::Global;
use super::result_file::{ResultFiles, Sort, absolute};
use super::session::find_root;
use crate::manifest::ProjectRoot;

/// The formats of a command's result.
pub(super) trait Format: ValueEnum + Copy + fmt::Debug + Send + Sync + 'static {
    /// The name of the one that is meant if none is named.
    const DEFAULT: &'static str;

    /// In which form it is told that there is no result; `None`: this format has none.
    fn of_error(self) -> Option<ErrorForm> {
        ErrorForm::of_name(&name_of(self))
    }

    /// What a file in this format is, and so what it may replace.
    fn sort(self) -> Sort {
        Sort::Review
    }
}

/// How the end of a failed command is told in the place of its result: in the format of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ErrorForm {
    #[value(alias = "table")]
    Text,
    Html,
    Json,
    Markdown,
    Github,
    Gitlab,
    Junit,
    Sarif,
}

impl ErrorForm {
    pub(super) fn of_name(format: &str) -> Option<Self> {
        Self::from_str(format, false).ok()
    }

    /// Whoever reads these on stdout reads stderr too, which tells it anyway.
    pub(super) const fn is_for_files_only(self) -> bool {
        matches!(self, Self::Text | Self::Html)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted<F> {
    pub format: F,
    /// `None`: stdout.
    pub file: Option<Utf8PathBuf>,
    pub sort: Sort,
}

impl<F: Format> Wanted<F> {
    /// In a file; `-` is stdout.
    pub(super) fn new(format: F, file: Option<Utf8PathBuf>) -> Self {
        Self {
            format,
            file: file.filter(|file| file != "-"),
            sort: format.sort(),
        }
    }

    /// Why two results cannot be had.
    pub(super) fn both_on_stdout(one: &Self, other: &Self) -> CommandFailure {
        let (one, other) = (name_of(one.format), name_of(other.format));
        refused(
            format!("several outputs would go to stdout: {one}, {other}"),
            format!("send all but one to files: `--format {one} --format {other}=FILE`"),
        )
    }
}

pub(super) fn name_of<F: Format>(format: F) -> String {
    let value = format.to_possible_value();
    value.map_or_else(String::new, |value| value.get_name().to_owned())
}

/// A file that another option of the command names.
#[derive(Debug, Clone, Copy)]
pub(super) struct OtherFile<'a> {
    pub option: &'a str,
    pub file: &'a Utf8Path,
}

/// Options of every command with a result that is read, or read by programs.
#[derive(Debug, Args)]
pub(super) struct FormatArgs<F: Format> {
    /// Output format; with =FILE, write it to that file. Repeat for several outputs of one run
    #[arg(
        long = "format",
        value_name = "FORMAT[=FILE]",
        value_parser = FormatParser::<F>(PhantomData),
        default_value = F::DEFAULT
    )]
    pub formats: Vec<Wanted<F>>,
    /// Write the output to this file instead of stdout (`-`)
    #[arg(long, value_name = "FILE", value_parser = argument::path)]
    pub output: Option<Utf8PathBuf>,
    #[command(flatten)]
    pub force: ForceArgs,
}

impl<F: Format> FormatArgs<F> {
    /// What is wanted, each in its place, which is not the other file that the command writes.
    pub(super) fn wanted(
        &self,
        other: Option<OtherFile<'_>>,
    ) -> Result<Vec<Wanted<F>>, CommandFailure> {
        let mut wanted = self.formats.clone();
        if let Some(output) = &self.output {
            let mut without = wanted.iter_mut().filter(|one| one.file.is_none());
            match (without.next(), without.next()) {
                (Some(one), None) => *one = Wanted::new(one.format, Some(output.clone())),
                (None, _) => {
                    return Err(refused(
                        format!(
                            "`--output {output}` has no format left: every `--format` names its own file"
                        ),
                        format!("write `--format FORMAT={output}`"),
                    ));
                }
                (Some(_), Some(_)) => {
                    return Err(refused(
                        format!("`--output {output}` would put several outputs into one file"),
                        "give each its own file: `--format FORMAT=FILE`".to_owned(),
                    ));
                }
            }
        }
        check_stdout(&wanted)?;
        check_files(&wanted, other)?;
        Ok(wanted)
    }

    /// The project of the command line, and what is wanted there, in files that may be written.
    pub(super) fn wanted_in_project(
        &self,
        global: &Global,
        other: Option<OtherFile<'_>>,
    ) -> Result<(ProjectRoot, Vec<Wanted<F>>), CommandFailure> {
        let wanted = self.wanted(other)?;
        let root = find_root(global)?;
        check(&wanted, self.files(&root))?;
        Ok((root, wanted))
    }

    /// The project's rules for the files.
    pub(super) const fn files<'p>(&self, root: &'p ProjectRoot) -> ResultFiles<'p> {
        ResultFiles {
            root,
            force: self.force.given,
        }
    }
}

/// What to say where there is no project, and so nobody can tell which files are its own: one of them, on stdout.
pub(super) fn on_stdout<F>(wanted: &[Wanted<F>]) -> Option<&Wanted<F>> {
    let on_stdout = wanted.iter().find(|one| one.file.is_none());
    on_stdout.or(wanted.first())
}

/// Refuses files that may not be written, before anything is read or sent.
pub(super) fn check<F: Format>(
    wanted: &[Wanted<F>],
    files: ResultFiles<'_>,
) -> Result<(), CommandFailure> {
    let mut named = wanted
        .iter()
        .filter_map(|one| Some((one.sort, one.file.as_deref()?)));
    named.try_for_each(|(sort, file)| files.check(sort, file))
}

fn refused(message: String, help: String) -> CommandFailure {
    CommandFailure::new(Exit::Invalid, message).with_hint(help)
}

fn check_stdout<F: Format>(wanted: &[Wanted<F>]) -> Result<(), CommandFailure> {
    let mut on_stdout = wanted.iter().filter(|one| one.file.is_none());
    match (on_stdout.next(), on_stdout.next()) {
        (Some(one), Some(other)) => Err(Wanted::both_on_stdout(one, other)),
        _ => Ok(()),
    }
}

fn check_files<F: Format>(
    wanted: &[Wanted<F>],
    other: Option<OtherFile<'_>>,
) -> Result<(), CommandFailure> {
    let of_formats = wanted.iter().filter_map(|one| {
        let file = one.file.as_deref()?;
        Some((format!("--format {}", name_of(one.format)), file))
    });
    let other = other.map(|OtherFile { option, file }| (option.to_owned(), file));
    let mut seen: Vec<(String, Utf8PathBuf)> = Vec::new();
    for (option, file) in of_formats.chain(other) {
        let whole = absolute(file);
        if let Some((first, _)) = seen.iter().find(|(_, known)| *known == whole) {
            return Err(refused(
                format!("`{first}` and `{option}` would both be written to {file}"),
                "give each its own file".to_owned(),
            ));
        }
        seen.push((option, whole));
    }
    Ok(())
}

/// Reads `FORMAT[=FILE]`; of the format, errors and help are those of any list of values.
#[derive(Debug, Clone)]
struct FormatParser<F>(PhantomData<F>);

impl<F: Format> TypedValueParser for FormatParser<F> {
    type Value = Wanted<F>;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, clap::Error> {
        let text = value.to_string_lossy();
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (OsString::from(name), Some(file)),
            None => (value.to_owned(), None),
        };
        let format = EnumValueParser::<F>::new().parse_ref(command, arg, &name)?;
        let is_unnamed = file.is_some_and(|file| file.is_empty() || value.to_str().is_none());
        if is_unnamed {
            let words = format!(
                "`--format {text}` names no file\n\n  tip: write `--format {0}=FILE`, or `--format {0}` for stdout",
                name_of(format)
            );
            return Err(clap::Error::raw(ErrorKind::InvalidValue, words).with_cmd(command));
        }
        Ok(Wanted::new(format, file.map(Utf8PathBuf::from)))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let values = F::value_variants().iter();
        Some(Box::new(values.filter_map(ValueEnum::to_possible_value)))
    }
}
