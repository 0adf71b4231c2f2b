//! invigil.yaml, from text to checked values. A small file: always read through the tree, so that every problem is
//! found at once.

use std::cell::RefCell;
use std::sync::Arc;

use camino::Utf8Path;
use indexmap::IndexMap;
use serde::Deserialize;

use super::state::StateLocation;
use super::workspace::{CONCURRENCY, Config, Guards, Limits, SandboxSettings, Workspace};
use super::{literal, system};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::manifest::check::{Findings, choose};
use crate::manifest::file::diagnostic;
use crate::manifest::project::CONFIG_FILE;
use crate::manifest::raw::{
    RawConfig, RawGuards, RawLimits, RawSandbox, RawSystem, RawWorkspace, Slot, Text,
};
use crate::manifest::yaml::{Decoder, Flaw, Spot, Tree};
use crate::model::{FairnessPolicy, Pointer, System};

/// The configuration, or why there is none.
pub(in crate::manifest) struct ReadConfig {
    /// `None` if there is any problem.
    pub(in crate::manifest) config: Option<Config>,
    pub(in crate::manifest) problems: Vec<Diagnostic>,
    /// The text, with credentials masked.
    pub(in crate::manifest) text: Arc<str>,
    pub(in crate::manifest) tree: Tree,
}

/// Reads the text of invigil.yaml.
pub(in crate::manifest) fn read_config(root: &Utf8Path, text: &Arc<str>) -> ReadConfig {
    let tree = Tree::read(text);
    let mut reader = Reader {
        root,
        found: Findings::default(),
        secrets: Vec::new(),
    };
    let (config, flaws, mut secrets) = reader.read(&tree);
    let mut problems: Vec<Diagnostic> = Vec::new();
    for flaw in tree.flaws().iter().chain(&flaws).chain(&reader.found.flaws) {
        problems.push(diagnostic(Utf8Path::new(CONFIG_FILE), &tree, 0, flaw));
    }
    secrets.extend(
        reader
            .secrets
            .iter()
            .map(|pointer| tree.value_bytes(0, pointer)),
    );
    ReadConfig {
        config: config.filter(|_| problems.is_empty() && reader.found.is_clean()),
        problems,
        text: literal::mask(text, &secrets),
        tree,
    }
}

struct Reader<'r> {
    root: &'r Utf8Path,
    found: Findings,
    /// Values that no snippet may show.
    secrets: Vec<Pointer>,
}

type Secrets = Vec<std::ops::Range<usize>>;

impl Reader<'_> {
    fn read(&mut self, tree: &Tree) -> (Option<Config>, Vec<Flaw>, Secrets) {
        let flaws = RefCell::new(Vec::new());
        let root = match tree.documents() {
            [document] => document.root,
            [] => None,
            [_, ..] => {
                let message = "invigil.yaml must be one YAML document";
                let spot = Spot::Bytes(0..0);
                flaws.borrow_mut().push(
                    Flaw::new(Code::InvalidConfig, spot, message).help("take the `---` lines away"),
                );
                return (None, flaws.into_inner(), Vec::new());
            }
        };
        let Some(root) = root else {
            return (None, self.empty(tree), Vec::new());
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

    fn empty(&self, tree: &Tree) -> Vec<Flaw> {
        if !tree.flaws().is_empty() {
            return Vec::new();
        }
        let message = format!("{CONFIG_FILE} is empty");
        let help = "it needs at least `apiVersion: invigil/v1`, `kind: Config`, and `workspaces: { sandbox: { sandbox: {} } }`";
        vec![Flaw::new(Code::InvalidConfig, Spot::Bytes(0..0), message).help(help)]
    }

    fn config(&mut self, raw: RawConfig) -> Config {
        let RawConfig {
            api_version,
            kind,
            manifests,
            default_workspace,
            workspaces,
        } = raw;
        self.constant("apiVersion", api_version, "invigil/v1");
        self.constant("kind", kind, "Config");
        let workspaces = self.workspaces(workspaces);
        Config {
            default_workspace: self.default_workspace(default_workspace, &workspaces),
            workspaces,
            manifests: self.manifests(manifests),
        }
    }

    fn constant(&mut self, name: &str, slot: Slot<Text>, value: &str) {
        if !slot.is_declared() {
            self.found
                .missing(&Pointer::root(), name, format!("add `{name}: {value}`"));
        }
        if let Some(Text(text)) = self.found.take(slot)
            && text != value
        {
            let spot = Spot::Value(Pointer::root().key(name));
            let message = format!("`{name}` must be `{value}`");
            self.found
                .report(Flaw::new(Code::InvalidConfig, spot, message));
        }
    }

    fn manifests(&mut self, slot: Slot<Vec<Slot<Text>>>) -> Vec<String> {
        let items = self.found.take_all(slot).unwrap_or_default();
        let mut patterns = Vec::new();
        for (i, item) in items.into_iter().enumerate() {
            let Some(Text(pattern)) = item else { continue };
            let leads_out = pattern.starts_with('/') || pattern.split('/').any(|part| part == "..");
            if leads_out || pattern.trim().is_empty() || pattern.starts_with('!') {
                let spot = Spot::Value(Pointer::root().key("manifests").index(i));
                let message = "`manifests` takes folders or globs below the project";
                let flaw = Flaw::new(Code::InvalidConfig, spot, message);
                self.found.report(flaw.help("write it from the folder of invigil.yaml on, like `assessments` or `teams/*/flows`"));
            } else {
                patterns.push(pattern);
            }
        }
        patterns
    }

    fn default_workspace(
        &mut self,
        slot: Slot<Text>,
        workspaces: &IndexMap<String, Workspace>,
    ) -> Option<String> {
        let Text(name) = self.found.take(slot)?;
        if !workspaces.contains_key(&name) && self.found.is_clean() {
            let spot = Spot::Value(Pointer::root().key("defaultWorkspace"));
            let message = format!("`defaultWorkspace` names no workspace: `{name}`");
            let names = workspaces.keys().map(String::as_str);
            let flaw = Flaw::new(Code::InvalidConfig, spot, message);
            self.found.report(match nearest(&name, names.clone()) {
                Some(near) => flaw.help(format!("did you mean `{near}`?")),
                None => flaw.help(format!(
                    "there are: {}",
                    names.collect::<Vec<_>>().join(", ")
                )),
            });
        }
        Some(name)
    }

    fn workspaces(
        &mut self,
        slot: Slot<IndexMap<String, Slot<RawWorkspace>>>,
    ) -> IndexMap<String, Workspace> {
        let example = "add `workspaces: { sandbox: { sandbox: {} } }`";
        if !slot.is_declared() {
            self.found.missing(&Pointer::root(), "workspaces", example);
        }
        let Some(raw) = self.found.take(slot) else {
            return IndexMap::new();
        };
        let at = Pointer::root().key("workspaces");
        if raw.is_empty() {
            let flaw = Flaw::new(
                Code::InvalidConfig,
                Spot::Key(at.clone()),
                "there is no workspace",
            );
            self.found.report(flaw.help(example));
        }
        let mut workspaces = IndexMap::new();
        for (name, slot) in raw {
            let at = at.clone().key(name.clone());
            self.check_name(&at, &name);
            if let Some(raw) = self.found.take(slot) {
                let workspace = self.workspace(&at, &name, raw);
                workspaces.insert(name, workspace);
            }
        }
        workspaces
    }

    /// The name is also that of the state's file.
    fn check_name(&mut self, at: &Pointer, name: &str) {
        let is_fine = name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.len() <= 63
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if !is_fine {
            let message = format!("`{name}` is no name of a workspace");
            let flaw = Flaw::new(Code::InvalidName, Spot::Key(at.clone()), message);
            self.found.report(
                flaw.help("use 1 to 63 letters, digits, `-`, `_` and `.`, a letter or digit first"),
            );
        }
    }

    fn workspace(&mut self, at: &Pointer, name: &str, raw: RawWorkspace) -> Workspace {
        let RawWorkspace {
            sandbox,
            taptalent,
            flowmingo,
            promptster,
            state,
            limits,
            guards,
        } = raw;
        let live = [
            (System::TapTalent, taptalent.is_declared()),
            (System::Flowmingo, flowmingo.is_declared()),
            (System::Promptster, promptster.is_declared()),
        ];
        self.check_systems(at, sandbox.is_declared(), &live);
        Workspace {
            name: name.to_owned(),
            sandbox: self.sandbox(sandbox),
            taptalent: self.system(at, System::TapTalent, taptalent),
            flowmingo: self.system(at, System::Flowmingo, flowmingo),
            promptster: self.system(at, System::Promptster, promptster),
            state: self.state(at, name, state),
            limits: self.limits(at, limits),
            guards: self.guards(at, guards),
        }
    }

    fn check_systems(&mut self, at: &Pointer, has_sandbox: bool, live: &[(System, bool)]) {
        let declared = live.iter().filter(|(_, is_declared)| *is_declared);
        let mut declared = declared.map(|(system, _)| *system);
        match (has_sandbox, declared.next()) {
            (true, Some(system)) => {
                let spot = Spot::Key(at.clone().key(system.as_str()));
                let message = format!("`sandbox` already stands for every system, {system} too");
                let flaw = Flaw::new(Code::Conflict, spot, message);
                let flaw = flaw.related(Spot::Key(at.clone().key("sandbox")), "here");
                self.found.report(flaw.help("make them two workspaces"));
            }
            (false, None) => {
                let message = format!("`{at}` has no system");
                let flaw = Flaw::new(Code::InvalidConfig, Spot::Key(at.clone()), message);
                self.found.report(
                    flaw.help("add `sandbox: {}`, or one of taptalent, flowmingo, promptster"),
                );
            }
            (true, None) | (false, Some(_)) => {}
        }
    }

    fn sandbox(&mut self, slot: Slot<RawSandbox>) -> Option<SandboxSettings> {
        let RawSandbox { store } = self.found.take(slot)?;
        let store = self.found.take(store);
        let store = store.map_or_else(|| ".invigil/sandbox.db".to_owned(), |Text(path)| path);
        Some(SandboxSettings {
            store: self.root.join(store.trim_start_matches("./")),
        })
    }

    fn system(
        &mut self,
        at: &Pointer,
        system: System,
        slot: Slot<RawSystem>,
    ) -> Option<super::SystemSettings> {
        let raw = self.found.take(slot)?;
        let at = at.clone().key(system.as_str());
        system::settings(&mut self.found, &at, system, raw, &mut self.secrets)
    }

    fn state(&mut self, at: &Pointer, name: &str, slot: Slot<Text>) -> StateLocation {
        let by_default = StateLocation::by_default(self.root, name);
        let Some(Text(text)) = self.found.take(slot) else {
            return by_default;
        };
        StateLocation::parse(self.root, &text).unwrap_or_else(|| {
            let spot = Spot::Value(at.clone().key("state"));
            let message =
                "`state` is neither a path nor an s3://, gs:// or az:// URL with a bucket";
            let flaw = Flaw::new(Code::InvalidConfig, spot, message);
            self.found
                .report(flaw.help(format!("leave it out for invigil.state/{name}.json")));
            by_default
        })
    }

    fn limits(&mut self, at: &Pointer, slot: Slot<RawLimits>) -> Limits {
        let Some(raw) = self.found.take(slot) else {
            return Limits::default();
        };
        let RawLimits {
            concurrency,
            requests_per_second,
        } = raw;
        let at = at.clone().key("limits");
        let mut limits = Limits::default();
        if let Some(number) = self.found.take(concurrency) {
            match u16::try_from(number) {
                Ok(fits) if CONCURRENCY.contains(&number) => limits.concurrency = fits,
                _ => {
                    let (least, most) = (CONCURRENCY.start(), CONCURRENCY.end());
                    let message =
                        format!("`concurrency` is {number}; it must be from {least} to {most}");
                    self.out_of_bounds(at.clone().key("concurrency"), message);
                }
            }
        }
        limits.requests_per_second = self.found.take(requests_per_second);
        if let Some(number) = limits.requests_per_second
            && !(number.is_finite() && number > 0.0)
        {
            let message = format!("`requestsPerSecond` is {number}; it must be more than 0");
            self.out_of_bounds(at.key("requestsPerSecond"), message);
        }
        limits
    }

    fn guards(&mut self, at: &Pointer, slot: Slot<RawGuards>) -> Guards {
        let Some(raw) = self.found.take(slot) else {
            return Guards::default();
        };
        let RawGuards {
            max_destroy,
            fairness,
        } = raw;
        let at = at.clone().key("guards").key("fairness");
        let policies = [
            ("warn", FairnessPolicy::Warn),
            ("deny", FairnessPolicy::Deny),
            ("off", FairnessPolicy::Off),
        ];
        Guards {
            max_destroy: self.found.take(max_destroy).unwrap_or_default(),
            fairness: choose(&mut self.found, at, fairness, &policies).unwrap_or_default(),
        }
    }

    fn out_of_bounds(&mut self, at: Pointer, message: String) {
        self.found
            .report(Flaw::new(Code::OutOfBounds, Spot::Value(at), message));
    }
}
