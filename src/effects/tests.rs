//! Figures beside a recount that is written another way, over people whom nobody thought of.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{Effects, Past, What, work_out};
use crate::model::taptalent::{
    FlowBody, ObservedCandidate, Operation as TapTalentWrite, QuestionContent, QuestionResult,
    StepBody,
};
use crate::model::{
    Address, AssessmentId, FlowId, Kind, Number, Operation, QuestionId, System, Target,
};
use crate::plan::{
    Action, Cause, Change, FieldChange, Irreversible, Plan, PlannedCall, Precondition,
};
use crate::results::{Apart, Headcount};

fn change(kind: Kind, name: &str, action: Action) -> Change {
    Change {
        address: Address::new(kind, name.parse().unwrap()),
        action,
        id: Some("1".to_owned()),
        fields: Vec::new(),
        calls: Vec::new(),
        requires: Vec::new(),
        precondition: Precondition::None,
        records: Vec::new(),
        candidates: None,
        people: Vec::new(),
        url: None,
        edited_at: None,
    }
}

fn call(operation: TapTalentWrite, irreversible: Option<Irreversible>) -> PlannedCall {
    PlannedCall {
        operation: Operation::TapTalent(operation),
        remember: Vec::new(),
        irreversible,
        follows_mail: false,
    }
}

fn step(assessment: &str, mark: f64) -> StepBody {
    StepBody {
        assessment: Target::Id(AssessmentId::new(assessment)),
        pass_threshold: Number::new(mark).unwrap(),
        metadata: [].into(),
    }
}

fn patch(steps: Vec<StepBody>) -> PlannedCall {
    let body = FlowBody {
        flow_name: "Screen".to_owned(),
        description: None,
        status: None,
        steps,
    };
    let flow = Target::Id(FlowId::new("1"));
    call(TapTalentWrite::UpdateFlow { flow, body }, None)
}

/// A flow whose first step, `quiz`, has another pass mark.
fn another_mark(before: f64, after: f64) -> Change {
    Change {
        fields: vec![FieldChange {
            path: "spec.steps[0].passThreshold".to_owned(),
            before: Some(json!(before)),
            after: Some(json!(after)),
            cause: Cause::Edited,
            source: None,
        }],
        calls: vec![patch(vec![step("quiz", after), step("talk", 50.0)])],
        ..change(Kind::Flow, "screen", Action::Update)
    }
}

/// `quiz` with each question deleted.
fn without_questions(ids: &[&str]) -> Change {
    let delete = |id: &&str| {
        let operation = TapTalentWrite::DeleteQuestion {
            assessment: Target::Id(AssessmentId::new("quiz")),
            question: QuestionId::new(*id),
            name: Some(id.parse().unwrap()),
        };
        call(operation, Some(Irreversible::DeletedQuestion))
    };
    Change {
        calls: ids.iter().map(delete).collect(),
        ..change(Kind::TapTalentAssessment, "quiz", Action::Update)
    }
}

fn plan(changes: Vec<Change>) -> Plan {
    Plan {
        changes,
        ..Plan::default()
    }
}

fn effects(plan: &Plan, people: Vec<ObservedCandidate>) -> Effects {
    let results = BTreeMap::from([(AssessmentId::new("quiz"), Ok(people))]);
    work_out(plan, &results, 1)
}

fn person(number: usize, score: f64) -> ObservedCandidate {
    ObservedCandidate {
        id: Some(number.to_string()),
        email: Some(format!("p{number}@example.com")),
        score: Some(score),
        ..ObservedCandidate::default()
    }
}

/// Numbers that are the same in each run: `SplitMix64`.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn score(&mut self, ability: usize) -> f64 {
        f64::from(u32::try_from((ability + self.below(60)) * 5).unwrap()) / 8.0
    }
}

const QUESTIONS: [&str; 6] = ["q1", "q2", "q3", "q4", "rare", "gone"];

/// As results come: unfinished, without a score, twice, without answers, with questions that nobody asks any more.
fn anybody(number: usize, random: &mut Random) -> ObservedCandidate {
    let ability = random.below(100);
    let mut questions = Vec::new();
    for (at, id) in QUESTIONS.iter().enumerate() {
        let odds = [1, 1, 1, 2, 700, 3][at];
        if random.below(odds) > 0 {
            continue;
        }
        // `q3` has nothing to do with how able somebody is, `q4` is the wrong way round.
        let able = [ability, ability, 50, 100 - ability, ability, ability][at];
        questions.push(QuestionResult {
            id: QuestionId::new(*id),
            text: None,
            is_answered: random.below(9) > 0,
            score: (random.below(12) > 0).then(|| random.score(able)),
        });
    }
    let same = number - random.below(20).min(number);
    ObservedCandidate {
        email: Some(format!(
            "p{}@example.com",
            if random.below(30) == 0 { same } else { number }
        )),
        status: Some(
            random
                .one(&["finished", "finished", "timed_out", "IN_PROGRESS"])
                .to_owned(),
        ),
        evaluation_status: (random.below(4) > 0).then(|| {
            random
                .one(&["completed", "completed", "completed", "pending"])
                .to_owned()
        }),
        score: (random.below(15) > 0).then(|| random.score(ability)),
        questions,
        ..person(number, 0.0)
    }
}

/// Those who count, the slow way: of each address the last result with a score that is finished and not pending.
fn who_counts(everybody: &[ObservedCandidate]) -> Vec<&ObservedCandidate> {
    let mut last: BTreeMap<&str, &ObservedCandidate> = BTreeMap::new();
    for one in everybody {
        let open = one.status.as_deref() == Some("IN_PROGRESS")
            || one.evaluation_status.as_deref() == Some("pending");
        if one.score.is_some() && !open {
            last.insert(one.email.as_deref().unwrap(), one);
        }
    }
    last.into_values().collect()
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// Neither a few nor all but a few.
fn is_told(part: usize, whole: usize) -> bool {
    !(1..10).contains(&part) && !(1..10).contains(&(whole - part))
}

/// `None`: not to be told.
fn recount_of_question(people: &[&ObservedCandidate], id: &str) -> (Option<usize>, Option<f64>) {
    let mut answered = 0;
    let (mut own, mut rest) = (Vec::new(), Vec::new());
    for person in people {
        let (this, others): (Vec<_>, Vec<_>) = person
            .questions
            .iter()
            .partition(|one| one.id.as_str() == id);
        let Some(this) = this.first().filter(|this| this.is_answered) else {
            continue;
        };
        answered += 1;
        let others: Vec<f64> = others.iter().filter_map(|one| one.score).collect();
        if let (Some(score), false) = (this.score, others.is_empty()) {
            own.push(score);
            rest.push(others.iter().sum::<f64>() / float(others.len()));
        }
    }
    // The textbook's formula of sums, which the program does not use.
    let n = float(own.len());
    let sum = |all: &[f64]| all.iter().sum::<f64>();
    let product =
        |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
    let of = |one: &[f64], other: &[f64]| n * product(one, other) - sum(one) * sum(other);
    let correlation = of(&own, &rest) / (of(&own, &own) * of(&rest, &rest)).sqrt();
    (
        is_told(answered, people.len()).then_some(answered),
        (own.len() >= 10).then_some(correlation),
    )
}

#[test]
fn figures_equal_a_recount_over_five_thousand_generated_candidates() {
    let mut strengths = BTreeSet::new();
    for seed in 1..=3 {
        let mut random = Random(seed);
        let everybody: Vec<_> = (0..5_000)
            .map(|number| anybody(number, &mut random))
            .collect();
        let people = who_counts(&everybody);
        assert!((1_500..4_000).contains(&people.len()), "{}", people.len());
        for (before, after) in [
            (70.0, 65.0),
            (65.0, 70.0),
            (40.0, 72.5),
            (99.0, 98.5),
            (70.0, 0.0),
            (0.0, 100.0),
        ] {
            let passing = |mark: f64| {
                people
                    .iter()
                    .filter(|one| one.score.unwrap() >= mark)
                    .count()
            };
            let moved = passing(before).abs_diff(passing(after));
            let told = effects(&plan(vec![another_mark(before, after)]), everybody.clone());
            let Past::PassMark {
                scored,
                moved: found,
            } = told.told[0].past
            else {
                panic!("{told:?}");
            };
            assert_eq!(scored.told(), Some(people.len()));
            let expected = is_told(moved, people.len()).then_some(moved);
            assert_eq!(found.told(), expected, "{before} → {after}");
        }
        let told = effects(
            &plan(vec![without_questions(&QUESTIONS)]),
            everybody.clone(),
        );
        for (effect, id) in told.told.iter().zip(QUESTIONS) {
            let Past::Question { answered, apart } = effect.past else {
                panic!("{effect:?}");
            };
            let (expected, correlation) = recount_of_question(&people, id);
            assert_eq!(answered.told(), expected, "{id}");
            match (apart, correlation) {
                (
                    Apart::By {
                        correlation: found, ..
                    },
                    Some(expected),
                ) => {
                    assert!((found - expected).abs() < 1e-9, "{id}: {found} {expected}");
                    strengths.insert(crate::results::Discrimination::of(found).as_str());
                }
                (Apart::Few, None) => {}
                other => panic!("{id}: {other:?}"),
            }
        }
    }
    // The generator makes what it is for.
    assert!(strengths.len() >= 3, "{strengths:?}");
}

#[test]
fn of_nine_people_nothing_is_told_and_of_ten_it_is() {
    let nine: Vec<_> = (0..9).map(|number| person(number, 67.0)).collect();
    let everything = plan(vec![another_mark(70.0, 65.0), without_questions(&["q1"])]);
    let told = effects(&everything, nine.clone());
    assert!(
        told.told.iter().all(|one| one.past == Past::TooFew),
        "{told:?}"
    );
    let ten = nine.into_iter().chain([person(9, 67.0)]).collect();
    let told = effects(&everything, ten);
    let moved = Headcount::Exactly(10);
    assert_eq!(
        told.told[0].past,
        Past::PassMark {
            scored: moved,
            moved
        }
    );
    assert_eq!(told.told[1].past, Past::NoQuestions);
}

#[test]
fn who_left_a_question_out_is_not_counted_where_they_are_few() {
    for left_out in 0..=40 {
        let everybody = (0..40).map(|number| ObservedCandidate {
            questions: vec![QuestionResult {
                id: QuestionId::new("q1"),
                text: None,
                is_answered: number >= left_out,
                score: Some(5.0),
            }],
            ..person(number, 67.0)
        });
        let told = effects(&plan(vec![without_questions(&["q1"])]), everybody.collect());
        let Past::Question { answered, .. } = told.told[0].past else {
            panic!("{told:?}");
        };
        let expected = is_told(40 - left_out, 40).then_some(40 - left_out);
        assert_eq!(answered.told(), expected, "{left_out}");
    }
}

#[test]
fn no_number_lets_anybody_work_out_fewer_than_ten() {
    for between in 0..=40 {
        let scores =
            (0..40).map(|number| person(number, if number < between { 67.0 } else { 90.0 }));
        let told = effects(&plan(vec![another_mark(70.0, 65.0)]), scores.collect());
        let Past::PassMark { scored, moved } = told.told[0].past else {
            panic!("{told:?}");
        };
        if let (Some(moved), Some(scored)) = (moved.told(), scored.told()) {
            for group in [moved, scored - moved] {
                assert!(group == 0 || group >= 10, "{between}: {moved} of {scored}");
            }
        }
    }
}

#[test]
fn a_new_version_is_held_against_the_steps_of_the_old_one() {
    let create = TapTalentWrite::CreateFlow {
        flow_name: "Screen v2".to_owned(),
        description: None,
        steps: vec![step("talk", 50.0), step("quiz", 65.0), step("new", 10.0)],
    };
    let change = Change {
        calls: vec![
            call(create, Some(Irreversible::Creation)),
            patch(vec![step("quiz", 70.0), step("talk", 50.0)]),
        ],
        ..change(Kind::Flow, "screen", Action::Replace)
    };
    let told = effects(&plan(vec![change]), Vec::new());
    assert_eq!(told.told.len(), 1);
    let asked = &told.told[0].asked;
    assert_eq!(asked.path, "spec.steps[1].passThreshold");
    assert_eq!(
        asked.what,
        What::PassMark {
            step: 1,
            before: Number::new(70.0),
            after: Number::new(65.0).unwrap()
        }
    );
}

#[test]
fn a_question_that_is_sent_once_since_nobody_can_read_it_is_no_change() {
    let update = |cause| {
        let operation = TapTalentWrite::UpdateQuestion {
            assessment: Target::Id(AssessmentId::new("quiz")),
            question: QuestionId::new("q1"),
            name: "first".parse().unwrap(),
            content: QuestionContent {
                question: "What else?".to_owned(),
                system_instruction: None,
                ideal_answer: None,
            },
        };
        let field = FieldChange {
            path: "spec.questions[first]".to_owned(),
            before: Some(json!({"question": "What?"})),
            after: None,
            cause,
            source: None,
        };
        let change = Change {
            fields: vec![field],
            calls: vec![call(operation, None)],
            ..change(Kind::TapTalentAssessment, "quiz", Action::Update)
        };
        super::asked(&plan(vec![change]))
    };
    assert!(update(Cause::Unverifiable).is_empty());
    let asked = update(Cause::Edited);
    assert!(
        matches!(&asked[0].what, What::Question { text: Some(text), is_deleted: false, .. } if text == "What?"),
        "{asked:?}"
    );
}

#[test]
fn what_is_not_known_says_why() {
    let mut unreadable = another_mark(70.0, 65.0);
    unreadable.fields[0].before = None;
    let told = effects(&plan(vec![unreadable]), Vec::new());
    assert!(
        matches!(&told.told[0].past, Past::Missing(why) if why.contains("pass mark")),
        "{told:?}"
    );
    let failed = BTreeMap::from([(AssessmentId::new("quiz"), Err("it is asleep".to_owned()))]);
    let told = work_out(&plan(vec![another_mark(70.0, 65.0)]), &failed, 1);
    assert_eq!(told.told[0].past, Past::Missing("it is asleep".to_owned()));
    let mut task = change(Kind::PromptsterAssessment, "task", Action::Update);
    task.calls = vec![patch(Vec::new())];
    assert_eq!(
        super::silent(&plan(vec![task])),
        BTreeSet::from([System::Promptster])
    );
}
