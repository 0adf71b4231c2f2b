//! A command that failed, in the forms that were asked for its result: whoever waits for a document finds in its place why
//! there is none. The words are decided before.

use maud::{DOCTYPE, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::escape::{one_line, visible};
use super::html::prose as prose_html;
use super::markdown::{inline, prose};

/// Characters of a line in a comment.
const LONGEST: usize = 2_000;

#[derive(Debug, Clone, Copy)]
pub struct Failure<'a> {
    /// `plan`
    pub command: &'a str,
    /// Of what sort it is, if it has a code.
    pub code: Option<&'a str>,
    pub message: &'a str,
    pub help: Option<&'a str>,
    pub exit_code: u8,
}

impl Failure<'_> {
    /// What went wrong and what to do about it, with this between.
    pub(super) fn words(&self, between: &str) -> String {
        let help = self.help.map(|help| format!("{between}{help}"));
        format!("{}{}", self.message, help.unwrap_or_default())
    }
}

/// What a failed command prints to stdout with `--format json`; schema/error.schema.json.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ErrorDocument {
    /// 1.
    pub format_version: u32,
    /// Why there is no result.
    pub error: ErrorWords,
}

/// Why a command failed.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ErrorWords {
    /// Code for `vetform explain`, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What went wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The program's exit code.
    pub exit_code: u8,
}

/// As JSON.
pub fn failure_json(failure: Failure<'_>) -> ErrorDocument {
    let Failure {
        command: _,
        code,
        message,
        help,
        exit_code,
    } = failure;
    ErrorDocument {
        format_version: 1,
        error: ErrorWords {
            code: code.map(str::to_owned),
            message: message.to_owned(),
            help: help.map(str::to_owned),
            exit_code,
        },
    }
}

/// For the comment that a plan would have been.
pub fn failure_markdown(failure: Failure<'_>) -> String {
    let Failure {
        command,
        code,
        message,
        help,
        exit_code,
    } = failure;
    let code = code.map_or_else(String::new, |code| format!(" ({})", inline(code)));
    let help = help.map_or_else(String::new, |help| {
        format!("\n<p>What to do: {}</p>\n", prose(help, LONGEST))
    });
    let (cause, more) = message.split_once('\n').unwrap_or((message, ""));
    let more: Vec<String> = more
        .lines()
        .map(|line| format!("- {}\n", prose(line, LONGEST)))
        .collect();
    let more = if more.is_empty() {
        String::new()
    } else {
        format!("\n{}", more.concat())
    };
    format!(
        "### vetform {command} failed{code}\n\n<p><b>{}</b></p>\n{more}{help}\n<sub>Exit code {exit_code}; no changes are \
        shown, because the plan could not be made.</sub>\n",
        prose(cause, LONGEST)
    )
}

/// For the file that would have held the text.
pub fn failure_text(failure: Failure<'_>) -> String {
    let Failure {
        command: _,
        code: _,
        message,
        help,
        exit_code: _,
    } = failure;
    let help = help.map_or_else(String::new, |help| format!("help: {}\n", one_line(help)));
    format!("error: {}\n{help}", visible(message))
}

/// For the page that would have been.
pub fn failure_html(failure: Failure<'_>) -> String {
    let Failure {
        command,
        code,
        message,
        help,
        exit_code,
    } = failure;
    let title = format!("vetform {command} failed");
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'";
                meta name="robots" content="noindex";
                title { (title) }
            }
            body {
                h1 { (title) @if let Some(code) = code { " (" (code) ")" } }
                @let mut lines = message.lines();
                p { b { (prose_html(lines.next().unwrap_or_default())) } }
                ul { @for line in lines { li { (prose_html(line)) } } }
                @if let Some(help) = help { p { "What to do: " (prose_html(help)) } }
                p { "Exit code " (exit_code) ". Made by vetform " (crate::version::FULL) "." }
            }
        }
    };
    page.into_string()
}
