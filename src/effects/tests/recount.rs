//! Figures beside a recount that is written another way, over people whom nobody thought of.

use std::collections::{BTreeMap, BTreeSet};

use crate::effects::Past;
use crate::model::QuestionId;
use crate::model::taptalent::{ObservedCandidate, QuestionResult};
use crate::results::Apart;

use super::scene::*;

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
