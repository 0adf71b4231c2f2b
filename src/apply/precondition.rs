//! The look right before a write: is the live object still what the plan was computed from? (law 4)
//!
//! The API has no conditional write, so a change that lands between this look and the write cannot be seen.

use std::sync::Arc;

use super::decide::There;
use super::failure::Failure;
use super::lists::{Before, one_like_it};
use super::now::Now;
use super::patience::Patience;
use super::run::Run;
use super::sighting;
use super::stale::describe;
use crate::model::{FieldKey, FieldValue, Fields, Lookup, same_text};
use crate::plan::{Absent, Change, Precondition, Snapshot};

impl Run<'_> {
    /// Fails if the change's precondition no longer holds, or if that cannot be known. Returns people of a roster who are
    /// there already, each with the id that was read.
    pub(super) async fn check(&self, change: &Change) -> Result<There, Failure> {
        match &change.precondition {
            Precondition::NotYetAmong { of } => self.already_among(change, of).await,
            Precondition::NoKeyYet { id } => self.already_with_key(change, id).await,
            other => {
                self.check_object_patiently(change, other).await?;
                Ok(There::new())
            }
        }
    }

    /// What was written from here a moment ago need not show in the first read.
    async fn check_object_patiently(
        &self,
        change: &Change,
        precondition: &Precondition,
    ) -> Result<(), Failure> {
        let mut patience = Patience::new(&self.options.visibility_pauses, self.end.stop);
        loop {
            let checked = self.check_object(change, precondition).await;
            let Err(Failure::Moved { what }) = &checked else {
                return checked;
            };
            let Some(age) = self.written_recently(change) else {
                return checked;
            };
            if !patience.wait().await {
                if self.end.is_requested() {
                    return Err(Failure::Interrupted);
                }
                let what = format!(
                    "{what}, or a write of {} s ago is not visible yet,",
                    age.as_secs()
                );
                return Err(Failure::Moved { what });
            }
        }
    }

    fn written_recently(&self, change: &Change) -> Option<jiff::SignedDuration> {
        let now = Some(jiff::Timestamp::now());
        self.ledger
            .with_recorded(|recorded| recorded.record(&change.address)?.written_recently(now))
    }

    async fn check_object(
        &self,
        change: &Change,
        precondition: &Precondition,
    ) -> Result<(), Failure> {
        match precondition {
            Precondition::None
            | Precondition::NotYetAmong { .. }
            | Precondition::NoKeyYet { .. } => Ok(()),
            Precondition::Absent(absent) => self.check_none(change, absent).await,
            Precondition::Unmoved {
                kind,
                id,
                snapshot,
                absent,
            } => {
                let now = self.now(change, *kind, id).await?;
                unmoved(change, snapshot, &now)?;
                match absent {
                    Some(absent) => self.check_none(change, absent).await,
                    None => Ok(()),
                }
            }
            Precondition::Stages { project, stages } => self.check_stages(project, stages).await,
        }
    }

    /// Fails if a live object has appeared that has this name; and remembers what was live, to know what is new.
    pub(super) async fn check_none(&self, change: &Change, absent: &Absent) -> Result<(), Failure> {
        let kind = absent.kind;
        let seen = self.fresh_list(kind).await?;
        self.creates
            .note_before(&change.address, Before::List(Arc::clone(&seen)));
        let found = sighting::appeared(&seen, absent, |id| self.ledger.is_ours(id));
        found.map_or(Ok(()), |id| Err(appeared(&one_like_it(kind), id)))
    }
}

pub(super) fn has_text<F: FieldKey>(fields: &Fields<F>, field: F, wanted: &str) -> bool {
    matches!(fields.get(&field), Some(FieldValue::Text(live)) if same_text(live, wanted))
}

pub(super) fn appeared(what: &str, id: &str) -> Failure {
    Failure::Moved {
        what: format!("{what} has appeared (id {id})"),
    }
}

pub(super) fn still_there<T>(now: Lookup<T>, id: &str) -> Result<T, Failure> {
    match now {
        Lookup::Found(object) => Ok(object),
        Lookup::Gone => Err(Failure::Moved {
            what: format!("{id} has disappeared"),
        }),
        Lookup::Denied(words) => Err(Failure::Moved {
            what: format!("access to {id} has changed ({words})"),
        }),
    }
}

fn unmoved(change: &Change, then: &Snapshot, now: &Now) -> Result<(), Failure> {
    let moved = then.moved(&now.snapshot);
    if moved.is_empty() {
        return Ok(());
    }
    let what = describe(change, &moved, &now.parts);
    Err(Failure::Moved {
        what: format!("changed in the web app or by another run ({what})"),
    })
}
