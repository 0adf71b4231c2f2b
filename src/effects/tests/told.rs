//! What is told, what is kept back since it is of few, and what is no change.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::effects::{Past, What, work_out};
use crate::model::taptalent::{
    ObservedCandidate, Operation as TapTalentWrite, QuestionContent, QuestionResult,
};
use crate::model::{AssessmentId, Kind, Number, QuestionId, System, Target};
use crate::plan::{Action, Cause, Change, FieldChange, Irreversible};
use crate::results::Headcount;

use super::scene::*;

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
        crate::effects::asked(&plan(vec![change]))
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
        crate::effects::silent(&plan(vec![task])),
        BTreeSet::from([System::Promptster])
    );
}
