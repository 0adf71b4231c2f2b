//! The kind Flow of TapTalent.

use super::super::choice::choose;
use super::super::draft::{Body, Draft, DraftFlow, DraftStep, DraftTarget};
use super::super::findings::Findings;
use super::super::{id, name};
use crate::diagnostic::Code;
use crate::manifest::check::fields::{FieldReader, read_fields};
use crate::manifest::check::metadata::document;
use crate::manifest::raw::taptalent::{RawFlow, RawFlowLifecycle, RawStep};
use crate::manifest::raw::{Envelope, Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::taptalent::StepField;
use crate::model::{
    AssessmentId, FieldKey, FieldValue, Kind, Lifecycle, OnImmutableChange, Origin, Pointer,
};

/// A document of kind Flow.
pub(in crate::manifest) fn flow(
    found: &mut Findings,
    origin: &Origin,
    raw: Envelope<RawFlow, RawFlowLifecycle>,
) -> Draft {
    document(
        found,
        origin,
        Kind::Flow,
        raw,
        lifecycle_of,
        |found, raw| Body::Flow(spec_body(found, raw)).into(),
    )
}

fn lifecycle_of(found: &mut Findings, slot: Slot<RawFlowLifecycle>) -> Lifecycle {
    let Some(RawFlowLifecycle {
        prevent_destroy,
        on_immutable_change,
    }) = found.take(slot)
    else {
        return Lifecycle::default();
    };
    let at = Pointer::root().key("lifecycle").key("onImmutableChange");
    let ways = [
        ("block", OnImmutableChange::Block),
        ("newVersion", OnImmutableChange::NewVersion),
    ];
    Lifecycle {
        prevent_destroy: found.take(prevent_destroy).unwrap_or_default(),
        on_immutable_change: choose(found, at, on_immutable_change, &ways).unwrap_or_default(),
        ..Lifecycle::default()
    }
}

fn spec_body(found: &mut Findings, raw: RawFlow) -> DraftFlow {
    let RawFlow { fields, steps } = raw;
    DraftFlow {
        fields: read_fields(found, Pointer::root().key("spec"), fields),
        steps: steps_of(found, steps),
    }
}

fn steps_of(found: &mut Findings, slot: Slot<Vec<Slot<RawStep>>>) -> Vec<Option<DraftStep>> {
    let at = Pointer::spec("steps");
    if !slot.is_declared() {
        found.missing(
            &Pointer::root().key("spec"),
            "steps",
            "a flow needs at least one step",
        );
    }
    let Some(items) = found.take_all(slot) else {
        return Vec::new();
    };
    if items.is_empty() {
        let flaw = Flaw::new(
            Code::OutOfBounds,
            Spot::Value(at.clone()),
            "`steps` has 0 items; a flow needs at least one step",
        );
        found.report(flaw.help("add a step: `- { assessment: …, passThreshold: 60 }`"));
    }
    let steps = items.into_iter().enumerate();
    steps
        .map(|(i, item)| step(found, &at.clone().index(i), item?))
        .collect()
}

fn step(found: &mut Findings, at: &Pointer, raw: RawStep) -> Option<DraftStep> {
    let RawStep {
        mut fields,
        assessment,
    } = raw;
    let assessment_id = fields.take_text(StepField::Target);
    let mut reader = FieldReader::new(found, at.clone());
    // Whether a target is there is said by `target`, in words that name both ways.
    reader.insert(StepField::Target, true, None);
    reader.read(fields);
    let mut fields = reader.finish();
    let target = target(found, at, assessment, assessment_id);
    let Some(FieldValue::Number(pass_threshold)) = fields.remove(&StepField::PassThreshold) else {
        return None;
    };
    Some(DraftStep {
        target: target?,
        pass_threshold,
        metadata: fields,
    })
}

fn target(
    found: &mut Findings,
    at: &Pointer,
    assessment: Slot<Text>,
    assessment_id: Slot<Text>,
) -> Option<DraftTarget> {
    let id_field = StepField::Target.spec().name;
    match (assessment.is_declared(), assessment_id.is_declared()) {
        (true, true) => {
            let flaw = Flaw::new(
                Code::ConflictingFields,
                Spot::Key(at.clone().key(id_field)),
                format!("`assessment` and `{id_field}` both say which assessment the step takes"),
            );
            let flaw = flaw.related(Spot::Key(at.clone().key("assessment")), "the other one");
            found.report(flaw.help(format!(
                "keep `assessment` for a manifest of this project, or `{id_field}` for a live one"
            )));
            None
        }
        (false, false) => {
            let help = format!(
                "add `assessment: <name of a manifest>`, or `{id_field}: <id>` for a live one"
            );
            found.missing(at, "assessment", help);
            None
        }
        (true, false) => {
            let text = found.take(assessment)?;
            name::reference(
                found,
                Kind::TapTalentAssessment,
                at.clone().key("assessment"),
                text,
            )
            .map(DraftTarget::Manifest)
        }
        (false, true) => {
            let Text(id) = found.take(assessment_id)?;
            id::check(found, at.clone().key(id_field), id_field, &id);
            Some(DraftTarget::Id(AssessmentId::new(id)))
        }
    }
}
