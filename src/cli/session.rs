//! What most commands start with: the project, its workspace, its state, and the systems behind it.

use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::belonging::belonging;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::fleet::not_yet_shown;
use super::global::Global;
use super::output::Output;
use super::source_programs;
use crate::diagnostic::Code;
use crate::files;
use crate::manifest::{self, Loaded, ProjectRoot, StateLocation, Workspace};
use crate::model::Desired;
use crate::plan::Selection;
use crate::render;
use crate::state::{Holder, Lock, Recorded, StateStore};

/// A project without errors, and the workspace to work in.
pub(super) struct Session {
    pub root: ProjectRoot,
    pub loaded: Loaded,
    pub workspace: Workspace,
    pub desired: Desired,
    /// What the run is about; `None`: everything.
    pub selection: Option<Selection>,
}

/// Finds the project that the command line means.
pub(super) fn find_root(global: &Global) -> Result<ProjectRoot, CommandFailure> {
    if let Some(root) = &global.root {
        return Ok(root.clone());
    }
    let here = working_folder()?;
    let explicit = global.project.as_deref();
    Ok(match &global.config_from {
        Some(from) => manifest::find_project_trusting(&here, explicit, from)?,
        None => manifest::find_project(&here, explicit)?,
    })
}

/// Where the command was started.
pub(super) fn working_folder() -> Result<Utf8PathBuf, CommandFailure> {
    let here = std::env::current_dir().map_err(|error| {
        let deleted = error.kind() == std::io::ErrorKind::NotFound;
        let message = if deleted {
            "the current folder was deleted".to_owned()
        } else {
            format!("cannot determine the current folder: {error}")
        };
        CommandFailure::new(Exit::Invalid, message)
            .with_hint("change to an existing folder, and run the command again")
    })?;
    Utf8PathBuf::from_path_buf(here).map_err(|here| {
        let message = format!(
            "the path of the current folder is not valid UTF-8: {}",
            here.display()
        );
        CommandFailure::new(Exit::Invalid, message)
    })
}

impl Session {
    /// Reads the project; problems are shown, and an error in any manifest ends the command.
    pub(super) fn open(global: &Global, output: Output) -> Result<Self, CommandFailure> {
        let root = find_root(global)?;
        let loaded = manifest::load(&root, global.workspace());
        Self::of(root, loaded, output)
    }

    /// The same with everybody whom a program of `sources` prints: for commands that look at people.
    pub(super) fn open_with_people(
        global: &Global,
        output: Output,
    ) -> Result<Self, CommandFailure> {
        let root = find_root(global)?;
        let configured = manifest::configure(&root, global.workspace());
        source_programs::end_with_us(&configured, output);
        Self::of(root, configured.load_with_programs(), output)
    }

    /// The same for whoever makes manifests: that there is none yet is not worth a word.
    pub(super) fn open_to_fill(global: &Global, output: Output) -> Result<Self, CommandFailure> {
        let root = find_root(global)?;
        let mut loaded = manifest::load(&root, global.workspace());
        loaded
            .problems
            .retain(|problem| problem.code != Code::NoManifests);
        Self::of(root, loaded, output)
    }

    /// Shows the problems of what was read, and ends the command if there is an error among them.
    pub(super) fn of(
        root: ProjectRoot,
        mut loaded: Loaded,
        output: Output,
    ) -> Result<Self, CommandFailure> {
        source_programs::tell(&loaded, output);
        show_problems(&loaded, output);
        let workspace = loaded
            .project
            .as_ref()
            .map(|project| project.workspace.clone());
        match (workspace, loaded.desired.take()) {
            (Some(workspace), Some(desired)) => Ok(Self {
                root,
                loaded,
                workspace,
                desired,
                selection: None,
            }),
            _ => Err(source_programs::failure(&loaded)
                .unwrap_or_else(|| CommandFailure::said(Exit::Invalid))),
        }
    }

    pub(super) fn state(&self) -> Result<StateStore, CommandFailure> {
        state_of(&self.root, &self.workspace)
    }
}

/// Shows what is wrong; of many workspaces that share a problem, the first one does.
pub(super) fn show_problems(loaded: &Loaded, output: Output) {
    let fresh = output
        .is_one_of_many()
        .then(|| not_yet_shown(&loaded.problems));
    let problems = fresh.as_ref().unwrap_or(&loaded.problems);
    if problems.is_empty() {
        if loaded.has_errors() {
            output.insist("the same errors as above");
        }
        return;
    }
    let paint = output.message != render::Paint::new(false);
    let text = render::diagnostics::human(problems, &loaded.sources, output.width, paint);
    if loaded.has_errors() {
        output.insist_block(text.trim_end());
    } else {
        output.say_block(text.trim_end());
    }
}

/// Where the state of a workspace is kept. Its folder may be no link: what is kept there lies in the project.
pub(super) fn state_of(
    root: &ProjectRoot,
    workspace: &Workspace,
) -> Result<StateStore, CommandFailure> {
    let path = match &workspace.state {
        StateLocation::Local(path) => path,
        StateLocation::Remote(url) => {
            let sightings = sightings_of(root);
            return Ok(StateStore::remote(url, &workspace.name, sightings)?);
        }
    };
    refuse_linked_folder(root, path)?;
    refuse_earlier(root, path)?;
    Ok(StateStore::local(path.clone()))
}

/// Where since when a lock is seen unchanged is kept; nowhere if a link leads out of the project there.
fn sightings_of(root: &ProjectRoot) -> Option<Utf8PathBuf> {
    let folder = root.as_path().join(".vetform/leases");
    let is_ours = files::refuse_links_below(root.as_path(), &folder).is_ok();
    is_ours.then_some(folder)
}

/// What is kept below the project stays there.
pub(super) fn refuse_linked_folder(
    root: &ProjectRoot,
    path: &Utf8Path,
) -> Result<(), CommandFailure> {
    let folder = path.parent().unwrap_or(root.as_path());
    files::refuse_links_below(root.as_path(), folder).map_err(|error| {
        CommandFailure::new(Exit::Failed, format!("cannot use the state {path}: {error}")).with_hint(
            "nothing was sent; create a folder there, or set another location with `state:` in vetform.yaml; the \
            state file itself may be a link to a state elsewhere",
        )
    })
}

/// A project that was renamed without its state: planned without it, people would be mailed once more.
fn refuse_earlier(root: &ProjectRoot, path: &Utf8Path) -> Result<(), CommandFailure> {
    let folder = manifest::earlier_state_folder();
    let Some(name) = path.file_name() else {
        return Ok(());
    };
    let is_left = root.as_path().join(&folder).join(name).is_file();
    if !is_left || path.symlink_metadata().is_ok() {
        return Ok(());
    }
    let place = path.strip_prefix(root.as_path()).unwrap_or(path);
    let message = format!(
        "the state is still in {folder}/{name}, under this program's former name, and there is no {place}"
    );
    Err(CommandFailure::new(Exit::Invalid, message).with_hint(format!(
        "nothing was sent; move it, for example `git mv {folder}/{name} {place}`; if it is of no use, remove it"
    )))
}

/// What was applied last in this workspace.
pub(super) async fn recall(
    state: &StateStore,
    workspace: &Workspace,
    output: Output,
) -> Result<Recorded, CommandFailure> {
    let recorded = state.load().await?;
    if let Some(remark) = state.remark() {
        output.warning(&remark);
    }
    belonging(recorded, state, workspace)
}

/// This process, for those who find its lock.
pub(super) fn holder(root: &ProjectRoot) -> Result<Holder, CommandFailure> {
    Holder::here(root.as_path()).map_err(|error| {
        CommandFailure::new(
            Exit::Failed,
            format!("cannot get random bytes from the operating system: {error}"),
        )
    })
}

/// Takes the lock of a state, telling whom it waits for and whom it took over.
pub(super) async fn lock(
    state: &StateStore,
    holder: &Holder,
    timeout: Option<Duration>,
    output: Output,
) -> Result<Lock, CommandFailure> {
    let timeout = timeout.unwrap_or_else(|| state.default_lock_timeout());
    let waiting = |other: Option<&Holder>| {
        let other = other.map_or_else(|| "another run".to_owned(), ToString::to_string);
        output.say(&format!(
            "waiting up to {} s for the lock, which {other} holds",
            timeout.as_secs_f32()
        ));
    };
    let lock = state.lock(holder, timeout, &waiting).await?;
    if let Some(before) = lock.taken_over() {
        output.insist(&format!(
            "took over the lock of {before}: it was not renewed for a whole lease, so that run has died or lost its \
            connection"
        ));
    }
    Ok(lock)
}

/// Gives a lock back. A failure is not a failure of the command: the lease runs out by itself.
pub(super) async fn release(lock: Lock, output: Output) {
    if let Err(error) = lock.release().await {
        output.insist(&format!("{error}; it is free in 60 s"));
    }
}
