//! A plan with only what was changed outside the manifests.

use std::collections::BTreeSet;

use crate::diagnostic::Code;
use crate::model::Address;
use crate::plan::change::{Action, Blocked, Cause, Change, Note, NoteSeverity, Plan};

impl Plan {
    /// Only what moved on the other side since the last apply: fields, questions, steps, people and whole objects, those
    /// that apply cannot put back included. Nothing of it is to be carried out, so it has no calls.
    #[must_use]
    pub fn only_drift(self) -> Self {
        let Self {
            changes,
            blocked,
            obstructed,
            mut notes,
            remarks,
            mut unchanged,
            records: _,
            companies,
            flowmingo_scopes,
        } = self;
        let changes: Vec<Change> = changes
            .into_iter()
            .chain(obstructed)
            .filter_map(drift_of)
            .collect();
        notes.retain(|note| tells_of_drift(note.code));
        let noted: BTreeSet<&Address> = notes.iter().map(|note| &note.address).collect();
        unchanged.retain(|address| !noted.contains(address));
        let drifted: BTreeSet<&Address> = changes.iter().map(|change| &change.address).collect();
        let concerns_drift = |blocked: &Blocked| {
            is_about_live_alone(blocked.code)
                || (drifted.contains(&blocked.address) && is_of_drift(blocked, &changes))
        };
        let (unseen, blocked): (Vec<Blocked>, Vec<Blocked>) = blocked
            .into_iter()
            .partition(|blocked| is_doubt(blocked.code));
        notes.extend(unseen.into_iter().map(doubt));
        let blocked = blocked.into_iter().filter(concerns_drift).collect();
        Self {
            changes,
            blocked,
            obstructed: Vec::new(),
            notes,
            remarks,
            unchanged,
            records: Vec::new(),
            companies,
            flowmingo_scopes,
        }
    }

    /// Of a plan with only drift: whether there is any.
    pub fn has_drift(&self) -> bool {
        let Self {
            changes,
            blocked,
            notes,
            ..
        } = self;
        let mut notes = notes.iter();
        !(changes.is_empty() && blocked.is_empty()) || notes.any(|note| !is_doubt(note.code))
    }
}

/// Codes of what nobody can say yet whether it moved, or is there at all.
pub(in crate::plan) const fn is_doubt(code: Code) -> bool {
    matches!(code, Code::NotVisibleYet | Code::CreateInDoubt)
}

/// Nobody can say yet whether anything moved.
fn doubt(blocked: Blocked) -> Note {
    let Blocked {
        address,
        code,
        message,
        help,
        source: _,
        steps: _,
    } = blocked;
    Note {
        address,
        code,
        severity: NoteSeverity::Info,
        message: format!("{message}; {help}"),
    }
}

/// Codes of notes about what somebody did in a system's web app and apply leaves as it is.
const fn tells_of_drift(code: Code) -> bool {
    matches!(
        code,
        Code::UnmanagedQuestion
            | Code::LiveTwice
            | Code::Recreated
            | Code::PersonGone
            | Code::NotVisibleYet
    )
}

/// Codes of what is authored in a system's web app and only looked up here, and of pinned objects that are gone.
const fn is_about_live_alone(code: Code) -> bool {
    matches!(
        code,
        Code::NotLive
            | Code::StagesDiffer
            | Code::UnknownPin
            | Code::UnknownAssessmentId
            | Code::OtherCompany
    )
}

/// Whether what blocks stands at a line that drifted.
fn is_of_drift(blocked: &Blocked, changes: &[Change]) -> bool {
    let mut fields = changes
        .iter()
        .filter(|change| change.address == blocked.address)
        .flat_map(|change| &change.fields);
    let of_steps = blocked.code == Code::ImmutableStep;
    fields.any(|field| {
        field.source == blocked.source || (of_steps && field.path.starts_with("spec.steps["))
    })
}

fn drift_of(change: Change) -> Option<Change> {
    let moved = |cause: Cause| cause.is_of_the_web_app();
    let mut change = Change {
        calls: Vec::new(),
        requires: Vec::new(),
        records: Vec::new(),
        ..change
    };
    change.fields.retain(|field| moved(field.cause));
    change.people.retain(|person| moved(person.cause));
    if !change.people.is_empty() {
        change.action = Action::of_people(&change.people);
    }
    (!change.fields.is_empty() || !change.people.is_empty()).then_some(change)
}
