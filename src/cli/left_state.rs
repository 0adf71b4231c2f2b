//! A state that was left where the workspace's was kept before: the workspace was renamed, or its `state:` was changed.
//!
//! Without it everything would be planned as never applied, and people could be mailed again. So where there is no state
//! yet, those that no workspace of vetform.yaml has are looked at, and one of the same company is refused to be passed
//! over. One of another company, as of the embedded sandbox, is nobody's concern.

use std::collections::HashSet;

use camino::Utf8Path;

use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::session::{Session, state_of, working_folder};
use crate::manifest::StateLocation;
use crate::model::Live;
use crate::plan::is_state_of;
use crate::state::{Beside, Content, Holds, Recorded, StateError, states_in};

/// Refuses to go on without a state that there is. Where nobody can know, that is said.
pub(super) async fn refuse(
    session: &Session,
    recorded: &Recorded,
    live: &Live,
    output: Output,
) -> Result<(), CommandFailure> {
    if session.workspace.sandbox.is_some() || !recorded.is_new() {
        return Ok(());
    }
    for left in left(session, output).await? {
        let place = Place::of(session, &left)?;
        match left.content {
            Content::State(state) if knows_something(&state) && is_state_of(&state, live) => {
                return Err(place.refused(&state));
            }
            Content::State(_) => {}
            Content::Broken(error) => return Err(place.refused_unread(error)),
            Content::Unknown(error) => output.warning(&unknown(session, &error)),
        }
    }
    Ok(())
}

/// What lies beside the workspace's own state, and in the folder of the default one, and is no workspace's.
async fn left(session: &Session, output: Output) -> Result<Vec<Beside>, CommandFailure> {
    let mut kept = HashSet::new();
    if let Some(project) = &session.loaded.project {
        for workspace in project.config.workspaces.values() {
            let own = state_of(&session.root, workspace);
            kept.extend(own.ok().map(|own| real(&own.to_string())));
        }
    }
    // Of a fleet's states, which may all be in one place, none is read for another's sake.
    let is_kept = |place: &str| kept.contains(&real(place));
    let beside_own = session.state()?.beside(&is_kept).await;
    let by_default = states_in(
        &session.root.default_state_folder(),
        Holds::States,
        &is_kept,
    );
    let mut found: Vec<Beside> = Vec::new();
    // The default folder first: what lies there is judged more strictly.
    for listed in [by_default, beside_own] {
        match listed {
            Ok(states) => found.extend(states),
            Err(error) => output.warning(&unknown(session, &error)),
        }
    }
    let mut seen = HashSet::new();
    found.retain(|one| seen.insert(real(&one.place)));
    Ok(found)
}

/// A doubt alone is enough: it may be all that is known of a person who was invited.
fn knows_something(recorded: &Recorded) -> bool {
    !recorded.resources.is_empty() || !recorded.pending.is_empty()
}

/// Where links lead.
fn real(place: &str) -> String {
    let real = Utf8Path::new(place).canonicalize_utf8();
    real.map_or_else(|_| place.to_owned(), Into::into)
}

fn unknown(session: &Session, error: &StateError) -> String {
    let name = &session.workspace.name;
    format!(
        "workspace `{name}` has no state yet, and whether it had one under an earlier name is not known: {error}"
    )
}

/// Where a state was left, and where it would have to be.
struct Place {
    workspace: String,
    left: String,
    /// As the error of an unreadable one names it.
    whole: String,
    own: String,
    /// How the one comes to be the other.
    way: String,
}

impl Place {
    fn of(session: &Session, left: &Beside) -> Result<Self, CommandFailure> {
        let workspace = session.workspace.name.clone();
        let (own, place) = (shown(&session.state()?.to_string()), shown(&left.place));
        let way = match (&left.file, &session.workspace.state) {
            (Some(_), StateLocation::Local(_)) => format!("`vetform state migrate {place} {own}`"),
            (Some(_), StateLocation::Remote(url)) => {
                format!("`vetform state migrate {place} {url}`")
            }
            (None, _) => {
                format!("copy that object to {own}, with \"{workspace}\" in its line \"workspace\"")
            }
        };
        Ok(Self {
            workspace,
            left: place,
            whole: left.place.clone(),
            own,
            way,
        })
    }

    fn refused(&self, recorded: &Recorded) -> CommandFailure {
        let earlier = recorded.workspace.as_ref();
        let whose = match earlier.filter(|earlier| **earlier != self.workspace) {
            Some(earlier) => format!(
                "of workspace `{earlier}`, which vetform.yaml does not name, at the same company"
            ),
            None => "of this workspace".to_owned(),
        };
        let Self {
            workspace,
            left,
            own,
            way,
            ..
        } = self;
        let message =
            format!("workspace `{workspace}` has no state at {own}, but {left} is a state {whose}");
        let hint = format!(
            "nothing was sent: without that state, people who were invited would be invited again. If it is the same \
             workspace: {way}. {NOT_NEEDED}"
        );
        CommandFailure::new(Exit::Invalid, message).with_hint(hint)
    }

    /// It may be the state of another company: nobody can know.
    fn refused_unread(&self, error: StateError) -> CommandFailure {
        let Self {
            workspace,
            left,
            whole,
            own,
            way,
        } = self;
        let mut failure = CommandFailure::from(error);
        let why = failure.message.replace(whole, left);
        failure.message = format!(
            "workspace `{workspace}` has no state at {own}, and what may be its earlier one cannot be read: {why}"
        );
        let hint = failure.hint.take().unwrap_or_default();
        failure.with_hint(format!(
            "{hint}. If it is the same workspace, then {way}. {NOT_NEEDED}"
        ))
    }
}

const NOT_NEEDED: &str = "If it is not needed any more, remove it; if another project uses it, keep this one's state \
    elsewhere (`state:` in vetform.yaml)";

/// As it may be named from here.
fn shown(place: &str) -> String {
    let here = working_folder().unwrap_or_default();
    let below = Utf8Path::new(place).strip_prefix(here);
    below.map_or_else(|_| place.to_owned(), ToString::to_string)
}
