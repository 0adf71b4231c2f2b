//! What was read for results, by the addresses of the project.

use std::collections::BTreeMap;

use super::no_results::NoResults;
use crate::model::flowmingo::Submission;
use crate::model::taptalent::{CandidatesOf, ObservedCandidate};
use crate::model::{
    Address, AssessmentId, FlowId, InterviewSetId, Kind, Listing, Live, Lookup, ProjectId,
    flowmingo,
};

pub(super) type Ids = BTreeMap<Address, String>;

pub(super) fn people(address: &Address, id: &str) -> CandidatesOf {
    if address.kind() == Kind::Flow {
        CandidatesOf::Flow(FlowId::new(id))
    } else {
        CandidatesOf::Assessment(AssessmentId::new(id))
    }
}

/// What was read, by the addresses of the project.
pub(super) struct Seen<'a> {
    pub(super) ids: &'a Ids,
    pub(super) live: &'a Live,
}

impl<'a> Seen<'a> {
    pub(super) fn id(&self, address: &Address) -> Result<&'a str, NoResults> {
        let id = self.ids.get(address).map(String::as_str);
        id.ok_or_else(|| NoResults::NotLive(address.clone()))
    }

    pub(super) fn candidates(
        &self,
        address: &Address,
    ) -> Result<&'a [ObservedCandidate], NoResults> {
        let of = people(address, self.id(address)?);
        items(address, self.live.taptalent.candidates.get(&of))
    }

    pub(super) fn submissions(&self, address: &Address) -> Result<&'a [Submission], NoResults> {
        let set = InterviewSetId::new(self.id(address)?);
        items(address, self.live.flowmingo.submissions.get(&set))
    }

    pub(super) fn applications(
        &self,
        address: &Address,
    ) -> Result<&'a [flowmingo::Application], NoResults> {
        let project = ProjectId::new(self.id(address)?);
        let all = self.live.flowmingo.applications.get(&project);
        Ok(all.map_or(&[], Listing::items))
    }
}

pub(super) fn items<'a, T>(
    address: &Address,
    read: Option<&'a Lookup<Listing<T>>>,
) -> Result<&'a [T], NoResults> {
    match read {
        Some(Lookup::Found(listing)) => Ok(listing.items()),
        Some(Lookup::Denied(words)) => Err(NoResults::Denied {
            address: address.clone(),
            words: words.clone(),
        }),
        Some(Lookup::Gone) | None => Err(NoResults::NotLive(address.clone())),
    }
}
