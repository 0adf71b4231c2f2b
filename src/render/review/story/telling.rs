//! From the differences of one change to sentences. Every form of a difference's path is told here and nowhere else.

use serde_json::Value;

use super::chapter::Chapter;
use super::field_words::{field_of, field_of_question, field_of_step};
use super::people::tell_people;
use super::point::{Run, Says, words};
use crate::model::{FieldSpec, Kind};
use crate::plan::{Action, Cause, Change, FieldChange};
use crate::render::Occasion;
use crate::render::day::day;
use crate::render::escape::{one_line, visible};
use crate::render::review::Titles;
use crate::render::value_words::shown;

/// What a sentence says, and where it belongs.
pub(super) type Told = (Chapter, Says);

const LASTING_STEP: &str = "it cannot be taken away again";
const LOST_QUESTION: &str =
    "it cannot be brought back, and the answers to it stay with the old one";
const UNREADABLE: &str = "no read shows what is there now";

/// Everything that happens by a change.
pub(super) fn tell(change: &Change, titles: &Titles<'_>, occasion: Occasion) -> Vec<Told> {
    let is_roster = change.address.kind().is_roster();
    match change.action {
        _ if is_roster => tell_people(change, occasion),
        Action::Create => vec![creation(change)],
        Action::Delete => vec![deletion(change)],
        Action::Replace => vec![replacement(change, titles)],
        Action::Adopt | Action::Update | Action::Move | Action::Invite => {
            let told = change.fields.iter();
            let mut told: Vec<Told> = told
                .filter_map(|one| difference(change, one, titles))
                .collect();
            if told.is_empty() {
                told.push(bookkeeping(change));
            }
            told
        }
    }
}

fn creation(change: &Change) -> Told {
    let questions = change.fields.iter();
    let questions = questions
        .filter(|field| field.path.starts_with("spec.questions["))
        .count();
    let steps = change.fields.iter();
    let steps = steps
        .filter(|field| field.path.starts_with("spec.steps["))
        .count();
    let parts = match (questions, steps) {
        (0, 0) => String::new(),
        (1, 0) => ", with 1 question".to_owned(),
        (many, 0) => format!(", with {many} questions"),
        (_, 1) => ", with 1 step".to_owned(),
        (_, many) => format!(", with {many} steps"),
    };
    let noun = noun(change.address.kind());
    let says = Says::new(
        "is a new",
        "are new: each a",
        vec![words(format!("{noun}{parts}"))],
    );
    (Chapter::New, says)
}

/// What a recruiter calls a thing of a kind.
const fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Question => "question",
        Kind::Job => "job",
        Kind::TapTalentAssessment => "interview",
        Kind::Flow => "flow",
        Kind::InterviewSet => "interview set",
        Kind::Project => "project",
        Kind::PromptsterAssessment => "coding task",
        Kind::Branding => "branding",
        Kind::TapTalentRoster | Kind::FlowmingoRoster | Kind::PromptsterRoster => "list of people",
    }
}

fn deletion(change: &Change) -> Told {
    let says = Says::new("is deleted", "are deleted", Vec::new());
    let says = match change.address.kind() {
        Kind::PromptsterAssessment => {
            says.with("its candidate keys end with it, and nothing of it comes back")
        }
        _ => says.with("it does not come back"),
    };
    (Chapter::Lost, says)
}

fn replacement(change: &Change, titles: &Titles<'_>) -> Told {
    if change.address.kind() == Kind::Flow {
        let title = titles.of_address(&change.address);
        let rest = vec![words("a new version, "), Run::Title(title)];
        let says = Says::new("gets", "get", rest);
        return (
            Chapter::Candidates,
            says.with("who is inside finishes the old version, which takes nobody new"),
        );
    }
    let says = Says::new(
        "is deleted and made anew",
        "are deleted and made anew",
        Vec::new(),
    );
    (
        Chapter::Lost,
        says.with("its candidate keys end, and nothing of the old one comes back"),
    )
}

fn bookkeeping(change: &Change) -> Told {
    let rest = match change.action {
        Action::Move => vec![words("another name in these files")],
        _ => vec![words("under these files; it was there already")],
    };
    let says = match change.action {
        Action::Move => Says::new("has", "have", rest),
        _ => Says::new("comes", "come", rest),
    };
    (Chapter::Recorded, says)
}

fn difference(change: &Change, field: &FieldChange, titles: &Titles<'_>) -> Option<Told> {
    let name = field.path.strip_prefix("spec.").unwrap_or(&field.path);
    let (audience, says) = if let Some(question) = inside(name, "questions") {
        of_question(change, field, question, titles)?
    } else if let Some(step) = inside(name, "steps") {
        of_step(change, field, step, titles)?
    } else {
        of_field(change.address.kind(), name, field)?
    };
    Some(judged((change, field), audience, says))
}

/// Where a sentence stands also depends on who moved.
fn judged((change, field): (&Change, &FieldChange), chapter: Chapter, says: Says) -> Told {
    // Of a question or a step the documents do not say that it moves the time of the whole.
    let is_dated = !field.path.contains('[');
    let at = change.edited_at.filter(|_| is_dated);
    let at = at.map_or_else(String::new, |at| format!(" ({})", day(at, None)));
    match field.cause {
        Cause::Conflict => (
            Chapter::Conflict,
            says.with(format!("it was changed in the web app as well{at}")),
        ),
        Cause::Drifted if chapter != Chapter::Lost => (
            Chapter::Undone,
            says.with(format!("the edit in the web app{at} is lost")),
        ),
        Cause::Unverifiable if says.fact.is_none() => (chapter, says.with(UNREADABLE)),
        _ => (chapter, says),
    }
}

/// What stands between the brackets, and what behind them: `steps[2].passThreshold`.
fn inside<'n>(name: &'n str, list: &str) -> Option<(&'n str, &'n str)> {
    let (key, behind) = name
        .strip_prefix(list)?
        .strip_prefix('[')?
        .split_once(']')?;
    Some((key, behind.trim_start_matches('.')))
}

fn of_field(kind: Kind, name: &str, field: &FieldChange) -> Option<Told> {
    let spec = field_of(kind, name);
    let chapter = spec.map_or(Chapter::Candidates, |spec| Chapter::of(spec.audience));
    let is_title = matches!(name, "title" | "flowName");
    let (before, after) = (field.before.as_ref(), field.after.as_ref());
    if let (true, Some(Value::String(_)), Some(Value::String(after))) = (is_title, before, after) {
        let rest = vec![Run::Title(one_line(after.trim()).into_owned())];
        return Some((chapter, Says::new("is renamed", "are renamed", rest)));
    }
    let label = spec.map_or_else(|| one_line(name).into_owned(), |spec| spec.label.to_owned());
    let run = values(before, after)?;
    let says = Says::new(
        "changes its",
        "change their",
        vec![words(format!("{label}: ")), run],
    );
    Some((chapter, says))
}

fn of_question(
    change: &Change,
    field: &FieldChange,
    (name, _): (&str, &str),
    titles: &Titles<'_>,
) -> Option<Told> {
    let text = |side: Option<&Value>| {
        let side = side?;
        let asked = side.as_str().or_else(|| side.get("question")?.as_str())?;
        Some(one_line(asked.trim()).into_owned())
    };
    let (before, after) = (text(field.before.as_ref()), text(field.after.as_ref()));
    let known = || {
        titles
            .question(&change.address, name)
            .unwrap_or_else(|| one_line(name).into_owned())
    };
    match (&field.before, &field.after) {
        (None, None) => None,
        (None, Some(_)) => {
            let asked = after.unwrap_or_else(known);
            let says = Says::new(
                "asks a new question:",
                "ask a new question:",
                vec![Run::Quote(asked)],
            );
            Some((Chapter::Candidates, says))
        }
        (Some(_), None) => {
            let asked = before.unwrap_or_else(known);
            let says = Says::new(
                "loses the question",
                "lose the question",
                vec![Run::Quote(asked)],
            );
            Some((Chapter::Lost, says.with(LOST_QUESTION)))
        }
        (Some(_), Some(parts)) => match (before, after) {
            (Some(before), Some(after)) if before != after => {
                let says = Says::new(
                    "asks a question in other words:",
                    "ask a question in other words:",
                    vec![Run::Texts { before, after }],
                );
                Some((Chapter::Candidates, says))
            }
            _ => {
                let names = parts.as_object().into_iter().flat_map(|parts| parts.keys());
                let labels = names.filter(|name| *name != "question");
                let labels: Vec<&str> = labels
                    .filter_map(|name| Some(field_of_question(name)?.label))
                    .collect();
                let what = if labels.is_empty() {
                    "text".to_owned()
                } else {
                    labels.join(" and its ")
                };
                let rest = vec![
                    words(format!("{what} for the question ")),
                    Run::Quote(known()),
                ];
                Some((
                    Chapter::Judging,
                    Says::new("changes its", "change their", rest),
                ))
            }
        },
    }
}

fn of_step(
    change: &Change,
    field: &FieldChange,
    (index, part): (&str, &str),
    titles: &Titles<'_>,
) -> Option<Told> {
    let at: usize = index.parse().ok()?;
    let step = |runs: &mut Vec<Run>| {
        runs.push(words(format!("step {}", at + 1)));
        if let Some(name) = titles.step(&change.address, at) {
            runs.extend([words(" "), Run::Title(name)]);
        }
    };
    let mut rest = Vec::new();
    if part.is_empty() && field.before.is_none() {
        step(&mut rest);
        let interview = titles.interview_of_step(&change.address, at);
        if let Some(interview) = interview {
            rest.extend([words(": the interview "), Run::Title(interview)]);
        }
        let mark = field
            .after
            .as_ref()
            .and_then(|step| step.get("passThreshold"));
        if let Some(mark) = mark {
            rest.push(words(format!(", passed at {}", shown(mark))));
        }
        let says = Says::new("gets", "get", rest);
        return Some((Chapter::Candidates, says.with(LASTING_STEP)));
    }
    if part == "passThreshold" {
        let (before, after) = (field.before.as_ref(), field.after.as_ref()?);
        step(&mut rest);
        rest.push(words(" at "));
        rest.push(match before {
            Some(before) => Run::Values {
                before: shown(before),
                after: shown(after),
            },
            None => words(shown(after)),
        });
        return Some((
            Chapter::Judging,
            Says::new("lets candidates pass", "let candidates pass", rest),
        ));
    }
    let spec = field_of_step(part);
    let chapter = spec.map_or(Chapter::Candidates, |spec: &FieldSpec| {
        Chapter::of(spec.audience)
    });
    let label = spec.map_or("step", |spec| spec.label);
    rest.push(words(format!("{label} in ")));
    step(&mut rest);
    rest.push(words(": "));
    rest.push(values(field.before.as_ref(), field.after.as_ref())?);
    Some((chapter, Says::new("changes its", "change their", rest)))
}

/// Two values, or the one that there is.
fn values(before: Option<&Value>, after: Option<&Value>) -> Option<Run> {
    /// Shorter texts read better whole.
    const SHORT: usize = 24;
    Some(match (before, after) {
        (None | Some(Value::Null), None) => return None,
        (Some(before), None) => Run::Values {
            before: shown(before),
            after: "nothing".to_owned(),
        },
        (None | Some(Value::Null), Some(after)) => Run::Quote(shown(after)),
        (Some(Value::String(before)), Some(Value::String(after)))
            if before.len().max(after.len()) > SHORT =>
        {
            Run::Texts {
                before: visible(before.trim_end()).into_owned(),
                after: visible(after.trim_end()).into_owned(),
            }
        }
        (Some(before), Some(after)) => Run::Values {
            before: shown(before),
            after: shown(after),
        },
    })
}
