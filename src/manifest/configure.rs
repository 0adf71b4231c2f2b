//! vetform.yaml and the workspace that is chosen from it. Reads no manifest.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8Path;

use super::chosen::Project;
use super::config::{ChooseError, Config, Workspace, foreign_host, read_config};
use super::config_place::config_place;
use super::file_text::{Unread, read_text};
use super::loaded::Loaded;
use super::names::CONFIG_FILE;
use super::open_keys::open_key_files;
use super::project::ProjectRoot;
use super::project_name::project_name;
use super::sources::Sources;
use super::told::Uses;
use super::trusted::TrustedConfig;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::environment::{self, Variable};
use crate::model::{Pointer, System};

/// The variable that names a workspace.
const WORKSPACE: &str = "VETFORM_WORKSPACE";

/// A project whose configuration was read, and no manifest yet.
#[derive(Debug)]
pub struct Configured {
    pub(super) root: ProjectRoot,
    pub(super) loaded: Loaded,
}

/// Reads the configuration. What is wrong with it shows in what [`Configured::load`] returns.
pub fn configure(root: &ProjectRoot, workspace: Option<&str>) -> Configured {
    let mut loaded = nothing();
    let config = load_config(root, &mut loaded);
    loaded.project = config.and_then(|config| choose(root, config, workspace, &mut loaded));
    Configured {
        root: root.clone(),
        loaded,
    }
}

/// The same with no workspace chosen, and the configuration; none if it has an error.
pub(super) fn configured(root: &ProjectRoot) -> (Configured, Option<Config>) {
    let mut loaded = nothing();
    let config = load_config(root, &mut loaded);
    let workspaces = config.iter().flat_map(|config| config.workspaces.values());
    for workspace in workspaces {
        warn_of_keys(root, workspace, &mut loaded);
    }
    let configured = Configured {
        root: root.clone(),
        loaded,
    };
    (configured, config)
}

/// All workspaces, in the order of the configuration; none if it has an error. What is wrong with it is in what comes along.
pub fn workspaces(root: &ProjectRoot) -> (Option<Vec<Workspace>>, Loaded) {
    let mut loaded = nothing();
    let config = load_config(root, &mut loaded);
    let workspaces = config.map(|config| config.workspaces.into_values().collect());
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
    /// The chosen workspace; `None` if the configuration has an error.
    pub fn workspace(&self) -> Option<&Workspace> {
        self.loaded
            .project
            .as_ref()
            .map(|project| &project.workspace)
    }
}

fn load_config(root: &ProjectRoot, loaded: &mut Loaded) -> Option<Config> {
    let here = read_text(root.as_path(), Utf8Path::new(CONFIG_FILE));
    let text = match (&root.trusted, here) {
        (Some(trusted), here) => {
            if here.ok().as_ref() != Some(&trusted.text) {
                loaded.problems.push(changed(root, trusted));
            }
            Arc::clone(&trusted.text)
        }
        (None, Ok(text)) => text,
        (None, Err(unread)) => {
            let Unread { problem, shown } = *unread;
            loaded.problems.push(problem);
            if let Some(text) = shown {
                // What else is wrong with it depends on what was lost; credentials are masked all the same.
                let masked = read_config(root.as_path(), &text).text;
                loaded.sources.add(CONFIG_FILE.into(), masked, None);
            }
            return None;
        }
    };
    let read = read_config(root.as_path(), &text);
    loaded.problems.extend(read.problems);
    // The tree holds what the mask hides: then places are found in the masked text.
    let tree = Arc::ptr_eq(&read.text, &text).then_some(read.tree);
    loaded.sources.add(CONFIG_FILE.into(), read.text, tree);
    read.config
}

/// The working tree has another configuration, or none.
fn changed(root: &ProjectRoot, trusted: &TrustedConfig) -> Diagnostic {
    let words = format!(
        "{CONFIG_FILE} in the working tree differs from the one in use, from {}",
        trusted.words()
    );
    let problem = Diagnostic::warning(Code::ConfigChanged, words)
        .with_help("this run does not use it; review its changes, which take effect once merged");
    let file = root.config_file();
    // No line of it: the text that snippets are cut from is the other one.
    if file.is_file() {
        problem.at(Place {
            file: CONFIG_FILE.into(),
            span: None,
        })
    } else {
        problem
    }
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
        let at = ["workspaces", name, system.as_str(), "baseUrl"];
        let at = at.into_iter().fold(Pointer::root(), Pointer::key);
        let place = config_place(sources, at);
        let problem = Diagnostic::warning(Code::ForeignHost, words).with_help(help);
        Some(Diagnostic { place, ..problem })
    });
    foreign.collect()
}

fn choose(
    root: &ProjectRoot,
    config: Config,
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
