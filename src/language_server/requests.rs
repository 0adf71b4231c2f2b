//! Requests by name: each to the file that answers it. Knows no manifest.

use camino::Utf8PathBuf;
use lsp_server::ErrorCode;
use lsp_types as lsp;
use lsp_types::request as of;
use lsp_types::request::Request as _;
use serde::Serialize;
use serde_json::Value;

use super::documents::Documents;
use super::paths::path_of;
use super::position::Lines;
use super::project::View;
use super::projects::Projects;
use super::{actions, completion, definition, hover, rename};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[error("{words}")]
pub(super) struct Refusal {
    pub(super) code: ErrorCode,
    pub(super) words: String,
}

impl Refusal {
    /// For the person at the keyboard.
    pub(super) fn failed(words: impl Into<String>) -> Self {
        Self {
            code: ErrorCode::RequestFailed,
            words: words.into(),
        }
    }
}

/// A place in a file of a project.
#[derive(Clone)]
pub(super) struct At<'p> {
    pub(super) view: View<'p>,
    pub(super) file: Utf8PathBuf,
    pub(super) text: std::sync::Arc<str>,
    pub(super) byte: usize,
}

pub(super) fn answer(
    method: &str,
    params: Value,
    projects: &mut Projects,
    documents: &Documents,
) -> Result<Value, Refusal> {
    let mut of = Asked {
        projects,
        documents,
    };
    match method {
        of::CodeActionRequest::METHOD => {
            let params: lsp::CodeActionParams = read(params)?;
            let at = of.at(&params.text_document.uri, params.range.start);
            done(at.and_then(|at| actions::actions(at.view, &at.file, &params)))
        }
        of::Completion::METHOD => {
            let params: lsp::CompletionParams = read(params)?;
            done(
                of.position(&params.text_document_position)
                    .map(|at| completion::items(&at)),
            )
        }
        of::HoverRequest::METHOD => {
            let params: lsp::HoverParams = read(params)?;
            let at = of.position(&params.text_document_position_params);
            done(at.and_then(|at| hover::hover(&at)))
        }
        of::GotoDefinition::METHOD => {
            let params: lsp::GotoDefinitionParams = read(params)?;
            let at = of.position(&params.text_document_position_params);
            done(at.and_then(|at| definition::definition(&at)))
        }
        of::References::METHOD => {
            let params: lsp::ReferenceParams = read(params)?;
            let at = of.position(&params.text_document_position);
            let declared = params.context.include_declaration;
            done(at.map(|at| definition::references(&at, declared)))
        }
        of::PrepareRenameRequest::METHOD => {
            let params: lsp::TextDocumentPositionParams = read(params)?;
            done(of.position(&params).and_then(|at| rename::prepare(&at)))
        }
        of::Rename::METHOD => {
            let params: lsp::RenameParams = read(params)?;
            match of.position(&params.text_document_position) {
                Some(at) => done(Some(rename::rename(&at, &params.new_name)?)),
                None => Ok(Value::Null),
            }
        }
        other => Err(Refusal {
            code: ErrorCode::MethodNotFound,
            words: format!("there is no `{other}` here"),
        }),
    }
}

struct Asked<'a> {
    projects: &'a mut Projects,
    documents: &'a Documents,
}

impl Asked<'_> {
    fn position(&mut self, at: &lsp::TextDocumentPositionParams) -> Option<At<'_>> {
        self.at(&at.text_document.uri, at.position)
    }

    fn at(&mut self, uri: &lsp::Uri, position: lsp::Position) -> Option<At<'_>> {
        let path = path_of(uri)?;
        let text = self.documents.get(&path)?.clone();
        let (view, file) = self.projects.of(&path, self.documents)?;
        let byte = Lines::new(&text).byte(position);
        Some(At {
            view,
            file,
            text,
            byte,
        })
    }
}

fn read<T: serde::de::DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal {
        code: ErrorCode::InvalidParams,
        words: error.to_string(),
    })
}

fn done<T: Serialize>(answer: Option<T>) -> Result<Value, Refusal> {
    serde_json::to_value(answer).map_err(|error| Refusal {
        code: ErrorCode::InternalError,
        words: error.to_string(),
    })
}
