//! The kinds of objects as data.

use vetform::model::promptster;
use vetform::model::taptalent::ObservedAssessment;
use vetform::model::{AssessmentId, Desired, FieldValue, Listing, Live, Lookup, TaskId};

use super::world::World;

pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) manifest: &'static str,
    pub(super) address: &'static str,
    /// What it is found by.
    pub(super) key: &'static str,
    pub(super) live: fn(&Desired, &World) -> Live,
}

pub(super) static ASSESSMENT: Kind = Kind {
    name: "a TapTalent assessment",
    manifest: "apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec: { title: Voice, hiringForRole: Engineer, purposeOfInterview: See how they find causes. }
",
    address: "taptalent/Assessment/voice",
    key: "Voice",
    live: assessments,
};

pub(super) static TASK: Kind = Kind {
    name: "a Promptster task",
    manifest: "apiVersion: promptster/v1
kind: Assessment
metadata: { name: task }
spec: { title: Task, role: Engineer, taskBrief: Build an endpoint. }
",
    address: "promptster/Assessment/task",
    key: "Task / Engineer",
    live: tasks,
};

fn assessments(desired: &Desired, world: &World) -> Live {
    let mut live = Live::default();
    let all = world.objects.iter().map(|object| ObservedAssessment {
        id: AssessmentId::new(object.id()),
        fields: desired.taptalent.assessments[0].spec.fields.clone(),
        company: None,
        created_at: None,
        changed_at: None,
        submission_count: Some(0),
        question_count: Some(0),
        url: None,
        questions: Some(Vec::new()),
        deleted: false,
    });
    let all: Vec<ObservedAssessment> = all.collect();
    let details = all.iter().cloned();
    live.taptalent.assessment_details = details
        .map(|one| (one.id.clone(), Lookup::Found(one)))
        .collect();
    live.taptalent.assessments = Listing::proven_complete(all);
    live
}

fn tasks(desired: &Desired, world: &World) -> Live {
    let mut live = Live::default();
    let fields = &desired.promptster.assessments[0].spec.fields;
    let all = world
        .objects
        .iter()
        .map(|object| promptster::ObservedAssessment {
            id: TaskId::new(object.id()),
            natural_key: Some(FieldValue::Text(promptster::natural_key(fields))),
            fields: fields.clone(),
            company: None,
            created_at: None,
            changed_at: None,
            deleted: false,
        });
    let all: Vec<promptster::ObservedAssessment> = all.collect();
    let details = all.iter().cloned();
    live.promptster.details = details
        .map(|one| (one.id.clone(), Lookup::Found(one)))
        .collect();
    let ids = all.iter().map(|one| one.id.clone());
    live.promptster.keys = ids
        .map(|id| (id, Lookup::Found(Listing::default())))
        .collect();
    live.promptster.assessments = Listing::proven_complete(all);
    live
}
