//! The shapes of answers. Open, as the guide asks: read by name, and whatever else comes is ignored.

use serde::Deserialize;

use crate::model::flowmingo::{Application, JobPost, Me, Stage, Submission};
use crate::model::{
    ApplicationId, ExternalId, InterviewSetId, JobPostId, LiveExternal, ProjectId, StageId,
    SubmissionId, TalentId,
};
use crate::provider::wire::{Decimal, Id, ListItem, LooseText, Moment, Seen};

/// `GET /integration/me/v1`
#[derive(Debug, Deserialize)]
#[serde(expecting = "what a key is")]
pub(super) struct MeWire {
    #[serde(default)]
    organization_id: Seen<LooseText>,
    scopes: Vec<String>,
    #[serde(default)]
    expires_at: Seen<Moment>,
}

impl MeWire {
    pub(super) fn observed(self) -> Me {
        let Self {
            organization_id,
            scopes,
            expires_at,
        } = self;
        Me {
            organization: organization_id.value().map(|LooseText(text)| text),
            scopes: scopes.into_iter().collect(),
            expires_at: moment(expires_at),
        }
    }
}

/// Something with an id and a title: a set, a project, a job post.
#[derive(Debug, Deserialize)]
#[serde(expecting = "something with an id and a title")]
pub(super) struct TitledWire {
    id: Id,
    #[serde(default)]
    title: Seen<String>,
    #[serde(default)]
    com_project_id: Seen<Id>,
}

impl TitledWire {
    pub(super) fn external(self) -> LiveExternal {
        LiveExternal {
            id: ExternalId::new(self.id.0),
            title: title(self.title),
        }
    }

    pub(super) fn job_post(self) -> JobPost {
        JobPost {
            id: JobPostId::new(self.id.0),
            title: title(self.title),
            project: self.com_project_id.value().map(|Id(id)| ProjectId::new(id)),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(expecting = "a stage")]
pub(super) struct StageWire {
    id: Id,
    #[serde(default)]
    name: Seen<String>,
}

impl StageWire {
    pub(super) fn observed(self) -> Stage {
        let Self { id: Id(id), name } = self;
        Stage {
            id: StageId::new(id),
            name: title(name),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(expecting = "an application")]
pub(super) struct ApplicationWire {
    id: Id,
    #[serde(default)]
    tal_candidate_id: Seen<Id>,
    #[serde(default)]
    com_project_id: Seen<Id>,
    #[serde(default)]
    com_job_post_id: Seen<Id>,
    #[serde(default)]
    stage: Seen<StageWire>,
    #[serde(default)]
    score: Seen<Decimal>,
    #[serde(default)]
    created_at: Seen<Moment>,
}

impl ApplicationWire {
    /// With its project, if the answer names one.
    pub(super) fn observed(self) -> (Option<ProjectId>, Application) {
        let Self {
            id: Id(id),
            tal_candidate_id,
            com_project_id,
            com_job_post_id,
            stage,
            score,
            created_at,
        } = self;
        let application = Application {
            id: ApplicationId::new(id),
            talent: tal_candidate_id.value().map(|Id(id)| TalentId::new(id)),
            job_post: com_job_post_id.value().map(|Id(id)| JobPostId::new(id)),
            stage: stage.value().map(StageWire::observed),
            score: number(score),
            created_at: moment(created_at),
        };
        let project = com_project_id.value().map(|Id(id)| ProjectId::new(id));
        (project, application)
    }
}

#[derive(Debug, Deserialize)]
#[serde(expecting = "a submission")]
pub(super) struct SubmissionWire {
    id: Id,
    #[serde(default)]
    com_interview_set_id: Seen<Id>,
    #[serde(default)]
    tal_candidate_id: Seen<Id>,
    #[serde(default)]
    overall_score: Seen<Decimal>,
    #[serde(default)]
    submission_at: Seen<Moment>,
    #[serde(default)]
    created_at: Seen<Moment>,
}

impl SubmissionWire {
    pub(super) fn observed(self) -> Submission {
        let Self {
            id: Id(id),
            com_interview_set_id,
            tal_candidate_id,
            overall_score,
            submission_at,
            created_at,
        } = self;
        let set = com_interview_set_id.value();
        Submission {
            id: SubmissionId::new(id),
            set: set.map(|Id(id)| InterviewSetId::new(id)),
            talent: tal_candidate_id.value().map(|Id(id)| TalentId::new(id)),
            overall_score: number(overall_score),
            submitted_at: moment(submission_at),
            created_at: moment(created_at),
        }
    }
}

/// Something without a title cannot be what a title names.
fn title(seen: Seen<String>) -> String {
    seen.value().unwrap_or_default()
}

fn moment(seen: Seen<Moment>) -> Option<String> {
    seen.value().map(|Moment(text)| text)
}

fn number(seen: Seen<Decimal>) -> Option<f64> {
    seen.value().map(|Decimal(number)| number.get())
}

// All lists come in `data`; these are the names that a friendlier envelope might use.
impl ListItem for TitledWire {
    const KEY: &'static str = "items";
}

impl ListItem for StageWire {
    const KEY: &'static str = "stages";
}

impl ListItem for ApplicationWire {
    const KEY: &'static str = "applications";
}

impl ListItem for SubmissionWire {
    const KEY: &'static str = "submissions";
}
