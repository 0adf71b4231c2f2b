//! What has to be read once it is known which live objects the manifests stand for: who is in them, and what a project is
//! made of.

use super::build::plan_objects;
use super::change::{Action, Plan};
use super::context::{Context, ResourceFate};
use super::error::PlanError;
use super::policy::Policy;
use crate::model::taptalent::{CandidatesOf, RosterTarget};
use crate::model::{
    Address, AssessmentId, Desired, FlowId, InterviewSetId, Kind, Live, Operation, ProjectId,
    TaskId, Wants, flowmingo, promptster,
};
use crate::state::Recorded;

/// Works out the reads. `live` must hold what [`reads`](super::reads()) asked for.
pub fn follow_up_reads(
    desired: &Desired,
    live: &Live,
    recorded: &Recorded,
    policy: Policy,
) -> Result<Wants, PlanError> {
    let mut wants = Wants::default();
    if !is_needed(desired, recorded) {
        return Ok(wants);
    }
    let (plan, context) = plan_objects(desired, live, recorded, policy)?;
    for resource in &desired.rosters {
        let earlier = context.earlier_versions_of(resource.spec.target.address());
        let of_earlier = earlier.iter().cloned().map(CandidatesOf::Flow);
        wants.candidates.extend(of_earlier);
        let Some(id) = context.live_id(resource.spec.target.address()) else {
            continue;
        };
        wants.candidates.insert(match &resource.spec.target {
            RosterTarget::Flow(_) => CandidatesOf::Flow(FlowId::new(id)),
            RosterTarget::Assessment(_) => CandidatesOf::Assessment(AssessmentId::new(id)),
        });
    }
    of_flowmingo(desired, &context, &mut wants.flowmingo);
    of_promptster(desired, &plan, &context, &mut wants.promptster);
    Ok(wants)
}

/// Most projects have none of this, and need no second look.
fn is_needed(desired: &Desired, recorded: &Recorded) -> bool {
    let knows_tasks = recorded
        .resources
        .keys()
        .any(|address| address.kind() == Kind::PromptsterAssessment);
    !desired.rosters.is_empty()
        || !desired.flowmingo.rosters.is_empty()
        || desired.externals_of(Kind::Project).next().is_some()
        || !desired.promptster.assessments.is_empty()
        || !desired.promptster.rosters.is_empty()
        || knows_tasks
}

fn of_flowmingo(desired: &Desired, context: &Context<'_>, wants: &mut flowmingo::Wants) {
    for resource in desired.externals_of(Kind::Project) {
        let Some(id) = context.live_id(&resource.address).map(ProjectId::new) else {
            continue;
        };
        if resource.spec.stages.is_some() {
            wants.stages_of.insert(id.clone());
        }
        if resource.spec.job_posts.is_some() {
            wants.job_posts_of.insert(id);
        }
    }
    for resource in &desired.flowmingo.rosters {
        let spec = &resource.spec;
        let live = |address: &Option<Address>| context.live_id(address.as_ref()?);
        wants
            .submissions_of
            .extend(live(&spec.interview_set).map(InterviewSetId::new));
        let Some(project) = live(&spec.project).map(ProjectId::new) else {
            continue;
        };
        if spec.job_post.is_some() {
            wants.job_posts_of.insert(project.clone());
        }
        let has_stages = spec.candidates.iter().any(|one| one.stage.is_some());
        if has_stages {
            wants.stages_of.insert(project.clone());
        }
        let has_rejected = spec.candidates.iter().any(|one| one.rejected);
        if has_stages || has_rejected || spec.interview_set.is_none() {
            wants.applications_of.insert(project);
        }
    }
}

fn of_promptster(
    desired: &Desired,
    plan: &Plan,
    context: &Context<'_>,
    wants: &mut promptster::Wants,
) {
    for resource in &desired.promptster.rosters {
        let id = context.live_id(&resource.spec.assessment);
        wants.keys.extend(id.map(TaskId::new));
    }
    let destructive = |action| matches!(action, Action::Replace | Action::Delete);
    let doomed = plan
        .changes
        .iter()
        .filter(|change| destructive(change.action));
    for call in doomed.flat_map(|change| &change.calls) {
        if let Operation::Promptster(promptster::Operation::DeleteAssessment { assessment }) =
            &call.operation
        {
            wants.keys.insert(assessment.clone());
        }
    }
    // What a replacement would end is told where it is refused, too.
    let blocked = plan.blocked.iter().map(|blocked| &blocked.address);
    let blocked = blocked.filter(|address| address.kind() == Kind::PromptsterAssessment);
    let ids = blocked.filter_map(|address| context.recorded.record(address));
    wants.keys.extend(
        ids.map(|record| TaskId::new(&record.id))
            .filter(|id| context.has_task(id)),
    );
}

impl Context<'_> {
    fn live_id(&self, address: &Address) -> Option<String> {
        match self.fate_of(address) {
            ResourceFate::Live(id) => Some(id),
            ResourceFate::Created | ResourceFate::Blocked => None,
        }
    }
}
