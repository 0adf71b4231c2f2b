//! The lists that creates are held against: before one, that there is none like it; after a lost answer, what is new; after a
//! success, that nobody else made the same. Reads nothing by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::Mutex;

use super::freshness::Glance;
use crate::model::promptster::Operation as PromptsterWrite;
use crate::model::taptalent::AssessmentField;
use crate::model::{
    AssessmentId, FieldValue, FlowId, Operation, TaskId, Written, alike_form, canonical_text,
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
    pub(super) begun: Instant,
    pub(super) glance: Glance,
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
    pub(super) fn new(
        begun: Instant,
        objects: impl IntoIterator<Item = (String, Option<String>)>,
    ) -> Self {
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
    pub(super) const fn last(&self, of: ListOf) -> &Mutex<Option<Arc<Seen>>> {
        match of {
            ListOf::Assessments => &self.assessments,
            ListOf::Flows => &self.flows,
            ListOf::Tasks => &self.tasks,
        }
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
