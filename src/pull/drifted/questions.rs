//! The questions of an assessment: what was re-worded, deleted, added or moved live.

use std::collections::BTreeSet;

use super::field::Conflicts;
use super::order::{Place, in_live_order, insert};
use super::scene::Scene;
use crate::manifest::edit::{Edit, Slot};
use crate::model::taptalent::{Assessment, ObservedQuestion, Question, QuestionType};
use crate::model::{Address, Pointer, QuestionOrder, Resource, same_text};
use crate::plan::{Cause, Change, FieldChange, paired_questions};
use crate::pull::name::Taken;
use crate::pull::question::{Named, named_questions, one_more, own_item};

/// An item of the list that the manifest is to have.
#[derive(Debug, Clone, Copy)]
enum Item<'a> {
    /// The declared question with this index.
    Declared(usize),
    /// A live question that is not declared.
    Live(&'a Named<'a>),
}

impl Scene<'_> {
    /// `remarks` hears what a person should know of it.
    pub(super) fn of_questions(
        &self,
        resource: &Resource<Assessment>,
        change: Option<&Change>,
        remarks: &mut Vec<(Address, String)>,
    ) -> Vec<Edit> {
        let (Some(declared), Some(live)) =
            (&resource.spec.questions, self.assessment(&resource.address))
        else {
            return Vec::new();
        };
        let Some(questions) = &live.questions else {
            return Vec::new();
        };
        let pairs = paired_questions(resource, &live.id, questions, self.recorded);
        let mut edits = Vec::new();
        let mut gone = BTreeSet::new();
        for (index, (question, pair)) in declared.iter().zip(&pairs).enumerate() {
            let Some(cause) = moved(change, question, self.conflicts) else {
                continue;
            };
            match pair {
                Some(live) if !same_text(&live.text, &question.content.question) => {
                    edits.extend(reworded(resource, index, question, &live.text, remarks));
                }
                None if cause != Cause::Unrecorded => _ = gone.insert(index),
                _ => {}
            }
        }
        let mut taken: Taken = declared
            .iter()
            .map(|question| question.name.clone())
            .collect();
        let new = named_questions(self.undeclared(resource, questions, &pairs), &mut taken);
        let kept = pairs.iter().enumerate();
        let kept = kept.filter(|(index, _)| !gone.contains(index));
        let list = kept.map(|(index, pair)| Place {
            question: Item::Declared(index),
            live: pair.and_then(|live| position(questions, live)),
        });
        let list: Vec<_> = list.collect();
        let record = self.recorded.record(&resource.address);
        let keeps_order = record.is_none_or(|record| !record.order_given_up);
        let list = match resource.lifecycle.question_order {
            QuestionOrder::Enforce if keeps_order => enforced(&list, &new, questions, |why| {
                remarks.push((resource.address.clone(), why));
            }),
            QuestionOrder::Enforce | QuestionOrder::Ignore => appended(list, &new),
        };
        edits.extend(list_edits(&list, &gone));
        edits
    }

    /// Live questions that no manifest declares and that were not applied from one.
    fn undeclared<'l>(
        &self,
        resource: &Resource<Assessment>,
        live: &'l [ObservedQuestion],
        pairs: &[Option<&ObservedQuestion>],
    ) -> impl Iterator<Item = &'l ObservedQuestion> {
        let record = self.recorded.record(&resource.address);
        // Deleted from here a moment ago: the read is an old one.
        let deleted = record
            .filter(|record| record.written_recently(self.live.read_at).is_some())
            .map(|record| record.removed.clone())
            .unwrap_or_default();
        let applied = record.iter().flat_map(|record| record.questions.values());
        let known: BTreeSet<String> = applied
            .map(|question| question.id.clone())
            .chain(pairs.iter().flatten().map(|live| live.id.to_string()))
            .collect();
        live.iter().filter(move |live| {
            live.question_type == QuestionType::Subjective
                && !known.contains(live.id.as_str())
                && !deleted.contains(live.id.as_str())
        })
    }
}

/// Who moved a question, if it was not the manifest alone.
fn moved(change: Option<&Change>, question: &Question, conflicts: Conflicts) -> Option<Cause> {
    let path = format!("spec.questions[{}]", question.name);
    let is_it = |field: &&FieldChange| field.path == path;
    let field = change?.fields.iter().find(is_it)?;
    conflicts.takes_live(field.cause).then_some(field.cause)
}

fn position(all: &[ObservedQuestion], one: &ObservedQuestion) -> Option<usize> {
    all.iter().position(|question| question.id == one.id)
}

fn reworded(
    resource: &Resource<Assessment>,
    index: usize,
    question: &Question,
    text: &str,
    remarks: &mut Vec<(Address, String)>,
) -> Vec<Edit> {
    let at = Pointer::spec("questions").index(index);
    let is_own = question.source.origin == resource.origin && question.source.pointer == at;
    if is_own {
        let text = crate::manifest::edit::Yaml::text(text);
        return vec![Edit::Set(at.key("question"), text)];
    }
    remarks.push((
        resource.address.clone(),
        format!(
            "question `{}` is shared with other assessments and was changed live in this one, so it is now declared \
            here; if the others should change too, edit the Question manifest instead",
            question.name
        ),
    ));
    own_item(&at, question, text)
}

/// Where order does not matter, what is new comes last.
fn appended<'a>(mut list: Vec<Place<Item<'a>>>, new: &'a [Named<'a>]) -> Vec<Place<Item<'a>>> {
    list.extend(new.iter().map(|named| Place {
        question: Item::Live(named),
        live: None,
    }));
    list
}

/// Where order matters, all that is live stands as it does live.
fn enforced<'a>(
    list: &[Place<Item<'a>>],
    new: &'a [Named<'a>],
    live: &[ObservedQuestion],
    tell: impl FnOnce(String),
) -> Vec<Place<Item<'a>>> {
    let mut arranged = in_live_order(list);
    if indices(&arranged) != indices(list) {
        tell(
            "the live questions are in another order than the declared ones; the state does not record the order, \
            so the live order is taken"
                .to_owned(),
        );
    }
    for named in new {
        if let Some(live) = position(live, named.question) {
            insert(&mut arranged, Item::Live(named), live);
        }
    }
    arranged
}

fn indices(list: &[Place<Item<'_>>]) -> Vec<usize> {
    list.iter()
        .filter_map(|place| match place.question {
            Item::Declared(index) => Some(index),
            Item::Live(_) => None,
        })
        .collect()
}

/// Items that go and items at the end, if that is all; else the whole list.
fn list_edits(list: &[Place<Item<'_>>], gone: &BTreeSet<usize>) -> Vec<Edit> {
    let at = Pointer::spec("questions");
    let kept = indices(list);
    let is_at_end = list
        .iter()
        .skip(kept.len())
        .all(|place| matches!(place.question, Item::Live(_)));
    if is_at_end && kept.is_sorted() {
        let removed = gone
            .iter()
            .map(|index| Edit::Remove(at.clone().index(*index)));
        let added = list.iter().filter_map(|place| match place.question {
            Item::Live(named) => Some(Edit::Append(at.clone(), one_more(named))),
            Item::Declared(_) => None,
        });
        return removed.chain(added).collect();
    }
    let slot = |place: &Place<Item<'_>>| match place.question {
        Item::Declared(index) => Slot::Kept(index),
        Item::Live(named) => Slot::New(one_more(named)),
    };
    vec![Edit::Arrange(at, list.iter().map(slot).collect())]
}
