//! The branding of the organisation: one PUT with what differs.

use crate::diagnostic::Code;
use crate::model::promptster::{Branding, BrandingField, ObservedBranding, Operation as Write};
use crate::model::{FieldKey, FieldValue, Fields, Kind, Operation, Pointer, Resource};
use crate::plan::change::{Action, FieldChange, Remember};
use crate::plan::context::Context;
use crate::plan::draft::{Draft, Finished, fingerprints};
use crate::plan::error::PlanError;
use crate::plan::field::Memory;
use crate::plan::precondition::Precondition;
use crate::plan::record::record_of;
use crate::plan::snapshot::Snapshot;
use crate::plan::visibility::block_old_reads;
use crate::state::RecordChange;

/// The one branding has no id of its own.
const ID: &str = "branding";

/// Plans the branding.
pub(super) fn plan(
    resource: &Resource<Branding>,
    context: &Context<'_>,
) -> Result<Finished, PlanError> {
    let live = context
        .live
        .promptster
        .branding
        .as_ref()
        .ok_or_else(|| PlanError::NotRead {
            address: resource.address.clone(),
            id: ID.to_owned(),
        })?;
    let mut draft = Draft::new(&resource.address, &resource.origin);
    context.remember_move(&mut draft, resource);
    let record = record_of(resource, context.recorded);
    if record.is_none() {
        draft.records.push(RecordChange::Identify {
            id: ID.to_owned(),
            adopted: false,
        });
    }
    let memory = Memory {
        key: &context.recorded.fingerprint_key,
        fields: record.map(|record| &record.fields),
        resource_recorded: record.is_some(),
    };
    check_retention(&mut draft, resource, live);
    let changes = compare(&mut draft, &resource.spec.fields, live, &memory);
    block_old_reads(&mut draft, record, context);
    if !changes.is_empty() {
        let sent = fingerprints(memory.key, &changes);
        draft.call(
            Operation::Promptster(Write::UpdateBranding { changes }),
            vec![Remember::Fact(RecordChange::Fields { fields: sent })],
            None,
        );
    }
    let snapshot = Snapshot::of_branding(live, context.recorded.snapshot_key());
    let precondition = Precondition::unmoved(Kind::Branding, &"", snapshot);
    Ok(draft.finish(Action::Update, Some(ID.to_owned()), precondition, Some(0)))
}

fn compare(
    draft: &mut Draft<'_>,
    declared: &Fields<BrandingField>,
    live: &ObservedBranding,
    memory: &Memory<'_>,
) -> Fields<BrandingField> {
    let mut changed = Fields::new();
    let mut settled = Fields::new();
    for (&field, value) in declared {
        let before = live.fields.get(&field);
        let Some(cause) = memory.difference(field, value, before) else {
            settled.insert(field, value.clone());
            continue;
        };
        let name = field.spec().name;
        draft.fields.push(FieldChange {
            path: format!("spec.{name}"),
            before: before.map(FieldValue::to_json),
            after: Some(value.to_json()),
            cause,
            source: Some(draft.source(Pointer::spec(name))),
        });
        changed.insert(field, value.clone());
    }
    let mut news = fingerprints(memory.key, &settled);
    let known = |name: &String| memory.fields.and_then(|fields| fields.applied.get(name));
    news.retain(|name, print| known(name) != Some(print));
    if !news.is_empty() {
        draft.records.push(RecordChange::Fields { fields: news });
    }
    changed
}

/// The organisation's plan sets the most; the system would refuse more (reviewers/api/branding).
fn check_retention(draft: &mut Draft<'_>, resource: &Resource<Branding>, live: &ObservedBranding) {
    let wanted = match resource.spec.fields.get(&BrandingField::RetentionDays) {
        Some(FieldValue::Number(wanted)) => wanted.get(),
        _ => return,
    };
    let Some(most) = live.max_retention_days.filter(|most| wanted > *most) else {
        return;
    };
    let plan = live
        .plan
        .as_deref()
        .map_or_else(String::new, |plan| format!(" ({plan})"));
    draft.block(
        Code::OutOfBounds,
        Pointer::spec(BrandingField::RetentionDays.spec().name),
        format!(
            "`retentionDays` is {wanted}, but the organisation's plan{plan} allows at most {most}"
        ),
        format!("set it to {most} or less, or upgrade the organisation's plan"),
    );
}
