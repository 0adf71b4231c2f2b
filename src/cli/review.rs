//! What the review formats of `plan` and `validate` need to know of their surroundings: where in the repository the
//! project is, where a resource's manifest is, and what a live object is called here.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::failure::CommandFailure;
use super::outputs::Rendered;
use super::planning::{configuration_warnings, locate};
use super::session::Session;
use crate::diagnostic::Place;
use crate::manifest::ProjectRoot;
use crate::model::{Address, Pointer};
use crate::plan::Plan;
use crate::render::Occasion;
use crate::render::annotations::{Annotation, of_drift, of_plan, of_problems, sarif};
use crate::state::Recorded;

/// The project's folder as the repository sees it; empty if it is the repository's own, or in none.
pub(super) fn folder(root: &ProjectRoot) -> Utf8PathBuf {
    let root = root.as_path();
    let workspace = std::env::var("GITHUB_WORKSPACE").ok();
    let below = |folder: &Utf8Path| root.strip_prefix(folder).ok().map(Utf8Path::to_owned);
    let of_job = workspace.and_then(|workspace| below(Utf8Path::new(&workspace)));
    let of_git = || {
        let mut folders = root.ancestors();
        folders
            .find(|folder| folder.join(".git").exists())
            .and_then(below)
    };
    of_job.or_else(of_git).unwrap_or_default()
}

/// Warnings about the manifests, and what a plan has to say about their lines; of drift alone, only that.
pub(super) fn annotations(session: &Session, plan: &Plan, occasion: Occasion) -> Vec<Annotation> {
    let home = |address: &Address| home(session, address);
    if occasion == Occasion::Drift {
        let configuration = configuration_warnings(&session.loaded.problems);
        let mut annotations = of_problems(configuration);
        annotations.extend(of_drift(plan, &locate(session), &home));
        return annotations;
    }
    let mut annotations = of_problems(&session.loaded.problems);
    annotations.extend(of_plan(plan, &locate(session), &home));
    annotations
}

/// Where a resource's manifest gives its name.
pub(super) fn home(session: &Session, address: &Address) -> Option<Place> {
    let origin = session.desired.origin(address)?;
    let name = Pointer::root().key("metadata").key("name");
    session.loaded.sources.locate(&origin.at(name))
}

/// Finds the manifest's name of a live object by its id.
pub(super) fn names(recorded: &Recorded) -> impl Fn(&str) -> Option<String> {
    let names: BTreeMap<&str, &Address> = recorded
        .resources
        .iter()
        .map(|(address, record)| (record.id.as_str(), address))
        .collect();
    move |id| names.get(id).map(|address| address.name().to_string())
}

/// The annotations as a SARIF file.
pub(super) fn sarif_of(
    annotations: &[Annotation],
    root: &ProjectRoot,
) -> Result<Rendered, CommandFailure> {
    Rendered::json(&sarif(annotations, &folder(root)))
}
