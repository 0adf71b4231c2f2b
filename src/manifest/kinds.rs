//! `apiVersion` and `kind` to a [`Kind`].

use crate::diagnostic::{Code, nearest};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::{Kind, Pointer};

/// Kinds of the contract that later versions will read, each with its `apiVersion`.
const LATER: [(&str, &str); 7] = [
    ("taptalent/v1", "Roster"),
    ("promptster/v1", "Assessment"),
    ("promptster/v1", "Roster"),
    ("promptster/v1", "Branding"),
    ("flowmingo/v1", "InterviewSet"),
    ("flowmingo/v1", "Project"),
    ("flowmingo/v1", "Roster"),
];

const READ: [Kind; 3] = [Kind::Question, Kind::Assessment, Kind::Flow];

/// The kind that a document says it is.
pub(super) fn kind_of(api_version: Option<&str>, kind: Option<&str>) -> Result<Kind, Box<Flaw>> {
    let (Some(version), Some(name)) = (api_version, kind) else {
        return Err(Box::new(missing(api_version.is_none(), kind.is_none())));
    };
    READ.into_iter()
        .find(|kind| kind.api_version() == version && kind.as_str() == name)
        .ok_or_else(|| Box::new(unknown(version, name)))
}

fn spot(field: &str) -> Spot {
    Spot::Value(Pointer::root().key(field))
}

fn missing(no_version: bool, no_kind: bool) -> Flaw {
    let message = match (no_version, no_kind) {
        (true, true) => "`apiVersion` and `kind` are missing",
        (true, false) => "`apiVersion` is missing",
        (false, _) => "`kind` is missing",
    };
    Flaw::new(Code::UnknownKind, Spot::Key(Pointer::root()), message).help(
        "a manifest starts with, for example, `apiVersion: taptalent/v1` and `kind: Assessment`; if this file is no \
         manifest, name the folders that hold manifests under `manifests:` in invigil.yaml",
    )
}

fn unknown(version: &str, name: &str) -> Flaw {
    if LATER.contains(&(version, name)) {
        let message = format!("{version} {name} is not supported yet by this version");
        let help = format!(
            "take the document out, or leave its folder out of `manifests:`; now there are: {}",
            listed()
        );
        return Flaw::new(Code::UnknownKind, spot("kind"), message).help(help);
    }
    let versions: Vec<&str> = every().map(|(version, _)| version).collect();
    if !versions.contains(&version) {
        let message = format!("`{version}` is no `apiVersion` that this version knows");
        let near = nearest(version, versions);
        return Flaw::new(Code::UnknownKind, spot("apiVersion"), message).help(did_you_mean(near));
    }
    let message = format!("{version} has no kind `{name}`");
    let kinds = every()
        .filter(|(of, _)| *of == version)
        .map(|(_, kind)| kind);
    Flaw::new(Code::UnknownKind, spot("kind"), message).help(did_you_mean(nearest(name, kinds)))
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map_or_else(
        || format!("there are: {}", listed()),
        |near| format!("did you mean `{near}`?"),
    )
}

fn every() -> impl Iterator<Item = (&'static str, &'static str)> {
    let now = READ
        .into_iter()
        .map(|kind| (kind.api_version(), kind.as_str()));
    now.chain(LATER)
}

fn listed() -> String {
    let kinds = READ.map(|kind| format!("{} {kind}", kind.api_version()));
    kinds.join(", ")
}
