//! What planning asks of Promptster.

use std::collections::{BTreeMap, BTreeSet};

use super::live_set::tasks;
use super::{assessment, branding, delete, rewritten, roster};
use crate::model::promptster::{self, Operation as Write, natural_key};
use crate::model::{
    Address, Desired, Kind, Live, Operation, System, TaskId, Wants, canonical_text,
};
use crate::plan::change::{Action, Plan};
use crate::plan::context::Context;
use crate::plan::declared_twice::Listed;
use crate::plan::error::PlanError;
use crate::plan::forget::without_manifest;
use crate::plan::live_ids::collect;
use crate::plan::owner::{found, remembered};
use crate::plan::record::record_of;
use crate::plan::rewritten::Rewrite;
use crate::plan::system::PlannedSystem;
use crate::state::{Record, Recorded};

pub(in crate::plan) struct Promptster;

impl PlannedSystem for Promptster {
    fn system(&self) -> System {
        System::Promptster
    }

    fn reads(&self, desired: &Desired, recorded: &Recorded, wants: &mut Wants) {
        let wants = &mut wants.promptster;
        let promptster::Desired {
            assessments,
            rosters: _,
            branding,
        } = &desired.promptster;
        wants.branding = !branding.is_empty();
        wants.list = !assessments.is_empty();
        for resource in assessments {
            wants.assessments.extend(resource.pin.clone());
            let record = record_of(resource, recorded);
            wants
                .assessments
                .extend(record.into_iter().flat_map(every_id));
            let key = canonical_text(&natural_key(&resource.spec.fields));
            wants.natural_keys.insert(key);
        }
        for address in without_manifest(desired, recorded) {
            let record = recorded.record(&address);
            if address.kind() == Kind::PromptsterAssessment {
                wants
                    .assessments
                    .extend(record.into_iter().flat_map(every_id));
            }
        }
    }

    fn keep_identity_reads(&self, part: &Desired, recorded: &Recorded, wants: &mut Wants) {
        let wants = &mut wants.promptster;
        wants.branding = false;
        wants.assessments.clear();
        for resource in &part.promptster.assessments {
            let record = record_of(resource, recorded).map(|record| TaskId::new(&record.id));
            wants.assessments.extend(resource.pin.clone().or(record));
        }
    }

    fn add_live_ids(
        &self,
        desired: &Desired,
        live: &Live,
        recorded: &Recorded,
        ids: &mut BTreeMap<Address, String>,
    ) {
        let live = tasks(&live.promptster, live.read_at);
        collect(ids, &desired.promptster.assessments, &live, recorded);
    }

    fn plan_objects(
        &self,
        plan: &mut Plan,
        desired: &Desired,
        context: &mut Context<'_>,
    ) -> Result<(), PlanError> {
        let resources = (&*desired.promptster.assessments, &desired.left_out);
        let live = tasks(&context.live.promptster, context.live.read_at);
        plan.place_each(
            resources,
            &live,
            context,
            assessment::plan_new,
            assessment::plan_live,
        )?;
        plan.file_each(&desired.promptster.branding, |one| {
            branding::plan(one, context)
        })
    }

    fn delete(&self, plan: &mut Plan, doomed: &[Address], context: &Context<'_>) {
        delete::delete_all(plan, doomed, context);
    }

    fn follow_up_reads(
        &self,
        desired: &Desired,
        plan: &Plan,
        context: &Context<'_>,
        wants: &mut Wants,
    ) {
        let wants = &mut wants.promptster;
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
            if let Operation::Promptster(Write::DeleteAssessment { assessment }) = &call.operation {
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

    fn list_people<'a>(&self, desired: &'a Desired, listed: &mut Listed<'a>) {
        for roster in &desired.promptster.rosters {
            let people = roster.spec.candidates.iter().map(|one| &one.email);
            listed.add(&roster.address, &roster.spec.assessment, people);
        }
    }

    fn plan_rosters(
        &self,
        plan: &mut Plan,
        desired: &Desired,
        context: &Context<'_>,
    ) -> Result<(), PlanError> {
        plan.file_each(&desired.promptster.rosters, |one| {
            roster::plan(one, context)
        })
    }

    fn add_rewritten(
        &self,
        desired: &Desired,
        live: &Live,
        recorded: &Recorded,
        found: &mut Vec<Rewrite>,
    ) {
        rewritten::add(&desired.promptster, &live.promptster, recorded, found);
    }

    fn companies<'l>(&self, live: &'l Live) -> BTreeSet<&'l str> {
        let tasks = live.promptster.assessments.items().iter();
        let tasks = tasks.chain(found(&live.promptster.details));
        tasks.filter_map(|one| one.company.as_deref()).collect()
    }

    fn listed_ids<'l>(&self, live: &'l Live) -> BTreeSet<&'l str> {
        let tasks = live.promptster.assessments.items().iter();
        tasks.map(|one| one.id.as_str()).collect()
    }

    fn remembered<'d>(&self, desired: &'d Desired, recorded: &Recorded) -> Vec<&'d Address> {
        remembered(&desired.promptster.assessments, recorded).collect()
    }
}

fn every_id(record: &Record) -> impl Iterator<Item = TaskId> {
    let ids = record.previous_ids.iter().chain([&record.id]);
    ids.filter(|id| !id.is_empty()).map(TaskId::new)
}
