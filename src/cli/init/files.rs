//! What a new project consists of: its configuration, and an example of each kind.

use std::fmt::Write as _;

use crate::cli::editor_schemas;
use crate::cli::kind_examples::EXAMPLES;
use crate::manifest::schema;
use crate::model::System;
use crate::repository::REPOSITORY;

#[derive(Debug)]
pub(super) struct NewFile {
    /// Below the project's folder.
    pub(super) path: String,
    pub(super) text: String,
}

/// The configuration of what is live already: one workspace, with a variable for each key.
pub(super) fn config_of_live(
    systems: &[System],
    workspace: &str,
    variable: &dyn Fn(System) -> String,
) -> NewFile {
    let mut text = include_str!("template/config-live.yaml").replace("{workspace}", workspace);
    for system in systems {
        let variable = variable(*system);
        let _ = writeln!(text, "    {system}:\n      apiKey: {{ env: {variable} }}");
    }
    with_schema("vetform.yaml", schema::CONFIG_SCHEMA_FILE, &text)
}

pub(super) fn ignored() -> NewFile {
    file(".gitignore", include_str!("template/gitignore").to_owned())
}

/// The workflow that plans a workspace with these variables.
pub(super) fn workflow_of(workspace: &str, variables: &[String]) -> NewFile {
    let NewFile { path, text } = workflow();
    if variables.is_empty() {
        return file(&path, text);
    }
    let (steps, _) = text.split_once(OF_SANDBOX).unwrap_or((&text, ""));
    let checkout = "persist-credentials: false\n";
    let steps = steps.replace(checkout, &format!("{checkout}          fetch-depth: 0\n"));
    let plan = include_str!("template/workflow-plan.yml").replace("{workspace}", workspace);
    let mut text = format!("{steps}{plan}");
    for variable in variables {
        let _ = writeln!(text, "          {variable}: ${{{{ secrets.{variable} }}}}");
    }
    file(&path, text)
}

/// Where the workflow of a new project begins to speak of its sandbox.
const OF_SANDBOX: &str = "      # The workspace `sandbox` needs no key.";

fn workflow() -> NewFile {
    let at = REPOSITORY.map_or_else(String::new, |address| format!(" ({address})"));
    let text = include_str!("template/workflow.yml").replace("{at}", &at);
    file(".github/workflows/vetform.yml", text)
}

/// What the embedded systems begin with: beside the configuration.
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
    [
        with_schema("vetform.yaml", schema::CONFIG_SCHEMA_FILE, &config(systems)),
        ignored(),
        workflow(),
    ]
    .into_iter()
    .chain(seed(systems).map(|text| file(SEED, text)))
    .chain(examples)
    .collect()
}

/// What the examples need to exist, by the system that it is authored in.
const SEEDS: [(System, &str); 2] = [
    (
        System::TapTalent,
        include_str!("template/seed-taptalent.yaml"),
    ),
    (
        System::Flowmingo,
        include_str!("template/seed-flowmingo.yaml"),
    ),
];

/// The file of it; `None`: nothing has to exist.
fn seed(systems: &[System]) -> Option<String> {
    let parts = SEEDS.iter().filter(|(system, _)| systems.contains(system));
    let parts = parts.map(|(_, text)| *text);
    let parts: String = parts.collect();
    let head = "# What the embedded systems begin with, and vetform never creates: jobs, interview sets, projects. This is not a manifest.\n";
    (!parts.is_empty()).then(|| format!("{head}{parts}"))
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
    if seed(systems).is_some() {
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
