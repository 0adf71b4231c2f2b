//! Every write of Flowmingo that a manifest can ask for, and no other.

use super::{Application, Scope};
use crate::model::email::Email;
use crate::model::facts::{Facts, Made, Write};
use crate::model::id::{ApplicationId, InterviewSetId, JobPostId, ProjectId, StageId, TalentId};
use crate::model::listing::Listing;
use crate::model::observed::{Live, Wants};
use crate::model::person::PersonOutcome;
use crate::model::route::{Endpoint, PathId, Route};

/// Most people that we put into one request. The system names no bound; one lost answer leaves this many in doubt.
pub const MOST_INVITES_A_CALL: usize = 50;

/// One write.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// Invites people, who are mailed if it says so.
    Invite {
        /// `com_interview_set_id`; this or the project is given.
        set: Option<InterviewSetId>,
        /// `com_project_id`
        project: Option<ProjectId>,
        /// `com_job_post_id`
        job_post: Option<JobPostId>,
        /// `send_invite`, always sent.
        send_invite: bool,
        /// `invitation_message`
        message: Option<String>,
        /// 1 to [`MOST_INVITES_A_CALL`] people.
        candidates: Vec<Invitee>,
    },
    /// Puts a known person into a pipeline.
    AddApplication {
        /// `tal_candidate_id`
        talent: TalentRef,
        /// Whose it is; not sent.
        who: Email,
        /// `com_project_id`
        project: ProjectId,
        /// `com_job_post_id`
        job_post: Option<JobPostId>,
        /// `com_stage_id`
        stage: Option<StageId>,
    },
    /// Moves a person to another stage.
    MoveStage {
        /// Which.
        application: ApplicationRef,
        /// Whose it is; not sent.
        who: Email,
        /// In which project it is; not sent.
        project: ProjectId,
        /// `com_stage_id`
        stage: StageId,
    },
    /// Rejects a person. Whether it mails is not documented, so it counts as if.
    Reject {
        /// Which.
        application: ApplicationId,
        /// Whose it is; not sent.
        who: Email,
    },
}

/// A person's id, or that of somebody whom an invite before it brings in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TalentRef {
    /// Known.
    Id(TalentId),
    /// Known once this person is invited.
    Invited(Email),
}

/// An application's id, or that of somebody whom an invite before it brings in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplicationRef {
    /// Known.
    Id(ApplicationId),
    /// Known once this person is invited into the project, and its applications are read.
    Invited(Email),
}

impl ApplicationRef {
    fn in_path(&self) -> PathId {
        match self {
            Self::Id(id) => PathId::known(id),
            Self::Invited(who) => PathId::Unknown {
                shown: format!("{{{who}}}"),
                why: format!("{who} has no application until the invite is sent"),
            },
        }
    }
}

/// One person of an invite request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// `email`
    pub email: Email,
    /// `firstname`
    pub firstname: Option<String>,
    /// `lastname`
    pub lastname: Option<String>,
    /// `cv_link`
    pub cv_link: Option<String>,
    /// `ats_candidate_id`
    pub ats_candidate_id: Option<String>,
}

impl Write for Operation {
    fn route(&self) -> Route {
        let (endpoint, ids) = match self {
            Self::Invite { .. } => (
                Endpoint::post("/integration/interview/candidate/invite/v1"),
                Vec::new(),
            ),
            Self::AddApplication { .. } => (
                Endpoint::post("/integration/hiring/applications/v1"),
                Vec::new(),
            ),
            Self::MoveStage { application, .. } => (
                Endpoint::post("/integration/hiring/applications/:id/move-stage/v1"),
                vec![application.in_path()],
            ),
            Self::Reject { application, .. } => (
                Endpoint::post("/integration/hiring/applications/:id/reject/v1"),
                vec![PathId::known(application)],
            ),
        };
        Route::new(endpoint, ids)
    }

    fn facts(&self) -> Facts<'_> {
        let nothing = Facts::default();
        match self {
            Self::Invite { send_invite, .. } => Facts {
                mails: *send_invite,
                made: Made::Entry,
                is_shown: false,
                ..nothing
            },
            // Whether it mails is not documented.
            Self::Reject { .. } => Facts {
                mails: true,
                made: Made::Rejection,
                is_shown: false,
                ..nothing
            },
            Self::AddApplication { .. } | Self::MoveStage { .. } => nothing,
        }
    }

    fn people(&self) -> Vec<&Email> {
        match self {
            Self::Invite { candidates, .. } => candidates.iter().map(|one| &one.email).collect(),
            Self::AddApplication { who, .. }
            | Self::MoveStage { who, .. }
            | Self::Reject { who, .. } => vec![who],
        }
    }

    fn names(&self) -> Vec<&str> {
        let Self::Invite { candidates, .. } = self else {
            return Vec::new();
        };
        let names = candidates
            .iter()
            .flat_map(|one| one.firstname.iter().chain(&one.lastname));
        names.map(String::as_str).collect()
    }

    fn keep_people(&mut self, keep: &dyn Fn(&Email) -> bool) {
        if let Self::Invite { candidates, .. } = self {
            candidates.retain(|one| keep(&one.email));
        }
    }

    fn people_wants(&self) -> Wants {
        let mut wants = Wants::default();
        if let Self::AddApplication { project, .. } | Self::MoveStage { project, .. } = self {
            wants.flowmingo.applications_of.insert(project.clone());
        }
        wants
    }

    fn people_done(&self, live: &Live) -> Vec<PersonOutcome> {
        let (Self::AddApplication { project, who, .. } | Self::MoveStage { project, who, .. }) =
            self
        else {
            return Vec::new();
        };
        let applications = live.flowmingo.applications.get(project);
        let mut applications = applications.into_iter().flat_map(Listing::items);
        let is_done = applications.any(|one| self.has_made(one));
        is_done
            .then(|| PersonOutcome::entered(who, None))
            .into_iter()
            .collect()
    }
}

impl Operation {
    /// Whether an application is as this write makes it.
    fn has_made(&self, live: &Application) -> bool {
        match self {
            Self::AddApplication {
                talent: TalentRef::Id(talent),
                ..
            } => live.talent.as_ref() == Some(talent),
            Self::MoveStage {
                application: ApplicationRef::Id(id),
                stage,
                ..
            } => live.id == *id && live.stage.as_ref().is_some_and(|now| now.id == *stage),
            _ => false,
        }
    }

    /// Whether it can only be sent after an invite of the same plan.
    pub const fn follows_an_invite(&self) -> bool {
        matches!(
            self,
            Self::AddApplication {
                talent: TalentRef::Invited(_),
                ..
            } | Self::MoveStage {
                application: ApplicationRef::Invited(_),
                ..
            }
        )
    }

    /// The scope that the key must have.
    pub const fn scope(&self) -> Scope {
        match self {
            Self::Invite { .. } => Scope::InviteCandidates,
            Self::AddApplication { .. } | Self::MoveStage { .. } | Self::Reject { .. } => {
                Scope::WritePipeline
            }
        }
    }
}
