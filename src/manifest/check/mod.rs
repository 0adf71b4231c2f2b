//! Raw types to drafts: what can be said of one document without the others. Bounds, required fields and names
//! come from the `FieldSpec` tables; nothing here restates them. Problems carry paths, not places.

mod assessment;
mod bounds;
mod choice;
mod draft;
mod fields;
mod findings;
mod flow;
mod metadata;
mod name;
mod question;

pub(super) use assessment::assessment;
pub(super) use choice::choose;
pub(super) use draft::{
    Body, Draft, DraftAssessment, DraftFlow, DraftQuestion, DraftStep, DraftTarget, Shared,
};
pub(super) use findings::Findings;
pub(super) use flow::flow;
pub(super) use question::question;
