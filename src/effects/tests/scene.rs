//! Changes and people that the tests of effects are made of.

use std::collections::BTreeMap;

use serde_json::json;

use crate::effects::{Effects, work_out};
use crate::model::taptalent::{FlowBody, ObservedCandidate, Operation as TapTalentWrite, StepBody};
use crate::model::{Address, AssessmentId, FlowId, Kind, Number, Operation, QuestionId, Target};
use crate::plan::{
    Action, Cause, Change, FieldChange, Irreversible, Plan, PlannedCall, Precondition,
};

pub(super) fn change(kind: Kind, name: &str, action: Action) -> Change {
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

pub(super) fn call(operation: TapTalentWrite, irreversible: Option<Irreversible>) -> PlannedCall {
    PlannedCall {
        operation: Operation::TapTalent(operation),
        remember: Vec::new(),
        irreversible,
        follows_mail: false,
    }
}

pub(super) fn step(assessment: &str, mark: f64) -> StepBody {
    StepBody {
        assessment: Target::Id(AssessmentId::new(assessment)),
        pass_threshold: Number::new(mark).unwrap(),
        metadata: [].into(),
    }
}

pub(super) fn patch(steps: Vec<StepBody>) -> PlannedCall {
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
pub(super) fn another_mark(before: f64, after: f64) -> Change {
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
pub(super) fn without_questions(ids: &[&str]) -> Change {
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

pub(super) fn plan(changes: Vec<Change>) -> Plan {
    Plan {
        changes,
        ..Plan::default()
    }
}

pub(super) fn effects(plan: &Plan, people: Vec<ObservedCandidate>) -> Effects {
    let results = BTreeMap::from([(AssessmentId::new("quiz"), Ok(people))]);
    work_out(plan, &results, 1)
}

pub(super) fn person(number: usize, score: f64) -> ObservedCandidate {
    ObservedCandidate {
        id: Some(number.to_string()),
        email: Some(format!("p{number}@example.com")),
        score: Some(score),
        ..ObservedCandidate::default()
    }
}

/// Neither a few nor all but a few.
pub(super) fn is_told(part: usize, whole: usize) -> bool {
    !(1..10).contains(&part) && !(1..10).contains(&(whole - part))
}
