//! What Flowmingo shows. Its integers for `status` and `set_type` are no contract (guide, §4), so they are not kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::model::external::LiveExternal;
use crate::model::id::{
    ApplicationId, InterviewSetId, JobPostId, ProjectId, StageId, SubmissionId, TalentId,
};
use crate::model::kind::Kind;
use crate::model::listing::{Listing, Lookup};

/// What a key is allowed to do (guide, §2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// `invite_candidates`
    InviteCandidates,
    /// `read_hiring`
    ReadHiring,
    /// `write_pipeline`
    WritePipeline,
}

impl Scope {
    /// The name that the system uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InviteCandidates => "invite_candidates",
            Self::ReadHiring => "read_hiring",
            Self::WritePipeline => "write_pipeline",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `GET /integration/me/v1`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Me {
    /// `organization_id`, as text.
    pub organization: Option<String>,
    /// `scopes`, those unknown to us too.
    pub scopes: BTreeSet<String>,
    /// `expires_at`, as it came; `None`: never, or not told.
    pub expires_at: Option<String>,
}

impl Me {
    /// Whether the key has this scope.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(scope.as_str())
    }
}

/// A live job post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobPost {
    /// Its id.
    pub id: JobPostId,
    /// Its title.
    pub title: String,
    /// `com_project_id`
    pub project: Option<ProjectId>,
}

/// A stage of a project; lists are in pipeline order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its id.
    pub id: StageId,
    /// Its name.
    pub name: String,
}

/// A person in a project.
#[derive(Debug, Clone, PartialEq)]
pub struct Application {
    /// Its id.
    pub id: ApplicationId,
    /// `tal_candidate_id`
    pub talent: Option<TalentId>,
    /// `com_job_post_id`
    pub job_post: Option<JobPostId>,
    /// `stage`
    pub stage: Option<Stage>,
    /// `score`
    pub score: Option<f64>,
    /// `created_at`, ISO 8601.
    pub created_at: Option<String>,
}

/// A person's way through an interview set.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// `com_interview_set_id`
    pub set: Option<InterviewSetId>,
    /// `tal_candidate_id`
    pub talent: Option<TalentId>,
    /// `overall_score`, out of 10.
    pub overall_score: Option<f64>,
    /// `submission_at`, ISO 8601.
    pub submitted_at: Option<String>,
    /// `created_at`, ISO 8601.
    pub created_at: Option<String>,
}

/// What a plan needs to see of Flowmingo.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wants {
    /// Whether the key's scopes are needed: wherever anything is.
    pub me: bool,
    /// Kinds that must exist of which all are needed.
    pub externals: BTreeSet<Kind>,
    /// Projects whose stages are needed. This and what follows is known only after the lists are read.
    pub stages_of: BTreeSet<ProjectId>,
    /// Projects whose job posts are needed.
    pub job_posts_of: BTreeSet<ProjectId>,
    /// Projects whose applications are needed.
    pub applications_of: BTreeSet<ProjectId>,
    /// Sets whose submissions are needed.
    pub submissions_of: BTreeSet<InterviewSetId>,
}

impl Wants {
    /// Whether nothing at all has to be read.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What was read of Flowmingo.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Live {
    /// The key; `None` if nothing asked for it.
    pub me: Option<Me>,
    /// By kind, all that exist; none of a kind that the key may not read.
    pub externals: BTreeMap<Kind, Listing<LiveExternal>>,
    /// By project, in pipeline order.
    pub stages: BTreeMap<ProjectId, Listing<Stage>>,
    /// By project.
    pub job_posts: BTreeMap<ProjectId, Listing<JobPost>>,
    /// By project.
    pub applications: BTreeMap<ProjectId, Listing<Application>>,
    /// By set.
    pub submissions: BTreeMap<InterviewSetId, Lookup<Listing<Submission>>>,
}

impl Live {
    /// Adds what was read later.
    pub fn extend(&mut self, later: Self) {
        let Self {
            me,
            externals,
            stages,
            job_posts,
            applications,
            submissions,
        } = later;
        self.me = me.or_else(|| self.me.take());
        self.externals.extend(externals);
        self.stages.extend(stages);
        self.job_posts.extend(job_posts);
        self.applications.extend(applications);
        self.submissions.extend(submissions);
    }
}
