//! Every create of every system, with what has to be there before: the rows of the tests of answers that tell nothing.

use serde_json::Value;

/// What the texts of everything that a row makes contain, and of nothing else.
pub(super) const MARK: &str = "Zebra";

/// What a server may spell otherwise, in one text: an ampersand, two blanks, a letter in two characters.
const NAME: &str = "R&D  Zebra cafe\u{301} interview";

pub(super) const SEED: &str = "
flowmingo:
  interviewSets: [{ title: Talk }]
  projects: [{ title: Backend, stages: [Applied, Screening, Final], jobPosts: [Engineer] }]
promptster: { rateLimit: 0 }
";

/// One create.
pub(super) struct Row {
    pub(super) name: &'static str,
    /// What is live and recorded before.
    pub(super) before: String,
    /// With what is to be made.
    pub(super) after: String,
    /// Its method, and how its path ends.
    pub(super) write: (&'static str, &'static str),
    /// How many of it are live.
    pub(super) made: fn(&Value) -> usize,
    /// Whether some read shows what it makes.
    pub(super) is_readable: bool,
}

pub(super) const VOICE: &str = concat!("---\n", manifest!("voice"),);

const OTHER: &str = concat!("---\n", manifest!("other"),);

pub(super) fn flow(name: &str, steps: &str, lifecycle: &str) -> String {
    format!(
        "---\napiVersion: taptalent/v1\nkind: Flow\nmetadata: {{ name: screen }}\nspec:\n  flowName: {name}\n  steps:\n\
         {steps}lifecycle: {{ {lifecycle} }}\n"
    )
}

pub(super) const STEP: &str = "    - { assessment: voice, passThreshold: 60 }\n";

pub(super) fn roster(target: &str) -> String {
    format!(
        "---\napiVersion: taptalent/v1\nkind: Roster\nmetadata: {{ name: spring }}\nspec:\n  {target}\n  candidates: [{{ \
         email: zebra@example.com, firstName: Zebra, lastName: Z }}]\n"
    )
}

pub(super) fn pipeline(spec: &str, candidate: &str) -> String {
    format!(
        "---
apiVersion: flowmingo/v1
kind: InterviewSet
metadata: {{ name: talk }}
spec: {{ title: Talk }}
---
apiVersion: flowmingo/v1
kind: Project
metadata: {{ name: backend }}
spec: {{ title: Backend, stages: [Applied, Screening, Final], jobPosts: [Engineer] }}
---
apiVersion: flowmingo/v1
kind: Roster
metadata: {{ name: april }}
spec:
  {spec}
  sendInvite: true
  candidates: [{{ email: zebra@example.com{candidate} }}]
"
    )
}

pub(super) fn task(name: &str, brief: &str) -> String {
    format!(
        "---
apiVersion: promptster/v1
kind: Assessment
metadata: {{ name: task }}
spec: {{ title: {name}, role: Engineer, taskBrief: {brief} }}
lifecycle: {{ replace: true }}
"
    )
}

pub(super) const KEYS: &str = "---
apiVersion: promptster/v1
kind: Roster
metadata: { name: keys }
spec: { assessment: task, candidates: [{ email: zebra@example.com }] }
";

/// How many items of lists anywhere in it have the mark, those inside of such an item not counted.
fn marked(json: &Value, is_it: &dyn Fn(&Value) -> bool) -> usize {
    match json {
        Value::Array(items) => items
            .iter()
            .map(|item| usize::from(is_it(item)).max(marked(item, is_it)))
            .sum(),
        Value::Object(fields) => fields.values().map(|value| marked(value, is_it)).sum(),
        _ => 0,
    }
}

pub(super) fn field_is(item: &Value, field: &str, part: &str) -> bool {
    item[field]
        .as_str()
        .is_some_and(|text| text.to_lowercase().contains(&part.to_lowercase()))
}

pub(super) fn mails(state: &Value) -> usize {
    marked(&state["mails"], &|mail| field_is(mail, "to", MARK))
}

/// The row of this name.
pub(super) fn row_of(name: &str) -> Row {
    rows().into_iter().find(|row| row.name == name).unwrap()
}

#[expect(clippy::too_many_lines, reason = "a table: a row a create")]
pub(super) fn rows() -> Vec<Row> {
    let screen = flow("Screen", STEP, "");
    let row = |name, before: String, after: String, write, made, is_readable| Row {
        name,
        before,
        after,
        write,
        made,
        is_readable,
    };
    vec![
        row(
            "assessment",
            String::new(),
            VOICE.replace("Voice interview", NAME),
            ("POST", "/audio-interviews"),
            |state| marked(&state["assessments"], &|one| field_is(one, "title", MARK)),
            true,
        ),
        row(
            "question",
            VOICE.to_owned(),
            format!("{VOICE}  questions: [{{ name: zebra, question: '{NAME} or what' }}]\n"),
            ("POST", "/questions"),
            |state| {
                marked(&state["assessments"], &|one| {
                    field_is(one, "question", MARK)
                })
            },
            true,
        ),
        row(
            "flow",
            VOICE.to_owned(),
            format!("{VOICE}{}", flow(NAME, STEP, "")),
            ("POST", "/assessment-flows"),
            |state| marked(&state["flows"], &|one| field_is(one, "flowName", MARK)),
            true,
        ),
        row(
            "step",
            format!("{VOICE}{OTHER}{screen}"),
            format!(
                "{VOICE}{OTHER}{}",
                flow(
                    "Screen",
                    &format!(
                        "{STEP}    - {{ assessment: other, passThreshold: 60, name: {NAME} }}\n"
                    ),
                    ""
                )
            ),
            ("PATCH", ""),
            |state| marked(&state["flows"], &|one| field_is(one, "name", MARK)),
            true,
        ),
        row(
            "version",
            format!(
                "{VOICE}{OTHER}{}",
                flow(NAME, STEP, "onImmutableChange: newVersion")
            ),
            format!(
                "{VOICE}{OTHER}{}",
                flow(
                    NAME,
                    &STEP.replace("voice", "other"),
                    "onImmutableChange: newVersion"
                )
            ),
            ("POST", "/assessment-flows"),
            |state| marked(&state["flows"], &|one| field_is(one, "flowName", " v2")),
            true,
        ),
        row(
            "invite",
            VOICE.to_owned(),
            format!("{VOICE}{}", roster("assessment: voice")),
            ("POST", "/invite"),
            mails,
            false,
        ),
        row(
            "assign",
            format!("{VOICE}{screen}"),
            format!("{VOICE}{screen}{}", roster("flow: screen")),
            ("POST", "/assign"),
            mails,
            true,
        ),
        row(
            "set",
            String::new(),
            pipeline("interviewSet: talk", ""),
            ("POST", "/invite/v1"),
            mails,
            false,
        ),
        row(
            "application",
            pipeline("interviewSet: talk", ""),
            pipeline(
                "interviewSet: talk\n  project: backend\n  jobPost: Engineer",
                ", stage: Final",
            ),
            ("POST", "/applications/v1"),
            |state| marked(&state["flowmingo"]["applications"], &Value::is_object),
            false,
        ),
        row(
            "move",
            pipeline(
                "interviewSet: talk\n  project: backend\n  jobPost: Engineer",
                ", stage: Screening",
            ),
            pipeline(
                "interviewSet: talk\n  project: backend\n  jobPost: Engineer",
                ", stage: Final",
            ),
            ("POST", "/move-stage/v1"),
            |_| 0,
            false,
        ),
        row(
            "reject",
            pipeline(
                "interviewSet: talk\n  project: backend\n  jobPost: Engineer",
                "",
            ),
            pipeline(
                "interviewSet: talk\n  project: backend\n  jobPost: Engineer",
                ", rejected: true",
            ),
            ("", "/reject/v1"),
            |_| 0,
            false,
        ),
        row(
            "task",
            String::new(),
            task(NAME, "Build an endpoint."),
            ("POST", "/v1/assessments"),
            |state| {
                marked(&state["promptster"]["assessments"], &|one| {
                    field_is(one, "title", MARK)
                })
            },
            true,
        ),
        row(
            "replacement",
            task("Task", "Build an endpoint."),
            task("Task", "Build another endpoint for the Zebra."),
            ("POST", "/v1/assessments"),
            |state| {
                marked(&state["promptster"]["assessments"], &|one| {
                    field_is(one, "taskBrief", MARK)
                })
            },
            true,
        ),
        row(
            "key",
            task("Task", "Build an endpoint."),
            format!("{}{KEYS}", task("Task", "Build an endpoint.")),
            ("POST", "/keys"),
            mails,
            true,
        ),
    ]
}
