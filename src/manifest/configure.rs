//! vetform.yaml and the workspace that is chosen from it. Reads no manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::audience::Audience;
use super::chosen::Project;
use super::config::{ChooseError, Config, Workspace, foreign_host};
use super::config_place::config_place;
use super::configuration::{Configuration, Found, read_configuration};
use super::loaded::Loaded;
use super::mentions::Mentions;
use super::open_keys::open_key_files;
use super::project::ProjectRoot;
use super::project_name::project_name;
use super::sources::Sources;
use super::told::Uses;
use crate::diagnostic::{Code, Diagnostic};
use crate::environment::{self, Variable};
use crate::model::{Pointer, System};

/// The variable that names a workspace.
const WORKSPACE: &str = "VETFORM_WORKSPACE";

/// A project whose configuration was read, and no manifest yet.
#[derive(Debug)]
pub struct Configured {
    pub(super) root: ProjectRoot,
    pub(super) loaded: Loaded,
    pub(super) found: Arc<Found>,
}

/// Reads the configuration. What is wrong with it shows in what [`Configured::load`] returns.
pub fn configure(root: &ProjectRoot, workspace: Option<&str>) -> Configured {
    let mut loaded = nothing();
    let (config, found) = load_config(root, &mut loaded);
    loaded.project = config.and_then(|config| {
        let chosen = choose(root, config, workspace, &mut loaded);
        if chosen.is_none() {
            // It may stand in one of these.
            loaded.problems.extend(found.unread.iter().cloned());
        }
        chosen
    });
    Configured {
        root: root.clone(),
        loaded,
        found,
    }
}

/// The same with no workspace chosen, and the configuration; none if it has an error.
pub(super) fn configured(root: &ProjectRoot) -> (Configured, Option<Arc<Config>>) {
    let mut loaded = nothing();
    let (config, found) = load_config(root, &mut loaded);
    let workspaces = config.iter().flat_map(|config| config.workspaces.values());
    for workspace in workspaces {
        warn_of_keys(root, workspace, &mut loaded);
    }
    let configured = Configured {
        root: root.clone(),
        loaded,
        found,
    };
    (configured, config)
}

/// All workspaces, in the order of the configuration; none if it has an error. What is wrong with it is in what comes along.
pub fn workspaces(root: &ProjectRoot) -> (Option<Vec<Workspace>>, Loaded) {
    let mut loaded = nothing();
    let (config, _) = load_config(root, &mut loaded);
    let workspaces = config.map(|config| config.workspaces.values().cloned().collect());
    (workspaces, loaded.sorted())
}

fn nothing() -> Loaded {
    Loaded {
        project: None,
        desired: None,
        problems: Vec::new(),
        files: 0,
        resources: 0,
        per_file: BTreeMap::new(),
        uses: Uses::default(),
        mentions: Mentions::default(),
        audience: Audience::default(),
        sources_not_run: BTreeSet::new(),
        program_words: Vec::new(),
        sources: Sources::default(),
    }
}

/// Of keys that go elsewhere than to their systems, and of files with keys that others may read. Once, however many
/// workspaces share them.
fn warn_of_keys(root: &ProjectRoot, workspace: &Workspace, loaded: &mut Loaded) {
    let foreign = foreign_hosts(workspace, &loaded.sources);
    let open = open_key_files(root, workspace, &loaded.sources);
    for problem in foreign.into_iter().chain(open) {
        if !loaded.problems.contains(&problem) {
            loaded.problems.push(problem);
        }
    }
}

impl Configured {
    /// Whether it names programs that rosters may take their people from.
    pub fn has_sources(&self) -> bool {
        let project = self.loaded.project.as_ref();
        project.is_some_and(|project| !project.config.sources.is_empty())
    }

    /// The chosen workspace; `None` if the configuration has an error.
    pub fn workspace(&self) -> Option<&Workspace> {
        self.loaded
            .project
            .as_ref()
            .map(|project| &project.workspace)
    }
}

/// The configuration; what is wrong with it, and its text, go to what is loaded.
fn load_config(root: &ProjectRoot, loaded: &mut Loaded) -> (Option<Arc<Config>>, Arc<Found>) {
    let configuration = read_configuration(root);
    loaded.sources = configuration.sources();
    let Configuration {
        config,
        problems,
        texts: _,
        found,
    } = configuration;
    loaded.problems.extend(problems);
    (config, found)
}

/// Keys that go elsewhere than to their systems.
fn foreign_hosts(workspace: &Workspace, sources: &Sources) -> Vec<Diagnostic> {
    let foreign = System::ALL.into_iter().filter_map(|system| {
        let host = foreign_host(system, &workspace.settings(system)?.base_url)?;
        let name = &workspace.name;
        let words = format!(
            "the key of {system} in the workspace `{name}` goes to {host}, which is not a host of {system}"
        );
        let help = format!(
            "remove `baseUrl` to use {}; whoever runs that host can use the key",
            system.base_url()
        );
        let place = workspace.place(sources, &[system.as_str(), "baseUrl"]);
        let problem = Diagnostic::warning(Code::ForeignHost, words).with_help(help);
        Some(Diagnostic { place, ..problem })
    });
    foreign.collect()
}

fn choose(
    root: &ProjectRoot,
    config: Arc<Config>,
    name: Option<&str>,
    loaded: &mut Loaded,
) -> Option<Project> {
    match config.choose(name).cloned() {
        Ok(mut workspace) => {
            workspace.project = project_name(root.as_path(), &config, &workspace);
            warn_of_keys(root, &workspace, loaded);
            Some(Project {
                root: root.clone(),
                config,
                workspace,
            })
        }
        Err(error) => {
            let message = error.to_string();
            let help = match error {
                ChooseError::Unknown { help, .. } => help,
                ChooseError::NoneNamed { help } => match environment::variable(WORKSPACE) {
                    Variable::Empty => format!("{help} ({WORKSPACE} is set but empty)"),
                    Variable::Text(_) | Variable::Unset | Variable::NoText => help,
                },
            };
            let place = config_place(&loaded.sources, Pointer::root().key("workspaces"));
            let problem = Diagnostic::error(Code::InvalidConfig, message).with_help(help);
            loaded.problems.push(Diagnostic { place, ..problem });
            None
        }
    }
}
