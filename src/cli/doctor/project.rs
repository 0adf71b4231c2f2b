//! The project on disk: its configuration and its manifests.

use super::check::{Checkup, Fault};
use crate::cli::planning::configuration_warnings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::manifest::{Loaded, ProjectRoot, Workspace};
use crate::model::{System, counted};

/// Nothing else can be checked without it.
pub(super) fn configuration_is_wrong(loaded: &Loaded, checkup: &mut Checkup) {
    for problem in errors(loaded) {
        checkup.failed(
            "configuration",
            Fault::Written,
            told(problem),
            problem.help.clone(),
        );
    }
}

pub(super) fn configuration(
    root: &ProjectRoot,
    workspace: &Workspace,
    loaded: &Loaded,
    checkup: &mut Checkup,
) {
    let systems: Vec<&str> = System::ALL
        .into_iter()
        .filter(|system| workspace.has(*system))
        .map(System::as_str)
        .collect();
    let kind = if workspace.sandbox.is_some() {
        "sandbox of "
    } else {
        ""
    };
    checkup.fine(
        "configuration",
        format!(
            "{}, workspace {}: {kind}{}",
            root.config_from()
                .unwrap_or_else(|| root.config_file().into_string()),
            workspace.name,
            systems.join(", ")
        ),
    );
    for problem in configuration_warnings(&loaded.problems) {
        checkup.warning("configuration", told(problem), problem.help.clone());
    }
}

pub(super) fn manifests(loaded: &Loaded, checkup: &mut Checkup) {
    let count = errors(loaded).count();
    let told_already = configuration_warnings(&loaded.problems).count();
    let warnings = loaded.problems.len() - count - told_already;
    if let Some(first) = errors(loaded).next() {
        checkup.failed(
            "manifests",
            Fault::Written,
            format!("{}; the first: {}", counted(count, "error"), told(first)),
            "`vetform validate` shows all of them, with fixes",
        );
    } else if warnings > 0 {
        checkup.warning(
            "manifests",
            format!("resources: {}, warnings: {warnings}", loaded.resources),
            "`vetform validate` shows them",
        );
    } else {
        checkup.fine(
            "manifests",
            format!("resources: {}, files: {}", loaded.resources, loaded.files),
        );
    }
}

fn errors(loaded: &Loaded) -> impl Iterator<Item = &Diagnostic> {
    let problems = loaded.problems.iter();
    problems.filter(|problem| problem.severity == Severity::Error)
}

fn told(problem: &Diagnostic) -> String {
    match &problem.place {
        Some(place) => format!("{}: {}", place.file, problem.message),
        None => problem.message.clone(),
    }
}
