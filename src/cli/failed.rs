//! How the end of a failed command reaches those who wait for its result in some format: a script, a runner, a comment. What
//! is said on stderr is said besides.

use super::command::Command;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::formats::{ErrorForm, Format, FormatArgs, Wanted, on_stdout};
use super::global::Global;
use super::output::Output;
use super::outputs::{Rendered, deliver, write};
use super::people::PeopleCommand;
use super::result_file::ResultFiles;
use super::review::{self, Marks};
use super::session::find_root;
use super::state::StateCommand;
use crate::diagnostic::{Diagnostic, Severity};
use crate::manifest::{self, Loaded, ProjectRoot};
use crate::render::annotations::{
    Level, Suite, github_error, gitlab_error, junit_error, of_problems, sarif_error,
};
use crate::render::{
    ErrorWords, Failure, failure_html, failure_json, failure_markdown, failure_text,
};

/// Where the end of a command is to be told.
struct Places {
    command: &'static str,
    wanted: Vec<Wanted<ErrorForm>>,
    force: bool,
}

/// Tells it in the place of each result, unless a result is out already.
pub(super) fn tell(command: &Command, global: &Global, failure: &CommandFailure, output: Output) {
    let Some(places) = places(command) else {
        return;
    };
    if Output::has_delivered() {
        return;
    }
    let root = find_root(global).ok();
    let told = |one: &Wanted<ErrorForm>| {
        rendered(places.command, one.format, global, failure, root.as_ref())
    };
    let Some(root) = &root else {
        if let Some(rendered) = on_stdout(&places.wanted).and_then(told) {
            deliver(&rendered, output);
        }
        return;
    };
    let files = ResultFiles {
        root,
        force: places.force,
    };
    for one in &places.wanted {
        if let Some(rendered) = told(one) {
            // A file that may not be written is the failure itself, which stderr tells.
            let _ = write(one, files, &rendered, output);
        }
    }
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
    let mut forms = parted
        .chain(joined)
        .filter_map(ErrorForm::of_name)
        .filter(|form| !form.is_for_files_only());
    let Some(form) = forms.next_back() else {
        return;
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
    if let Some(rendered) = rendered("", form, &Global::default(), &failure, None) {
        deliver(&rendered, output);
    }
}

fn places(command: &Command) -> Option<Places> {
    let places = match command {
        Command::Plan(args) => {
            let wanted = args.formats.wanted(args.plan_file());
            places_of("plan", &args.formats, wanted)
        }
        Command::Apply(args) => places_of("apply", &args.formats, args.wanted()),
        Command::Rehearse(args) => places_of("rehearse", &args.formats, args.formats.wanted(None)),
        Command::Drift(args) => places_of("drift", &args.formats, args.formats.wanted(None)),
        Command::Validate(args) => places_of("validate", &args.formats, args.formats.wanted(None)),
        Command::Results(args) => places_of("results", &args.formats, args.formats.wanted(None)),
        Command::Doctor(args) => places_of("doctor", &args.formats, args.formats.wanted(None)),
        Command::Workspaces(args) => {
            places_of("workspaces", &args.formats, args.formats.wanted(None))
        }
        Command::Graph(args) => places_of("graph", &args.formats, args.formats.wanted(None)),
        Command::Pull(args) => places_of("pull", &args.formats, args.formats.wanted(None)),
        Command::History(args) => places_of("history", &args.formats, args.formats.wanted(None)),
        Command::State(StateCommand::List(args)) => {
            places_of("state list", &args.formats, args.formats.wanted(None))
        }
        Command::State(StateCommand::Show(args)) => {
            places_of("state show", &args.formats, args.formats.wanted(None))
        }
        Command::People(PeopleCommand::Find(args)) => {
            places_of("people find", &args.formats, args.formats.wanted(None))
        }
        _ => return None,
    };
    Some(places)
}

fn places_of<F: Format>(
    command: &'static str,
    args: &FormatArgs<F>,
    wanted: Result<Vec<Wanted<F>>, CommandFailure>,
) -> Places {
    // Places that do not fit together are what is wrong: then there is only stdout.
    let wanted = wanted.unwrap_or_else(|_| {
        let formats = args.formats.iter().take(1);
        let on_stdout = |one: &Wanted<F>| Wanted::new(one.format, None);
        formats.map(on_stdout).collect()
    });
    let wanted = wanted
        .into_iter()
        .filter_map(|Wanted { format, file, sort }| {
            let format = format.of_error()?;
            let is_told = format.is_for_files_only() && file.is_none();
            (!is_told).then_some(Wanted { format, file, sort })
        });
    Places {
        command,
        wanted: wanted.collect(),
        force: args.force.given,
    }
}

/// Of a failed run in one workspace, what its result in some form would have been.
pub(super) fn rendered(
    command: &str,
    form: ErrorForm,
    global: &Global,
    failure: &CommandFailure,
    root: Option<&ProjectRoot>,
) -> Option<Rendered> {
    let folder = root.map(review::folder).unwrap_or_default();
    let is_of_manifests = failure.message.is_empty();
    let loaded = root.filter(|_| is_of_manifests);
    let loaded = loaded.map(|root| manifest::load(root, global.workspace()));
    let problems = |marks| {
        let loaded = loaded.as_ref()?;
        let suite = Suite {
            command,
            subjects: review::files(loaded),
            fails_at: Level::Error,
            folder: &folder,
        };
        review::marked(marks, &of_problems(&loaded.problems), &suite).ok()
    };
    let whole = match &loaded {
        Some(loaded) => errors_of(loaded),
        None => failure.whole_or_said(),
    };
    let told = told(command, failure, &whole);
    match form {
        ErrorForm::Text => Some(Rendered::text(failure_text(told))),
        ErrorForm::Html => Some(Rendered::document(failure_html(told))),
        ErrorForm::Json => Rendered::json(&failure_json(told)).ok(),
        ErrorForm::Markdown => Some(Rendered::document(failure_markdown(told))),
        ErrorForm::Github => {
            problems(Marks::Github).or_else(|| Some(Rendered::commands(github_error(told))))
        }
        ErrorForm::Gitlab => {
            problems(Marks::Gitlab).or_else(|| Rendered::json(&gitlab_error(told, &folder)).ok())
        }
        ErrorForm::Junit => {
            problems(Marks::Junit).or_else(|| Some(Rendered::document(junit_error(told))))
        }
        ErrorForm::Sarif => {
            problems(Marks::Sarif).or_else(|| Rendered::json(&sarif_error(told, &folder)).ok())
        }
    }
}

/// So many are listed.
const LISTED: usize = 20;

/// What stands in the way, a line each.
fn errors_of(loaded: &Loaded) -> String {
    let problems = loaded.problems.iter();
    let errors: Vec<&Diagnostic> = problems
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    let cause = match errors.len() {
        1 => "the manifests or the configuration have an error".to_owned(),
        many => format!("the manifests or the configuration have {many} errors"),
    };
    let listed = errors.iter().take(LISTED).map(|error| line_of(error));
    let more = errors.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| format!("and {more} more"));
    let lines: Vec<String> = std::iter::once(cause).chain(listed).chain(more).collect();
    lines.join("\n")
}

/// `flows/screen.yaml:9:7: … [code]`
fn line_of(error: &Diagnostic) -> String {
    let place = error.place.as_ref().map_or_else(String::new, |place| {
        let point = place.span.map_or_else(String::new, |span| {
            format!(":{}:{}", span.start.line, span.start.column)
        });
        format!("`{}{point}`: ", place.file)
    });
    format!("{place}{} [{}]", error.message, error.code)
}

fn told<'f>(command: &'f str, failure: &'f CommandFailure, whole: &'f str) -> Failure<'f> {
    let is_said = failure.message.is_empty();
    let help = failure.hint.as_deref();
    Failure {
        command,
        code: code_in(&failure.message),
        message: whole,
        help: help.or(is_said.then_some("`vetform validate` shows what to do about each")),
        exit_code: failure.exit as u8,
    }
}

/// For a script, in a report of many runs.
pub(super) fn words(failure: &CommandFailure) -> ErrorWords {
    failure_json(told("", failure, &failure.whole_or_said())).error
}

/// The code that a message begins with, if it does.
fn code_in(message: &str) -> Option<&'static str> {
    let (first, _) = message.split_once(": ")?;
    first
        .parse()
        .ok()
        .map(|code: crate::diagnostic::Code| code.as_str())
}
