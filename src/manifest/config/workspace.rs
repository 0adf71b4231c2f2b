//! The configuration after checking.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use indexmap::IndexMap;

use super::credential::Credential;
use super::programs::Program;
use super::state::StateLocation;
use crate::diagnostic::{Place, nearest};
use crate::manifest::lint::LintPolicy;
use crate::manifest::sources::Sources;
use crate::manifest::values::Values;
use crate::model::{FairnessPolicy, Pointer, SourcePath, System};

/// Calls at the same time that a workspace may allow for one system.
pub(in crate::manifest) const CONCURRENCY: std::ops::RangeInclusive<u64> = 1..=256;

/// Calls at the same time, for each system, if the workspace says nothing.
pub(in crate::manifest) const DEFAULT_CONCURRENCY: u16 = 16;

#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// `project`: what the project is called where its state is kept beside those of others.
    pub project: Option<String>,
    /// `defaultWorkspace`: one of `workspaces`.
    pub default_workspace: Option<String>,
    /// By name: those of vetform.yaml in its order, then those in files of their own; at least one.
    pub workspaces: IndexMap<String, Workspace>,
    /// `values` at the top: the defaults of every workspace.
    pub(in crate::manifest) values: Values,
    /// `manifests`: folders or globs to read; empty: every YAML file below the project.
    pub manifests: Vec<String>,
    /// `lint`: how much each rule counts.
    pub lint: LintPolicy,
    /// `sources`: the programs that rosters may take their people from, by name.
    pub sources: IndexMap<String, Program>,
}

/// Where manifests are applied, and within what limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Workspace {
    /// Its name: letters, digits, `-`, `_` and `.`, so that it is also a file name.
    pub name: String,
    /// Of one in a file of its own.
    pub labels: BTreeMap<String, String>,
    /// Where it stands: in vetform.yaml, or in a file of its own.
    pub(in crate::manifest) home: SourcePath,
    /// What manifests may name: its own `values`, and the defaults of all where it has none.
    pub values: Values,
    /// The embedded systems, all three; then no live one.
    pub sandbox: Option<SandboxSettings>,
    /// TapTalent, if the workspace has it.
    pub taptalent: Option<SystemSettings>,
    /// Flowmingo, if the workspace has it.
    pub flowmingo: Option<SystemSettings>,
    /// Promptster, if the workspace has it.
    pub promptster: Option<SystemSettings>,
    pub state: StateLocation,
    /// Whose the state must be; known of the chosen workspace only, and where its state is in a bucket.
    pub project: Option<String>,
    /// How fast each system may be called.
    pub limits: Limits,
    /// What a plan may not do.
    pub guards: Guards,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SandboxSettings {
    /// The file that holds their data; absolute.
    pub store: Utf8PathBuf,
    /// The file of what they begin with; absolute. `None`: with nothing.
    pub seed: Option<Utf8PathBuf>,
}

/// How a live system is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemSettings {
    /// https, or http to a loopback address; no slash at the end, no user, no query.
    pub base_url: String,
    /// Where the key comes from.
    pub api_key: Credential,
}

/// How fast a system may be called; for each system by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Calls at the same time: 1 to 256.
    pub concurrency: u16,
    /// Calls a second, more than 0; `None`: as the system allows.
    pub requests_per_second: Option<f64>,
}

/// What a plan may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Guards {
    /// Live objects that one plan may delete.
    pub max_destroy: u64,
    /// Entries that one plan may remove from the state; `None`: a tenth of them, and at least three.
    pub max_forget: Option<u64>,
    /// Changes that meet candidates who are already inside.
    pub fairness: FairnessPolicy,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            concurrency: DEFAULT_CONCURRENCY,
            requests_per_second: None,
        }
    }
}

impl Workspace {
    /// Files of the project that hold a key, a state or the embedded systems' data; relative ones are of the project's folder.
    pub(in crate::manifest) fn kept_files(&self) -> impl Iterator<Item = &Utf8Path> {
        let settings = System::ALL.into_iter();
        let settings = settings.filter_map(|system| self.settings(system));
        let keys = settings.filter_map(|settings| match &settings.api_key {
            Credential::File(path) => Some(path.as_path()),
            Credential::Env(_) | Credential::Command(_) => None,
        });
        let state = match &self.state {
            StateLocation::Local(path) => Some(path.as_path()),
            StateLocation::Remote(_) => None,
        };
        let store = self.sandbox.as_ref().map(|sandbox| sandbox.store.as_path());
        keys.chain(state).chain(store)
    }

    /// Where one of its settings stands.
    pub(in crate::manifest) fn place(&self, sources: &Sources, keys: &[&str]) -> Option<Place> {
        let SourcePath { origin, pointer } = &self.home;
        let pointer = keys
            .iter()
            .fold(pointer.clone(), |at, key| at.key((*key).to_owned()));
        sources.locate_key(&origin.at(pointer))
    }

    /// Where its name stands.
    pub(in crate::manifest) fn name_place(&self, sources: &Sources) -> Option<Place> {
        let SourcePath { origin, pointer } = &self.home;
        if *pointer == Pointer::root().key("spec") {
            return sources.locate(&origin.at(Pointer::root().key("metadata").key("name")));
        }
        self.place(sources, &[])
    }

    /// Where its state is said; where its name stands, if it is not.
    pub(in crate::manifest) fn state_place(&self, sources: &Sources) -> Option<Place> {
        let SourcePath { origin, pointer } = &self.home;
        let at = origin.at(pointer.clone().key("state"));
        if sources.has(&at) {
            sources.locate(&at)
        } else {
            self.name_place(sources)
        }
    }

    /// Whether manifests of the system can be applied here.
    pub const fn has(&self, system: System) -> bool {
        self.sandbox.is_some() || self.settings(system).is_some()
    }

    /// How the live system is reached; `None` too if it is embedded.
    pub const fn settings(&self, system: System) -> Option<&SystemSettings> {
        match system {
            System::TapTalent => self.taptalent.as_ref(),
            System::Flowmingo => self.flowmingo.as_ref(),
            System::Promptster => self.promptster.as_ref(),
        }
    }
}

/// Why no workspace could be chosen. For whoever wrote the command line or the configuration to fix.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(in crate::manifest) enum ChooseError {
    /// The name that was asked for is not there.
    #[error("there is no workspace `{name}` in vetform.yaml")]
    Unknown { name: String, help: String },
    #[error("vetform.yaml has several workspaces, and none is chosen")]
    NoneNamed { help: String },
}

impl Config {
    /// The names of values that some workspace has.
    pub(in crate::manifest) fn value_names(&self) -> BTreeSet<&str> {
        let workspaces = self.workspaces.values();
        workspaces
            .flat_map(|workspace| workspace.values.names())
            .collect()
    }

    /// The workspace of that name; without a name the default one, or the only one.
    pub(in crate::manifest) fn choose(
        &self,
        name: Option<&str>,
    ) -> Result<&Workspace, ChooseError> {
        let names = || self.workspaces.keys().map(String::as_str);
        let listed = || names().collect::<Vec<_>>().join(", ");
        let by_default = self.default_workspace.as_deref();
        let Some(name) = name.or(by_default) else {
            return match self.workspaces.values().collect::<Vec<_>>()[..] {
                [only] => Ok(only),
                _ => Err(ChooseError::NoneNamed {
                    help: format!(
                        "choose one with `-w`, or set `defaultWorkspace`; available: {}",
                        listed()
                    ),
                }),
            };
        };
        self.workspaces
            .get(name)
            .ok_or_else(|| ChooseError::Unknown {
                name: name.to_owned(),
                help: nearest(name, names()).map_or_else(
                    || format!("available: {}", listed()),
                    |near| format!("did you mean `{near}`?"),
                ),
            })
    }
}
