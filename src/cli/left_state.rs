//! A state that was left where the workspace's was kept before: the workspace was renamed, or its `state:` was changed.
//!
//! Without it everything would be planned as never applied, and people could be mailed again. So where there is no state
//! yet, those that no workspace of vetform.yaml has are looked at, and one of the same company is refused to be passed
//! over. One of another company, as of the embedded sandbox, is nobody's concern.

use camino::Utf8Path;

use super::exit::Exit;
use super::failure::CommandFailure;
use super::session::{Session, state_of, working_folder};
use crate::manifest::StateLocation;
use crate::model::Live;
use crate::plan::is_state_of;
use crate::state::{Beside, Recorded, states_in};

/// Refuses to go on without a state that there is.
pub(super) async fn refuse(
    session: &Session,
    recorded: &Recorded,
    live: &Live,
) -> Result<(), CommandFailure> {
    if session.workspace.sandbox.is_some() || !recorded.is_new() {
        return Ok(());
    }
    let left = left(session).await?;
    match left
        .into_iter()
        .find(|left| is_state_of(&left.recorded, live))
    {
        Some(left) => Err(refused(session, &left)),
        None => Ok(()),
    }
}

/// The states beside the workspace's own, and in the folder of the default one, that no workspace has.
async fn left(session: &Session) -> Result<Vec<Beside>, CommandFailure> {
    let mut found = session.state()?.beside().await;
    let by_default = session.root.default_state_folder();
    let known: Vec<String> = found.iter().map(|one| one.place.clone()).collect();
    let others = states_in(&by_default).into_iter();
    found.extend(others.filter(|one| !known.contains(&one.place)));
    let mut kept = Vec::new();
    if let Some(project) = &session.loaded.project {
        for workspace in project.config.workspaces.values() {
            let own = state_of(&session.root, workspace);
            kept.extend(own.ok().map(|own| real(&own.to_string())));
        }
    }
    found.retain(|one| knows_something(&one.recorded) && !kept.contains(&real(&one.place)));
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

fn refused(session: &Session, left: &Beside) -> CommandFailure {
    let own = match session.state() {
        Ok(own) => shown(&own.to_string()),
        Err(failure) => return failure,
    };
    let (place, name) = (shown(&left.place), &session.workspace.name);
    let earlier = left
        .recorded
        .workspace
        .as_deref()
        .filter(|earlier| earlier != name);
    let whose = match earlier {
        Some(earlier) => format!(
            "of workspace `{earlier}`, which vetform.yaml does not name, at the same company"
        ),
        None => "of this workspace".to_owned(),
    };
    let message =
        format!("workspace `{name}` has no state at {own}, but {place} is a state {whose}");
    let way = match (&left.file, &session.workspace.state) {
        (Some(_), StateLocation::Local(_)) => format!("`vetform state migrate {place} {own}`"),
        (Some(_), StateLocation::Remote(url)) => format!("`vetform state migrate {place} {url}`"),
        (None, _) => {
            format!("copy that object to {own}, with \"{name}\" in its line \"workspace\"")
        }
    };
    let hint = format!(
        "nothing was sent: without that state, people who were invited would be invited again. If it is the same workspace: \
         {way}. If it is not needed any more, remove it; if another project uses it, keep this one's state elsewhere (`state:` \
         in vetform.yaml)"
    );
    CommandFailure::new(Exit::Invalid, message).with_hint(hint)
}

/// As it may be named from here.
fn shown(place: &str) -> String {
    let here = working_folder().unwrap_or_default();
    let below = Utf8Path::new(place).strip_prefix(here);
    below.map_or_else(|_| place.to_owned(), ToString::to_string)
}
