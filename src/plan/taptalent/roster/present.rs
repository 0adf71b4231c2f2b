//! Who is in a flow, or has submitted an assessment, by address and by the job's candidate id.

use std::collections::HashMap;

use super::target::Aim;
use crate::diagnostic::Code;
use crate::model::taptalent::{Candidate, CandidatesOf, ObservedCandidate};
use crate::model::{Lookup, Pointer};
use crate::plan::context::Context;
use crate::plan::draft::Draft;
use crate::plan::error::PlanError;
use crate::plan::people::block_lost;

/// The people that the live object shows.
#[derive(Default)]
pub(super) struct Present<'a> {
    by_email: HashMap<&'a str, Vec<&'a ObservedCandidate>>,
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
        let mut present = Self::default();
        let Some(of) = aim.candidates() else {
            return Ok(present);
        };
        match context.live.taptalent.candidates.get(&of) {
            Some(Lookup::Found(listing)) => present.add(listing.items()),
            Some(Lookup::Denied(words)) => {
                block_denied(draft, &aim.address.to_string(), words);
            }
            Some(Lookup::Gone) => {
                block_lost(draft, &format!("the candidates of {}", aim.address));
            }
            None => {
                return Err(PlanError::PeopleNotRead {
                    address: draft.address.clone(),
                    of: aim.address.to_string(),
                });
            }
        }
        Ok(present)
    }

    /// Who is in the versions of the flow that no state knows.
    pub(super) fn read_earlier(
        draft: &mut Draft<'_>,
        aim: &Aim<'_>,
        context: &Context<'a>,
    ) -> Result<Self, PlanError> {
        let mut present = Self::default();
        for id in context.earlier_versions_of(aim.address) {
            let what = format!("flow {id}, an earlier version of {}", aim.address);
            match context
                .live
                .taptalent
                .candidates
                .get(&CandidatesOf::Flow(id.clone()))
            {
                Some(Lookup::Found(listing)) => present.add(listing.items()),
                Some(Lookup::Denied(words)) => block_denied(draft, &what, words),
                Some(Lookup::Gone) => block_gone(draft, &what),
                None => {
                    return Err(PlanError::PeopleNotRead {
                        address: draft.address.clone(),
                        of: what,
                    });
                }
            }
        }
        Ok(present)
    }

    fn add(&mut self, items: &'a [ObservedCandidate]) {
        for item in items {
            if let Some(email) = &item.email {
                self.by_email.entry(email).or_default().push(item);
            }
            if let Some(id) = &item.job_candidate_id {
                self.by_job_candidate.insert(id, item);
            }
            self.nameless += usize::from(item.email.is_none() && item.job_candidate_id.is_none());
        }
    }

    pub(super) fn find(&self, candidate: &Candidate) -> Option<&'a ObservedCandidate> {
        let by_job = candidate.job_candidate_id.as_deref();
        let by_job = by_job.and_then(|id| self.by_job_candidate.get(id));
        let by_email = self.entries_of(candidate).last();
        by_email.or(by_job).copied()
    }

    /// Everything that is listed under the address of a person.
    fn entries_of(&self, candidate: &Candidate) -> &[&'a ObservedCandidate] {
        let entries = self.by_email.get(candidate.email.canonical());
        entries.map_or(&[], Vec::as_slice)
    }

    /// Says if a flow has a person twice. Of an assessment, somebody may have submitted more than once.
    pub(super) fn note_twice(&self, draft: &mut Draft<'_>, candidate: &Candidate) {
        let ids = self.entries_of(candidate).iter();
        let mut ids: Vec<&str> = ids.filter_map(|one| one.id.as_deref()).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > 1 {
            let (what, way_out) = (
                "is in the flow more than once",
                "check the entries in the web app",
            );
            draft.note_person_twice(candidate, what, &ids, way_out);
        }
    }

    /// Nobody may be mailed while somebody who is there could be the same person.
    pub(super) fn insist(&self, draft: &mut Draft<'_>) {
        if self.nameless > 0 {
            draft.block(
                Code::UnreadablePeople,
                Pointer::spec("candidates"),
                format!(
                    "the system lists {} people without an address, and anybody in the roster could be one of them",
                    self.nameless
                ),
                "check the candidates in the web app; if the system's API has changed, update vetform",
            );
        }
    }
}

fn block_denied(draft: &mut Draft<'_>, what: &str, words: &str) {
    draft.block(
        Code::AccessDenied,
        Pointer::root().key("spec"),
        format!("the key may not see who is in {what}: {words}"),
        "use a key of the company that owns it",
    );
}

fn block_gone(draft: &mut Draft<'_>, what: &str) {
    draft.block(
        Code::UnreadablePeople,
        Pointer::root().key("spec"),
        format!("the system lists {what}, but does not show who is in it"),
        "plan again; if the problem persists, check the flow in the web app",
    );
}
