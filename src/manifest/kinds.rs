//! `apiVersion` and `kind` to a [`Kind`].

use crate::diagnostic::{Code, did_you_mean};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::{Kind, Pointer};

/// What documents say that are no resources of a system.
const OWN_VERSION: &str = "vetform/v1";

/// Whether a document is a workspace: part of the configuration, wherever it stands.
pub(super) fn is_workspace(api_version: Option<&str>, kind: Option<&str>) -> bool {
    api_version == Some(OWN_VERSION) && kind == Some("Workspace")
}

/// The kind that a document says it is.
pub(super) fn kind_of(api_version: Option<&str>, kind: Option<&str>) -> Result<Kind, Box<Flaw>> {
    let (Some(version), Some(name)) = (api_version, kind) else {
        return Err(Box::new(missing(api_version.is_none(), kind.is_none())));
    };
    Kind::ALL
        .into_iter()
        .find(|kind| kind.api_version() == version && kind.as_str() == name)
        .ok_or_else(|| Box::new(unknown(version, name)))
}

fn spot(field: &'static str) -> Spot {
    Spot::Value(Pointer::root().key(field))
}

fn missing(no_version: bool, no_kind: bool) -> Flaw {
    let message = match (no_version, no_kind) {
        (true, true) => "`apiVersion` and `kind` are missing",
        (true, false) => "`apiVersion` is missing",
        (false, _) => "`kind` is missing",
    };
    Flaw::new(Code::UnknownKind, Spot::Key(Pointer::root()), message).help(
        "a manifest starts with, for example, `apiVersion: taptalent/v1` and `kind: Assessment`; if this file is not a \
         manifest, name the folders that hold manifests under `manifests:` in vetform.yaml",
    )
}

fn unknown(version: &str, name: &str) -> Flaw {
    if version == OWN_VERSION {
        let message = format!("{version} has no kind `{name}` in a manifest");
        let help = "available: Workspace; `kind: Config` is vetform.yaml itself";
        return Flaw::new(Code::UnknownKind, spot("kind"), message).help(help);
    }
    let versions = Kind::ALL.map(Kind::api_version);
    if !versions.contains(&version) {
        let message = format!("unknown `apiVersion`: `{version}`");
        let help = did_you_mean(version, versions, available);
        return Flaw::new(Code::UnknownKind, spot("apiVersion"), message).help(help);
    }
    let message = format!("{version} has no kind `{name}`");
    let kinds = Kind::ALL
        .into_iter()
        .filter(|kind| kind.api_version() == version);
    let help = did_you_mean(name, kinds.map(Kind::as_str), available);
    Flaw::new(Code::UnknownKind, spot("kind"), message).help(help)
}

fn available() -> String {
    let kinds = Kind::ALL.map(|kind| format!("{} {kind}", kind.api_version()));
    format!("available: {}", kinds.join(", "))
}
