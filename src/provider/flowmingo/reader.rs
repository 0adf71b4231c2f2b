//! What can be read of Flowmingo, one thing or one list at a time. Everything at once is in `observe`.

use crate::model::flowmingo::{Application, JobPost, Me, Stage, Submission};
use crate::model::{
    InterviewSetId, Kind, Listing, LiveExternal, Lookup, ProjectId, SubmissionId, TalentId,
};
use crate::provider::http::{BadAnswer, Path, ReadError, ReadTransport};
use crate::provider::listing::{Paged, list};
use crate::provider::wire::{Quoting, enveloped};

use super::listed::{Applications, Externals, JobPosts, Stages, Submissions};
use super::wire::{MeWire, SubmissionWire};

/// Reads Flowmingo. Cheap to clone; holds no way to write.
#[derive(Debug, Clone)]
pub struct Reader {
    transport: ReadTransport,
}

impl Reader {
    /// A reader over a transport whose base URL ends in `/company`, and that sends the key as `X-API-Key`.
    pub const fn new(transport: ReadTransport) -> Self {
        Self { transport }
    }

    /// `GET /integration/me/v1`: what the key may do. Needs no scope.
    pub async fn me(&self) -> Result<Me, ReadError> {
        let path = Path::of(&["integration", "me", "v1"])?;
        let decode = |body: &[u8]| {
            enveloped::<MeWire>(body, &["data"], Quoting::Whole).map(MeWire::observed)
        };
        self.transport.get(&path, decode).await
    }

    /// `GET /integration/hiring/interview-sets/v1` or `…/projects/v1`, all pages, proven complete.
    pub async fn list_externals(&self, kind: Kind) -> Result<Listing<LiveExternal>, ReadError> {
        self.list(&Externals(kind)).await
    }

    /// `GET /integration/hiring/job-posts/v1` of a project, all pages, proven complete. Of no such project: none.
    pub async fn list_job_posts(&self, project: &ProjectId) -> Result<Listing<JobPost>, ReadError> {
        let posts = none_if_gone(self.list(&JobPosts(project)).await)?;
        let is_its = |post: &JobPost| post.project.as_ref().is_none_or(|own| own == project);
        Ok(only(&posts, is_its, JobPost::clone))
    }

    /// `GET /integration/hiring/projects/:id/stages/v1`, in pipeline order. Of no such project: none (guide, §4.6).
    pub async fn list_stages(&self, project: &ProjectId) -> Result<Listing<Stage>, ReadError> {
        none_if_gone(self.list(&Stages(project)).await)
    }

    /// `GET /integration/hiring/applications/v1` of a project, all pages, proven complete. Of no such project: none.
    pub async fn list_applications(
        &self,
        project: &ProjectId,
    ) -> Result<Listing<Application>, ReadError> {
        let applications = none_if_gone(self.list(&Applications(project)).await)?;
        Ok(only(
            &applications,
            |(own, _)| own.as_ref().is_none_or(|own| own == project),
            |(_, application)| application.clone(),
        ))
    }

    /// `GET /integration/hiring/submissions/v1` of a set, all pages, proven complete.
    pub async fn list_submissions(
        &self,
        set: &InterviewSetId,
    ) -> Result<Lookup<Listing<Submission>>, ReadError> {
        let is_its = |one: &Submission| one.set.as_ref().is_none_or(|own| own == set);
        let read = self.list(&Submissions::OfSet(set)).await;
        looked_up(read.map(|all| only(&all, is_its, Submission::clone)))
    }

    /// `GET /integration/hiring/submissions/v1` of a person, all pages, proven complete.
    pub async fn list_submissions_of(
        &self,
        talent: &TalentId,
    ) -> Result<Lookup<Listing<Submission>>, ReadError> {
        let is_theirs = |one: &Submission| one.talent.as_ref().is_none_or(|own| own == talent);
        let read = self.list(&Submissions::OfTalent(talent)).await;
        looked_up(read.map(|all| only(&all, is_theirs, Submission::clone)))
    }

    /// `GET /integration/hiring/submissions/:id/v1`
    pub async fn submission(&self, id: &SubmissionId) -> Result<Lookup<Submission>, ReadError> {
        let path = Path::of(&["integration", "hiring", "submissions", id.as_str(), "v1"])?;
        let decode = |body: &[u8]| {
            let wire: SubmissionWire = enveloped(body, &["data", "submission"], Quoting::Nothing)?;
            let found = wire.observed();
            if found.id == *id {
                Ok(found)
            } else {
                Err(BadAnswer::whole(format!("it is about {}", found.id)))
            }
        };
        looked_up(self.transport.get(&path, decode).await)
    }

    async fn list<L: Paged>(&self, source: &L) -> Result<Listing<L::Item>, ReadError> {
        list(&self.transport, source, |_| ()).await
    }
}

/// What of a proven list fits what was asked for: a server that ignores a filter shows others' too.
fn only<T, U>(all: &Listing<T>, fits: impl Fn(&T) -> bool, into: impl Fn(&T) -> U) -> Listing<U> {
    let fitting = all.items().iter().filter(|item| fits(item));
    Listing::proven_complete(fitting.map(into).collect())
}

fn looked_up<T>(read: Result<T, ReadError>) -> Result<Lookup<T>, ReadError> {
    match read {
        Ok(found) => Ok(Lookup::Found(found)),
        Err(ReadError::Refused { refusal, .. }) if refusal.status == 404 => Ok(Lookup::Gone),
        Err(error) => Err(error),
    }
}

/// Of a project that does not exist there is nothing.
fn none_if_gone<T>(read: Result<Listing<T>, ReadError>) -> Result<Listing<T>, ReadError> {
    match looked_up(read)? {
        Lookup::Found(listing) => Ok(listing),
        Lookup::Gone | Lookup::Denied(_) => Ok(Listing::default()),
    }
}
