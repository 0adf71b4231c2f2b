//! What a TapTalent roster aims at, and whether what is remembered of it is about the same live object.

use crate::model::taptalent::{CandidatesOf, Roster, RosterTarget};
use crate::model::{Address, AssessmentId, FlowId, Resource, Target};
use crate::plan::context::{Context, ResourceFate};
use crate::plan::draft::Draft;
use crate::plan::precondition::Precondition;
use crate::plan::record::record_of;
use crate::state::{Fingerprint, Record, RecordChange};

/// Flow or assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AimKind {
    Flow,
    Assessment,
}

/// What people are invited to.
pub(super) struct Aim<'a> {
    pub kind: AimKind,
    /// The manifest of it.
    pub address: &'a Address,
    /// `None`: this plan creates it.
    pub id: Option<String>,
    /// What is remembered of the roster, if it is about this.
    pub record: Option<&'a Record>,
    /// Whether what is remembered is about an earlier version of the flow.
    pub is_newer_version: bool,
}

/// Finds it. `None`: it is blocked itself, and so is the roster.
pub(super) fn aim<'a>(
    draft: &mut Draft<'_>,
    resource: &'a Resource<Roster>,
    context: &Context<'a>,
) -> Option<Aim<'a>> {
    let (kind, field) = match &resource.spec.target {
        RosterTarget::Flow(_) => (AimKind::Flow, "flow"),
        RosterTarget::Assessment(_) => (AimKind::Assessment, "assessment"),
    };
    let address = resource.spec.target.address();
    let id = match context.fate_of(address) {
        ResourceFate::Live(id) => {
            draft.requires.push(address.clone());
            Some(id)
        }
        ResourceFate::Created => {
            draft.requires.push(address.clone());
            None
        }
        ResourceFate::Blocked => {
            draft.block_with(address, field);
            return None;
        }
    };
    let record = record_of(resource, context.recorded);
    let of_other = record.filter(|record| !record.id.is_empty() && Some(&record.id) != id.as_ref());
    let is_newer_version =
        of_other.is_some_and(|record| is_version_of(address, &record.id, context));
    match (&id, record) {
        (Some(id), Some(_)) if is_newer_version => {
            draft
                .records
                .push(RecordChange::Retargeted { id: id.clone() });
        }
        (Some(id), Some(record)) if record.id == *id => {}
        (Some(id), _) => draft.records.push(RecordChange::Identify {
            id: id.clone(),
            adopted: false,
        }),
        (None, Some(_)) if of_other.is_some() && !is_newer_version => {
            draft.records.push(RecordChange::Identify {
                id: String::new(),
                adopted: false,
            });
        }
        (None, _) => {}
    }
    Some(Aim {
        kind,
        address,
        id,
        record: record.filter(|_| of_other.is_none() || is_newer_version),
        is_newer_version,
    })
}

/// Whether a live id is, or was, the flow that a manifest stands for.
fn is_version_of(address: &Address, id: &str, context: &Context<'_>) -> bool {
    context
        .recorded
        .record(address)
        .is_some_and(|flow| flow.id == id || flow.previous_ids.iter().any(|old| old == id))
}

impl Aim<'_> {
    /// Whether the record of another roster of the same thing has a person, so that it enters them no more.
    pub(super) fn is_known_to(
        &self,
        roster: &Address,
        who: &Fingerprint,
        context: &Context<'_>,
    ) -> bool {
        context.recorded.record(roster).is_some_and(|record| {
            let is_of_this = record.id.is_empty()
                || Some(&record.id) == self.id.as_ref()
                || is_version_of(self.address, &record.id, context);
            is_of_this && record.people.contains_key(who)
        })
    }

    pub(super) fn flow(&self) -> Target<FlowId> {
        match &self.id {
            Some(id) => Target::Id(FlowId::new(id)),
            None => Target::Created(self.address.clone()),
        }
    }

    pub(super) fn assessment(&self) -> Target<AssessmentId> {
        match &self.id {
            Some(id) => Target::Id(AssessmentId::new(id)),
            None => Target::Created(self.address.clone()),
        }
    }

    /// Where its people are listed, if it is live.
    pub(super) fn candidates(&self) -> Option<CandidatesOf> {
        let id = self.id.as_ref()?;
        Some(match self.kind {
            AimKind::Flow => CandidatesOf::Flow(FlowId::new(id)),
            AimKind::Assessment => CandidatesOf::Assessment(AssessmentId::new(id)),
        })
    }

    /// A flow lists everybody who was assigned; an assessment only who submitted (api-reference/assessments).
    pub(super) fn shows_everybody(&self) -> bool {
        self.kind == AimKind::Flow
    }

    pub(super) fn precondition(&self) -> Precondition {
        self.candidates()
            .map_or(Precondition::None, |of| Precondition::NotYetAmong { of })
    }
}
