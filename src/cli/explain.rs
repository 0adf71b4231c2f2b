//! `vetform explain`: what a code means, why it is so, and what to do.

use std::fmt::Write as _;

use clap::Args;

use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::output::Output;
use crate::diagnostic::Code;
use crate::render::Paint;

const EXAMPLES: &str = "\
Examples:
  vetform explain                    every code, a line each
  vetform explain immutable-step";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ExplainArgs {
    /// The code in brackets in a message [default: list every code]
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

pub(super) fn run(args: &ExplainArgs, output: Output) -> CommandResult {
    let text = match &args.code {
        None => list(output.result),
        Some(name) => page(find(name)?, output.result),
    };
    output.result(&text);
    Ok(Exit::Done)
}

fn find(name: &str) -> Result<Code, CommandFailure> {
    // As it is copied from a message: `warning[no-questions]`.
    let bare = name.trim_end_matches(']');
    let bare = bare.rsplit_once('[').map_or(bare, |(_, code)| code);
    bare.to_lowercase()
        .parse()
        .map_err(|error: crate::diagnostic::UnknownCode| {
            let hint = error.nearest().map_or_else(
                || "`vetform explain` lists every code".to_owned(),
                |near| format!("did you mean {near}?"),
            );
            CommandFailure::new(Exit::Invalid, error).with_hint(hint)
        })
}

fn list(paint: Paint) -> String {
    let widest = Code::ALL.iter().map(|code| code.as_str().len()).max();
    let width = widest.unwrap_or_default();
    let mut text = String::new();
    for code in Code::ALL {
        let gap = width - code.as_str().len();
        let _ = writeln!(
            text,
            "{}{:gap$}  {}",
            paint.strong(code),
            "",
            code.summary()
        );
    }
    text
}

/// Markdown reads well as it is: only headings are set off.
fn page(code: Code, paint: Paint) -> String {
    let mut text = String::new();
    for line in code.page().unwrap_or_default().lines() {
        let _ = match line.trim_start_matches('#') {
            heading if heading.len() < line.len() => {
                writeln!(text, "{}", paint.strong(heading.trim_start()))
            }
            _ => writeln!(text, "{line}"),
        };
    }
    text
}
