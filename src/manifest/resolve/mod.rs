//! All documents together: names and people that must stand once, references that must lead somewhere, and at last
//! the wanted state.

mod desired;
mod index;
mod people;
mod pipeline;
mod references;
mod systems;
mod unique;

pub(super) use desired::{desired, digest, outline};
pub(super) use index::Index;

use super::config::Workspace;
use super::sources::Sources;
use crate::diagnostic::Diagnostic;

/// Everything that is wrong between documents. With `has_unread` what is missing may stand in a document
/// that could not be read: then it is not called missing.
pub(super) fn problems(
    index: &Index<'_>,
    sources: &Sources,
    workspace: Option<&Workspace>,
    has_unread: bool,
) -> Vec<Diagnostic> {
    let mut problems = unique::problems(index, sources);
    problems.extend(people::problems(index, sources));
    problems.extend(pipeline::problems(index, sources));
    if !has_unread {
        problems.extend(references::problems(index, sources));
    }
    if let Some(workspace) = workspace {
        problems.extend(systems::problems(index, sources, workspace));
    }
    problems
}
