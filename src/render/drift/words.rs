//! One sentence in words: `changed in the web app on 3 May: “(2026)” was added to the title`.
//!
//! Foreign text comes with its control characters escaped; what a form needs beyond that is the form's own work.

use jiff::Timestamp;
use serde_json::Value;

use crate::plan::{DriftPart, DriftSentence, DriftWhat};
use crate::render::Paint;
use crate::render::day::day;
use crate::render::escape::{one_line, visible};
use crate::render::value_words::shown;
use crate::render::word_diff::{Context, Piece, pieces, word_diff};

/// Two texts that are longer than this together are laid over one another.
const SHORT: usize = 160;

/// The whole sentence.
pub(super) fn sentence(one: &DriftSentence, now: Option<Timestamp>) -> String {
    match &one.what {
        DriftWhat::Told { message, code, .. } => format!("{} [{code}]", visible(message)),
        DriftWhat::Changed | DriftWhat::Added | DriftWhat::Deleted => {
            format!("{}: {}{}", lead(one, now), told(one), edited_too(one))
        }
    }
}

/// What the plan has to say about what it tells in words.
pub(super) fn help(one: &DriftSentence) -> Option<String> {
    match &one.what {
        DriftWhat::Told { help, .. } => Some(visible(help.as_ref()?).into_owned()),
        DriftWhat::Changed | DriftWhat::Added | DriftWhat::Deleted => None,
    }
}

/// `changed in the web app on 3 May`
fn lead(one: &DriftSentence, now: Option<Timestamp>) -> String {
    // A field, and what a person is in, are values: they are changed and not deleted.
    let is_value = matches!(
        one.part,
        DriftPart::Field(_)
            | DriftPart::QuestionField { .. }
            | DriftPart::StepField { .. }
            | DriftPart::Stage(_)
    );
    let what = match one.what {
        DriftWhat::Added if !is_value => "added",
        DriftWhat::Deleted if !is_value => "deleted",
        _ => "changed",
    };
    let when = one.when.map_or_else(String::new, |when| {
        let last = if when.is_of_the_last { ", last" } else { "" };
        format!("{last} on {}", day(when.at, now))
    });
    format!("{what} in the web app{when}")
}

fn told(one: &DriftSentence) -> String {
    let (from, to) = (one.from.as_ref(), one.to.as_ref());
    match &one.part {
        DriftPart::Object => format!("the {} is no longer there", one.address.kind().noun()),
        DriftPart::Field(field) => changed(&field_name(field), from, to),
        DriftPart::StepField { step, field } => {
            changed(&format!("{} of step {step}", field_name(field)), from, to)
        }
        DriftPart::QuestionField { label, field } => {
            let name = format!("{} of question `{}`", field_name(field), one_line(label));
            changed(&name, from, to)
        }
        DriftPart::Question { label, is_managed } => {
            let label = one_line(label);
            match (to, from) {
                (Some(to), _) if !is_managed => format!("question {} ({label})", quoted(to)),
                (Some(_), _) => changed(&format!("question `{label}`"), from, to),
                (None, Some(from)) => format!("question `{label}` ({})", quoted(from)),
                (None, None) => format!("question `{label}`"),
            }
        }
        DriftPart::Step(step) => {
            let what = to.or(from).map(step_words);
            let what = what.map_or_else(String::new, |what| format!(" ({what})"));
            format!("step {step}{what}")
        }
        DriftPart::Stage(who) => match (from, to) {
            (Some(from), Some(to)) => format!(
                "{who} was moved from stage {} to stage {}",
                quoted(from),
                quoted(to)
            ),
            (None, Some(to)) => format!("{who} was moved to stage {}", quoted(to)),
            (Some(from), None) => format!("{who} was taken out of stage {}", quoted(from)),
            (None, None) => format!("{who} was moved to another stage"),
        },
        DriftPart::Person(who) => match from {
            Some(stage) => format!(
                "the application of {who}, who was in stage {}",
                quoted(stage)
            ),
            None => format!("what there was of {who}"),
        },
    }
}

fn edited_too(one: &DriftSentence) -> String {
    match &one.declared {
        None => String::new(),
        Some(_) if one.what == DriftWhat::Deleted => {
            "; the manifest still has it, and was edited as well".to_owned()
        }
        Some(declared) => format!(
            "; the manifest was edited as well, and says {}",
            quoted(declared)
        ),
    }
}

/// How a value was changed; `from`: `None` if that is not known.
fn changed(name: &str, from: Option<&Value>, to: Option<&Value>) -> String {
    match (from, to) {
        (Some(Value::String(from)), Some(Value::String(to))) => {
            text_changed(name, from.trim_end(), to.trim_end())
        }
        (Some(Value::Array(from)), Some(Value::Array(to)))
            if from.iter().chain(to).all(Value::is_string) =>
        {
            list_changed(name, from, to)
        }
        (Some(from), Some(to)) => {
            format!("{name} was changed from {} to {}", quoted(from), quoted(to))
        }
        (None, Some(to)) => format!("{name} is now {}", quoted(to)),
        (Some(from), None) => format!("{name} was removed ({})", quoted(from)),
        (None, None) => format!("{name} was removed"),
    }
}

fn text_changed(name: &str, from: &str, to: &str) -> String {
    let (from, to) = (visible(from), visible(to));
    let pieces = pieces(&from, &to, Context::Whole);
    let has = |is: fn(&Piece) -> bool| pieces.iter().any(is);
    let (is_same, is_gone, is_come) = (
        has(|piece| matches!(piece, Piece::Same(_))),
        has(|piece| matches!(piece, Piece::Gone(_))),
        has(|piece| matches!(piece, Piece::Come(_))),
    );
    match (is_same, is_gone, is_come) {
        (true, false, true) => format!("{} was added to {name}", listed(&pieces)),
        (true, true, false) => format!("{} was removed from {name}", listed(&pieces)),
        _ if from.len() + to.len() <= SHORT => {
            format!("{name} was changed from “{from}” to “{to}”")
        }
        _ => format!(
            "{name} was changed: {}",
            word_diff(&from, &to, Paint::new(false))
        ),
    }
}

/// What comes or goes, each in quotes.
fn listed(pieces: &[Piece]) -> String {
    let parts = pieces.iter().filter_map(|piece| match piece {
        Piece::Same(_) => None,
        Piece::Gone(text) | Piece::Come(text) => Some(format!("“{}”", text.trim())),
    });
    parts.collect::<Vec<_>>().join(" and ")
}

fn list_changed(name: &str, from: &[Value], to: &[Value]) -> String {
    let without = |list: &[Value], others: &[Value]| {
        let items = list.iter().filter(|item| !others.contains(item));
        items.map(quoted).collect::<Vec<_>>().join(", ")
    };
    let (gone, come) = (without(from, to), without(to, from));
    match (gone.is_empty(), come.is_empty()) {
        (true, true) => format!("the order of {name} is now {}", items(to)),
        (true, false) => format!("{come} was added to {name}"),
        (false, true) => format!("{gone} was removed from {name}"),
        (false, false) => format!("{gone} was removed from {name}, and {come} was added"),
    }
}

fn items(list: &[Value]) -> String {
    list.iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// A value in a sentence.
pub(super) fn quoted(value: &Value) -> String {
    match value {
        Value::String(_) => format!("“{}”", shown(value)),
        Value::Array(list) if !list.is_empty() && list.iter().all(Value::is_string) => items(list),
        Value::Object(parts) => parts.values().map(quoted).collect::<Vec<_>>().join(", "),
        other => shown(other),
    }
}

/// What a plan shows of a step: words already, or its fields.
fn step_words(step: &Value) -> String {
    let assessment = ["assessment", "assessmentId"]
        .iter()
        .find_map(|name| step.get(name));
    match (step, assessment) {
        (Value::String(words), _) => visible(words).into_owned(),
        (_, Some(assessment)) => {
            let pass = step.get("passThreshold");
            let pass = pass.map_or_else(String::new, |pass| format!(", pass at {}", shown(pass)));
            format!("`{}`{pass}", shown(assessment))
        }
        (other, None) => quoted(other),
    }
}

/// What people call a field.
fn field_name(field: &str) -> String {
    let words = match field {
        "title" => "the title",
        "flowName" => "the name",
        "description" => "the description",
        "hiringForRole" | "role" => "the role",
        "purposeOfInterview" => "the purpose of the interview",
        "duration" => "the duration",
        "aiLanguage" => "the language of the interview",
        "skills" => "the skills",
        "status" => "the status",
        "buckets" => "the buckets",
        "jobId" => "the job",
        "stages" => "the stages",
        "passThreshold" => "the pass threshold",
        "assessment" | "assessmentId" => "the assessment",
        "taskBrief" => "the brief",
        "logoUrl" => "the logo",
        "accentColor" => "the accent colour",
        other => return format!("`{}`", one_line(other)),
    };
    words.to_owned()
}
