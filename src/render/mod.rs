//! Plans, reports and diagnostics for people, for reviews and for scripts.
//!
//! Turns values into text and decides nothing. Whatever a person or a system wrote is shown with its control characters
//! escaped.

pub mod annotations;
mod change_warning;
mod day;
pub mod diagnostics;
mod drift;
mod edge;
mod effects_json;
mod escape;
mod failure;
pub mod fleet;
pub mod generated;
pub mod graph;
mod history;
pub mod html;
mod hyperlink;
pub mod markdown;
mod paint;
#[cfg(test)]
mod past_tests;
mod people_json;
mod person_lines;
mod plan_json;
mod plan_text;
mod pull_json;
mod rehearsal;
mod report_json;
mod report_text;
pub mod results;
mod review;
#[cfg(test)]
mod sample;
mod state_json;
mod step_diff;
mod value_words;
mod word_diff;
mod workspaces;
mod wrapped;

pub use drift::{
    DriftDocument, DriftPage, DriftText, drift_html, drift_json, drift_line, drift_markdown,
    drift_text, no_drift, of_drift,
};
pub use edge::{Form, harmless};
pub use effects_json::{EffectDocument, EffectsDocument, effects_json};
pub use escape::{one_line, visible};
pub use failure::{
    ErrorDocument, ErrorWords, Failure, failure_html, failure_json, failure_markdown, failure_text,
};
pub use history::{HistoryDocument, HistoryEntry, HistoryFault, history_json, history_text};
pub use paint::Paint;
pub use people_json::{PeopleFindDocument, PersonPlaceDocument, PersonPlacesDocument, PlaceKind};
pub use plan_json::{PlanDocument, SourceDocument, plan_json, source_document};
pub use plan_text::{Occasion, PlanText, plan_story, plan_text};
pub use pull_json::{
    ConflictDocument, DeletedDocument, LeftDocument, PullDocument, PulledFileDocument,
    RemarkDocument, TakenDocument, UnmanagedDocument,
};
pub use rehearsal::{
    CrashesDocument, MadeOrLost, RehearsalDocument, RehearsalOutcome, RehearsalProblem,
    rehearsal_markdown, rehearsal_text,
};
pub use report_json::{ReportDocument, report_json};
pub use report_text::{report_line, report_text};
pub use review::{Provenance, ReviewLook, Titles, plan_line};
pub use state_json::{StateListDocument, StateShowDocument, part_of, state_list_json};
pub use workspaces::{WorkspacesDocument, workspaces_json, workspaces_text};

use crate::diagnostic::Place;
use crate::model::SourcePath;

/// Finds where in a file a declared value stands.
pub type Locate<'a> = &'a dyn Fn(&SourcePath) -> Option<Place>;
