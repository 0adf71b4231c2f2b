//! All documents together: names and people that must stand once, references that must lead somewhere, and at last
//! the wanted state.

mod desired;
mod index;
mod look_alikes;
mod people;
mod pipeline;
mod programs;
mod references;
mod systems;
mod unique;
mod workspaces;

pub(super) use desired::{desired, digest, outline};
pub(super) use index::Index;

use super::chosen::Project;
use super::sources::Sources;
use crate::diagnostic::Diagnostic;

/// Everything that is wrong between documents. With `has_unread` what is missing may stand in a document
/// that could not be read: then it is not called missing.
pub(super) fn problems(
    index: &Index<'_>,
    sources: &Sources,
    project: Option<&Project>,
    has_unread: bool,
) -> Vec<Diagnostic> {
    let mut problems = unique::problems(index, sources);
    problems.extend(people::problems(index, sources));
    problems.extend(pipeline::problems(index, sources));
    let workspace = project.map(|project| &project.workspace);
    if !has_unread {
        let name = workspace.map(|workspace| workspace.name.as_str());
        problems.extend(references::problems(index, sources, name));
    }
    if let Some(Project {
        config,
        workspace,
        root: _,
    }) = project
    {
        problems.extend(systems::problems(index, sources, workspace));
        problems.extend(workspaces::problems(index, sources, config));
        problems.extend(programs::problems(index, sources, config));
    }
    problems
}
