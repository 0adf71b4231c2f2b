//! The loop: what has come is taken all at once, so that of many key strokes only the last is read for; then it is answered, and
//! what has become of the problems is told.

use std::collections::HashSet;
use std::io::{self, BufRead, Write};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types as lsp;
use lsp_types::notification::Notification as _;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::documents::Documents;
use super::frames::{self, Frame};
use super::lifecycle::{Stage, can_watch, capabilities, folders, publish, watch_request};
use super::projects::Projects;
use super::requests;
use crate::manifest::ProjectRoot;

/// How a session has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// As the protocol wants it: first `shutdown`, then `exit`.
    Orderly,
    /// The editor is gone, or has left out the first.
    Abruptly,
}

/// Serves until the editor ends it. `project`: the only one; `None`: those of the editor's folders and files.
///
/// # Errors
/// Nothing can be written to the editor any more.
pub fn serve(
    input: impl BufRead + Send + 'static,
    output: impl Write,
    project: Option<&ProjectRoot>,
) -> io::Result<Ended> {
    let incoming = listen(input);
    let mut server = Server {
        output,
        stage: Stage::New,
        watches: false,
        documents: Documents::default(),
        projects: Projects::new(project),
    };
    while let Ok(first) = incoming.recv() {
        let batch: Vec<Frame> = std::iter::once(first).chain(incoming.try_iter()).collect();
        if let Some(ended) = server.take(batch)? {
            return Ok(ended);
        }
    }
    Ok(Ended::Abruptly)
}

/// Reads on while an answer is being made. The thread ends with the editor's stream, or with the process.
fn listen(mut input: impl BufRead + Send + 'static) -> Receiver<Frame> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        while let Ok(Some(frame)) = frames::read(&mut input) {
            if sender.send(frame).is_err() {
                return;
            }
        }
    });
    receiver
}

struct Server<W> {
    output: W,
    stage: Stage,
    watches: bool,
    documents: Documents,
    projects: Projects,
}

impl<W: Write> Server<W> {
    /// How the session has ended, if it has.
    fn take(&mut self, batch: Vec<Frame>) -> io::Result<Option<Ended>> {
        let cancelled: HashSet<RequestId> = batch.iter().filter_map(cancelled).collect();
        let mut frames = batch.into_iter();
        while let Some(frame) = frames.next() {
            match frame {
                Frame::Malformed(why) => self.refuse_frame(&why)?,
                Frame::Message(Message::Request(request)) => {
                    let is_cancelled = cancelled.contains(&request.id);
                    let is_old = frames
                        .as_slice()
                        .iter()
                        .any(|later| changes(later, &request));
                    let response = match (is_cancelled, is_old) {
                        (true, _) => error(request.id, ErrorCode::RequestCanceled, "cancelled"),
                        (false, true) => {
                            error(request.id, ErrorCode::ContentModified, "typed on since")
                        }
                        (false, false) => self.answer(request),
                    };
                    self.send(&Message::Response(response))?;
                }
                Frame::Message(Message::Notification(notification)) => {
                    if notification.method == lsp::notification::Exit::METHOD {
                        let is_orderly = self.stage == Stage::ShutDown;
                        return Ok(Some(if is_orderly {
                            Ended::Orderly
                        } else {
                            Ended::Abruptly
                        }));
                    }
                    self.hear(&notification)?;
                }
                // Of what was asked: nothing depends on it.
                Frame::Message(Message::Response(_)) => {}
            }
        }
        if self.stage == Stage::Running {
            for news in self.projects.news(&self.documents) {
                self.send(&publish(news))?;
            }
        }
        Ok(None)
    }

    fn answer(&mut self, request: Request) -> Response {
        let Request { id, method, params } = request;
        match (self.stage, method.as_str()) {
            (Stage::New, "initialize") => {
                self.stage = Stage::Running;
                self.watches = can_watch(&params);
                for folder in folders(&params) {
                    self.projects.enter(&folder);
                }
                Response::new_ok(id, capabilities())
            }
            (Stage::New, _) => {
                let words = "the first request must be `initialize`";
                error(id, ErrorCode::ServerNotInitialized, words)
            }
            (Stage::Running, "shutdown") => {
                self.stage = Stage::ShutDown;
                Response::new_ok(id, Value::Null)
            }
            (Stage::Running, method) => {
                match requests::answer(method, params, &mut self.projects, &self.documents) {
                    Ok(result) => Response::new_ok(id, result),
                    Err(refusal) => error(id, refusal.code, &refusal.words),
                }
            }
            (Stage::ShutDown, _) => error(id, ErrorCode::InvalidRequest, "the server is shut down"),
        }
    }

    /// What cannot be understood is left out: nobody waits for an answer.
    fn hear(&mut self, notification: &Notification) -> io::Result<()> {
        use lsp::notification as of;
        if self.stage != Stage::Running {
            return Ok(());
        }
        match notification.method.as_str() {
            of::Initialized::METHOD if self.watches => self.send(&watch_request())?,
            of::DidOpenTextDocument::METHOD => {
                let opened = params::<of::DidOpenTextDocument>(notification);
                let path = opened.and_then(|opened| self.documents.open(&opened.text_document));
                if let Some(folder) = path.as_deref().and_then(camino::Utf8Path::parent) {
                    self.projects.enter(folder);
                    self.projects.touch();
                }
            }
            of::DidChangeTextDocument::METHOD => {
                let change = params::<of::DidChangeTextDocument>(notification);
                if change.is_some_and(|change| self.documents.change(&change).is_some()) {
                    self.projects.touch();
                }
            }
            of::DidCloseTextDocument::METHOD => {
                let closed = params::<of::DidCloseTextDocument>(notification);
                let uri = closed.map(|closed| closed.text_document.uri);
                if let Some(path) = uri.and_then(|uri| self.documents.close(&uri)) {
                    self.projects.forget(&path);
                }
            }
            of::DidSaveTextDocument::METHOD => {
                let saved = params::<of::DidSaveTextDocument>(notification);
                let path = saved.and_then(|saved| super::paths::path_of(&saved.text_document.uri));
                if let Some(path) = path {
                    self.projects.forget(&path);
                }
            }
            of::DidChangeWatchedFiles::METHOD => {
                let changed = params::<of::DidChangeWatchedFiles>(notification);
                for change in changed.into_iter().flat_map(|changed| changed.changes) {
                    if let Some(path) = super::paths::path_of(&change.uri) {
                        self.projects.forget(&path);
                    }
                }
            }
            of::DidChangeWorkspaceFolders::METHOD => {
                let changed = params::<of::DidChangeWorkspaceFolders>(notification);
                let added = changed.into_iter().flat_map(|changed| changed.event.added);
                for path in added.filter_map(|folder| super::paths::path_of(&folder.uri)) {
                    self.projects.enter(&path);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// With no id: which request it was is not known.
    fn refuse_frame(&mut self, why: &str) -> io::Result<()> {
        let code = ErrorCode::ParseError as i32;
        let body = serde_json::json!({
            "jsonrpc": "2.0",
            "id": null,
            "error": { "code": code, "message": why },
        });
        let body = body.to_string();
        write!(self.output, "Content-Length: {}\r\n\r\n{body}", body.len())?;
        self.output.flush()
    }

    fn send(&mut self, message: &Message) -> io::Result<()> {
        message.write(&mut self.output)
    }
}

fn params<N: lsp::notification::Notification>(notification: &Notification) -> Option<N::Params>
where
    N::Params: DeserializeOwned,
{
    serde_json::from_value(notification.params.clone()).ok()
}

fn error(id: RequestId, code: ErrorCode, words: &str) -> Response {
    Response::new_err(id, code as i32, words.to_owned())
}

/// The request that a message takes back.
fn cancelled(frame: &Frame) -> Option<RequestId> {
    let Frame::Message(Message::Notification(one)) = frame else {
        return None;
    };
    let is_cancel = one.method == lsp::notification::Cancel::METHOD;
    let id = one.params.get("id").filter(|_| is_cancel)?;
    serde_json::from_value(id.clone()).ok()
}

/// Whether a message changes the text that a request is about.
fn changes(frame: &Frame, request: &Request) -> bool {
    let Frame::Message(Message::Notification(one)) = frame else {
        return false;
    };
    let uri = |params: &Value| params.pointer("/textDocument/uri").cloned();
    one.method == lsp::notification::DidChangeTextDocument::METHOD
        && uri(&request.params).is_some_and(|about| uri(&one.params) == Some(about))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(messages: &[Value]) -> Vec<Frame> {
        let message = |one: &Value| serde_json::from_value(one.clone()).unwrap();
        messages
            .iter()
            .map(|one| Frame::Message(message(one)))
            .collect()
    }

    fn server(projects: Projects) -> Server<Vec<u8>> {
        Server {
            output: Vec::new(),
            stage: Stage::Running,
            watches: false,
            documents: Documents::default(),
            projects,
        }
    }

    /// What of a batch is answered with which code; `0`: with a result.
    fn codes(messages: &[Value]) -> Vec<i64> {
        let mut server = server(Projects::new(None));
        assert_eq!(server.take(batch(messages)).unwrap(), None);
        let mut output = &server.output[..];
        let mut codes = Vec::new();
        while let Some(Message::Response(response)) = Message::read(&mut output).unwrap() {
            let code = response.response_result.err().map_or(0, |error| error.code);
            codes.push(i64::from(code));
        }
        codes
    }

    fn hover(id: i32, file: &str) -> Value {
        let at = serde_json::json!({ "line": 0, "character": 0 });
        serde_json::json!({
            "jsonrpc": "2.0", "id": id, "method": "textDocument/hover",
            "params": { "textDocument": { "uri": file }, "position": at },
        })
    }

    #[test]
    fn what_is_asked_of_a_text_that_has_changed_since_is_not_worked_out() {
        let change = serde_json::json!({
            "jsonrpc": "2.0", "method": "textDocument/didChange",
            "params": { "textDocument": { "uri": "file:///a.yaml", "version": 2 }, "contentChanges": [] },
        });
        let asked = [
            hover(1, "file:///a.yaml"),
            hover(2, "file:///b.yaml"),
            change,
            hover(3, "file:///a.yaml"),
        ];
        assert_eq!(codes(&asked), [-32801, 0, 0]);
    }

    #[test]
    fn problems_are_told_also_where_a_question_comes_before() {
        let folder = tempfile::tempdir().unwrap();
        let config = "apiVersion: vetform/v1\nkind: Config\nworkspaces: { w: { sandbox: {} } }\n";
        std::fs::write(folder.path().join("vetform.yaml"), config).unwrap();
        let path = camino::Utf8Path::from_path(folder.path()).unwrap();
        let root = crate::manifest::find_project(path, None).unwrap();
        let file = format!("file://{path}/a.yaml");
        let mut server = server(Projects::new(Some(&root)));
        let open = serde_json::json!({
            "jsonrpc": "2.0", "method": "textDocument/didOpen",
            "params": { "textDocument": { "uri": file, "languageId": "yaml", "version": 1, "text": "a: [" } },
        });
        server.take(batch(&[open, hover(1, &file)])).unwrap();
        let said = String::from_utf8(server.output).unwrap();
        assert!(said.contains("yaml-syntax"), "{said}");
    }

    #[test]
    fn what_is_taken_back_before_its_turn_is_not_worked_out() {
        let cancel = serde_json::json!({
            "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": 1 },
        });
        let asked = [
            hover(1, "file:///a.yaml"),
            cancel,
            hover(2, "file:///a.yaml"),
        ];
        assert_eq!(codes(&asked), [-32800, 0]);
    }
}
