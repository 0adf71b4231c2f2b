//! The look right before a write: is the live object still what the plan was computed from? (law 4)
//!
//! The API has no conditional write, so a change that lands between this look and the write cannot be seen.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::failure::Failure;
use super::lists::{Before, ListOf};
use super::patience::Patience;
use super::run::Run;
use super::stale::{Parts, assessment_parts, describe, flow_parts};
use crate::model::{Email, FieldKey, FieldValue, Fields, Lookup, same_text};
use crate::plan::{Change, Precondition, Snapshot};

/// People who are there already, with their ids.
pub(super) type There = BTreeMap<Email, Option<String>>;

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
                    "{what}, or what was written from here {} s ago is not visible yet,",
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
            Precondition::NoTaskLike { key, known } => {
                self.check_none(change, ListOf::Tasks, key, known).await
            }
            Precondition::Task {
                id,
                snapshot,
                absent,
                known,
            } => {
                self.check_task(change, id, snapshot).await?;
                self.check_none(change, ListOf::Tasks, absent, known).await
            }
            Precondition::TaskStillThere { id, snapshot } => {
                self.check_task(change, id, snapshot).await
            }
            Precondition::Branding { snapshot } => self.check_branding(change, snapshot).await,
            Precondition::Stages { project, stages } => self.check_stages(project, stages).await,
            Precondition::NoAssessmentTitled { title, known } => {
                self.check_none(change, ListOf::Assessments, title, known)
                    .await
            }
            Precondition::NoFlowNamed { name, known } => {
                self.check_none(change, ListOf::Flows, name, known).await
            }
            Precondition::Assessment { id, snapshot } => {
                let now = self.taptalent()?.assessment(id).await?;
                let now = still_there(now, id.as_str())?;
                let questions = now.questions.iter().flatten();
                let questions = questions.map(|question| question.id.to_string());
                self.creates
                    .note_before(&change.address, Before::Questions(questions.collect()));
                let moved = snapshot.moved(
                    &Snapshot::of_assessment(&now, &self.ledger.snapshot_key)
                        .and_order(&now, &self.ledger.snapshot_key),
                );
                unmoved(change, &moved, || assessment_parts(&now))
            }
            Precondition::Flow {
                id,
                snapshot,
                absent_name,
            } => {
                let now = self.taptalent()?.flow(id).await?;
                let now = still_there(now, id.as_str())?;
                let moved = snapshot.moved(&Snapshot::of_flow(&now, &self.ledger.snapshot_key));
                unmoved(change, &moved, || flow_parts(&now))?;
                match absent_name {
                    Some(name) => {
                        self.check_none(change, ListOf::Flows, name, &[] as &[&str])
                            .await
                    }
                    None => Ok(()),
                }
            }
        }
    }

    /// Fails if a live object has appeared that has this name; and remembers what was live, to know what is new.
    pub(super) async fn check_none(
        &self,
        change: &Change,
        of: ListOf,
        name: &str,
        known: &[impl AsRef<str>],
    ) -> Result<(), Failure> {
        let seen = self.fresh_list(of).await?;
        self.creates
            .note_before(&change.address, Before::List(Arc::clone(&seen)));
        let mut named = seen.named(name).iter();
        let found = named.find(|id| {
            !known.iter().any(|known| known.as_ref() == id.as_str()) && !self.ledger.is_ours(id)
        });
        found.map_or(Ok(()), |id| Err(appeared(of.words(), id)))
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
            what: format!("{id} has gone"),
        }),
        Lookup::Denied(words) => Err(Failure::Moved {
            what: format!("the access to {id} has changed ({words})"),
        }),
    }
}

pub(super) fn unmoved(
    change: &Change,
    moved: &[String],
    now: impl Fn() -> Parts,
) -> Result<(), Failure> {
    if moved.is_empty() {
        return Ok(());
    }
    let what = describe(change, moved, &now());
    Err(Failure::Moved {
        what: format!("changed in the web app or by another run ({what})"),
    })
}
