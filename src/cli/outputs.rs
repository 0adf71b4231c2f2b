//! Where results go: to stdout, or to a file that was named for them.

use camino::Utf8Path;
use serde::Serialize;

use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::result_file::{ResultFiles, Sort};
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

    /// Workflow commands.
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

    /// For people's eyes; perhaps with colours and links.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self {
            form: Form::Text { painted: true },
            text: text.into(),
        }
    }
}

/// The file that an option names; `-` is stdout.
pub(super) fn file_of(output: Option<&Utf8Path>) -> Option<&Utf8Path> {
    output.filter(|path| *path != "-")
}

/// Puts a result where it was asked for.
pub(super) fn write(
    files: ResultFiles<'_>,
    path: Option<&Utf8Path>,
    rendered: &Rendered,
    output: Output,
) -> Result<(), CommandFailure> {
    if let Some(path) = file_of(path) {
        let Rendered { form, text } = rendered;
        return files.write(Sort::Review, path, (*form, text));
    }
    deliver(rendered, output);
    Ok(())
}

/// Puts a result on stdout.
pub(super) fn deliver(Rendered { form, text }: &Rendered, output: Output) {
    match form {
        Form::Text { .. } => output.result(text),
        form => output.delivers(*form, text),
    }
}
