//! Reading the lists that creates are held against. One read serves many creates (law 10).

use std::sync::Arc;
use std::time::Instant;

use super::failure::Failure;
use super::lists::{ListOf, Seen};
use super::run::Run;
use crate::model::taptalent::{AssessmentField, FlowField, ObservedAssessment, ObservedFlow};
use crate::model::{FieldValue, Wants};

impl Run<'_> {
    /// The list as a write may rely on it.
    pub(super) async fn fresh_list(&self, of: ListOf) -> Result<Arc<Seen>, Failure> {
        self.list(of, |seen| seen.glance.is_fresh()).await
    }

    /// The list, read after this moment.
    pub(super) async fn list_since(&self, of: ListOf, at: Instant) -> Result<Arc<Seen>, Failure> {
        self.list(of, |seen| seen.begun >= at).await
    }

    pub(super) async fn list_now(&self, of: ListOf) -> Result<Arc<Seen>, Failure> {
        self.list_since(of, Instant::now()).await
    }

    async fn list(&self, of: ListOf, serves: impl Fn(&Seen) -> bool) -> Result<Arc<Seen>, Failure> {
        // Whoever waits for the lock is served by the one read.
        let mut last = self.lists.last(of).lock().await;
        if let Some(seen) = last.as_ref().filter(|seen| serves(seen)) {
            return Ok(Arc::clone(seen));
        }
        let begun = Instant::now();
        let seen = Arc::new(Seen::new(begun, self.read_list(of).await?));
        *last = Some(Arc::clone(&seen));
        Ok(seen)
    }

    async fn read_list(&self, of: ListOf) -> Result<Vec<(String, Option<String>)>, Failure> {
        let name = |value: Option<&FieldValue>| match value {
            Some(FieldValue::Text(text)) => Some(text.clone()),
            _ => None,
        };
        Ok(match of {
            ListOf::Assessments => {
                let list = self.taptalent()?.list_assessments().await?;
                let items = list.items().iter();
                let named =
                    |live: &ObservedAssessment| name(live.fields.get(&AssessmentField::Title));
                items
                    .map(|live| (live.id.to_string(), named(live)))
                    .collect()
            }
            ListOf::Flows => {
                let list = self.taptalent()?.list_flows().await?;
                let items = list.items().iter();
                let named = |live: &ObservedFlow| name(live.fields.get(&FlowField::FlowName));
                items
                    .map(|live| (live.id.to_string(), named(live)))
                    .collect()
            }
            ListOf::Tasks => {
                let mut wants = Wants::default();
                wants.promptster.list = true;
                let live = self
                    .readers
                    .observe(&wants)
                    .await
                    .map_err(Failure::Unchecked)?;
                let items = live.promptster.assessments.items().iter();
                items
                    .map(|live| (live.id.to_string(), name(live.natural_key.as_ref())))
                    .collect()
            }
        })
    }
}
