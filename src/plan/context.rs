//! What the planning of every kind looks at, and what all of them say and remember alike.

use std::collections::BTreeMap;

use super::change::{Action, Cause, NoteSeverity};
use super::declared_twice::Listed;
use super::draft::Draft;
use super::identity::Found;
use super::invited_before::Entered;
use super::lookup::LiveLookup;
use super::policy::Policy;
use super::record::{previous_addresses, record_of};
use crate::diagnostic::Code;
use crate::model::{Address, FlowId, Live, Resource, Role, Spec};
use crate::state::{Part, PendingKey, Record, RecordChange, Recorded};

/// What every kind's planning looks at.
pub(super) struct Context<'a> {
    pub live: &'a Live,
    pub recorded: &'a Recorded,
    pub policy: Policy,
    pub by: LiveLookup<'a>,
    pub listed: Listed<'a>,
    pub entered: Entered<'a>,
    pub fates: BTreeMap<Address, ResourceFate>,
    /// By flow, the versions before it that no state knows: people in them stay there.
    pub earlier: BTreeMap<Address, Vec<FlowId>>,
}

/// What becomes of a resource, for those that need it.
#[derive(Debug, Clone)]
pub(super) enum ResourceFate {
    /// It is live, with this id.
    Live(String),
    /// This plan creates it.
    Created,
    /// Nobody can say, or it cannot be created.
    Blocked,
}

impl Context<'_> {
    /// What becomes of a resource of this project.
    pub(super) fn fate_of(&self, address: &Address) -> ResourceFate {
        self.fates
            .get(address)
            .cloned()
            .unwrap_or(ResourceFate::Blocked)
    }

    /// Versions of a flow before it that no state knows; of anything else there are none.
    pub(super) fn earlier_versions_of(&self, address: &Address) -> &[FlowId] {
        self.earlier.get(address).map_or(&[], Vec::as_slice)
    }

    /// Why everything of a resource that is not live is new.
    pub(super) fn cause_of_new<S: Spec>(&self, resource: &Resource<S>) -> Cause {
        if record_of(resource, self.recorded).is_some() {
            Cause::Drifted
        } else {
            Cause::Unrecorded
        }
    }

    /// Remembers which live object a resource stands for, and under which address.
    pub(super) fn remember_identity<S: Spec>(
        &self,
        draft: &mut Draft<'_>,
        resource: &Resource<S>,
        id: &str,
        version: u32,
        record: Option<&Record>,
    ) {
        self.remember_move(draft, resource);
        let begun = PendingKey {
            address: resource.address.clone(),
            part: Part::Whole,
        };
        let twins = self.recorded.pending.get(&begun);
        if record.is_some() && twins.is_some_and(|twins| !twins.among.is_empty()) {
            draft
                .records
                .push(RecordChange::NotDone { part: Part::Whole });
        }
        if record.is_none() {
            let id = id.to_owned();
            // A version that follows nothing remembered must not name an unknown one as its predecessor.
            if version == 1 || record_of(resource, self.recorded).is_none() {
                draft.records.push(RecordChange::Identify {
                    id: id.clone(),
                    adopted: !self.is_ours(&resource.address, &id),
                });
            }
            if version > 1 {
                draft.records.push(RecordChange::NewVersion { id, version });
            }
        }
    }

    /// Whether a live object was made from here: its answer was lost, or another manifest's name stands for it in the state. Of
    /// what can be deleted a lost answer does not tell: somebody else may have made the same meanwhile (law 8).
    fn is_ours(&self, address: &Address, id: &str) -> bool {
        let created = PendingKey {
            address: address.clone(),
            part: Part::Whole,
        };
        let mut records = self.recorded.resources.iter();
        let is_begun = self.recorded.pending.contains_key(&created);
        is_begun && address.kind().role() != Role::Deletable
            || records.any(|(other, record)| {
                other.kind() == address.kind() && record.id == id && !record.adopted
            })
    }

    /// Remembers what a resource had under an earlier address under its own.
    pub(super) fn remember_move<S: Spec>(&self, draft: &mut Draft<'_>, resource: &Resource<S>) {
        let has_own_record = self.recorded.record(&resource.address).is_some();
        if !has_own_record && let Some(from) = self.moved_from(resource) {
            draft.records.push(RecordChange::MovedFrom { from });
        }
    }

    fn moved_from<S: Spec>(&self, resource: &Resource<S>) -> Option<Address> {
        previous_addresses(resource).find(|address| self.recorded.record(address).is_some())
    }

    /// What to call the change of a live resource.
    pub(super) fn action_for_live<S: Spec>(
        &self,
        draft: &mut Draft<'_>,
        resource: &Resource<S>,
        id: &str,
        found: Found,
        record: Option<&Record>,
    ) -> Action {
        let has_own_record = self.recorded.record(&resource.address).is_some();
        match (record, self.moved_from(resource)) {
            (None, _) => {
                let how = match found {
                    Found::Pin => "its pinned id",
                    Found::Record => "its recorded id",
                    Found::NaturalKey(_) => "its name",
                };
                draft.note(
                    Code::Adopted,
                    NoteSeverity::Info,
                    format!("the live object {id} is adopted by {how}"),
                );
                Action::Adopt
            }
            (Some(_), Some(_)) if !has_own_record && draft.calls.is_empty() => Action::Move,
            _ => Action::Update,
        }
    }
}
