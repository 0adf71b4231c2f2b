//! How a session begins and ends: what the server can do, which folders it looks at, and what it asks to be told.

use camino::Utf8PathBuf;
use lsp_server::{Message, Notification, Request, RequestId};
use lsp_types as lsp;
use lsp_types::notification::Notification as _;
use lsp_types::request::Request as _;
use serde_json::json;

use super::paths::path_of;

/// Where in its life a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    New,
    Running,
    ShutDown,
}

pub(super) fn capabilities() -> serde_json::Value {
    let trigger = |characters: &[&str]| characters.iter().map(|&one| one.to_owned()).collect();
    let capabilities = lsp::ServerCapabilities {
        text_document_sync: Some(lsp::TextDocumentSyncCapability::Options(
            lsp::TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(lsp::TextDocumentSyncKind::INCREMENTAL),
                save: Some(lsp::TextDocumentSyncSaveOptions::Supported(true)),
                ..lsp::TextDocumentSyncOptions::default()
            },
        )),
        completion_provider: Some(lsp::CompletionOptions {
            trigger_characters: Some(trigger(&[" ", ":", "{", "[", "\""])),
            ..lsp::CompletionOptions::default()
        }),
        hover_provider: Some(lsp::HoverProviderCapability::Simple(true)),
        definition_provider: Some(lsp::OneOf::Left(true)),
        references_provider: Some(lsp::OneOf::Left(true)),
        rename_provider: Some(lsp::OneOf::Right(lsp::RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        })),
        code_action_provider: Some(lsp::CodeActionProviderCapability::Options(
            lsp::CodeActionOptions {
                code_action_kinds: Some(vec![
                    lsp::CodeActionKind::QUICKFIX,
                    lsp::CodeActionKind::SOURCE_FIX_ALL,
                ]),
                ..lsp::CodeActionOptions::default()
            },
        )),
        ..lsp::ServerCapabilities::default()
    };
    json!({
        "capabilities": capabilities,
        "serverInfo": { "name": "vetform", "version": env!("CARGO_PKG_VERSION") },
    })
}

/// The folders of the editor's window.
pub(super) fn folders(params: &serde_json::Value) -> Vec<Utf8PathBuf> {
    let uris = params["workspaceFolders"].as_array();
    let uris = uris.into_iter().flatten().map(|folder| &folder["uri"]);
    let uris = uris.chain([&params["rootUri"]]);
    let uris = uris.filter_map(|uri| uri.as_str()?.parse().ok());
    uris.filter_map(|uri: lsp::Uri| path_of(&uri)).collect()
}

/// Whether the editor watches files for who asks it to.
pub(super) fn can_watch(params: &serde_json::Value) -> bool {
    let can = "/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration";
    params.pointer(can).and_then(serde_json::Value::as_bool) == Some(true)
}

/// Manifests, and what is read besides: people, briefs, which files are ignored.
pub(super) fn watch_request() -> Message {
    let watchers = json!([
        { "globPattern": "**/*.{yaml,yml,csv,md,txt}" },
        { "globPattern": "**/.gitignore" },
    ]);
    let registration = json!({
        "id": "files",
        "method": lsp::notification::DidChangeWatchedFiles::METHOD,
        "registerOptions": { "watchers": watchers },
    });
    let params = json!({ "registrations": [registration] });
    let method = lsp::request::RegisterCapability::METHOD.to_owned();
    Message::Request(Request::new(
        RequestId::from("watch".to_owned()),
        method,
        params,
    ))
}

pub(super) fn publish(params: lsp::PublishDiagnosticsParams) -> Message {
    let method = lsp::notification::PublishDiagnostics::METHOD.to_owned();
    Message::Notification(Notification::new(method, params))
}
