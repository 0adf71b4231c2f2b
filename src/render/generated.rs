//! Files of the repository that are made from the code: the schemas of what the program writes, and the tables of
//! docs/reference.

use std::fmt::Write as _;

use schemars::schema_for;

use crate::diagnostic::Code;
use crate::manifest::{GenerateField, InviteField, schema};
use crate::model::taptalent::{AssessmentField, FlowField, QuestionField, StepField};
use crate::model::{Bounds, FieldKey, FieldSpec, Kind, Mutability, promptster};

use super::fleet::FleetDocument;
use super::results::{QuestionScoresDocument, ResultsDocument};
use super::{
    ErrorDocument, HistoryDocument, PeopleFindDocument, PlanDocument, PullDocument,
    RehearsalDocument, ReportDocument, StateListDocument, StateShowDocument, WorkspacesDocument,
};

/// Schemas of what commands print as JSON: file name and document.
pub fn schemas() -> Vec<(String, serde_json::Value)> {
    let schemas = [
        ("plan", schema_for!(PlanDocument)),
        ("rehearsal", schema_for!(RehearsalDocument)),
        ("report", schema_for!(ReportDocument)),
        ("fleet", schema_for!(FleetDocument)),
        ("pull", schema_for!(PullDocument)),
        ("workspaces", schema_for!(WorkspacesDocument)),
        ("error", schema_for!(ErrorDocument)),
        ("results", schema_for!(ResultsDocument)),
        ("results-questions", schema_for!(QuestionScoresDocument)),
        ("people-find", schema_for!(PeopleFindDocument)),
        ("history", schema_for!(HistoryDocument)),
        ("state-list", schema_for!(StateListDocument)),
        ("state-show", schema_for!(StateShowDocument)),
    ];
    let named = schemas.into_iter();
    named
        .map(|(name, schema)| (format!("{name}.schema.json"), schema.to_value()))
        .collect()
}

/// The pages that hold a table made here.
pub const PAGES: [&str; 2] = ["docs/reference/fields.md", "docs/reference/codes.md"];

/// A page with the tables between its markers made anew.
pub fn page_with_tables(page: &str) -> String {
    let page = between(page, "fields", &field_table());
    let page = between(&page, "people", &people_table());
    between(&page, "codes", &code_table())
}

/// Puts `text` between `<!-- generated: name -->` and `<!-- end -->`. Without the markers nothing changes.
fn between(document: &str, name: &str, text: &str) -> String {
    let (open, close) = (format!("<!-- generated: {name} -->\n"), "<!-- end -->");
    let Some((before, rest)) = document.split_once(&open) else {
        return document.to_owned();
    };
    let Some((_, after)) = rest.split_once(close) else {
        return document.to_owned();
    };
    format!("{before}{open}{text}{close}{after}")
}

fn field_table() -> String {
    let mut table = String::from(
        "| kind | field | bounds | default | can change | can be read |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    rows::<AssessmentField>("Assessment", &mut table);
    rows::<QuestionField>("Question", &mut table);
    rows::<FlowField>("Flow", &mut table);
    rows::<StepField>("Flow `steps[]`", &mut table);
    requests::<GenerateField>("Assessment `generate`", &mut table);
    rows::<promptster::AssessmentField>("Promptster Assessment", &mut table);
    rows::<promptster::BrandingField>("Promptster Branding", &mut table);
    requests::<InviteField>("Flowmingo Roster", &mut table);
    table
}

/// The kinds that have no fields of a live object: what they refer to, and people. From their schemas.
fn people_table() -> String {
    let mut table = String::from("| kind | field | what it is |\n| --- | --- | --- |\n");
    let kinds = Kind::ALL.into_iter();
    for kind in kinds.filter(|kind| kind.is_external() || kind.is_roster()) {
        let schema = schema::of_kind(kind);
        let kind = format!("{} {kind}", kind.system());
        described(&kind, &schema["$defs"]["Spec"], &mut table);
        let candidates = format!("{kind} `candidates[]`");
        described(&candidates, &schema["$defs"]["Candidate"], &mut table);
    }
    table
}

/// A row for each property of a definition, if there is one.
fn described(kind: &str, definition: &serde_json::Value, table: &mut String) {
    let required = definition["required"].as_array();
    for (name, property) in definition["properties"].as_object().into_iter().flatten() {
        let is_required = required.is_some_and(|all| all.iter().any(|one| one == name));
        let required = if is_required { " (required)" } else { "" };
        let words = property["description"].as_str().unwrap_or_default();
        let words = words.replace('\n', " ").replace('|', "\\|");
        let _ = writeln!(table, "| {kind} | `{name}`{required} | {words} |");
    }
}

/// Fields of a live object.
fn rows<F: FieldKey>(kind: &str, table: &mut String) {
    for spec in F::ALL.iter().map(|field| field.spec()) {
        let (change, read) = of_live(spec);
        row(kind, spec, change, &read, table);
    }
}

/// What the tables know of the field at the end of these keys: its bounds, its default, whether it can change, whether it can be read.
pub fn field_facts(kind: Kind, keys: &[&str]) -> Option<Vec<(&'static str, String)>> {
    let ["spec", inner @ ..] = keys else {
        return None;
    };
    let live = match (kind, inner) {
        (Kind::TapTalentAssessment, [name]) => found::<AssessmentField>(name),
        (Kind::TapTalentAssessment, ["questions", name]) | (Kind::Question, [name]) => {
            found::<QuestionField>(name)
        }
        (Kind::Flow, [name]) => found::<FlowField>(name),
        (Kind::Flow, ["steps", name]) => found::<StepField>(name),
        (Kind::PromptsterAssessment, [name]) => found::<promptster::AssessmentField>(name),
        (Kind::Branding, [name]) => found::<promptster::BrandingField>(name),
        _ => None,
    };
    let request = match (kind, inner) {
        (Kind::TapTalentAssessment, ["generate", name]) => found::<GenerateField>(name),
        (Kind::FlowmingoRoster, [name]) => found::<InviteField>(name),
        _ => None,
    };
    let (spec, (change, read)) = match (live, request) {
        (Some(spec), _) => (spec, of_live(spec)),
        (None, spec) => (spec?, of_request()),
    };
    Some(vec![
        ("bounds", bounds_words(spec.bounds)),
        ("default", default_words(spec)),
        ("can change", change.to_owned()),
        ("can be read", read),
    ])
}

fn found<F: FieldKey>(name: &str) -> Option<&'static FieldSpec> {
    F::by_name(name).map(FieldKey::spec)
}

/// Whether it can change, and be read.
fn of_live(spec: &FieldSpec) -> (&'static str, String) {
    let change = match spec.mutability {
        Mutability::Updatable => "yes",
        Mutability::CreateOnly => "at creation only",
    };
    let read = match (spec.readable, spec.name == spec.read_name) {
        (false, _) => "no: compared with the record".to_owned(),
        (true, true) => "yes".to_owned(),
        (true, false) => format!("yes, as `{}`", spec.read_name),
    };
    (change, read)
}

fn of_request() -> (&'static str, String) {
    ("for later requests", "no: not compared".to_owned())
}

fn default_words(spec: &FieldSpec) -> String {
    spec.default.map_or_else(
        || "–".to_owned(),
        |default| format!("`{}`", default.trim_matches('"')),
    )
}

/// Fields that are sent with a request and are no part of a live object.
fn requests<F: FieldKey>(kind: &str, table: &mut String) {
    for field in F::ALL {
        let (change, read) = of_request();
        row(kind, field.spec(), change, &read, table);
    }
}

fn row(kind: &str, spec: &FieldSpec, change: &str, read: &str, table: &mut String) {
    let required = if spec.required { " (required)" } else { "" };
    let default = default_words(spec);
    let _ = writeln!(
        table,
        "| {kind} | `{}`{required} | {} | {default} | {change} | {read} |",
        spec.name,
        bounds_words(spec.bounds)
    );
}

/// The greatest integer that every JSON reader keeps: as a bound it is none.
const MAX_EXACT: f64 = 9_007_199_254_740_991.0;

fn bounds_words(bounds: Bounds) -> String {
    let up_to = |min: usize, max: usize, what: &str| match (min, max) {
        (0, usize::MAX) => "–".to_owned(),
        (min, usize::MAX) => format!("{min} or more {what}"),
        (0, max) => format!("up to {max} {what}"),
        (min, max) => format!("{min}–{max} {what}"),
    };
    match bounds {
        Bounds::None => "–".to_owned(),
        Bounds::Length { min, max } => up_to(min, max, "characters"),
        Bounds::Items { min, max } => up_to(min, max, "items"),
        Bounds::Range { min, max } if min <= f64::MIN_POSITIVE && min > 0.0 => {
            format!("above 0, up to {max}")
        }
        Bounds::Range { min, max } if max >= MAX_EXACT => format!("{min} or more"),
        Bounds::Range { min, max } => format!("{min}–{max}"),
        Bounds::OneOf(values) => values
            .iter()
            .map(|(value, _)| format!("`{value}`"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn code_table() -> String {
    let mut table = String::from("| code | what it says |\n| --- | --- |\n");
    for code in Code::ALL {
        let _ = writeln!(table, "| `{code}` | {} |", code.summary());
    }
    table
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn only_what_stands_between_the_markers_is_replaced() {
        let document = "a\n<!-- generated: x -->\nold\n<!-- end -->\nb";
        assert_eq!(
            between(document, "x", "new\n"),
            "a\n<!-- generated: x -->\nnew\n<!-- end -->\nb"
        );
        assert_eq!(between(document, "y", "new\n"), document);
    }
}
