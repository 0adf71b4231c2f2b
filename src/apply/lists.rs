//! The lists that creates are held against: before one, that there is none like it; after a lost answer, what is new; after a
//! success, that nobody else made the same. One read serves many creates (law 10).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Mutex;

use super::failure::Failure;
use super::freshness::Glance;
use super::run::Run;
use crate::model::promptster::Operation as PromptsterWrite;
use crate::model::taptalent::{AssessmentField, FlowField};
use crate::model::{
    AssessmentId, FieldValue, FlowId, Operation, TaskId, Wants, Written, alike_form, canonical_text,
};
use crate::plan::task_key;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ListOf {
    Assessments,
    Flows,
    Tasks,
}

/// One list, read to its end.
#[derive(Debug)]
pub(super) struct Seen {
    begun: Instant,
    glance: Glance,
    /// Every id with its name in the form in which a server's other spelling is alike; `None`: the list shows no name.
    forms: BTreeMap<String, Option<String>>,
    by_form: BTreeMap<String, Vec<String>>,
    by_text: BTreeMap<String, Vec<String>>,
}

/// The last look at each.
#[derive(Debug, Default)]
pub(super) struct SharedLists {
    assessments: Mutex<Option<Arc<Seen>>>,
    flows: Mutex<Option<Arc<Seen>>>,
    tasks: Mutex<Option<Arc<Seen>>>,
}

impl ListOf {
    /// Where a create shows, and by which name.
    pub(super) fn of(operation: &Operation) -> Option<(Self, String)> {
        match operation {
            Operation::CreateAssessment { fields } => match fields.get(&AssessmentField::Title) {
                Some(FieldValue::Text(title)) => Some((Self::Assessments, title.clone())),
                _ => None,
            },
            Operation::CreateFlow { flow_name, .. } => Some((Self::Flows, flow_name.clone())),
            Operation::Promptster(PromptsterWrite::CreateAssessment { fields }) => {
                Some((Self::Tasks, task_key(fields)))
            }
            _ => None,
        }
    }

    /// What a create would have told.
    pub(super) fn written(self, id: &str) -> Written {
        match self {
            Self::Assessments => Written::Assessment(AssessmentId::new(id)),
            Self::Flows => Written::Flow(FlowId::new(id)),
            Self::Tasks => Written::Task(TaskId::new(id)),
        }
    }

    /// `an assessment with this title`
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Assessments => "an assessment with this title",
            Self::Flows => "a flow with this name",
            Self::Tasks => "an assessment with this title and role",
        }
    }
}

impl Seen {
    fn new(begun: Instant, objects: impl IntoIterator<Item = (String, Option<String>)>) -> Self {
        let mut seen = Self {
            begun,
            glance: Glance::begun(begun),
            forms: BTreeMap::new(),
            by_form: BTreeMap::new(),
            by_text: BTreeMap::new(),
        };
        for (id, name) in objects {
            let form = name.as_deref().map(alike_form);
            if let (Some(name), Some(form)) = (&name, &form) {
                let text = seen.by_text.entry(canonical_text(name)).or_default();
                text.push(id.clone());
                seen.by_form
                    .entry(form.clone())
                    .or_default()
                    .push(id.clone());
            }
            seen.forms.insert(id, form);
        }
        seen
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.forms.contains_key(id)
    }

    /// Every id with the form of its name.
    pub(super) fn objects(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let objects = self.forms.iter();
        objects.map(|(id, form)| (id.as_str(), form.as_deref()))
    }

    /// Those that have exactly this name.
    pub(super) fn named(&self, name: &str) -> &[String] {
        self.by_text
            .get(&canonical_text(name))
            .map_or(&[], Vec::as_slice)
    }

    /// Those that have this name, however the server spells it.
    pub(super) fn alike(&self, name: &str) -> &[String] {
        self.by_form
            .get(&alike_form(name))
            .map_or(&[], Vec::as_slice)
    }
}

impl SharedLists {
    const fn last(&self, of: ListOf) -> &Mutex<Option<Arc<Seen>>> {
        match of {
            ListOf::Assessments => &self.assessments,
            ListOf::Flows => &self.flows,
            ListOf::Tasks => &self.tasks,
        }
    }
}

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
                let named = |live: &crate::model::taptalent::ObservedAssessment| {
                    name(live.fields.get(&AssessmentField::Title))
                };
                items
                    .map(|live| (live.id.to_string(), named(live)))
                    .collect()
            }
            ListOf::Flows => {
                let list = self.taptalent()?.list_flows().await?;
                let items = list.items().iter();
                let named = |live: &crate::model::taptalent::ObservedFlow| {
                    name(live.fields.get(&FlowField::FlowName))
                };
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

/// What was live before a create of a change was sent, so that what is new can be told.
#[derive(Debug, Clone)]
pub(super) enum Before {
    List(Arc<Seen>),
    Questions(BTreeSet<String>),
}

impl Before {
    pub(super) fn has(&self, id: &str) -> bool {
        match self {
            Self::List(seen) => seen.has(id),
            Self::Questions(ids) => ids.contains(id),
        }
    }
}
