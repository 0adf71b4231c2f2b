//! Raw types to drafts: what can be said of one document without the others. Bounds, required fields and names
//! come from the `FieldSpec` tables; nothing here restates them. Problems carry paths, not places.

mod bounds;
mod buckets;
mod choice;
mod draft;
mod external;
mod fields;
mod findings;
mod flowmingo;
mod from;
mod id;
mod metadata;
mod name;
mod people;
mod pin;
mod promptster;
mod reference;
mod taptalent;
mod workspaces;

pub(super) use bounds::{is_above_zero, is_without_end};
pub(super) use choice::choose;
pub(super) use draft::{
    Body, CohortFrom, CohortRef, CohortRules, Draft, DraftAssessment, DraftFlow, DraftQuestion,
    DraftStep, DraftTarget, Shared, SourceCall,
};
pub(super) use external::{external, project};
pub(super) use findings::Findings;
pub(super) use flowmingo::roster as flowmingo_roster;
pub(super) use people::{FromRow, RosterPerson, Row};
pub(super) use pin::Pin;
pub(super) use promptster::{
    TOOLS as PROMPTSTER_TOOLS, assessment as promptster_assessment, branding,
    roster as promptster_roster,
};
pub(super) use reference::Reference;
pub(super) use taptalent::{assessment, flow, question, roster};
pub(super) use workspaces::Workspaces;
