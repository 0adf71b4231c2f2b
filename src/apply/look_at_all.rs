//! Everything that is live, whether a manifest stands for it or not; people only where a roster asks for them.

use super::look::LookError;
use crate::model::{Desired, Live, Wants};
use crate::plan::{Policy, follow_up, wants};
use crate::provider::Readers;
use crate::state::Recorded;

/// Reads what the manifests stand for and every other object, one by one.
pub async fn look_at_all(
    readers: &Readers,
    desired: &Desired,
    recorded: &Recorded,
    policy: Policy,
) -> Result<Live, LookError> {
    let mut first = wants(desired, recorded);
    let lists = readers.observe(&lists(readers)).await?;
    let Live {
        assessments,
        flows,
        flowmingo,
        promptster,
        ..
    } = &lists;
    let ids = |one: &crate::model::ObservedAssessment| one.id.clone();
    first
        .assessments
        .extend(assessments.items().iter().map(ids));
    first
        .flows
        .extend(flows.items().iter().map(|one| one.id.clone()));
    if let Some(projects) = &flowmingo.projects {
        let ids = projects.items().iter().map(|one| one.id.clone());
        first.flowmingo.stages_of.extend(ids.clone());
        first.flowmingo.job_posts_of.extend(ids);
    }
    let of_lists = lists_of_small_systems(readers);
    first.flowmingo.me |= of_lists.flowmingo.me;
    first.flowmingo.sets |= of_lists.flowmingo.sets;
    first.flowmingo.projects |= of_lists.flowmingo.projects;
    first.promptster.list |= of_lists.promptster.list;
    first.promptster.branding |= of_lists.promptster.branding;
    let ids = promptster
        .assessments
        .items()
        .iter()
        .map(|one| one.id.clone());
    first.promptster.assessments.extend(ids);
    if first.is_empty() {
        return Ok(Live::default());
    }
    let mut live = readers.observe(&first).await?;
    let then = follow_up(desired, &live, recorded, policy)?;
    if !then.is_empty() {
        live.extend(readers.observe(&then).await?);
    }
    Ok(live)
}

/// What lists every object. TapTalent's lists are read for a title that nothing has.
fn lists(readers: &Readers) -> Wants {
    let mut wants = lists_of_small_systems(readers);
    if readers.taptalent.is_some() {
        wants.assessment_titles.insert(String::new());
        wants.flow_names.insert(String::new());
    }
    wants
}

fn lists_of_small_systems(readers: &Readers) -> Wants {
    let mut wants = Wants::default();
    let has_flowmingo = readers.flowmingo.is_some();
    wants.flowmingo.me = has_flowmingo;
    wants.flowmingo.sets = has_flowmingo;
    wants.flowmingo.projects = has_flowmingo;
    wants.promptster.list = readers.promptster.is_some();
    wants.promptster.branding = readers.promptster.is_some();
    wants
}
