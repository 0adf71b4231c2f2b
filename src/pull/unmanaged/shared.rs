//! Questions that are the same in several assessments: each becomes one manifest, which all of them use.

use std::collections::{BTreeMap, BTreeSet};

use super::new_manifest::{NewManifest, envelope, path_of};
use super::thing::Thing;
use crate::manifest::edit::{Line, Yaml, document};
use crate::manifest::problems_of;
use crate::model::taptalent::{ObservedQuestion, QuestionContent, QuestionType};
use crate::model::{Address, Desired, Kind, Name};
use crate::pull::name::{Taken, name_of_text};
use crate::pull::question::{IS_UNKNOWN, own_entry};

/// Shared questions by their texts: those that manifests have, and those that are to be made.
#[derive(Debug, Default)]
pub(super) struct Shared {
    by_text: BTreeMap<String, Name>,
    new: BTreeMap<Name, NewManifest>,
    used: BTreeSet<Name>,
}

impl Shared {
    /// `lists`: the questions of each new assessment, in order.
    pub(super) fn of<'l>(
        desired: &Desired,
        lists: impl Iterator<Item = &'l [ObservedQuestion]>,
        is_wanted: &dyn Fn(&Address) -> bool,
    ) -> Self {
        let mut shared = Self::default();
        let mut taken = Taken::default();
        for (address, content) in &desired.shared_questions {
            taken.take(address.name().clone());
            // What says more would be sent, and nobody knows whether it is what is live.
            if *content == text_alone(&content.question) {
                let text = content.question.clone();
                shared.by_text.insert(text, address.name().clone());
            }
        }
        for text in in_several(lists) {
            if !shared.by_text.contains_key(text) {
                shared.make(text, &mut taken, is_wanted);
            }
        }
        shared
    }

    fn make(&mut self, text: &str, taken: &mut Taken, is_wanted: &dyn Fn(&Address) -> bool) {
        let Some(name) = name_of_text(text, taken) else {
            return;
        };
        let address = Address::new(Kind::Question, name.clone());
        let path = path_of(&address);
        let thing = Thing {
            kind: Kind::Question,
            id: "",
            title: "",
            is_ambiguous: false,
            created: None,
        };
        let spec = vec![
            Line::Comment(IS_UNKNOWN.to_owned()),
            Line::entry("question", Yaml::text(text)),
        ];
        let manifest = document(&envelope(&address, &thing, spec));
        if !is_wanted(&address) || !problems_of(&path, &manifest, None).is_empty() {
            return;
        }
        self.by_text.insert(text.to_owned(), name.clone());
        let manifest = NewManifest {
            address,
            id: None,
            path,
            text: manifest,
        };
        self.new.insert(name, manifest);
    }

    /// The lines of `questions:`, and which shared ones they use.
    pub(super) fn lines(&self, questions: &[ObservedQuestion]) -> (Vec<Line>, BTreeSet<Name>) {
        let name_of = |question: &ObservedQuestion| {
            let name = self.by_text.get(&question.text);
            name.filter(|_| can_be_shared(question)).cloned()
        };
        let mut used = BTreeSet::new();
        let mut taken = Taken::default();
        for name in questions.iter().filter_map(name_of) {
            taken.take(name);
        }
        let mut items = Vec::new();
        let mut has_own = false;
        for question in questions {
            if let Some(name) = name_of(question).filter(|name| used.insert(name.clone())) {
                let line = Line::entry("use", Yaml::text(name.as_str()));
                items.push(Yaml::Map(vec![line]));
                continue;
            }
            let own = own_entry(question, &mut taken);
            has_own |= own.is_some();
            items.extend(own);
        }
        if items.is_empty() {
            return (Vec::new(), used);
        }
        let comment = has_own.then(|| Line::Comment(IS_UNKNOWN.to_owned()));
        let list = Line::entry("questions", Yaml::List(items));
        (comment.into_iter().chain([list]).collect(), used)
    }

    pub(super) fn note_used(&mut self, names: BTreeSet<Name>) {
        self.used.extend(names);
    }

    /// Those of the new ones that an assessment uses.
    pub(super) fn into_manifests(self) -> impl Iterator<Item = NewManifest> {
        let Self { new, used, .. } = self;
        let used = new.into_iter().filter(move |(name, _)| used.contains(name));
        used.map(|(_, manifest)| manifest)
    }
}

fn text_alone(text: &str) -> QuestionContent {
    QuestionContent {
        question: text.to_owned(),
        system_instruction: None,
        ideal_answer: None,
    }
}

/// Whether nothing is known of it but its text: then it is the same as any other of that text.
fn can_be_shared(question: &ObservedQuestion) -> bool {
    question.question_type == QuestionType::Subjective && question.others.is_empty()
}

/// The texts that stand in more than one list, in the order in which they are first met.
fn in_several<'l>(lists: impl Iterator<Item = &'l [ObservedQuestion]>) -> Vec<&'l str> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let mut order = Vec::new();
    for list in lists {
        let shareable = list.iter().filter(|question| can_be_shared(question));
        let texts: BTreeSet<&str> = shareable.map(|question| question.text.as_str()).collect();
        for text in texts {
            let number = count.entry(text).or_default();
            *number += 1;
            if *number == 1 {
                order.push(text);
            }
        }
    }
    order.retain(|text| count.get(text).is_some_and(|number| *number > 1));
    order
}
