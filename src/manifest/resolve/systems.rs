//! Systems that manifests need and the workspace lacks: one problem a system, at the first manifest of it.

use super::index::{Index, at};
use crate::diagnostic::{Code, Diagnostic};
use crate::manifest::check::Draft;
use crate::manifest::config::Workspace;
use crate::manifest::sources::Sources;
use crate::model::{Pointer, System};

pub(super) fn problems(
    index: &Index<'_>,
    sources: &Sources,
    workspace: &Workspace,
) -> Vec<Diagnostic> {
    let lacking = System::ALL
        .into_iter()
        .filter(|system| !workspace.has(*system));
    lacking
        .filter_map(|system| {
            let needy = index
                .drafts
                .iter()
                .copied()
                .filter(|draft| draft.kind.system() == system);
            let needy: Vec<&Draft> = needy.collect();
            let first = needy.first()?;
            Some(at(
                sources,
                first,
                Pointer::root().key("apiVersion"),
                problem(system, workspace, first, needy.len() - 1),
            ))
        })
        .collect()
}

fn problem(system: System, workspace: &Workspace, first: &Draft, others: usize) -> Diagnostic {
    let manifest = first.shown();
    let others = match others {
        0 => String::new(),
        1 => " (1 other manifest needs it too)".to_owned(),
        many => format!(" ({many} other manifests need it too)"),
    };
    let name = &workspace.name;
    Diagnostic::error(
        Code::SystemNotConfigured,
        format!("{manifest} needs {system}, which the workspace `{name}` does not have{others}"),
    )
    .with_help(format!(
        "add `{system}:` to the workspace in vetform.yaml, or choose another workspace with `-w`"
    ))
}
