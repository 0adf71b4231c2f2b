//! Files of the repository that are made from the code: the schemas of what the program writes, and the README's tables.

use std::fmt::Write as _;

use crate::diagnostic::Code;
use crate::model::{
    AssessmentField, Bounds, FieldKey, FieldSpec, FlowField, Mutability, QuestionField, StepField,
};

use super::{PlanDocument, ReportDocument};

/// Schemas of the plan and the report: file name and document.
pub fn schemas() -> Vec<(String, serde_json::Value)> {
    vec![
        (
            "plan.schema.json".to_owned(),
            schemars::schema_for!(PlanDocument).to_value(),
        ),
        (
            "report.schema.json".to_owned(),
            schemars::schema_for!(ReportDocument).to_value(),
        ),
    ]
}

/// A README with the tables between its markers made anew.
pub fn readme_with_tables(readme: &str) -> String {
    let readme = between(readme, "fields", &field_table());
    between(&readme, "codes", &code_list())
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
    table
}

fn rows<F: FieldKey>(kind: &str, table: &mut String) {
    for field in F::ALL {
        let FieldSpec {
            name,
            read_name,
            doc: _,
            required,
            bounds,
            default,
            mutability,
            readable,
            compare: _,
        } = field.spec();
        let required = if *required { " (required)" } else { "" };
        let change = match mutability {
            Mutability::Updatable => "yes",
            Mutability::CreateOnly => "at creation only",
        };
        let read = match (readable, name == read_name) {
            (false, _) => "no: compared with the record".to_owned(),
            (true, true) => "yes".to_owned(),
            (true, false) => format!("yes, as `{read_name}`"),
        };
        let default = default.map_or_else(
            || "–".to_owned(),
            |default| format!("`{}`", default.trim_matches('"')),
        );
        let _ = writeln!(
            table,
            "| {kind} | `{name}`{required} | {} | {default} | {change} | {read} |",
            bounds_words(*bounds)
        );
    }
}

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
        Bounds::Range { min, max } => format!("{min}–{max}"),
        Bounds::OneOf(values) => values
            .iter()
            .map(|value| format!("`{value}`"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn code_list() -> String {
    let codes: Vec<String> = Code::ALL.iter().map(|code| format!("`{code}`")).collect();
    format!("{}\n", codes.join(", "))
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
