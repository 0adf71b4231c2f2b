//! The kind Assessment of Promptster: a coding task.

use crate::diagnostic::{Code, Fix, Help};
use crate::manifest::check::bounds;
use crate::manifest::check::draft::{Body, Draft};
use crate::manifest::check::fields::read_fields;
use crate::manifest::check::findings::Findings;
use crate::manifest::check::metadata::document;
use crate::manifest::raw::promptster::{RawAssessment, RawAssessmentLifecycle};
use crate::manifest::raw::{Envelope, RawFields, Slot};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::promptster::{Assessment, AssessmentField as F};
use crate::model::{Choice, FieldKey, FieldValue, Fields, Kind, Lifecycle, Origin, Pointer};

/// The tools that a task can allow.
pub(in crate::manifest) const TOOLS: &[Choice] = &[
    ("claude", "Candidates may use Claude."),
    ("codex", "Candidates may use Codex."),
    ("cursor", "Candidates may use Cursor."),
];

/// The mode of a key in which its id counts.
const OWN_KEY: &str = "byok";

/// A document of kind Assessment.
pub(in crate::manifest) fn assessment(
    found: &mut Findings,
    origin: &Origin,
    raw: Envelope<RawAssessment, RawAssessmentLifecycle>,
) -> Draft {
    let kind = Kind::PromptsterAssessment;
    document(found, origin, kind, raw, lifecycle_of, |found, raw| {
        Body::PromptsterAssessment(spec_body(found, raw)).into()
    })
}

fn lifecycle_of(found: &mut Findings, slot: Slot<RawAssessmentLifecycle>) -> Lifecycle {
    let Some(RawAssessmentLifecycle {
        prevent_destroy,
        replace,
    }) = found.take(slot)
    else {
        return Lifecycle::default();
    };
    Lifecycle {
        prevent_destroy: found.take(prevent_destroy).unwrap_or_default(),
        replace: found.take(replace).unwrap_or_default(),
        ..Lifecycle::default()
    }
}

fn spec_body(found: &mut Findings, raw: RawAssessment) -> Assessment {
    let RawAssessment { fields } = raw;
    demand_one_task(found, &fields);
    let fields = read_fields(found, Pointer::root().key("spec"), fields);
    check_tools(found, &fields);
    check_key(found, &fields, F::AnthropicKeyMode, F::AnthropicKeyId);
    check_key(found, &fields, F::OpenaiKeyMode, F::OpenaiKeyId);
    Assessment { fields }
}

fn demand_one_task(found: &mut Findings, fields: &RawFields<F>) {
    match (
        fields.is_declared(F::TaskBrief),
        fields.is_declared(F::IssueId),
    ) {
        (true, true) => {
            let flaw = Flaw::new(
                Code::ConflictingFields,
                Spot::Key(Pointer::spec("issueId")),
                "`taskBrief` and `issueId` both say what the task is",
            );
            let flaw = flaw.related(Spot::Key(Pointer::spec("taskBrief")), "the other one");
            found.report(flaw.help(
                "keep `issueId` to use the brief of a library problem, or `taskBrief` to write your own; \
                 Promptster's documentation contradicts itself on which one wins",
            ));
        }
        (false, false) => {
            let help = "add `taskBrief: …` with the task, or `issueId: …` to use a library problem";
            found.missing(&Pointer::root().key("spec"), "taskBrief", help);
        }
        (true, false) | (false, true) => {}
    }
}

fn check_tools(found: &mut Findings, fields: &Fields<F>) {
    let Some(FieldValue::List(tools)) = fields.get(&F::AllowedTools) else {
        return;
    };
    let at = |i: usize| Spot::Value(Pointer::spec(F::AllowedTools.spec().name).index(i));
    let known: Vec<&str> = TOOLS.iter().map(|(word, _)| *word).collect();
    for (i, tool) in tools.iter().enumerate() {
        if let Some((message, help)) = bounds::one_of("allowedTools", tool, &known) {
            let flaw = Flaw::new(Code::OutOfBounds, at(i), message);
            found.report(flaw.help(help));
        } else if let Some(first) = tools[..i].iter().position(|other| other == tool) {
            let message = format!("`{tool}` is listed twice in `allowedTools`");
            let flaw = Flaw::new(Code::OutOfBounds, at(i), message);
            found.report(
                flaw.related(at(first), "the first")
                    .help(Help::from("remove one of the two").with(Fix::remove("this one"))),
            );
        }
    }
}

/// An id without the mode that uses it would be ignored, and the mode without an id has no key.
fn check_key(found: &mut Findings, fields: &Fields<F>, mode: F, id: F) {
    let has_own = matches!(fields.get(&mode), Some(FieldValue::Text(text)) if text == OWN_KEY);
    let (mode_name, id_name) = (mode.spec().name, id.spec().name);
    if fields.contains_key(&id) && !has_own {
        let place = Spot::Key(Pointer::spec(id_name));
        let message = format!("`{id_name}` is used only with `{mode_name}: {OWN_KEY}`");
        let flaw = Flaw::new(Code::ConflictingFields, place, message);
        found.report(flaw.help(format!(
            "add `{mode_name}: {OWN_KEY}`, or remove `{id_name}`"
        )));
    } else if has_own && !fields.contains_key(&id) {
        let help = format!(
            "add `{id_name}: …`: `{mode_name}: {OWN_KEY}` needs the id of the key to charge"
        );
        found.missing(&Pointer::root().key("spec"), id_name, help);
    }
}
