//! A change while it is being worked out: differences, writes, obstacles and notes of one resource.

use std::collections::BTreeMap;

use super::change::{
    Action, Blocked, Change, FieldChange, Irreversible, Note, NoteSeverity, PersonChange,
    PlannedCall, Remember,
};
use super::precondition::Precondition;
use crate::diagnostic::Code;
use crate::model::{Address, FieldKey, Fields, Operation, Origin, Pointer, SourcePath};
use crate::state::{Delta, Fingerprint, FingerprintKey, RecordChange};

/// Collects what one resource needs.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub address: &'a Address,
    pub origin: &'a Origin,
    pub fields: Vec<FieldChange>,
    pub calls: Vec<PlannedCall>,
    pub requires: Vec<Address>,
    pub records: Vec<RecordChange>,
    pub blocked: Vec<Blocked>,
    pub notes: Vec<Note>,
    pub people: Vec<PersonChange>,
    pub url: Option<String>,
}

/// What became of a draft.
#[derive(Debug)]
pub(super) struct Finished {
    pub change: Option<Change>,
    /// What differs, if something blocks or what would be done does not tell.
    pub obstructed: Option<Change>,
    pub blocked: Vec<Blocked>,
    pub notes: Vec<Note>,
    /// For a resource without a change: what to remember all the same.
    pub records: Vec<Delta>,
}

impl<'a> Draft<'a> {
    pub(super) const fn new(address: &'a Address, origin: &'a Origin) -> Self {
        Self {
            address,
            origin,
            fields: Vec::new(),
            calls: Vec::new(),
            requires: Vec::new(),
            records: Vec::new(),
            blocked: Vec::new(),
            notes: Vec::new(),
            people: Vec::new(),
            url: None,
        }
    }

    pub(super) fn source(&self, pointer: Pointer) -> SourcePath {
        self.origin.at(pointer)
    }

    pub(super) fn call(
        &mut self,
        operation: Operation,
        remember: Vec<Remember>,
        irreversible: Option<Irreversible>,
    ) {
        self.calls.push(PlannedCall {
            operation,
            remember,
            irreversible,
            follows_mail: false,
        });
    }

    pub(super) fn block(
        &mut self,
        code: Code,
        pointer: Pointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.blocked.push(Blocked {
            address: self.address.clone(),
            code,
            message: message.into(),
            help: help.into(),
            source: Some(self.origin.at(pointer)),
            steps: Vec::new(),
        });
    }

    /// Blocks what a field of the spec names another resource for, which is blocked.
    pub(super) fn block_with(&mut self, address: &Address, field: &'static str) {
        self.block(
            Code::BlockedDependency,
            Pointer::spec(field),
            format!("it needs {address}, which is blocked"),
            format!("fix {address} first"),
        );
    }

    pub(super) fn note(&mut self, code: Code, severity: NoteSeverity, message: impl Into<String>) {
        self.notes.push(Note {
            address: self.address.clone(),
            code,
            severity,
            message: message.into(),
        });
    }

    /// Ends the draft. `action` is what to call it if anything is to be done or said.
    pub(super) fn finish(
        self,
        action: Action,
        id: Option<String>,
        precondition: Precondition,
        candidates: Option<u64>,
    ) -> Finished {
        let Self {
            address,
            origin: _,
            fields,
            calls,
            requires,
            records,
            blocked,
            notes,
            people,
            url,
        } = self;
        let is_change = !calls.is_empty() || matches!(action, Action::Adopt | Action::Move);
        if blocked.is_empty() && !is_change {
            let records = records.into_iter().map(|change| change.of(address));
            return Finished {
                change: None,
                obstructed: None,
                blocked,
                notes,
                records: records.collect(),
            };
        }
        let is_pending = !calls.is_empty();
        let change = Change {
            address: address.clone(),
            action,
            id,
            fields,
            calls,
            requires,
            precondition: if is_pending {
                precondition
            } else {
                Precondition::None
            },
            records,
            candidates,
            people,
            url,
            edited_at: None,
        };
        let (change, obstructed) = if blocked.is_empty() {
            (Some(change), None)
        } else {
            (None, Some(change.obstructed()))
        };
        Finished {
            change,
            obstructed,
            blocked,
            notes,
            records: Vec::new(),
        }
    }
}

/// Fingerprints of declared fields, for the record.
pub(super) fn fingerprints<F: FieldKey>(
    key: &FingerprintKey,
    fields: &Fields<F>,
) -> BTreeMap<String, Fingerprint> {
    fields
        .iter()
        .map(|(field, value)| {
            (
                field.spec().name.to_owned(),
                key.of(field.spec().name, value),
            )
        })
        .collect()
}
