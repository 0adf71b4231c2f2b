//! Names of other manifests: `use` in an assessment, `assessment` in a step, what a roster is for.

use super::index::{Index, and_at, at};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::manifest::check::{Draft, Reference};
use crate::manifest::sources::Sources;
use crate::model::{Kind, Name, Pointer, System};

pub(super) fn problems(
    index: &Index<'_>,
    sources: &Sources,
    workspace: Option<&str>,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for draft in index.drafts.iter().copied() {
        for Reference { kind, name, at } in &draft.references {
            if index.get(*kind, name).is_none() {
                problems.push(match index.get_elsewhere(*kind, name) {
                    Some(other) => elsewhere(sources, draft, other, workspace, at.clone()),
                    None => unknown(index, sources, draft, *kind, name, at.clone()),
                });
            }
        }
    }
    problems
}

/// It is there, and not in the chosen workspace.
fn elsewhere(
    sources: &Sources,
    draft: &Draft,
    other: &Draft,
    workspace: Option<&str>,
    pointer: Pointer,
) -> Diagnostic {
    let (from, to) = (draft.shown(), other.shown());
    let workspace = workspace.unwrap_or_default();
    let words = format!("{from} refers to {to}, which is not in the workspace `{workspace}`");
    let help = format!(
        "give both the same `metadata.workspaces`: that of {to} is {}",
        other.workspaces.words()
    );
    let problem = Diagnostic::error(Code::UnknownReference, words).with_help(help);
    let problem = at(sources, draft, pointer, problem);
    let place = Pointer::root().key("metadata").key("workspaces");
    and_at(sources, other, place, "which workspaces it is for", problem)
}

fn unknown(
    index: &Index<'_>,
    sources: &Sources,
    draft: &Draft,
    kind: Kind,
    name: &Name,
    pointer: Pointer,
) -> Diagnostic {
    let of_system = match kind.system() {
        System::TapTalent => String::new(),
        other => format!("{other} "),
    };
    let words = format!("there is no {of_system}manifest of kind {kind} named `{name}`");
    let known: Vec<&str> = index.names(kind).take(8).collect();
    let otherwise = match kind {
        Kind::TapTalentAssessment if draft.kind == Kind::Flow => {
            "; reference a live assessment without a manifest with `assessmentId`"
        }
        Kind::Job => "; look a live job up without a manifest with `job: { title: … }`",
        _ => "",
    };
    let help = did_you_mean(name.as_str(), index.names(kind), || match &known[..] {
        [] => format!("there are no {of_system}{kind} manifests{otherwise}"),
        known => format!("available: {}{otherwise}", known.join(", ")),
    });
    let problem = Diagnostic::error(Code::UnknownReference, words).with_help(help);
    at(sources, draft, pointer, problem)
}
