//! When somebody else has last changed what a plan changes, where the system tells. Who it was, no system tells.

use jiff::Timestamp;

use super::change::{Change, Plan};
use crate::model::{AssessmentId, Kind, Live, Lookup, TaskId};
use crate::state::Recorded;

impl Plan {
    pub(super) fn date_edits(&mut self, live: &Live, recorded: &Recorded) {
        for change in self.changes.iter_mut().chain(&mut self.obstructed) {
            change.edited_at = edited_at(change, live, recorded);
        }
    }
}

/// The time of a write of ours tells nothing of others.
fn edited_at(change: &Change, live: &Live, recorded: &Recorded) -> Option<Timestamp> {
    let at = changed_at(change.address.kind(), change.id.as_deref()?, live)?;
    let record = recorded.record(&change.address);
    let ours = record.and_then(|record| record.written.max(record.created));
    ours.is_none_or(|ours| at > ours).then_some(at)
}

fn changed_at(kind: Kind, id: &str, live: &Live) -> Option<Timestamp> {
    match kind {
        Kind::TapTalentAssessment => {
            let details = &live.taptalent.assessment_details;
            match details.get(&AssessmentId::new(id))? {
                Lookup::Found(found) => found.changed_at,
                Lookup::Gone | Lookup::Denied(_) => None,
            }
        }
        Kind::PromptsterAssessment => {
            let live = &live.promptster;
            let listed = || {
                live.assessments
                    .items()
                    .iter()
                    .find(|one| one.id.as_str() == id)
            };
            match live.details.get(&TaskId::new(id)) {
                Some(Lookup::Found(found)) => found.changed_at,
                Some(Lookup::Gone | Lookup::Denied(_)) | None => listed()?.changed_at,
            }
        }
        _ => None,
    }
}
