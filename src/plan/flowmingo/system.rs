//! What planning asks of Flowmingo, where only people are written.

use std::collections::BTreeSet;

use super::roster;
use crate::model::{Address, Desired, InterviewSetId, Kind, Live, ProjectId, System, Wants};
use crate::plan::change::Plan;
use crate::plan::context::Context;
use crate::plan::error::PlanError;
use crate::plan::reads::externals;
use crate::plan::system::PlannedSystem;
use crate::state::Recorded;

pub(in crate::plan) struct Flowmingo;

impl PlannedSystem for Flowmingo {
    fn system(&self) -> System {
        System::Flowmingo
    }

    fn reads(&self, desired: &Desired, _: &Recorded, wants: &mut Wants) {
        let wants = &mut wants.flowmingo;
        wants.externals = externals(desired, System::Flowmingo);
        wants.me = !wants.externals.is_empty() || !desired.flowmingo.rosters.is_empty();
    }

    fn follow_up_reads(
        &self,
        desired: &Desired,
        _: &Plan,
        context: &Context<'_>,
        wants: &mut Wants,
    ) {
        let wants = &mut wants.flowmingo;
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

    fn plan_rosters(
        &self,
        plan: &mut Plan,
        desired: &Desired,
        context: &Context<'_>,
    ) -> Result<(), PlanError> {
        plan.file_each(&desired.flowmingo.rosters, |one| roster::plan(one, context))
    }

    fn companies<'l>(&self, live: &'l Live) -> BTreeSet<&'l str> {
        let me = live.flowmingo.me.iter();
        me.filter_map(|me| me.organization.as_deref()).collect()
    }
}
