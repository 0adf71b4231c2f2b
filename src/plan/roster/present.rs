//! Who is in a flow, or has submitted an assessment, by address and by the job's candidate id.

use std::collections::HashMap;

use super::target::Aim;
use crate::diagnostic::Code;
use crate::model::{Candidate, Lookup, ObservedCandidate, Pointer};
use crate::plan::build::PlanError;
use crate::plan::context::Context;
use crate::plan::draft::Draft;

/// The people that the live object shows.
#[derive(Default)]
pub(super) struct Present<'a> {
    by_email: HashMap<&'a str, &'a ObservedCandidate>,
    by_job_candidate: HashMap<&'a str, &'a ObservedCandidate>,
    /// Shown without anything to know them by.
    nameless: usize,
}

impl<'a> Present<'a> {
    /// From what was read; of something that is still to be created there is nobody.
    pub(super) fn read(
        draft: &mut Draft<'_>,
        aim: &Aim<'_>,
        context: &Context<'a>,
    ) -> Result<Self, PlanError> {
        let Some(of) = aim.candidates() else {
            return Ok(Self::default());
        };
        match context.live.candidates.get(&of) {
            Some(Lookup::Found(listing)) => Ok(Self::of(listing.items())),
            Some(Lookup::Denied(words)) => {
                draft.block(
                    Code::AccessDenied,
                    Pointer::root().key("spec"),
                    format!("the key may not see who is in {}: {words}", aim.address),
                    "use a key of the company that owns it",
                );
                Ok(Self::default())
            }
            Some(Lookup::Gone) | None => Err(PlanError::PeopleNotRead {
                address: draft.address.clone(),
                of: aim.address.to_string(),
            }),
        }
    }

    fn of(items: &'a [ObservedCandidate]) -> Self {
        let mut present = Self::default();
        for item in items {
            if let Some(email) = &item.email {
                present.by_email.insert(email, item);
            }
            if let Some(id) = &item.job_candidate_id {
                present.by_job_candidate.insert(id, item);
            }
            present.nameless +=
                usize::from(item.email.is_none() && item.job_candidate_id.is_none());
        }
        present
    }

    pub(super) fn find(&self, candidate: &Candidate) -> Option<&'a ObservedCandidate> {
        let by_job = candidate.job_candidate_id.as_deref();
        let by_job = by_job.and_then(|id| self.by_job_candidate.get(id));
        let by_email = self.by_email.get(candidate.email.canonical());
        by_email.or(by_job).copied()
    }

    /// Nobody may be mailed while somebody who is there could be the same person.
    pub(super) fn insist(&self, draft: &mut Draft<'_>) {
        if self.nameless > 0 {
            draft.block(
                Code::UnreadablePeople,
                Pointer::spec("candidates"),
                format!(
                    "the system lists {} of its people without an address, so nobody can be proven not to be there",
                    self.nameless
                ),
                "look at the candidates in the web app; a newer version of this program may read what the system shows now",
            );
        }
    }
}
