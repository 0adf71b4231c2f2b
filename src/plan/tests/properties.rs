//! The laws on worlds that nobody thought of: a few manifests, then a run of edits here, changes in the web app, lost
//! states and killed runs, in any order.

use proptest::prelude::*;

use super::events::{Event, event};
use super::sketch::{assessment, flow, list, number, question, step, text};
use super::world::{Kill, World, shown};
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{
    AssessmentField, FlowField, ObservedQuestion, QuestionType, StepField, StepTarget,
};
use crate::model::{Name, OnImmutableChange, Operation, Prune, QuestionOrder, Target};
use crate::plan::{Action, Plan};

const TEXTS: [&str; 6] = [
    "Describe a time when you had to debug a critical production issue.",
    "Describe a time when you had to debug a severe production issue.",
    "Walk us through a complex system that you designed from scratch.",
    "How do you settle a technical disagreement with a colleague?",
    "How do you settle a heated disagreement with a colleague?",
    "What would you like to learn next?",
];

const NAMES: [&str; 4] = ["first", "second", "third", "fourth"];

fn start() -> World {
    let mut screen = flow("screen").takes("quiz", 60);
    screen.lifecycle.on_immutable_change = OnImmutableChange::NewVersion;
    World::new()
        .declares(assessment("quiz").asks("first", TEXTS[2]))
        .declares(assessment("voice").asks_with_ideal("first", TEXTS[0], "Cause, fix."))
        .declares(assessment("written"))
        .declares_flow(screen)
}

const MANIFESTS: [&str; 3] = ["quiz", "voice", "written"];

fn pick<T>(items: &mut [T], at: usize) -> Option<&mut T> {
    let at = at.checked_rem(items.len())?;
    items.get_mut(at)
}

impl World {
    fn happen(&mut self, event: &Event) {
        match event {
            Event::Apply => self.apply_what_can_go(),
            Event::Killed(at, heard) => {
                let plan = self.plan();
                let kill = if *heard {
                    Kill::Before(*at)
                } else {
                    Kill::After(*at)
                };
                self.execute(&plan, kill);
            }
            Event::LoseState => self.lose_state(),
            Event::Hide(at) => {
                let fields = [AssessmentField::Duration, AssessmentField::Skills];
                self.api.hidden.extend(fields.get(*at));
            }
            Event::HideOfSteps(at) => {
                let fields = [StepField::Name, StepField::PassThreshold, StepField::Target];
                self.api.hidden_of_steps.extend(fields.get(*at));
            }
            _ => {
                self.edit(event);
                self.edit_questions(event);
                self.edit_flow(event);
                self.meddle(event);
            }
        }
    }

    fn edit(&mut self, event: &Event) {
        let (at, field, value) = match event {
            Event::Title(at, n) => {
                let title = format!("{} {}", MANIFESTS[at % 3], n % 3);
                (at, AssessmentField::Title, text(&title))
            }
            Event::Duration(at, minutes) => (at, AssessmentField::Duration, number(*minutes)),
            Event::Skills(at, n) => (
                at,
                AssessmentField::Skills,
                list(&["Rust", "SQL", "Go"][..n % 4]),
            ),
            Event::Role(at, n) => {
                let role = ["Engineer", "Designer"][n % 2];
                (at, AssessmentField::HiringForRole, text(role))
            }
            _ => return,
        };
        self.manifest(MANIFESTS[at % 3]).set(field, value);
    }

    fn edit_questions(&mut self, event: &Event) {
        match event {
            Event::AskOrReword(at, n, words, ideal) => {
                let (name, words) = (NAMES[n % 4], TEXTS[words % 6]);
                let questions = self.manifest(MANIFESTS[at % 3]).questions();
                let at = questions.iter().position(|q| q.name.as_str() == name);
                let mut asked = question(name, words);
                asked.content.ideal_answer =
                    [None, Some("Cause."), Some("Fix.")][ideal % 3].map(Into::into);
                match at {
                    Some(at) => questions[at] = asked,
                    None => questions.insert(n % (questions.len() + 1), asked),
                }
            }
            Event::RenameQuestion(at, n, to) => {
                let to: Name = NAMES[to % 4].parse().unwrap();
                let questions = self.manifest(MANIFESTS[at % 3]).questions();
                let is_free = questions.iter().all(|question| question.name != to);
                if let Some(question) = pick(questions, *n).filter(|_| is_free) {
                    question.name = to;
                }
            }
            Event::DropQuestion(at, n) => {
                let questions = self.manifest(MANIFESTS[at % 3]).questions();
                if !questions.is_empty() {
                    questions.remove(n % questions.len());
                }
            }
            Event::SwapQuestions(at, n) => {
                let questions = self.manifest(MANIFESTS[at % 3]).questions();
                if !questions.is_empty() {
                    let last = questions.len() - 1;
                    questions.swap(n % (last + 1), last);
                }
            }
            Event::Order(at, enforce) => {
                let order = if *enforce {
                    QuestionOrder::Enforce
                } else {
                    QuestionOrder::Ignore
                };
                self.manifest(MANIFESTS[at % 3]).lifecycle.question_order = order;
            }
            Event::PruneAll(at, all) => {
                let prune = if *all { Prune::All } else { Prune::Managed };
                self.manifest(MANIFESTS[at % 3]).lifecycle.prune = prune;
            }
            _ => {}
        }
    }

    fn edit_flow(&mut self, event: &Event) {
        let screen = self.flow_manifest("screen");
        match event {
            Event::AppendStep(at, threshold) if screen.spec.steps.len() < 5 => {
                let target = super::sketch::assessment_address(MANIFESTS[at % 3]);
                screen
                    .spec
                    .steps
                    .push(step(StepTarget::Manifest(target), *threshold));
            }
            Event::SwapSteps => screen.spec.steps.reverse(),
            Event::Threshold(at, threshold) => {
                if let Some(step) = pick(&mut screen.spec.steps, *at) {
                    step.pass_threshold = (*threshold).into();
                }
            }
            Event::StepName(at, n) => {
                if let Some(step) = pick(&mut screen.spec.steps, *at) {
                    match [None, Some("Quiz"), Some("Talk")][n % 3] {
                        None => step.metadata.remove(&StepField::Name),
                        Some(name) => step.metadata.insert(StepField::Name, text(name)),
                    };
                }
            }
            Event::FlowName(n) => {
                let name = text(["Screen", "Phone screen"][n % 2]);
                screen.spec.fields.insert(FlowField::FlowName, name);
            }
            Event::Status(active) => {
                let status = text(if *active { "ACTIVE" } else { "INACTIVE" });
                screen.spec.fields.insert(FlowField::Status, status);
            }
            Event::Versions(makes) => {
                screen.lifecycle.on_immutable_change = if *makes {
                    OnImmutableChange::NewVersion
                } else {
                    OnImmutableChange::Block
                };
            }
            _ => {}
        }
    }

    /// What people do in the web app, if the thing is there.
    fn meddle(&mut self, event: &Event) {
        if let Event::SomeoneSetsThreshold(at, threshold) = event {
            for flow in self.api.flows.values_mut() {
                let steps = flow.steps.get_or_insert_default();
                if let Some(step) = pick(steps, *at) {
                    step.pass_threshold = Some((*threshold).into());
                }
            }
        }
        let (Event::SomeoneAsks(at, _)
        | Event::SomeoneRewords(at, ..)
        | Event::SomeoneDeletes(at, _)
        | Event::SomeoneMoves(at)
        | Event::SomeoneMakesAnotherType(at, _)
        | Event::SomeoneSetsDuration(at, _)
        | Event::SomeoneRemovesAssessment(at)) = event
        else {
            return;
        };
        let ids: Vec<_> = self.api.assessments.keys().cloned().collect();
        let Some(id) = at.checked_rem(ids.len()).map(|at| ids[at].clone()) else {
            return;
        };
        if matches!(event, Event::SomeoneRemovesAssessment(_)) {
            self.api.assessments.remove(&id);
            return;
        }
        let new = self.api.next_id("web");
        let live = self.api.assessments.get_mut(&id).unwrap();
        let questions = live.questions.get_or_insert_default();
        match event {
            Event::SomeoneAsks(_, words) => questions.push(ObservedQuestion {
                id: crate::model::QuestionId::new(new),
                question_type: QuestionType::Subjective,
                text: TEXTS[words % 6].into(),
                others: [].into(),
            }),
            Event::SomeoneRewords(_, at, words) => {
                if let Some(question) = pick(questions, *at) {
                    question.text = TEXTS[words % 6].into();
                }
            }
            Event::SomeoneDeletes(_, at) if !questions.is_empty() => {
                questions.remove(at % questions.len());
            }
            Event::SomeoneMoves(_) => questions.reverse(),
            Event::SomeoneMakesAnotherType(_, at) => {
                if let Some(question) = pick(questions, *at) {
                    question.question_type = QuestionType::Other("MCQ".into());
                }
            }
            Event::SomeoneSetsDuration(_, minutes) => {
                live.fields
                    .insert(AssessmentField::Duration, number(*minutes));
            }
            _ => {}
        }
        self.api.count(&id);
    }

    /// Looks at the plan by every law, and applies it.
    fn apply_what_can_go(&mut self) {
        let plan = self.plan();
        self.only_ours_is_deleted_or_overwritten(&plan);
        no_create_beside_a_live_one(self, &plan);
        self.settle(&plan);
    }

    fn only_ours_is_deleted_or_overwritten(&self, plan: &Plan) {
        for change in &plan.changes {
            let manifest = self.desired.taptalent.assessments.iter();
            let mut manifest = manifest.filter(|resource| resource.address == change.address);
            let Some(manifest) = manifest.next() else {
                continue;
            };
            let Some(record) = self.recorded.record(&change.address) else {
                continue;
            };
            if manifest.lifecycle.prune == Prune::All || change.action == Action::Adopt {
                continue;
            }
            let in_doubt = self.recorded.pending.keys();
            let in_doubt = in_doubt.filter(|key| key.address == change.address).count();
            for call in &change.calls {
                let Operation::TapTalent(
                    TapTalentWrite::DeleteQuestion {
                        assessment,
                        question: id,
                        ..
                    }
                    | TapTalentWrite::UpdateQuestion {
                        assessment,
                        question: id,
                        ..
                    },
                ) = &call.operation
                else {
                    continue;
                };
                let Target::Id(assessment) = assessment else {
                    continue;
                };
                let live = self.api.assessments[assessment].questions.iter().flatten();
                let mut live = live.filter(|live| live.id == *id);
                let live = &live.next().unwrap().text;
                let is_ours = record.questions.values().any(|ours| ours.id == id.as_str());
                let is_declared = manifest.spec.questions.iter().flatten();
                let mut is_declared = is_declared.map(|question| &question.content.question);
                let is_taken_over = is_declared.any(|declared| declared == live);
                assert!(
                    is_ours || is_taken_over || in_doubt > 0,
                    "{id} “{live}” is not ours\n{}",
                    shown(plan)
                );
            }
        }
    }
}

/// A create never adds a second object of one natural key.
fn no_create_beside_a_live_one(world: &World, plan: &Plan) {
    for call in plan.changes.iter().flat_map(|change| &change.calls) {
        match &call.operation {
            Operation::TapTalent(TapTalentWrite::CreateAssessment { fields }) => {
                let title = &fields[&AssessmentField::Title];
                let mut live = world.api.assessments.values();
                let is_there = live.any(|live| live.fields[&AssessmentField::Title] == *title);
                assert!(!is_there, "a second {title:?}\n{}", shown(plan));
            }
            Operation::TapTalent(TapTalentWrite::CreateFlow { flow_name, .. }) => {
                let name = text(flow_name);
                let mut live = world.api.flows.values();
                let is_there = live.any(|live| live.fields[&FlowField::FlowName] == name);
                assert!(!is_there, "a second {name:?}\n{}", shown(plan));
            }
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_a_plan_is_lawful_and_leaves_nothing_to_do(
        events in prop::collection::vec(event(), 1..14)
    ) {
        let mut world = start();
        for event in &events {
            world.happen(event);
        }
        world.apply_what_can_go();
    }
}
