//! Everything that is live, whether a manifest stands for it or not; people only where a roster asks for them.

use super::refresh::RefreshError;
use crate::model::{Desired, Kind, Listing, Live, ProjectId, Wants};
use crate::plan::{Policy, follow_up_reads, reads};
use crate::provider::Readers;
use crate::state::Recorded;

/// Reads what the manifests stand for and every other object of the systems that there are readers of, one by one. Each
/// list is read once.
pub async fn refresh_all(
    readers: &Readers,
    desired: &Desired,
    recorded: &Recorded,
    policy: Policy,
) -> Result<Live, RefreshError> {
    let first = readers.with_everything(reads(desired, recorded));
    if first.is_empty() {
        return Ok(Live::default());
    }
    let begun = jiff::Timestamp::now();
    let mut live = readers.observe(&first).await?;
    live.read_at = Some(begun);
    let then = with_every_project(follow_up_reads(desired, &live, recorded, policy)?, &live);
    if !then.is_empty() {
        live.extend(readers.observe(&then).await?);
    }
    Ok(live)
}

/// What a project is made of is known only by its id.
fn with_every_project(mut wants: Wants, live: &Live) -> Wants {
    let projects = live.externals(Kind::Project).into_iter();
    for project in projects.flat_map(Listing::items) {
        let id = ProjectId::new(project.id.as_str());
        wants.flowmingo.stages_of.insert(id.clone());
        wants.flowmingo.job_posts_of.insert(id);
    }
    wants
}
