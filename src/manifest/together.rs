//! Workspaces of vetform.yaml and of files of their own, held against each other: names, states, the default.

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::config::{Config, Workspace};
use super::config_place::{config_place, config_value_place};
use super::sources::Sources;
use crate::diagnostic::{Code, Diagnostic, Place, did_you_mean};
use crate::model::Pointer;

/// With every workspace that has a name of its own; and what is wrong with them together.
pub(super) fn together(
    mut config: Config,
    more: Vec<Workspace>,
    sources: &Sources,
) -> (Config, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    for workspace in more {
        match config.workspaces.entry(workspace.name.clone()) {
            Entry::Vacant(free) => {
                free.insert(workspace);
            }
            Entry::Occupied(taken) => problems.push(twin(taken.get(), &workspace, sources)),
        }
    }
    let mut states: IndexMap<String, &Workspace> = IndexMap::new();
    for workspace in config.workspaces.values() {
        match states.entry(workspace.state.identity(&workspace.name)) {
            Entry::Vacant(free) => {
                free.insert(workspace);
            }
            Entry::Occupied(taken) => problems.push(shared_state(taken.get(), workspace, sources)),
        }
    }
    problems.extend(none(&config, sources));
    // Which names are missing is not known where one could not be taken.
    if problems.is_empty() {
        problems.extend(no_default(&config, sources));
    }
    (config, problems)
}

fn at(message: String, place: Option<Place>) -> Diagnostic {
    let problem = Diagnostic::error(Code::InvalidConfig, message);
    Diagnostic { place, ..problem }
}

fn and(problem: Diagnostic, place: Option<Place>, words: String) -> Diagnostic {
    match place {
        Some(place) => problem.with_related(place, words),
        None => problem,
    }
}

fn twin(first: &Workspace, second: &Workspace, sources: &Sources) -> Diagnostic {
    let message = format!("there are two workspaces `{}`", second.name);
    let problem = at(message, second.name_place(sources));
    let problem = and(problem, first.name_place(sources), "the other".to_owned());
    problem.with_help("give one of them another name, or remove it")
}

/// In turns, each would take what the other has made for gone, and make it anew.
fn shared_state(first: &Workspace, second: &Workspace, sources: &Sources) -> Diagnostic {
    let (other, name) = (&first.name, &second.name);
    let message = format!("workspaces `{other}` and `{name}` share a state");
    let problem = at(message, second.state_place(sources));
    let problem = and(
        problem,
        first.state_place(sources),
        format!("that of `{other}`"),
    );
    problem.with_help(format!(
        "give each its own `state:` (default: vetform.state/{name}.json)"
    ))
}

fn none(config: &Config, sources: &Sources) -> Option<Diagnostic> {
    let is_none = config.workspaces.is_empty();
    is_none.then(|| {
        let place = config_place(sources, Pointer::root().key("workspaces"));
        at("there are no workspaces".to_owned(), place).with_help(
            "add `workspaces: { sandbox: { sandbox: {} } }`, or a file with `kind: Workspace`",
        )
    })
}

fn no_default(config: &Config, sources: &Sources) -> Option<Diagnostic> {
    let name = config.default_workspace.as_deref()?;
    if config.workspaces.contains_key(name) {
        return None;
    }
    let place = config_value_place(sources, Pointer::root().key("defaultWorkspace"));
    let message = format!("`defaultWorkspace` does not exist: `{name}`");
    let names = config.workspaces.keys().map(String::as_str);
    Some(
        at(message, place).with_help(did_you_mean(name, names.clone(), || {
            format!("available: {}", names.collect::<Vec<_>>().join(", "))
        })),
    )
}
