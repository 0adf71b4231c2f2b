//! What the review formats of `plan` and `validate` need to know of their surroundings: where in the repository the
//! project is, where a resource's manifest is, and what a live object is called here.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use super::failure::CommandFailure;
use super::outputs::Rendered;
use super::planning::locate;
use super::session::Session;
use crate::ci;
use crate::diagnostic::Place;
use crate::manifest::{Loaded, ProjectRoot};
use crate::model::{Address, Pointer};
use crate::plan::Plan;
use crate::render::annotations::{
    Annotation, Subject, Suite, github, gitlab, junit, of_plan, of_problems, sarif,
};
use crate::state::Recorded;

/// The project's folder as the repository sees it; empty if it is the repository's own, or in none.
pub(super) fn folder(root: &ProjectRoot) -> Utf8PathBuf {
    let root = root.as_path();
    let below = |folder: &Utf8Path| root.strip_prefix(folder).ok().map(Utf8Path::to_owned);
    let of_job = ci::repository_folder().and_then(|folder| below(Utf8Path::new(&folder)));
    let of_git = || {
        let mut folders = root.ancestors();
        folders
            .find(|folder| folder.join(".git").exists())
            .and_then(below)
    };
    of_job.or_else(of_git).unwrap_or_default()
}

/// Warnings about the manifests, and what a plan has to say about their lines.
pub(super) fn annotations(session: &Session, plan: &Plan) -> Vec<Annotation> {
    let home = |address: &Address| home(session, address);
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

/// Finds the resource of a live object by its id.
pub(super) fn addresses(recorded: &Recorded) -> impl Fn(&str) -> Option<Address> {
    let addresses: BTreeMap<&str, &Address> = recorded
        .resources
        .iter()
        .map(|(address, record)| (record.id.as_str(), address))
        .collect();
    move |id| addresses.get(id).map(|address| (*address).clone())
}

/// Formats that show findings on the lines of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    Github,
    Gitlab,
    Junit,
    Sarif,
}

/// The annotations in one of them.
pub(super) fn marked(
    marks: Marks,
    annotations: &[Annotation],
    suite: &Suite<'_>,
) -> Result<Rendered, CommandFailure> {
    match marks {
        Marks::Github => Ok(Rendered::commands(github(annotations, suite.folder))),
        Marks::Gitlab => Rendered::json(&gitlab(annotations, suite.folder)),
        Marks::Junit => Ok(Rendered::document(junit(suite, annotations))),
        Marks::Sarif => Rendered::json(&sarif(annotations, suite.folder)),
    }
}

/// What was read of the project's files.
pub(super) fn files(loaded: &Loaded) -> Vec<Subject> {
    let files = loaded.per_file.keys();
    let subject = |file: &Utf8PathBuf| Subject {
        name: file.to_string(),
        file: Some(file.clone()),
    };
    files.map(subject).collect()
}

pub(super) fn resources(session: &Session, plan: &Plan) -> Vec<Subject> {
    let changed = plan.changes.iter().map(|change| &change.address);
    let addresses: BTreeSet<&Address> = changed.chain(&plan.unchanged).collect();
    let subject = |address: &Address| Subject {
        name: address.to_string(),
        file: home(session, address).map(|place| place.file),
    };
    addresses.into_iter().map(subject).collect()
}
