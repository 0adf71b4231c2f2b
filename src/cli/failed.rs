//! How the end of a failed command reaches those who wait for its result in some format: a script, a runner, a comment. What
//! is said on stderr is said besides.

use camino::Utf8Path;

use super::args::{Command, Global, PlanFormat, ValidateFormat};
use super::doctor::DoctorFormat;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::outputs::{Rendered, deliver, write};
use super::result_file::ResultFiles;
use super::results::ResultsFormat;
use super::review;
use super::session::find_root;
use crate::manifest::{self, ProjectRoot};
use crate::render::annotations::{github, github_error, of_problems};
use crate::render::{Failure, failure_json, failure_markdown};

/// The formats in which an error can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Markdown,
    Github,
    Sarif,
}

/// What the result was to be, and where.
struct Wanted<'a> {
    command: &'static str,
    format: Format,
    file: Option<&'a Utf8Path>,
    force: bool,
}

/// Tells it in the place of the result, unless a result is there already.
pub(super) fn tell(command: &Command, global: &Global, failure: &CommandFailure, output: Output) {
    let Some(wanted) = wanted(command) else {
        return;
    };
    if Output::has_delivered() {
        return;
    }
    let root = find_root(global).ok();
    let Some(rendered) = rendered(&wanted, global, failure, root.as_ref()) else {
        return;
    };
    // Without a project nobody can tell which files are its own.
    let Some(root) = &root else {
        return deliver(&rendered, output);
    };
    let files = ResultFiles {
        root,
        force: wanted.force,
    };
    // A file that may not be written is the failure itself, which stderr tells.
    let _ = write(files, wanted.file, &rendered, output);
}

/// The same for a command line that could not be understood: what format was meant stands in it all the same.
pub(super) fn tell_of_command_line(arguments: &[String], message: &str, output: Output) {
    let values = arguments.iter().zip(arguments.iter().skip(1));
    let parted = values
        .filter(|(name, _)| *name == "--format")
        .map(|(_, value)| value.as_str());
    let joined = arguments
        .iter()
        .filter_map(|argument| argument.strip_prefix("--format="));
    let format = match parted.chain(joined).last() {
        Some("json") => Format::Json,
        Some("github") => Format::Github,
        Some("markdown") => Format::Markdown,
        _ => return,
    };
    let message = message.strip_prefix("error: ").unwrap_or(message);
    let (message, help) = message.split_once("\n\n").unwrap_or((message, ""));
    let failure = CommandFailure::new(Exit::Invalid, message.trim());
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let failure = if help.is_empty() {
        failure
    } else {
        failure.with_hint(help)
    };
    let wanted = Wanted {
        command: "",
        format,
        file: None,
        force: false,
    };
    if let Some(rendered) = rendered(&wanted, &Global::default(), &failure, None) {
        deliver(&rendered, output);
    }
}

fn wanted(command: &Command) -> Option<Wanted<'_>> {
    let plan = |format: PlanFormat| match format {
        PlanFormat::Json => Some(Format::Json),
        PlanFormat::Markdown => Some(Format::Markdown),
        PlanFormat::Github => Some(Format::Github),
        PlanFormat::Sarif => Some(Format::Sarif),
        PlanFormat::Text | PlanFormat::Html => None,
    };
    let to_stdout = |command, is_json: bool| {
        is_json.then_some(Wanted {
            command,
            format: Format::Json,
            file: None,
            force: false,
        })
    };
    match command {
        Command::Plan(args) => Some(Wanted {
            command: "plan",
            format: plan(args.format)?,
            file: args.output.as_deref(),
            force: args.force.given,
        }),
        Command::Drift(args) => Some(Wanted {
            command: "drift",
            format: plan(args.format)?,
            file: args.output.as_deref(),
            force: args.force.given,
        }),
        Command::Validate(args) => Some(Wanted {
            command: "validate",
            format: match args.format {
                ValidateFormat::Json => Format::Json,
                ValidateFormat::Github => Format::Github,
                ValidateFormat::Text | ValidateFormat::Sarif => return None,
            },
            file: args.output.as_deref(),
            force: args.force.given,
        }),
        Command::Results(args) => to_stdout("results", matches!(args.format, ResultsFormat::Json)),
        Command::Doctor(args) => to_stdout("doctor", matches!(args.format, DoctorFormat::Json)),
        _ => None,
    }
}

fn rendered(
    wanted: &Wanted<'_>,
    global: &Global,
    failure: &CommandFailure,
    root: Option<&ProjectRoot>,
) -> Option<Rendered> {
    let is_said = failure.message.is_empty();
    let problems = || {
        let root = root.filter(|_| is_said)?;
        let loaded = manifest::load(root, global.workspace.as_deref());
        Some((root, of_problems(&loaded.problems)))
    };
    let whole = if is_said {
        "a manifest or the configuration has errors".to_owned()
    } else {
        failure.whole()
    };
    let help = failure.hint.as_deref();
    let told = Failure {
        command: wanted.command,
        code: code_in(&failure.message),
        message: &whole,
        help: help.or(is_said.then_some("`vetform validate` names each with its line")),
        exit_code: failure.exit as u8,
    };
    match (wanted.format, problems()) {
        (Format::Json, _) => Rendered::json(&failure_json(told)).ok(),
        (Format::Markdown, _) => Some(Rendered::document(failure_markdown(told))),
        (Format::Github, Some((root, problems))) => {
            Some(Rendered::commands(github(&problems, &review::folder(root))))
        }
        (Format::Github, None) => Some(Rendered::commands(github_error(told))),
        (Format::Sarif, Some((root, problems))) => review::sarif_of(&problems, root).ok(),
        (Format::Sarif, None) => None,
    }
}

/// The code that a message begins with, if it does.
fn code_in(message: &str) -> Option<&'static str> {
    let (first, _) = message.split_once(": ")?;
    first
        .parse()
        .ok()
        .map(|code: crate::diagnostic::Code| code.as_str())
}
