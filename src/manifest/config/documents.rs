//! `kind: Workspace`: workspaces in files of their own, one a client. Whether their names are free is asked of all together.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8Path;
use serde::Deserialize;

use super::literal;
use super::read::Reader;
use super::workspace::Workspace;
use crate::diagnostic::Diagnostic;
use crate::manifest::check::Findings;
use crate::manifest::file::{diagnostic, merge_conflict};
use crate::manifest::kinds::is_workspace;
use crate::manifest::raw::{RawWorkspaceManifest, RawWorkspaceMetadata, Text};
use crate::manifest::redact::starred;
use crate::manifest::values::Values;
use crate::manifest::yaml::{Decoder, Flaw, NodeId, Spot, Tree};
use crate::model::{Origin, Pointer};

/// The workspaces of one file.
pub(in crate::manifest) struct ReadWorkspaces {
    pub(in crate::manifest) workspaces: Vec<Workspace>,
    pub(in crate::manifest) problems: Vec<Diagnostic>,
    /// The text, with credentials masked.
    pub(in crate::manifest) text: Arc<str>,
}

/// Reads the text of a file that may hold some; `None`: it holds none.
pub(in crate::manifest) fn read_workspaces(
    root: &Utf8Path,
    file: &Utf8Path,
    text: &Arc<str>,
    defaults: &Values,
) -> Option<ReadWorkspaces> {
    // Most files: to read them as YAML takes long.
    if !(text.contains("vetform/v1") && text.contains("Workspace")) {
        return None;
    }
    let tree = Tree::read(text);
    let conflict = merge_conflict(text);
    let unreadable = conflict.iter().chain(tree.flaws());
    let unreadable = unreadable
        .map(|flaw| diagnostic(file, &tree, 0, flaw))
        .collect::<Vec<_>>();
    if !unreadable.is_empty() {
        // A workspace may stand where nothing can be read.
        return Some(ReadWorkspaces {
            workspaces: Vec::new(),
            problems: unreadable,
            text: starred(text, literal::suspects(text, &tree)),
        });
    }
    let mut read = ReadWorkspaces {
        workspaces: Vec::new(),
        problems: Vec::new(),
        text: Arc::clone(text),
    };
    let mut secrets = Vec::new();
    let mut has_some = false;
    for (document, content) in tree.documents().iter().enumerate() {
        let Some(id) = content.root.filter(|id| is_one(&tree, *id)) else {
            continue;
        };
        has_some = true;
        let mut reader = Reader {
            root,
            tree: &tree,
            origin: &Origin {
                file: Arc::from(file),
                document,
            },
            found: Findings::default(),
            secrets: Vec::new(),
        };
        let (workspace, flaws) = reader.document(id, defaults);
        let flaws = flaws.iter().chain(&reader.found.flaws);
        let problems = flaws.map(|flaw| diagnostic(file, &tree, document, flaw));
        read.problems.extend(problems);
        read.workspaces.extend(workspace);
        let pointers = reader.secrets.iter();
        secrets.extend(pointers.map(|pointer| tree.value_bytes(document, pointer)));
        secrets.extend(literal::find(&tree, id).into_iter().map(|(_, bytes)| bytes));
    }
    if !has_some {
        return None;
    }
    secrets.extend(literal::suspects(text, &tree));
    read.text = starred(text, secrets);
    Some(read)
}

fn is_one(tree: &Tree, root: NodeId) -> bool {
    let field = |name: &str| {
        tree.get(root, name)
            .and_then(|entry| tree.text(entry.value))
    };
    is_workspace(field("apiVersion"), field("kind"))
}

impl Reader<'_> {
    fn document(&mut self, root: NodeId, defaults: &Values) -> (Option<Workspace>, Vec<Flaw>) {
        let literals = literal::find(self.tree, root);
        let flaws = RefCell::new(Vec::new());
        let decoder = Decoder::document("a Workspace", self.tree, root, &flaws);
        let raw = RawWorkspaceManifest::deserialize(decoder).ok();
        let workspace = raw.and_then(|raw| self.own_workspace(raw, defaults));
        let mut flaws = flaws.into_inner();
        // The decoder's word on the same value would be that a credential is a mapping: true, and no help.
        flaws.retain(|flaw| {
            !literals
                .iter()
                .any(|(_, bytes)| flaw.spot == Spot::Bytes(bytes.clone()))
        });
        flaws.extend(
            literals
                .into_iter()
                .map(|(pointer, _)| literal::flaw(pointer)),
        );
        (workspace, flaws)
    }

    fn own_workspace(&mut self, raw: RawWorkspaceManifest, defaults: &Values) -> Option<Workspace> {
        let RawWorkspaceManifest {
            api_version,
            kind,
            metadata,
            spec,
        } = raw;
        // They led here, so that only a wrong type could still be their fault.
        self.found.take(api_version);
        self.found.take(kind);
        for (name, is_declared, help) in [
            (
                "metadata",
                metadata.is_declared(),
                "add `metadata: { name: … }`",
            ),
            (
                "spec",
                spec.is_declared(),
                "add `spec:` with a system, as below `workspaces` in vetform.yaml",
            ),
        ] {
            if !is_declared {
                self.found.missing(&Pointer::root(), name, help);
            }
        }
        let RawWorkspaceMetadata { name, labels } = self.found.take(metadata)?;
        let at = Pointer::root().key("metadata");
        if !name.is_declared() {
            let help = "add `name: …`: 1 to 63 letters, digits, `-`, `_` and `.`";
            self.found.missing(&at, "name", help);
        }
        let labels = self.found.take(labels).unwrap_or_default();
        let labels: BTreeMap<String, String> = labels
            .into_iter()
            .filter_map(|(key, value)| self.found.take(value).map(|Text(value)| (key, value)))
            .collect();
        let Text(name) = self.found.take(name)?;
        self.check_name(Spot::Value(at.key("name")), &name, "workspace name");
        let spec = self.found.take(spec)?;
        let workspace = self.workspace(&Pointer::root().key("spec"), &name, spec, defaults);
        Some(Workspace {
            labels,
            ..workspace
        })
    }
}
