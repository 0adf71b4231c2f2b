//! An editor: its messages, the texts that it has open, and what it shows.

use std::collections::BTreeMap;
use std::io::{BufReader, Write as _};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

use super::super::person::Person;

pub(super) struct Editor<'p> {
    person: &'p Person,
    server: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    next: i32,
    texts: BTreeMap<String, String>,
    /// What is shown of each file.
    shown: BTreeMap<String, Vec<Value>>,
}

impl<'p> Editor<'p> {
    /// With the project as its folder.
    pub(super) fn of(person: &'p Person) -> Self {
        let mut editor = Self::bare(person);
        let folder = editor.uri("");
        let folder = folder.trim_end_matches('/');
        let said = editor.asks(
            "initialize",
            json!({ "processId": null, "rootUri": folder, "capabilities": {} }),
        );
        assert_eq!(said["serverInfo"]["name"], "vetform");
        editor.says("initialized", json!({}));
        editor
    }

    /// Before its first word.
    pub(super) fn bare(person: &'p Person) -> Self {
        let mut command = person.command("lsp");
        let mut server = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut stream = BufReader::new(server.stdout.take().unwrap());
        let (sender, output) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut stream) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            person,
            input: server.stdin.take(),
            server,
            output,
            next: 0,
            texts: BTreeMap::new(),
            shown: BTreeMap::new(),
        }
    }

    pub(super) fn uri(&self, name: &str) -> String {
        format!("file://{}", self.person.path(name))
    }

    pub(super) fn writes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    fn sends(&mut self, message: &Value) {
        let body = message.to_string();
        self.writes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    #[expect(clippy::needless_pass_by_value, reason = "callers make it in place")]
    pub(super) fn says(&mut self, method: &str, params: Value) {
        self.sends(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The next message of the server.
    #[track_caller]
    pub(super) fn hears(&mut self) -> Value {
        let Ok(message) = self.output.recv_timeout(Duration::from_mins(1)) else {
            panic!("the server says nothing any more");
        };
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().unwrap();
            let name = uri.strip_prefix(&self.uri("")).unwrap_or(uri).to_owned();
            let all = message["params"]["diagnostics"].as_array().unwrap().clone();
            self.shown.insert(name, all);
        }
        message
    }

    /// The whole answer, or why there is none.
    #[expect(clippy::needless_pass_by_value, reason = "callers make it in place")]
    #[track_caller]
    pub(super) fn asks_whole(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.sends(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.hears();
            if message["id"] == id {
                return message;
            }
        }
    }

    #[track_caller]
    pub(super) fn asks(&mut self, method: &str, params: Value) -> Value {
        let answer = self.asks_whole(method, params);
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].clone()
    }

    /// Opens a file as it is on the disk.
    pub(super) fn opens(&mut self, name: &str) {
        let text = self.person.read(name);
        self.opens_with(name, &text);
    }

    pub(super) fn opens_with(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        self.texts.insert(name.to_owned(), text.to_owned());
        self.says(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "yaml", "version": 1, "text": text } }),
        );
    }

    /// Puts one text in the place of another that stands exactly once, and tells only that.
    #[track_caller]
    pub(super) fn types(&mut self, name: &str, from: &str, to: &str) {
        let text = self.texts[name].clone();
        assert_eq!(text.matches(from).count(), 1, "{from:?} in {name}");
        let start = text.find(from).unwrap();
        let range =
            json!({ "start": place(&text, start), "end": place(&text, start + from.len()) });
        let uri = self.uri(name);
        self.texts.insert(name.to_owned(), text.replace(from, to));
        self.says(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": uri, "version": 2 },
                "contentChanges": [{ "range": range, "text": to }],
            }),
        );
    }

    /// Makes the edits of a `WorkspaceEdit` in what is open, and opens what is not.
    pub(super) fn makes(&mut self, edit: &Value) {
        for (uri, edits) in edit["changes"].as_object().unwrap() {
            let name = uri.strip_prefix(&self.uri("")).unwrap().to_owned();
            if !self.texts.contains_key(&name) {
                self.opens(&name);
            }
            let mut text = self.texts[&name].clone();
            let mut edits = edits.as_array().unwrap().clone();
            edits.sort_by_key(|edit| std::cmp::Reverse(byte(&text, &edit["range"]["start"])));
            for edit in edits {
                let bytes =
                    byte(&text, &edit["range"]["start"])..byte(&text, &edit["range"]["end"]);
                text.replace_range(bytes, edit["newText"].as_str().unwrap());
            }
            self.texts.insert(name.clone(), text.clone());
            self.says(
                "textDocument/didChange",
                json!({
                    "textDocument": { "uri": uri, "version": 3 },
                    "contentChanges": [{ "text": text }],
                }),
            );
        }
    }

    pub(super) fn text(&self, name: &str) -> &str {
        &self.texts[name]
    }

    /// The params for a place: `byte` bytes into the only occurrence of `what`.
    #[track_caller]
    pub(super) fn at(&self, name: &str, what: &str, byte: usize) -> Value {
        let text = &self.texts[name];
        assert_eq!(text.matches(what).count(), 1, "{what:?} in {name}");
        let position = place(text, text.find(what).unwrap() + byte);
        json!({ "textDocument": { "uri": self.uri(name) }, "position": position })
    }

    /// What is shown of a file once the server has told about it anew.
    #[track_caller]
    pub(super) fn shows(&mut self, name: &str) -> String {
        self.shown.remove(name);
        while !self.shown.contains_key(name) {
            let _ = self.hears();
        }
        self.still_shows(name)
    }

    /// Waits until this is shown of a file, however often it is told about before.
    #[track_caller]
    pub(super) fn becomes(&mut self, name: &str, wanted: &str) {
        while self.still_shows(name) != wanted {
            let _ = self.hears();
        }
    }

    /// What was shown of a file last.
    pub(super) fn still_shows(&self, name: &str) -> String {
        let problems = self.shown.get(name).into_iter().flatten();
        let lines = problems.map(|one| {
            let (start, end) = (&one["range"]["start"], &one["range"]["end"]);
            let message = one["message"].as_str().unwrap().lines().next().unwrap();
            format!(
                "{}:{}-{}:{} {}: {message}\n",
                start["line"],
                start["character"],
                end["line"],
                end["character"],
                one["code"].as_str().unwrap()
            )
        });
        lines.collect()
    }

    /// The titles of what is offered at a place, and the offers.
    #[track_caller]
    pub(super) fn offers(&mut self, name: &str, what: &str) -> Vec<Value> {
        let at = self.at(name, what, 0);
        let range = json!({ "start": at["position"], "end": at["position"] });
        let answer = self.asks(
            "textDocument/codeAction",
            json!({ "textDocument": at["textDocument"], "range": range, "context": { "diagnostics": [] } }),
        );
        answer.as_array().unwrap().clone()
    }

    /// The exit code after `shutdown` and `exit`.
    pub(super) fn quits(mut self) -> Option<i32> {
        self.asks("shutdown", Value::Null);
        self.says("exit", Value::Null);
        self.server.wait().unwrap().code()
    }

    /// The exit code after the pipe is gone.
    pub(super) fn vanishes(mut self) -> Option<i32> {
        self.input = None;
        self.server.wait().unwrap().code()
    }

    pub(super) fn leaves(mut self) -> Option<i32> {
        self.says("exit", Value::Null);
        self.server.wait().unwrap().code()
    }
}

impl Drop for Editor<'_> {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn read(stream: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some((_, value)) => length = value.parse().unwrap(),
            None => break,
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}

/// A byte as the protocol counts: lines, and units of UTF-16.
fn place(text: &str, byte: usize) -> Value {
    let before = &text[..byte];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let units: usize = before[start..].chars().map(char::len_utf16).sum();
    json!({ "line": line, "character": units })
}

fn byte(text: &str, place: &Value) -> usize {
    let line = place["line"].as_u64().unwrap();
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
    let start = starts.clone().nth(usize::try_from(line).unwrap()).unwrap();
    let mut left = place["character"].as_u64().unwrap();
    for (at, c) in text[start..].char_indices() {
        if left == 0 {
            return start + at;
        }
        left -= u64::try_from(c.len_utf16()).unwrap();
    }
    text.len()
}
