//! Where results go: to stdout, or to files that were named for them.

use serde::Serialize;

use super::exit::Exit;
use super::failure::CommandFailure;
use super::formats::Wanted;
use super::output::Output;
use super::result_file::ResultFiles;
use crate::render::Form;

/// A result, ready to leave.
#[derive(Debug)]
pub(super) struct Rendered {
    pub form: Form,
    pub text: String,
}

impl Rendered {
    pub(super) fn document(text: impl Into<String>) -> Self {
        Self {
            form: Form::Document,
            text: text.into(),
        }
    }

    pub(super) fn commands(text: impl Into<String>) -> Self {
        Self {
            form: Form::Commands,
            text: text.into(),
        }
    }

    pub(super) fn json(document: &impl Serialize) -> Result<Self, CommandFailure> {
        let text = serde_json::to_string_pretty(document)
            .map_err(|error| CommandFailure::new(Exit::Failed, error))?;
        Ok(Self {
            form: Form::Json,
            text: text + "\n",
        })
    }

    /// A document that is text already.
    pub(super) fn json_text(text: impl Into<String>) -> Self {
        Self {
            form: Form::Json,
            text: text.into(),
        }
    }

    /// For people's eyes; perhaps with colours and links.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self {
            form: Form::Text { painted: true },
            text: text.into(),
        }
    }
}

/// Puts each result where it was asked for, once all of them are made: files first, since stdout cannot be named again.
pub(super) fn write_each<F>(
    wanted: &[Wanted<F>],
    files: ResultFiles<'_>,
    output: Output,
    render: impl Fn(&Wanted<F>) -> Result<Rendered, CommandFailure>,
) -> Result<(), CommandFailure> {
    let rendered: Result<Vec<Rendered>, CommandFailure> = wanted.iter().map(render).collect();
    write_all(wanted, files, &rendered?, output)
}

/// The same of results that are made, one for each that is wanted.
pub(super) fn write_all<F>(
    wanted: &[Wanted<F>],
    files: ResultFiles<'_>,
    rendered: &[Rendered],
    output: Output,
) -> Result<(), CommandFailure> {
    let (in_files, on_stdout): (Vec<_>, Vec<_>) = wanted
        .iter()
        .zip(rendered)
        .partition(|(one, _)| one.file.is_some());
    let mut failed = None;
    // A place that cannot be written takes no result from the others: they may tell of what was sent.
    for (one, rendered) in in_files.into_iter().chain(on_stdout) {
        failed = failed.or(write(one, files, rendered, output).err());
    }
    failed.map_or(Ok(()), Err)
}

/// Puts a result where it was asked for.
pub(super) fn write<F>(
    wanted: &Wanted<F>,
    files: ResultFiles<'_>,
    rendered: &Rendered,
    output: Output,
) -> Result<(), CommandFailure> {
    let Some(path) = &wanted.file else {
        deliver(rendered, output);
        return Ok(());
    };
    let Rendered { form, text } = rendered;
    files.write(wanted.sort, path, (*form, text))?;
    Output::has_written();
    Ok(())
}

/// Puts a result on stdout.
pub(super) fn deliver(Rendered { form, text }: &Rendered, output: Output) {
    match form {
        Form::Text { .. } => output.result(text),
        form => output.delivers(*form, text),
    }
}
