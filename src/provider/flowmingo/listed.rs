//! The lists, where they are, and what is on them. How a list is proven complete is in `provider::listing`.

use crate::model::flowmingo::{Application, JobPost, Stage, Submission};
use crate::model::{InterviewSetId, Kind, LiveExternal, ProjectId, TalentId};
use crate::provider::http::{BadAnswer, Path, ReadError};
use crate::provider::listing::Paged;
use crate::provider::wire::{ListItem, Page, Quoting, json};

use super::wire::{ApplicationWire, StageWire, SubmissionWire, TitledWire};

/// Interview sets or projects.
pub(super) struct Externals(pub(super) Kind);
pub(super) struct JobPosts<'a>(pub(super) &'a ProjectId);
pub(super) struct Stages<'a>(pub(super) &'a ProjectId);
pub(super) struct Applications<'a>(pub(super) &'a ProjectId);

/// Whose submissions.
pub(super) enum Submissions<'a> {
    OfSet(&'a InterviewSetId),
    OfTalent(&'a TalentId),
}

fn hiring(resource: &str) -> Result<Path, ReadError> {
    Ok(Path::of(&["integration", "hiring", resource, "v1"])?)
}

fn page(path: Path, number: u64, limit: u64) -> Path {
    path.with_query(&[("page", number), ("limit", limit)])
}

pub(super) fn decode<W: ListItem, T>(
    body: &[u8],
    observed: fn(W) -> T,
) -> Result<Page<T>, BadAnswer> {
    let page = json::<Page<W>>(body, Quoting::Nothing)?;
    page.try_map(|wire| Ok(observed(wire)))
}

impl Paged for Externals {
    type Item = LiveExternal;
    const HAS_PAGES: bool = true;

    fn path(&self, number: u64, limit: u64) -> Result<Path, ReadError> {
        // The system's word in a path is the folder's here.
        Ok(page(hiring(self.0.folder())?, number, limit))
    }

    fn decode(&self, body: &[u8]) -> Result<Page<Self::Item>, BadAnswer> {
        decode(body, TitledWire::external)
    }

    fn what(&self) -> &'static str {
        self.0.folder()
    }

    fn id(item: &Self::Item) -> &str {
        item.id.as_str()
    }
}

impl Paged for JobPosts<'_> {
    type Item = JobPost;
    const HAS_PAGES: bool = true;

    fn path(&self, number: u64, limit: u64) -> Result<Path, ReadError> {
        let path = hiring("job-posts")?.with("com_project_id", self.0.as_str());
        Ok(page(path, number, limit))
    }

    fn decode(&self, body: &[u8]) -> Result<Page<Self::Item>, BadAnswer> {
        decode(body, TitledWire::job_post)
    }

    fn what(&self) -> &'static str {
        "job posts"
    }

    fn id(item: &Self::Item) -> &str {
        item.id.as_str()
    }
}

impl Paged for Stages<'_> {
    type Item = Stage;
    /// The one list that comes whole (guide, §4.6).
    const HAS_PAGES: bool = false;

    fn path(&self, number: u64, limit: u64) -> Result<Path, ReadError> {
        let project = self.0.as_str();
        let path = Path::of(&["integration", "hiring", "projects", project, "stages", "v1"])?;
        Ok(if number == 1 {
            path
        } else {
            page(path, number, limit)
        })
    }

    fn decode(&self, body: &[u8]) -> Result<Page<Self::Item>, BadAnswer> {
        decode(body, StageWire::observed)
    }

    fn what(&self) -> &'static str {
        "stages"
    }

    fn id(item: &Self::Item) -> &str {
        item.id.as_str()
    }
}

impl Paged for Applications<'_> {
    type Item = (Option<ProjectId>, Application);
    const HAS_PAGES: bool = true;

    fn path(&self, number: u64, limit: u64) -> Result<Path, ReadError> {
        let path = hiring("applications")?.with("com_project_id", self.0.as_str());
        Ok(page(path, number, limit))
    }

    fn decode(&self, body: &[u8]) -> Result<Page<Self::Item>, BadAnswer> {
        decode(body, ApplicationWire::observed)
    }

    fn what(&self) -> &'static str {
        "applications"
    }

    fn id((_, item): &Self::Item) -> &str {
        item.id.as_str()
    }
}

impl Paged for Submissions<'_> {
    type Item = Submission;
    const HAS_PAGES: bool = true;

    fn path(&self, number: u64, limit: u64) -> Result<Path, ReadError> {
        let path = hiring("submissions")?;
        let path = match self {
            Self::OfSet(set) => path.with("com_interview_set_id", set.as_str()),
            Self::OfTalent(talent) => path.with("tal_candidate_id", talent.as_str()),
        };
        Ok(page(path, number, limit))
    }

    fn decode(&self, body: &[u8]) -> Result<Page<Self::Item>, BadAnswer> {
        decode(body, SubmissionWire::observed)
    }

    fn what(&self) -> &'static str {
        "submissions"
    }

    fn id(item: &Self::Item) -> &str {
        item.id.as_str()
    }
}
