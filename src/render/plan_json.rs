//! A plan for scripts. The shape is a promise: schema/plan.schema.json is made from these types.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{DriftDocument, EffectsDocument, Locate};
use crate::diagnostic::Place;
use crate::manifest::CONFIG_FILE;
use crate::model::{PersonAction, PersonSource, SourcePath};
use crate::plan::{Blocked, Change, FieldChange, Held, Note, PersonChange, Plan, Remark};

/// `vetform plan --format json`
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanDocument {
    /// 1. Raised when fields are removed or change their meaning, not when fields are added.
    pub format_version: u32,
    /// The workspace of the plan.
    pub workspace: String,
    /// BLAKE3 hash of the paths and texts of all manifests.
    pub manifests_digest: String,
    /// Number of resources by action.
    pub summary: SummaryDocument,
    /// The writes that apply sends.
    pub calls: CallsDocument,
    /// The changes, in order of dependency.
    pub changes: Vec<ChangeDocument>,
    /// Blocked changes; if there are any, apply sends nothing.
    pub blocked: Vec<BlockedDocument>,
    /// Notes and warnings.
    pub notes: Vec<NoteDocument>,
    /// Addresses that are held until `--send-invites`; if a roster is held in part,
    /// ADDRESS#candidates/WHO, masked.
    pub held: Vec<String>,
    /// Of `drift`: what was done in the web apps, which `changes` show in the direction of an apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drift: Option<Vec<DriftDocument>>,
    /// With `--effects`: what past results say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effects: Option<EffectsDocument>,
}

/// Number of resources by action. A question counts as part of its assessment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SummaryDocument {
    pub create: usize,
    pub update: usize,
    pub delete: usize,
    pub replace: usize,
    pub adopt: usize,
    pub invite: usize,
    #[serde(rename = "move")]
    pub moved: usize,
    pub blocked: usize,
    pub unchanged: usize,
}

/// The writes that apply sends; reads are not counted.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallsDocument {
    /// Number of all writes.
    pub total: usize,
    /// Number of writes by method and endpoint.
    pub by_endpoint: BTreeMap<String, usize>,
}

/// What happens to one resource.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangeDocument {
    /// `system/Kind/name`
    pub address: String,
    /// create, update, delete, replace, adopt, invite or move. Of a roster: invite if anybody is
    /// entered, else move if anybody changes stage, else update.
    pub action: &'static str,
    /// The system's id; null if it does not exist yet.
    pub id: Option<String>,
    /// Whether a later apply can undo all of it.
    pub reversible: bool,
    /// What differs.
    pub fields: Vec<FieldDocument>,
    /// The writes, in order.
    pub calls: Vec<CallDocument>,
    /// Addresses whose changes must come first.
    pub requires: Vec<String>,
}

/// One difference.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FieldDocument {
    /// For example `spec.steps[2]` or `spec.questions[debugging]`.
    pub path: String,
    /// The live value; null: none, or not readable.
    pub before: Option<Value>,
    /// The desired value; null: none.
    pub after: Option<Value>,
    /// edited, drifted, conflict, unrecorded or unverifiable.
    pub cause: &'static str,
    /// The manifest line.
    pub source: Option<SourceDocument>,
}

/// One write.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CallDocument {
    /// POST, PUT, PATCH or DELETE.
    pub method: String,
    /// Relative to the system's base URL; an id that is not known yet is shown as an address in
    /// braces.
    pub path: String,
}

/// A blocked change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BlockedDocument {
    /// Address of the resource.
    pub address: String,
    /// Code for `vetform explain`.
    pub code: &'static str,
    /// What is wrong, or worth knowing.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The manifest line.
    pub source: Option<SourceDocument>,
}

/// A note or warning.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NoteDocument {
    /// Address of the resource; `vetform.yaml` if the note is about the configuration.
    pub address: String,
    /// Code for `vetform explain`.
    pub code: &'static str,
    /// info or warning.
    pub severity: &'static str,
    /// What is wrong, or worth knowing.
    pub message: String,
}

/// A place in a manifest.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourceDocument {
    /// Relative to the project folder.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

pub fn plan_json(plan: &Plan, workspace: &str, digest: &str, locate: Locate<'_>) -> PlanDocument {
    let summary = plan.summary();
    let calls = plan.calls();
    PlanDocument {
        format_version: 1,
        workspace: workspace.to_owned(),
        manifests_digest: digest.to_owned(),
        summary: SummaryDocument {
            create: summary.create,
            update: summary.update,
            delete: summary.delete,
            replace: summary.replace,
            adopt: summary.adopt,
            invite: summary.invite,
            moved: summary.moved,
            blocked: summary.blocked,
            unchanged: summary.unchanged,
        },
        calls: CallsDocument {
            total: calls.total,
            by_endpoint: calls.by_endpoint,
        },
        changes: plan
            .changes
            .iter()
            .map(|change| change_document(change, locate))
            .collect(),
        blocked: plan
            .blocked
            .iter()
            .map(|blocked| blocked_document(blocked, locate))
            .collect(),
        notes: notes(plan),
        held: plan.held().iter().flat_map(Held::addresses).collect(),
        drift: None,
        effects: None,
    }
}

fn change_document(change: &Change, locate: Locate<'_>) -> ChangeDocument {
    let Change {
        address,
        action,
        id,
        fields,
        calls,
        requires,
        precondition: _,
        records: _,
        candidates: _,
        people,
        url: _,
        edited_at: _,
    } = change;
    ChangeDocument {
        address: address.to_string(),
        action: action.as_str(),
        id: id.clone(),
        reversible: change.is_reversible(),
        fields: fields
            .iter()
            .map(|field| field_document(field, locate))
            .chain(people.iter().map(|person| person_document(person, locate)))
            .collect(),
        calls: calls
            .iter()
            .map(|call| {
                let route = call.operation.route();
                CallDocument {
                    method: route.method().to_string(),
                    path: route.path(),
                }
            })
            .collect(),
        requires: requires.iter().map(ToString::to_string).collect(),
    }
}

fn field_document(field: &FieldChange, locate: Locate<'_>) -> FieldDocument {
    let FieldChange {
        path,
        before,
        after,
        cause,
        source,
    } = field;
    FieldDocument {
        path: path.clone(),
        before: before.clone(),
        after: after.clone(),
        cause: cause.as_str(),
        source: source_document(source.as_ref(), locate),
    }
}

/// People show masked, so two can have one path.
fn person_document(person: &PersonChange, locate: Locate<'_>) -> FieldDocument {
    let PersonChange {
        who,
        action,
        cause,
        source,
    } = person;
    let after = match action {
        PersonAction::Move { to: stage, .. } | PersonAction::Enter { stage } => {
            serde_json::json!({ "action": action.as_str(), "stage": stage })
        }
        PersonAction::Invite
        | PersonAction::Register
        | PersonAction::Reject
        | PersonAction::Revoke => serde_json::json!({ "action": action.as_str() }),
    };
    let before = match action {
        PersonAction::Move { from, .. } => from.clone().map(Value::from),
        _ => None,
    };
    FieldDocument {
        path: format!("spec.candidates[{who}]"),
        before,
        after: Some(after),
        cause: cause.as_str(),
        source: match source {
            PersonSource::Manifest(path) => source_document(Some(path), locate),
            PersonSource::Row { file, line } => Some(SourceDocument {
                file: file.to_string(),
                line: usize::try_from(*line).unwrap_or(usize::MAX),
                column: 1,
            }),
        },
    }
}

fn blocked_document(blocked: &Blocked, locate: Locate<'_>) -> BlockedDocument {
    let Blocked {
        address,
        code,
        message,
        help,
        source,
        steps: _,
    } = blocked;
    BlockedDocument {
        address: address.to_string(),
        code: code.as_str(),
        message: message.clone(),
        help: help.clone(),
        source: source_document(source.as_ref(), locate),
    }
}

fn notes(plan: &Plan) -> Vec<NoteDocument> {
    let remarks = plan.remarks.iter().map(remark_document);
    remarks
        .chain(plan.notes.iter().map(note_document))
        .collect()
}

fn remark_document(remark: &Remark) -> NoteDocument {
    let Remark {
        code,
        severity,
        message,
    } = remark;
    NoteDocument {
        address: CONFIG_FILE.to_owned(),
        code: code.as_str(),
        severity: severity.as_str(),
        message: message.clone(),
    }
}

fn note_document(note: &Note) -> NoteDocument {
    let Note {
        address,
        code,
        severity,
        message,
    } = note;
    NoteDocument {
        address: address.to_string(),
        code: code.as_str(),
        severity: severity.as_str(),
        message: message.clone(),
    }
}

/// Where a declared value stands, if that can be found.
pub fn source_document(source: Option<&SourcePath>, locate: Locate<'_>) -> Option<SourceDocument> {
    locate(source?).map(place_document)
}

pub(super) fn place_document(place: Place) -> SourceDocument {
    let start = place.span.map(|span| span.start);
    SourceDocument {
        file: place.file.into_string(),
        line: start.map_or(1, |start| start.line),
        column: start.map_or(1, |start| start.column),
    }
}
