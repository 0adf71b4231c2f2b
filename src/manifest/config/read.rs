//! vetform.yaml, from text to checked values. A small file: always read through the tree, so that every problem is
//! found at once.

use std::cell::RefCell;
use std::sync::Arc;

use camino::Utf8Path;
use indexmap::IndexMap;
use serde::Deserialize;

use super::super::outside::{is_written_well, leads_out};
use super::literal;
use super::workspace::{Config, Workspace};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::manifest::check::Findings;
use crate::manifest::file::{diagnostic, merge_conflict};
use crate::manifest::names::CONFIG_FILE;
use crate::manifest::raw::{RawConfig, RawWorkspace, Slot, Text};
use crate::manifest::redact::starred;
use crate::manifest::values::Values;
use crate::manifest::yaml::{Decoder, Flaw, Spot, Tree};
use crate::model::{Origin, Pointer};

/// The configuration, or why there is none.
pub(in crate::manifest) struct ReadConfig {
    /// `None` if there is any problem.
    pub(in crate::manifest) config: Option<Config>,
    pub(in crate::manifest) problems: Vec<Diagnostic>,
    /// The text, with credentials masked.
    pub(in crate::manifest) text: Arc<str>,
}

/// Reads the text of vetform.yaml.
pub(in crate::manifest) fn read_config(root: &Utf8Path, text: &Arc<str>) -> ReadConfig {
    let tree = Tree::read(text);
    let mut reader = Reader {
        root,
        tree: &tree,
        origin: &Origin {
            file: Arc::from(Utf8Path::new(CONFIG_FILE)),
            document: 0,
        },
        found: Findings::default(),
        secrets: Vec::new(),
    };
    let (config, flaws, mut secrets) = reader.read();
    let problem = |flaw| diagnostic(Utf8Path::new(CONFIG_FILE), &tree, 0, flaw);
    let problems: Vec<Diagnostic> = if let Some(flaw) = merge_conflict(text) {
        vec![problem(&flaw)]
    } else {
        let flaws = tree.flaws().iter().chain(&flaws);
        flaws.chain(&reader.found.flaws).map(problem).collect()
    };
    secrets.extend(
        reader
            .secrets
            .iter()
            .map(|pointer| tree.value_bytes(0, pointer)),
    );
    secrets.extend(literal::suspects(text, &tree));
    ReadConfig {
        config: config.filter(|_| {
            let is_warning = |problem: &Diagnostic| problem.severity == Severity::Warning;
            problems.iter().all(is_warning) && reader.found.is_clean()
        }),
        problems,
        text: starred(text, secrets),
    }
}

pub(super) struct Reader<'r> {
    pub(super) root: &'r Utf8Path,
    pub(super) tree: &'r Tree,
    /// The document that is read.
    pub(super) origin: &'r Origin,
    pub(super) found: Findings,
    /// Values that no snippet may show.
    pub(super) secrets: Vec<Pointer>,
}

type Secrets = Vec<std::ops::Range<usize>>;

impl Reader<'_> {
    fn read(&mut self) -> (Option<Config>, Vec<Flaw>, Secrets) {
        let tree = self.tree;
        let flaws = RefCell::new(Vec::new());
        let root = match tree.documents() {
            [document] => document.root,
            [] => None,
            [_, ..] => {
                let message = "vetform.yaml must be one YAML document";
                let place = Spot::Bytes(0..0);
                flaws.borrow_mut().push(
                    Flaw::new(Code::InvalidConfig, place, message).help("remove the `---` lines"),
                );
                return (None, flaws.into_inner(), Vec::new());
            }
        };
        let Some(root) = root else {
            return (None, Self::empty(tree), Vec::new());
        };
        let literals = literal::find(tree, root);
        let raw = RawConfig::deserialize(Decoder::document(CONFIG_FILE, tree, root, &flaws)).ok();
        let config = raw.map(|raw| self.config(raw));
        let mut flaws = flaws.into_inner();
        // The decoder's word on the same value would be that a credential is a mapping: true, and no help.
        flaws.retain(|flaw| {
            !literals
                .iter()
                .any(|(_, bytes)| flaw.spot == Spot::Bytes(bytes.clone()))
        });
        let (pointers, secrets): (Vec<_>, Vec<_>) = literals.into_iter().unzip();
        flaws.extend(pointers.into_iter().map(literal::flaw));
        (config, flaws, secrets)
    }

    fn empty(tree: &Tree) -> Vec<Flaw> {
        if !tree.flaws().is_empty() {
            return Vec::new();
        }
        let message = format!("{CONFIG_FILE} is empty");
        let help = "it needs at least `apiVersion: vetform/v1`, `kind: Config`, and `workspaces: { sandbox: { sandbox: {} } }`";
        vec![Flaw::new(Code::InvalidConfig, Spot::Bytes(0..0), message).help(help)]
    }

    fn config(&mut self, raw: RawConfig) -> Config {
        let RawConfig {
            api_version,
            kind,
            project,
            manifests,
            lint,
            sources,
            default_workspace,
            values,
            workspaces,
        } = raw;
        self.constant("apiVersion", api_version, "vetform/v1");
        self.constant("kind", kind, "Config");
        let defaults = self.values(&Pointer::root().key("values"), values);
        let workspaces = self.workspaces(workspaces, &defaults);
        Config {
            project: self.project(project),
            default_workspace: self.found.take(default_workspace).map(|Text(name)| name),
            workspaces,
            values: defaults,
            manifests: self.manifests(manifests),
            lint: self.lint(lint),
            sources: self.programs(sources),
        }
    }

    fn constant(&mut self, name: &'static str, slot: Slot<Text>, value: &str) {
        if !slot.is_declared() {
            self.found
                .missing(&Pointer::root(), name, format!("add `{name}: {value}`"));
        }
        if let Some(Text(text)) = self.found.take(slot)
            && text != value
        {
            let place = Spot::Value(Pointer::root().key(name));
            let message = format!("`{name}` must be `{value}`");
            let flaw = Flaw::new(Code::InvalidConfig, place, message);
            self.found
                .report(flaw.help(format!("write `{name}: {value}`")));
        }
    }

    fn project(&mut self, slot: Slot<Text>) -> Option<String> {
        let Text(name) = self.found.take(slot)?;
        if name.trim().is_empty() {
            let place = Spot::Value(Pointer::root().key("project"));
            let flaw = Flaw::new(Code::InvalidConfig, place, "`project` is empty");
            let help = "choose a name that no other project with a state in that place has, or omit the key";
            self.found.report(flaw.help(help));
        }
        Some(name)
    }

    fn manifests(&mut self, slot: Slot<Vec<Slot<Text>>>) -> Vec<String> {
        let items = self.found.take_all(slot).unwrap_or_default();
        let mut patterns = Vec::new();
        for (i, item) in items.into_iter().enumerate() {
            let Some(Text(pattern)) = item else { continue };
            let goes_up = pattern.split('/').any(|part| part == "..");
            let is_lost = goes_up && !(leads_out(&pattern) && is_written_well(&pattern));
            if is_lost
                || pattern.starts_with('/')
                || pattern.trim().is_empty()
                || pattern.starts_with('!')
            {
                let place = Spot::Value(Pointer::root().key("manifests").index(i));
                let message =
                    "`manifests` takes folders or globs in the project, or in its git repository";
                let flaw = Flaw::new(Code::InvalidConfig, place, message);
                self.found.report(flaw.help(
                    "write it relative to vetform.yaml, like `assessments`, `teams/*/flows` \
                or `../bank`",
                ));
            } else {
                patterns.push(pattern);
            }
        }
        patterns
    }

    fn workspaces(
        &mut self,
        slot: Slot<IndexMap<String, Slot<RawWorkspace>>>,
        defaults: &Values,
    ) -> IndexMap<String, Workspace> {
        let Some(raw) = self.found.take(slot) else {
            return IndexMap::new();
        };
        let at = Pointer::root().key("workspaces");
        let mut workspaces = IndexMap::new();
        for (name, slot) in raw {
            let at = at.clone().key(name.clone());
            self.check_name(Spot::Key(at.clone()), &name, "workspace name");
            if let Some(raw) = self.found.take(slot) {
                let workspace = self.workspace(&at, &name, raw, defaults);
                workspaces.insert(name, workspace);
            }
        }
        workspaces
    }

    /// A workspace's is also that of its state's file.
    pub(super) fn check_name(&mut self, spot: Spot, name: &str, what: &str) {
        let is_fine = name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.len() <= 63
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if !is_fine {
            let message = format!("`{name}` is not a valid {what}");
            let flaw = Flaw::new(Code::InvalidName, spot, message);
            self.found.report(flaw.help(
                "use 1 to 63 letters, digits, `-`, `_` and `.`, starting with a letter or digit",
            ));
        }
    }
}
