//! From desired, live and recorded to a plan.

use std::collections::BTreeMap;

use super::change::{Action, Blocked, Cause, Note, NoteSeverity, Plan};
use super::draft::{Draft, Finished};
use super::identity::{Found, Identity, Population, identify};
use super::lookup::LiveLookup;
use super::wants::{previous_addresses, record_of};
use super::{assessment, flow};
use crate::diagnostic::Code;
use crate::model::{
    Address, Assessment, AssessmentField, AssessmentId, Desired, FairnessPolicy, FieldValue, Flow,
    FlowField, FlowId, Live, ObservedAssessment, ObservedFlow, Pointer, Resource, Spec,
};
use crate::state::{Delta, Record, RecordChange, Recorded};

/// What the workspace allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Policy {
    /// `guards.fairness`
    pub fairness: FairnessPolicy,
}

/// Why there is no plan. Always a mistake of this program: what was read is not what was wanted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A live object that the plan needs was not read.
    #[error(
        "{address}: the live object {id} was not read; this is a mistake in invigil, please report it"
    )]
    NotRead {
        /// The resource.
        address: Address,
        /// The live object.
        id: String,
    },
}

/// What every kind's planning looks at.
pub(super) struct Context<'a> {
    pub live: &'a Live,
    pub recorded: &'a Recorded,
    pub policy: Policy,
    pub by: LiveLookup<'a>,
    fates: BTreeMap<Address, ResourceFate>,
}

/// What becomes of an assessment, for the flows that step on it.
#[derive(Debug, Clone)]
pub(super) enum ResourceFate {
    /// It is live.
    Live(AssessmentId),
    /// This plan creates it.
    Created,
    /// Nobody can say, or it cannot be created.
    Blocked,
}

/// Works out what must change. `live` must hold what [`wants`](super::wants()) asked for.
pub fn plan(
    desired: &Desired,
    live: &Live,
    recorded: &Recorded,
    policy: Policy,
) -> Result<Plan, PlanError> {
    let mut plan = Plan::default();
    let mut context = Context {
        live,
        recorded,
        policy,
        by: LiveLookup::new(live),
        fates: BTreeMap::new(),
    };
    let assessments = assessment_population(live);
    for (resource, identity) in
        desired
            .assessments
            .iter()
            .zip(identify(&desired.assessments, &assessments, recorded))
    {
        let fate = plan.place(resource, identity, |found| match found {
            None => assessment::plan_new(resource, &context),
            Some((object, found)) => assessment::plan_live(resource, object, found, &context),
        })?;
        context.fates.insert(resource.address.clone(), fate);
    }
    let flows = flow_population(live);
    for (resource, identity) in desired
        .flows
        .iter()
        .zip(identify(&desired.flows, &flows, recorded))
    {
        plan.place(resource, identity, |found| match found {
            None => flow::plan_new(resource, &context),
            Some((object, found)) => flow::plan_live(resource, object, found, &context),
        })?;
    }
    plan.forget_unmanaged(desired, recorded);
    Ok(plan)
}

fn assessment_population(live: &Live) -> Population<'_, Assessment, ObservedAssessment> {
    fn title(resource: &Resource<Assessment>) -> String {
        match resource.spec.fields.get(&AssessmentField::Title) {
            Some(FieldValue::Text(title)) => title.clone(),
            _ => String::new(),
        }
    }
    Population {
        listed: &live.assessments,
        details: &live.assessment_details,
        id: |live| &live.id,
        key_of_manifest: title,
        key_of_live: |live| live.fields.get(&AssessmentField::Title),
        base_of_key: |_| None,
        version: |resource, live| assessment::has_title(live, &title(resource)).then_some(1),
        describe: |live| {
            let created = live
                .created_at
                .as_deref()
                .map_or_else(|| "at an unknown time".to_owned(), readable_time);
            let submissions = live
                .submission_count
                .map_or("unknown".to_owned(), |count| count.to_string());
            format!(
                "{} (created {created}, submissions: {submissions})",
                live.id
            )
        },
        make_id: |text| AssessmentId::new(text),
        key_name: "title",
    }
}

/// Milliseconds since 1970, as the examples have them, as a date; anything else as it came.
fn readable_time(text: &str) -> String {
    let time = text
        .parse()
        .ok()
        .and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok());
    time.map_or_else(
        || text.to_owned(),
        |time| time.strftime("%Y-%m-%d %H:%M UTC").to_string(),
    )
}

fn flow_population(live: &Live) -> Population<'_, Flow, ObservedFlow> {
    fn name(resource: &Resource<Flow>) -> String {
        flow::text_of(&resource.spec.fields, FlowField::FlowName).unwrap_or_default()
    }
    Population {
        listed: &live.flows,
        details: &live.flow_details,
        id: |live| &live.id,
        key_of_manifest: name,
        key_of_live: |live| live.fields.get(&FlowField::FlowName),
        base_of_key: |name| name.rsplit_once(" v").map(|(base, _)| base),
        version: |resource, live| {
            let live = flow::text_of(&live.fields, FlowField::FlowName)?;
            let version = flow::version_in_name(&name(resource), &live)?;
            (version == 1 || flow::makes_versions(resource)).then_some(version)
        },
        describe: |live| {
            let candidates = live
                .candidate_count
                .map_or("unknown".to_owned(), |count| count.to_string());
            format!("{} (candidates: {candidates})", live.id)
        },
        make_id: |text| FlowId::new(text),
        key_name: "flowName",
    }
}

impl Plan {
    /// Plans one resource and files what came of it.
    fn place<S: Spec, O: Identified>(
        &mut self,
        resource: &Resource<S>,
        identity: Identity<'_, O>,
        work_out: impl FnOnce(Option<(&O, Found)>) -> Finished,
    ) -> Result<ResourceFate, PlanError> {
        let address = &resource.address;
        match identity {
            Identity::NotRead { id } => Err(PlanError::NotRead {
                address: address.clone(),
                id,
            }),
            Identity::Unclear {
                code,
                message,
                help,
            } => {
                let source = Some(resource.origin.at(Pointer::root().key("metadata")));
                let address = address.clone();
                self.blocked.push(Blocked {
                    address,
                    code,
                    message,
                    help,
                    source,
                    steps: Vec::new(),
                });
                Ok(ResourceFate::Blocked)
            }
            Identity::New { gone } => {
                if let Some(id) = gone {
                    self.note(
                        address,
                        Code::Recreated,
                        NoteSeverity::Warning,
                        format!("the recorded live object {id} is gone: it is created anew"),
                    );
                }
                let is_planned = self.file(address, work_out(None));
                Ok(if is_planned {
                    ResourceFate::Created
                } else {
                    ResourceFate::Blocked
                })
            }
            Identity::Live { object, found } => {
                self.file(address, work_out(Some((object, found))));
                Ok(ResourceFate::Live(AssessmentId::new(object.id_text())))
            }
        }
    }

    /// Returns whether nothing blocks it.
    fn file(&mut self, address: &Address, finished: Finished) -> bool {
        let Finished {
            change,
            blocked,
            notes,
            records,
        } = finished;
        let is_planned = blocked.is_empty();
        self.notes.extend(notes);
        self.blocked.extend(blocked);
        self.records.extend(records);
        match change {
            Some(change) => self.changes.push(change),
            None if is_planned => self.unchanged.push(address.clone()),
            None => {}
        }
        is_planned
    }

    fn note(&mut self, address: &Address, code: Code, severity: NoteSeverity, message: String) {
        self.notes.push(Note {
            address: address.clone(),
            code,
            severity,
            message,
        });
    }

    /// Assessments and flows cannot be deleted: one without a manifest is reported, and forgotten by the next apply.
    fn forget_unmanaged(&mut self, desired: &Desired, recorded: &Recorded) {
        let mut known: Vec<Address> = Vec::new();
        for resource in &desired.assessments {
            known.push(resource.address.clone());
            known.extend(previous_addresses(resource));
        }
        for resource in &desired.flows {
            known.push(resource.address.clone());
            known.extend(previous_addresses(resource));
        }
        known.sort_unstable();
        for (address, record) in &recorded.resources {
            if known.binary_search(address).is_ok() {
                continue;
            }
            self.note(address, Code::Forgotten, NoteSeverity::Warning, format!(
                "no manifest describes it any more; the live object {} stays as it is, and apply forgets it \
                 (if it was renamed, list the old name under `metadata.previousNames`)",
                record.id
            ));
            self.records.push(Delta {
                address: address.clone(),
                change: RecordChange::Forget,
            });
        }
    }
}

/// A live object with an id.
pub(super) trait Identified {
    /// The id's text.
    fn id_text(&self) -> &str;
}

impl Identified for ObservedAssessment {
    fn id_text(&self) -> &str {
        self.id.as_str()
    }
}

impl Identified for ObservedFlow {
    fn id_text(&self) -> &str {
        self.id.as_str()
    }
}

impl Context<'_> {
    /// What becomes of an assessment of this project.
    pub(super) fn fate_of(&self, address: &Address) -> ResourceFate {
        self.fates
            .get(address)
            .cloned()
            .unwrap_or(ResourceFate::Blocked)
    }

    /// Why everything of a resource that is not live is new.
    pub(super) fn cause_of_new<S: Spec>(&self, resource: &Resource<S>) -> Cause {
        if record_of(resource, self.recorded).is_some() {
            Cause::Drifted
        } else {
            Cause::Unrecorded
        }
    }

    /// Remembers which live object a resource stands for, and under which address.
    pub(super) fn remember_identity<S: Spec>(
        &self,
        draft: &mut Draft<'_>,
        resource: &Resource<S>,
        id: &str,
        version: u32,
        record: Option<&Record>,
    ) {
        self.remember_move(draft, resource);
        if record.is_none() {
            let id = id.to_owned();
            // A version that follows nothing remembered must not name an unknown one as its predecessor.
            if version == 1 || record_of(resource, self.recorded).is_none() {
                draft
                    .records
                    .push(RecordChange::Identify { id: id.clone() });
            }
            if version > 1 {
                draft.records.push(RecordChange::NewVersion { id, version });
            }
        }
    }

    /// Remembers what a resource had under an earlier address under its own.
    pub(super) fn remember_move<S: Spec>(&self, draft: &mut Draft<'_>, resource: &Resource<S>) {
        let has_own_record = self.recorded.record(&resource.address).is_some();
        if !has_own_record && let Some(from) = self.moved_from(resource) {
            draft.records.push(RecordChange::MovedFrom { from });
        }
    }

    fn moved_from<S: Spec>(&self, resource: &Resource<S>) -> Option<Address> {
        previous_addresses(resource).find(|address| self.recorded.record(address).is_some())
    }

    /// What to call the change of a live resource.
    pub(super) fn action_for_live<S: Spec>(
        &self,
        draft: &mut Draft<'_>,
        resource: &Resource<S>,
        id: &str,
        found: Found,
        record: Option<&Record>,
    ) -> Action {
        let has_own_record = self.recorded.record(&resource.address).is_some();
        match (record, self.moved_from(resource)) {
            (None, _) => {
                let how = match found {
                    Found::Pin => "its pinned id",
                    Found::Record => "its recorded id",
                    Found::NaturalKey(_) => "its name",
                };
                draft.note(
                    Code::Adopted,
                    NoteSeverity::Info,
                    format!("the live object {id} is taken over by {how}"),
                );
                Action::Adopt
            }
            (Some(_), Some(_)) if !has_own_record && draft.calls.is_empty() => Action::Move,
            _ => Action::Update,
        }
    }
}
