//! What planning asks of TapTalent: assessments first, because flows name them.

use std::collections::{BTreeMap, BTreeSet};

use super::live_set::{assessments, flows};
use super::{assessment, flow, rewritten, roster};
use crate::model::taptalent::{
    AssessmentField, CandidatesOf, FlowField, JobRef, RosterTarget, StepTarget,
};
use crate::model::{
    Address, AssessmentId, Desired, FieldValue, FlowId, Kind, Live, System, Wants, canonical_text,
};
use crate::plan::change::Plan;
use crate::plan::context::Context;
use crate::plan::declared_twice::Listed;
use crate::plan::error::PlanError;
use crate::plan::live_ids::collect;
use crate::plan::owner::{found, remembered};
use crate::plan::reads::externals;
use crate::plan::record::record_of;
use crate::plan::rewritten::Rewrite;
use crate::plan::system::PlannedSystem;
use crate::state::Recorded;

pub(in crate::plan) struct TapTalent;

impl PlannedSystem for TapTalent {
    fn system(&self) -> System {
        System::TapTalent
    }

    fn reads(&self, desired: &Desired, recorded: &Recorded, wants: &mut Wants) {
        wants
            .taptalent
            .externals
            .extend(externals(desired, System::TapTalent));
        for resource in &desired.taptalent.assessments {
            if let Some(JobRef::Title(_)) = resource.spec.job {
                wants.taptalent.externals.insert(Kind::Job);
            }
            wants.taptalent.assessments.extend(resource.pin.clone());
            wants.taptalent.assessments.extend(
                record_of(resource, recorded).map(|record| AssessmentId::new(record.id.clone())),
            );
            wants
                .taptalent
                .assessment_titles
                .extend(text(resource.spec.fields.get(&AssessmentField::Title)));
        }
        for resource in &desired.taptalent.flows {
            wants.taptalent.flows.extend(resource.pin.clone());
            wants
                .taptalent
                .flows
                .extend(record_of(resource, recorded).map(|record| FlowId::new(record.id.clone())));
            let predecessor =
                record_of(resource, recorded).and_then(|record| record.previous_ids.last());
            wants.taptalent.flows.extend(predecessor.map(FlowId::new));
            wants
                .taptalent
                .flow_names
                .extend(text(resource.spec.fields.get(&FlowField::FlowName)));
            let ids = resource
                .spec
                .steps
                .iter()
                .filter_map(|step| match &step.target {
                    StepTarget::Id(id) => Some(id.clone()),
                    StepTarget::Manifest(_) => None,
                });
            wants.taptalent.assessment_references.extend(ids);
        }
    }

    fn keep_identity_reads(&self, part: &Desired, _: &Recorded, wants: &mut Wants) {
        wants.taptalent.assessment_references.clear();
        wants.taptalent.externals = externals(part, System::TapTalent);
    }

    fn add_live_ids(
        &self,
        desired: &Desired,
        live: &Live,
        recorded: &Recorded,
        ids: &mut BTreeMap<Address, String>,
    ) {
        collect(
            ids,
            &desired.taptalent.assessments,
            &assessments(live),
            recorded,
        );
        collect(ids, &desired.taptalent.flows, &flows(live), recorded);
    }

    fn plan_objects(
        &self,
        plan: &mut Plan,
        desired: &Desired,
        context: &mut Context<'_>,
    ) -> Result<(), PlanError> {
        plan_assessments(plan, desired, context)?;
        plan_flows(plan, desired, context)
    }

    fn follow_up_reads(
        &self,
        desired: &Desired,
        _: &Plan,
        context: &Context<'_>,
        wants: &mut Wants,
    ) {
        for resource in &desired.taptalent.rosters {
            let earlier = context.earlier_versions_of(resource.spec.target.address());
            let of_earlier = earlier.iter().cloned().map(CandidatesOf::Flow);
            wants.taptalent.candidates.extend(of_earlier);
            let Some(id) = context.live_id(resource.spec.target.address()) else {
                continue;
            };
            wants
                .taptalent
                .candidates
                .insert(match &resource.spec.target {
                    RosterTarget::Flow(_) => CandidatesOf::Flow(FlowId::new(id)),
                    RosterTarget::Assessment(_) => CandidatesOf::Assessment(AssessmentId::new(id)),
                });
        }
    }

    fn list_people<'a>(&self, desired: &'a Desired, listed: &mut Listed<'a>) {
        for roster in &desired.taptalent.rosters {
            let target = roster.spec.target.address();
            let people = roster.spec.candidates.iter().map(|one| &one.email);
            listed.add(&roster.address, target, people);
        }
    }

    fn plan_rosters(
        &self,
        plan: &mut Plan,
        desired: &Desired,
        context: &Context<'_>,
    ) -> Result<(), PlanError> {
        plan.file_each(&desired.taptalent.rosters, |one| roster::plan(one, context))
    }

    fn add_rewritten(
        &self,
        desired: &Desired,
        live: &Live,
        recorded: &Recorded,
        found: &mut Vec<Rewrite>,
    ) {
        rewritten::add(desired, live, recorded, found);
    }

    fn companies<'l>(&self, live: &'l Live) -> BTreeSet<&'l str> {
        let assessments = live.taptalent.assessments.items().iter();
        let assessments = assessments.chain(found(&live.taptalent.assessment_details));
        let flows = live
            .taptalent
            .flows
            .items()
            .iter()
            .chain(found(&live.taptalent.flow_details));
        let of_assessments = assessments.filter_map(|one| one.company.as_deref());
        let of_flows = flows.filter_map(|one| one.company.as_deref());
        of_assessments.chain(of_flows).collect()
    }

    fn listed_ids<'l>(&self, live: &'l Live) -> BTreeSet<&'l str> {
        let assessments = live.taptalent.assessments.items().iter();
        let flows = live.taptalent.flows.items().iter();
        assessments
            .map(|one| one.id.as_str())
            .chain(flows.map(|one| one.id.as_str()))
            .collect()
    }

    fn remembered<'d>(&self, desired: &'d Desired, recorded: &Recorded) -> Vec<&'d Address> {
        let assessments = remembered(&desired.taptalent.assessments, recorded);
        assessments
            .chain(remembered(&desired.taptalent.flows, recorded))
            .collect()
    }
}

fn plan_assessments(
    plan: &mut Plan,
    desired: &Desired,
    context: &mut Context<'_>,
) -> Result<(), PlanError> {
    let resources = (&*desired.taptalent.assessments, &desired.left_out);
    let live = assessments(context.live);
    plan.place_each(
        resources,
        &live,
        context,
        assessment::plan_new,
        assessment::plan_live,
    )
}

fn plan_flows(
    plan: &mut Plan,
    desired: &Desired,
    context: &mut Context<'_>,
) -> Result<(), PlanError> {
    let resources = (&*desired.taptalent.flows, &desired.left_out);
    let live = flows(context.live);
    plan.place_each(resources, &live, context, flow::plan_new, flow::plan_live)?;
    for resource in &desired.taptalent.flows {
        let id = context.live_id(&resource.address).map(FlowId::new);
        let earlier = flow::earlier_versions(resource, id.as_ref(), context.live, context.recorded);
        context.earlier.insert(resource.address.clone(), earlier);
    }
    Ok(())
}

fn text(value: Option<&FieldValue>) -> Option<String> {
    match value {
        Some(FieldValue::Text(text)) => Some(canonical_text(text)),
        _ => None,
    }
}
