//! From a plan with only drift to the sentences about it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::objects::Objects;
use super::only::is_doubt;
use super::parts::{self, Done};
use super::people;
use super::sentence::{Drift, DriftPart, DriftSentence, DriftTime, DriftWhat};
use crate::diagnostic::Code;
use crate::model::taptalent::Assessment;
use crate::model::{Address, Desired, Live, PersonSource, Pointer, ProjectId, Resource};
use crate::plan::change::{Action, Blocked, Change, FieldChange, Note, Plan};
use crate::plan::external::known_id;
use crate::plan::taptalent::{appeared_questions, paired_questions};
use crate::state::Recorded;

/// What `plan`, of which [`Plan::only_drift`] has left only the drift, says that somebody did in the web apps. `live` and
/// `recorded` are those that it was made from.
pub fn drift(plan: &Plan, desired: &Desired, live: &Live, recorded: &Recorded) -> Drift {
    let assessments = desired.taptalent.assessments.iter();
    let mut teller = Teller {
        desired,
        live,
        recorded,
        objects: Objects::new(desired, live, recorded),
        assessments: assessments.map(|one| (&one.address, one)).collect(),
        sentences: Vec::new(),
    };
    for change in &plan.changes {
        teller.change(change);
    }
    for blocked in &plan.blocked {
        teller.blocked(blocked);
    }
    for note in plan.notes.iter().filter(|note| !is_doubt(note.code)) {
        teller.note(note);
    }
    let mut sentences = teller.sentences;
    let order = first_places(&sentences);
    sentences.sort_by_key(|one| order[&one.address]);
    Drift {
        read_at: live.read_at,
        sentences,
    }
}

/// Where each resource is first spoken of.
fn first_places(sentences: &[DriftSentence]) -> BTreeMap<Address, usize> {
    let mut order = BTreeMap::new();
    for (at, one) in sentences.iter().enumerate() {
        order.entry(one.address.clone()).or_insert(at);
    }
    order
}

struct Teller<'a> {
    desired: &'a Desired,
    live: &'a Live,
    recorded: &'a Recorded,
    objects: Objects<'a>,
    assessments: BTreeMap<&'a Address, &'a Resource<Assessment>>,
    sentences: Vec<DriftSentence>,
}

impl Teller<'_> {
    fn change(&mut self, change: &Change) {
        let (address, id) = (&change.address, change.id.as_deref());
        if change.action == Action::Create {
            return self.deleted(address);
        }
        let is_live = self.is_live(address, id);
        let told: Vec<(Done, &FieldChange)> = change
            .fields
            .iter()
            .flat_map(|field| {
                parts::done(field, &is_live)
                    .into_iter()
                    .map(move |done| (done, field))
            })
            .collect();
        let timed = told.iter().filter(|(done, _)| has_time(&done.part)).count();
        let when = change.edited_at.map(|at| DriftTime {
            at,
            is_of_the_last: timed > 1,
        });
        for (done, field) in told {
            let when = when.filter(|_| has_time(&done.part));
            let source = field.source.clone().map(PersonSource::Manifest);
            self.say(address, id, done, (&field.path, when, source));
        }
        for person in &change.people {
            let path = format!("spec.candidates[{}]", person.who);
            let source = Some(person.source.clone());
            self.say(address, id, people::done(person), (&path, None, source));
        }
    }

    /// Finds whether a declared question is live.
    fn is_live(&self, address: &Address, id: Option<&str>) -> impl Fn(&str) -> bool + use<> {
        let paired = || {
            let (resource, live) = (
                *self.assessments.get(address)?,
                self.objects.assessment(id?)?,
            );
            let questions = live.questions.as_deref().unwrap_or_default();
            let paired = paired_questions(resource, &live.id, questions, self.recorded);
            let names = resource
                .spec
                .questions
                .iter()
                .flatten()
                .map(|one| one.name.to_string());
            let live = names.zip(paired).filter(|(_, live)| live.is_some());
            Some(live.map(|(name, _)| name).collect::<Vec<String>>())
        };
        let live = paired().unwrap_or_default();
        move |name| live.iter().any(|live| live == name)
    }

    /// What is authored in a web app, and what is pinned: there is no change of it, only what stands in the way.
    fn blocked(&mut self, blocked: &Blocked) {
        match blocked.code {
            Code::NotLive => self.external(blocked),
            Code::StagesDiffer => self.stages(blocked),
            Code::UnknownPin if self.objects.record(&blocked.address).is_some() => {
                self.deleted(&blocked.address);
            }
            Code::UnknownPin | Code::UnknownAssessmentId | Code::OtherCompany => {
                self.told_block(blocked);
            }
            // It tells why apply cannot take back what the changes say already.
            _ => {}
        }
    }

    fn external(&mut self, blocked: &Blocked) {
        let address = &blocked.address;
        let resource = self
            .desired
            .externals
            .iter()
            .find(|one| one.address == *address);
        let is_whole = blocked
            .source
            .as_ref()
            .is_some_and(|at| at.pointer == Pointer::root().key("spec"));
        let known = resource.and_then(|resource| known_id(resource, self.recorded));
        let (Some(resource), Some(id), true) = (resource, known, is_whole) else {
            return self.told_block(blocked);
        };
        let title = self.live.externals(address.kind()).and_then(|all| {
            let live = all.items().iter().find(|live| live.id.as_str() == id)?;
            Some(live.title.clone())
        });
        let Some(title) = title else {
            return self.deleted(address);
        };
        let done = Done {
            what: DriftWhat::Changed,
            part: DriftPart::Field("title".to_owned()),
            from: resource.spec.title.clone().map(Value::from),
            to: Some(title.into()),
            declared: None,
        };
        let source = resource.origin.at(Pointer::spec("title"));
        let source = Some(PersonSource::Manifest(source));
        self.say(address, Some(id), done, ("spec.title", None, source));
    }

    /// A manifest that was edited since says other stages just as well: the state holds none of them.
    fn stages(&mut self, blocked: &Blocked) {
        let address = &blocked.address;
        let resource = self
            .desired
            .externals
            .iter()
            .find(|one| one.address == *address);
        let id = resource.and_then(|resource| {
            let pin = resource.pin.as_ref().map(ToString::to_string);
            pin.or_else(|| known_id(resource, self.recorded).map(str::to_owned))
        });
        let live = id
            .as_ref()
            .and_then(|id| self.live.flowmingo.stages.get(&ProjectId::new(id)));
        let (Some(resource), Some(live)) = (resource, live) else {
            return self.told_block(blocked);
        };
        let live: Vec<&str> = live
            .items()
            .iter()
            .map(|stage| stage.name.as_str())
            .collect();
        let done = Done {
            what: DriftWhat::Changed,
            part: DriftPart::Field("stages".to_owned()),
            from: resource.spec.stages.clone().map(Value::from),
            to: Some(live.into()),
            declared: None,
        };
        let source = blocked.source.clone().map(PersonSource::Manifest);
        self.say(address, id.as_deref(), done, ("spec.stages", None, source));
    }

    fn note(&mut self, note: &Note) {
        let address = &note.address;
        match note.code {
            Code::Recreated => self.deleted(address),
            Code::UnmanagedQuestion => {
                let before = self.sentences.len();
                self.appeared(address);
                if self.sentences.len() == before {
                    self.told_note(note);
                }
            }
            _ => self.told_note(note),
        }
    }

    /// Questions that no manifest has, and that nothing here added.
    fn appeared(&mut self, address: &Address) {
        let Some(id) = self.objects.id(address) else {
            return;
        };
        let live = self.objects.assessment(&id);
        let (Some(live), Some(resource)) = (live, self.assessments.get(address).copied()) else {
            return;
        };
        let questions = live.questions.as_deref().unwrap_or_default();
        for question in appeared_questions(resource, &live.id, questions, self.recorded) {
            let label = question.id.to_string();
            let path = format!("spec.questions[{label}]");
            let done = Done {
                what: DriftWhat::Added,
                part: DriftPart::Question {
                    label,
                    is_managed: false,
                },
                from: None,
                to: Some(question.text.as_str().into()),
                declared: None,
            };
            let source = PersonSource::Manifest(resource.origin.at(Pointer::spec("questions")));
            self.say(address, Some(&id), done, (&path, None, Some(source)));
        }
    }

    fn deleted(&mut self, address: &Address) {
        let is_deletion =
            |one: &DriftSentence| one.part == DriftPart::Object && one.what == DriftWhat::Deleted;
        let mut told = self.sentences.iter();
        if told.any(|one| one.address == *address && is_deletion(one)) {
            return;
        }
        let done = Done {
            what: DriftWhat::Deleted,
            part: DriftPart::Object,
            from: None,
            to: None,
            declared: None,
        };
        let id = self.objects.id(address);
        self.say(address, id.as_deref(), done, ("spec", None, None));
    }

    fn told_note(&mut self, note: &Note) {
        let what = DriftWhat::Told {
            code: note.code,
            message: note.message.clone(),
            help: None,
        };
        self.told(&note.address, what, None);
    }

    fn told_block(&mut self, blocked: &Blocked) {
        let what = DriftWhat::Told {
            code: blocked.code,
            message: blocked.message.clone(),
            help: Some(blocked.help.clone()),
        };
        let source = blocked.source.clone().map(PersonSource::Manifest);
        self.told(&blocked.address, what, source);
    }

    fn told(&mut self, address: &Address, what: DriftWhat, source: Option<PersonSource>) {
        let done = Done {
            what,
            part: DriftPart::Object,
            from: None,
            to: None,
            declared: None,
        };
        let id = self.objects.id(address);
        self.say(address, id.as_deref(), done, ("spec", None, source));
    }

    fn say(
        &mut self,
        address: &Address,
        id: Option<&str>,
        done: Done,
        (path, when, source): (&str, Option<DriftTime>, Option<PersonSource>),
    ) {
        let Done {
            what,
            part,
            from,
            to,
            declared,
        } = done;
        self.sentences.push(DriftSentence {
            address: address.clone(),
            title: self.objects.title(address, id),
            id: id.map(str::to_owned),
            what,
            part,
            path: path.to_owned(),
            when,
            from,
            to,
            declared,
            source,
        });
    }
}

/// Whether the time of an object's last change can be that of this part: the documents do not say that a question moves it.
const fn has_time(part: &DriftPart) -> bool {
    matches!(part, DriftPart::Field(_))
}
