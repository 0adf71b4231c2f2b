//! Which state a `state` command is about.

use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::super::global::Global;
use super::super::output::Output;
use super::super::session::{find_root, recall, state_of};
use crate::diagnostic::nearest;
use crate::manifest::{self, ProjectRoot, Workspace};
use crate::model::Address;
use crate::render;
use crate::state::{Recorded, StateStore};

/// Whose state is meant. Manifests may be wrong: a state must be readable all the same.
pub(in crate::cli) struct Place {
    pub(in crate::cli) root: ProjectRoot,
    pub(in crate::cli) workspace: Workspace,
    /// The names of all workspaces.
    pub(in crate::cli) workspaces: Vec<String>,
    /// The names of the programs that rosters may take their people from.
    pub(in crate::cli) sources: Vec<String>,
}

impl Place {
    pub(in crate::cli) fn open(global: &Global, output: Output) -> Result<Self, CommandFailure> {
        let root = find_root(global)?;
        let loaded = manifest::load(&root, global.workspace());
        let Some(project) = loaded.project else {
            let color = output.message.is_colored();
            let text =
                render::diagnostics::human(&loaded.problems, &loaded.sources, output.width, color);
            output.insist_block(text.trim_end());
            return Err(CommandFailure::said(Exit::Invalid));
        };
        Ok(Self {
            root,
            workspace: project.workspace,
            workspaces: project.config.workspaces.keys().cloned().collect(),
            sources: project.config.sources.keys().cloned().collect(),
        })
    }

    pub(in crate::cli) fn state(&self) -> Result<StateStore, CommandFailure> {
        state_of(&self.root, &self.workspace)
    }

    pub(in crate::cli) async fn recall(&self, output: Output) -> Result<Recorded, CommandFailure> {
        recall(&self.state()?, &self.workspace, output).await
    }
}

/// What to say of an address that is not in it.
pub(super) fn unknown(recorded: &Recorded, address: &Address) -> CommandFailure {
    let known: Vec<String> = recorded.resources.keys().map(ToString::to_string).collect();
    let failure = CommandFailure::new(Exit::Invalid, format!("{address} is not in the state"));
    match nearest(&address.to_string(), known.iter().map(String::as_str)) {
        Some(near) => failure.with_hint(format!("did you mean {near}?")),
        None => failure.with_hint("`vetform state list` shows what is in the state"),
    }
}
