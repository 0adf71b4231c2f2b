//! The look right before a write: is the live object still what the plan was computed from? (law 4)
//!
//! The API has no conditional write, so a change that lands between this look and the write cannot be seen.

use std::collections::BTreeMap;
use std::time::Instant;

use tokio::sync::Mutex;

use super::failure::Failure;
use super::glance::Glance;
use super::moved::{Parts, assessment_parts, describe, flow_parts};
use super::patience::Patience;
use super::run::Run;
use crate::model::{
    AssessmentField, AssessmentId, Email, FieldKey, FieldValue, Fields, FlowField, FlowId, Listing,
    Lookup, canonical_text, same_text,
};
use crate::plan::{Change, Precondition, Snapshot};

/// People who are there already, with their ids.
pub(super) type There = BTreeMap<Email, Option<String>>;

/// Lists that several creates look at: read anew when the last look is no longer [fresh](Glance::is_fresh).
#[derive(Debug, Default)]
pub(super) struct SharedLists {
    assessments: Mutex<Option<(Glance, ByText<AssessmentId>)>>,
    flows: Mutex<Option<(Glance, ByText<FlowId>)>>,
}

/// Ids by canonical title or name.
type ByText<I> = BTreeMap<String, Vec<I>>;

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
        let mut patience = Patience::new(&self.options.visibility_pauses, self.stop);
        loop {
            let checked = self.check_object(change, precondition).await;
            let Err(Failure::Moved { what }) = &checked else {
                return checked;
            };
            let Some(age) = self.written_recently(change) else {
                return checked;
            };
            if !patience.wait().await {
                if self.stop_is_requested() {
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
        self.with_recorded(|recorded| recorded.record(&change.address)?.written_recently(now))
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
            Precondition::NoTaskLike { key, known } => self.check_no_task(key, known).await,
            Precondition::Task {
                id,
                snapshot,
                absent,
                known,
            } => {
                self.check_task(change, id, snapshot).await?;
                self.check_no_task(absent, known).await
            }
            Precondition::TaskStillThere { id, snapshot } => {
                self.check_task(change, id, snapshot).await
            }
            Precondition::Branding { snapshot } => self.check_branding(change, snapshot).await,
            Precondition::Stages { project, stages } => self.check_stages(project, stages).await,
            Precondition::NoAssessmentTitled { title, known } => {
                self.check_no_assessment(title, known).await
            }
            Precondition::NoFlowNamed { name, known } => self.check_no_flow(name, known).await,
            Precondition::Assessment { id, snapshot } => {
                let now = self.taptalent()?.assessment(id).await?;
                let now = still_there(now, id.as_str())?;
                let moved = snapshot
                    .moved(&Snapshot::of_assessment(&now, &self.key).and_order(&now, &self.key));
                unmoved(change, &moved, || assessment_parts(&now))
            }
            Precondition::Flow {
                id,
                snapshot,
                absent_name,
            } => {
                let now = self.taptalent()?.flow(id).await?;
                let now = still_there(now, id.as_str())?;
                let moved = snapshot.moved(&Snapshot::of_flow(&now, &self.key));
                unmoved(change, &moved, || flow_parts(&now))?;
                match absent_name {
                    Some(name) => self.check_no_flow(name, &[]).await,
                    None => Ok(()),
                }
            }
        }
    }

    async fn check_no_assessment(
        &self,
        title: &str,
        known: &[AssessmentId],
    ) -> Result<(), Failure> {
        let mut kept = self.lists.assessments.lock().await;
        if !kept.as_ref().is_some_and(|(glance, _)| glance.is_fresh()) {
            let begun = Instant::now();
            let list = self.taptalent()?.list_assessments().await?;
            let list = by_text(&list, AssessmentField::Title, |live| {
                (&live.fields, live.id.clone())
            });
            *kept = Some((Glance::begun(begun), list));
        }
        let found = with_text(kept.as_ref(), title)
            .find(|id| !known.contains(id) && !self.is_ours(id.as_str()));
        found.map_or(Ok(()), |id| {
            Err(appeared("an assessment with this title", id.as_str()))
        })
    }

    async fn check_no_flow(&self, name: &str, known: &[FlowId]) -> Result<(), Failure> {
        let mut kept = self.lists.flows.lock().await;
        if !kept.as_ref().is_some_and(|(glance, _)| glance.is_fresh()) {
            let begun = Instant::now();
            let list = self.taptalent()?.list_flows().await?;
            let list = by_text(&list, FlowField::FlowName, |live| {
                (&live.fields, live.id.clone())
            });
            *kept = Some((Glance::begun(begun), list));
        }
        let found = with_text(kept.as_ref(), name)
            .find(|id| !known.contains(id) && !self.is_ours(id.as_str()));
        found.map_or(Ok(()), |id| {
            Err(appeared("a flow with this name", id.as_str()))
        })
    }
}

fn by_text<T, F: FieldKey, I>(
    list: &Listing<T>,
    field: F,
    parts: impl Fn(&T) -> (&Fields<F>, I),
) -> ByText<I> {
    let mut by_text = ByText::new();
    for live in list.items() {
        let (fields, id) = parts(live);
        if let Some(FieldValue::Text(text)) = fields.get(&field) {
            by_text.entry(canonical_text(text)).or_default().push(id);
        }
    }
    by_text
}

fn with_text<'k, I>(
    kept: Option<&'k (Glance, ByText<I>)>,
    text: &str,
) -> impl Iterator<Item = &'k I> + use<'k, I> {
    let ids = kept.and_then(|(_, list)| list.get(&canonical_text(text)));
    ids.into_iter().flatten()
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
