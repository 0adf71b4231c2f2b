//! What a new project consists of. An example of a new kind is one line in [`EXAMPLES`] and its file in `template/`.

use std::fmt::Write as _;

use crate::cli::editor_schemas;
use crate::manifest::schema;
use crate::model::{Kind, System};
use crate::repository::REPOSITORY;

#[derive(Debug)]
pub(super) struct NewFile {
    /// Below the project's folder.
    pub(super) path: String,
    pub(super) text: String,
}

/// One commented example of each kind.
const EXAMPLES: &[(Kind, &str, &str)] = &[
    (
        Kind::TapTalentAssessment,
        "assessments/first-interview.yaml",
        include_str!("template/assessment.yaml"),
    ),
    (
        Kind::Question,
        "questions/last-incident.yaml",
        include_str!("template/question.yaml"),
    ),
    (
        Kind::Flow,
        "flows/engineering-screen.yaml",
        include_str!("template/flow.yaml"),
    ),
    (
        Kind::TapTalentRoster,
        "rosters/spring-cohort.yaml",
        include_str!("template/taptalent-roster.yaml"),
    ),
    (
        Kind::InterviewSet,
        "flowmingo/sales-screen.yaml",
        include_str!("template/interview-set.yaml"),
    ),
    (
        Kind::Project,
        "flowmingo/sales.yaml",
        include_str!("template/project.yaml"),
    ),
    (
        Kind::FlowmingoRoster,
        "rosters/sales-april.yaml",
        include_str!("template/flowmingo-roster.yaml"),
    ),
    (
        Kind::PromptsterAssessment,
        "promptster/webhook-challenge.yaml",
        include_str!("template/coding-task.yaml"),
    ),
    (
        Kind::PromptsterRoster,
        "rosters/april-keys.yaml",
        include_str!("template/promptster-roster.yaml"),
    ),
    (
        Kind::Branding,
        "promptster/branding.yaml",
        include_str!("template/branding.yaml"),
    ),
];

/// The example of a kind; none is missing, as a test holds.
pub(in crate::cli) fn example(kind: Kind) -> Option<&'static str> {
    let found = EXAMPLES.iter().find(|(other, ..)| *other == kind);
    found.map(|(.., text)| *text)
}

/// What the embedded Flowmingo begins with: beside the configuration.
const SEED: &str = "sandbox-seed.yaml";

pub(super) fn available() -> Vec<System> {
    let has_example = |system: &System| EXAMPLES.iter().any(|(kind, ..)| kind.system() == *system);
    System::ALL.into_iter().filter(has_example).collect()
}

/// Every file of a project with these systems.
pub(super) fn files(systems: &[System]) -> Vec<NewFile> {
    let examples = EXAMPLES
        .iter()
        .filter(|(kind, ..)| systems.contains(&kind.system()))
        .map(|(kind, path, text)| with_schema(path, &schema::file_name(*kind), text));
    let at = REPOSITORY.map_or_else(String::new, |address| format!(" ({address})"));
    let workflow = include_str!("template/workflow.yml").replace("{at}", &at);
    let seed = file(SEED, include_str!("template/seed.yaml").to_owned());
    [
        with_schema("vetform.yaml", schema::CONFIG_SCHEMA_FILE, &config(systems)),
        file(".gitignore", include_str!("template/gitignore").to_owned()),
        file(".github/workflows/vetform.yml", workflow),
    ]
    .into_iter()
    .chain(systems.contains(&System::Flowmingo).then_some(seed))
    .chain(examples)
    .collect()
}

/// A template with the line before it that leads editors to its schema.
fn with_schema(path: &str, schema: &str, text: &str) -> NewFile {
    file(path, editor_schemas::line(path.into(), schema) + text)
}

fn file(path: &str, text: String) -> NewFile {
    NewFile {
        path: path.to_owned(),
        text,
    }
}

fn config(systems: &[System]) -> String {
    let mut text = include_str!("template/config.yaml").to_owned();
    if systems.contains(&System::Flowmingo) {
        text = text.replace("sandbox: {}", &format!("sandbox: {{ seed: {SEED} }}"));
    }
    for system in systems {
        let variable = system.as_str().to_uppercase();
        let _ = writeln!(
            text,
            "  #   {system}:\n  #     apiKey: {{ env: {variable}_API_KEY }}"
        );
    }
    text.push_str(
        "  #   guards:\n  #     # Refuse to change what candidates have already been asked (the default, warn, says so and goes on).\n  \
         #     fairness: deny\n",
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_example() {
        for kind in Kind::ALL {
            let found = EXAMPLES.iter().find(|(other, ..)| *other == kind);
            let Some((_, path, text)) = found else {
                panic!("write an example of {kind} in src/cli/init/template and list it above");
            };
            assert!(text.contains(&format!("\nkind: {kind}\n")), "{path}");
            assert!(
                text.contains(&format!("\napiVersion: {}\n", kind.api_version())),
                "{path}"
            );
        }
    }
}
