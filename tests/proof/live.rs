//! What a read shows of a world: the objects as they are declared, and the people who are in them.

use std::collections::BTreeMap;

use vetform::model::flowmingo::Submission;
use vetform::model::promptster::{self, ObservedKey};
use vetform::model::taptalent::{
    CandidatesOf, ObservedAssessment, ObservedCandidate, ObservedFlow, ObservedStep,
};
use vetform::model::{
    AssessmentId, CandidateKeyId, Desired, ExternalId, FieldValue, FlowId, InterviewSetId, Kind,
    Listing, Live, LiveExternal, Lookup, PersonIds, SubmissionId, TalentId, TaskId,
};

use super::kinds::address_of;
use super::world::{Entry, World};

const ID: &str = "x1";

/// The ids that a system gives an entry.
pub(crate) fn ids(entry: &Entry) -> PersonIds {
    PersonIds {
        id: Some(format!("e{}-{}", entry.who, entry.nth)),
        talent: Some(format!("p{}", entry.who)),
    }
}

fn id(entry: &Entry) -> String {
    format!("e{}-{}", entry.who, entry.nth)
}

pub(crate) fn flow(desired: &Desired, world: &World) -> Live {
    let mut live = assessments(desired);
    let id_of_flow = FlowId::new("f1");
    let declared = &desired.taptalent.flows[0].spec;
    let steps = declared.steps.iter().map(|step| ObservedStep {
        assessment: Some(AssessmentId::new(ID)),
        pass_threshold: Some(step.pass_threshold),
        metadata: step.metadata.clone(),
        ..ObservedStep::default()
    });
    let flow = ObservedFlow {
        id: id_of_flow.clone(),
        fields: declared.fields.clone(),
        company: None,
        candidate_count: Some(0),
        steps: Some(steps.collect()),
        deleted: false,
    };
    live.taptalent.flows = Listing::proven_complete(vec![flow.clone()]);
    live.taptalent
        .flow_details
        .insert(id_of_flow.clone(), Lookup::Found(flow));
    let candidates = world.entries.iter().map(|entry| ObservedCandidate {
        id: Some(id(entry)),
        email: Some(address_of(entry.who)),
        ..ObservedCandidate::default()
    });
    live.taptalent.candidates.insert(
        CandidatesOf::Flow(id_of_flow),
        Lookup::Found(Listing::proven_complete(candidates.collect())),
    );
    live
}

/// Of an assessment, only those show who have submitted it, and nobody has.
pub(crate) fn assessment(desired: &Desired, _: &World) -> Live {
    let mut live = assessments(desired);
    live.taptalent.candidates.insert(
        CandidatesOf::Assessment(AssessmentId::new(ID)),
        Lookup::Found(Listing::default()),
    );
    live
}

fn assessments(desired: &Desired) -> Live {
    let mut live = Live::default();
    let assessment = ObservedAssessment {
        id: AssessmentId::new(ID),
        fields: desired.taptalent.assessments[0].spec.fields.clone(),
        company: None,
        created_at: None,
        changed_at: None,
        submission_count: Some(0),
        question_count: Some(0),
        url: None,
        questions: Some(Vec::new()),
        deleted: false,
    };
    live.taptalent.assessments = Listing::proven_complete(vec![assessment.clone()]);
    live.taptalent
        .assessment_details
        .insert(assessment.id.clone(), Lookup::Found(assessment));
    live
}

/// Flowmingo shows ids, and nobody's address.
pub(crate) fn interview_set(_: &Desired, world: &World) -> Live {
    let mut live = Live::default();
    let set = LiveExternal {
        id: ExternalId::new(ID),
        title: "Sales".to_owned(),
    };
    live.flowmingo.externals =
        BTreeMap::from([(Kind::InterviewSet, Listing::proven_complete(vec![set]))]);
    let submissions = world.entries.iter().map(|entry| Submission {
        id: SubmissionId::new(id(entry)),
        set: Some(InterviewSetId::new(ID)),
        talent: ids(entry).talent.map(TalentId::new),
        overall_score: None,
        submitted_at: None,
        created_at: None,
    });
    live.flowmingo.submissions.insert(
        InterviewSetId::new(ID),
        Lookup::Found(Listing::proven_complete(submissions.collect())),
    );
    live
}

pub(crate) fn task(desired: &Desired, world: &World) -> Live {
    let mut live = Live::default();
    let fields = desired.promptster.assessments[0].spec.fields.clone();
    let task = promptster::ObservedAssessment {
        id: TaskId::new(ID),
        natural_key: Some(FieldValue::Text(promptster::natural_key(&fields))),
        fields,
        company: None,
        created_at: None,
        changed_at: None,
        deleted: false,
    };
    live.promptster.assessments = Listing::proven_complete(vec![task.clone()]);
    live.promptster
        .details
        .insert(task.id.clone(), Lookup::Found(task));
    let keys = world.entries.iter().map(|entry| ObservedKey {
        id: CandidateKeyId::new(id(entry)),
        email: Some(address_of(entry.who)),
        name: None,
        status: None,
        created_at: None,
        redeemed_at: None,
        completed_at: None,
        expires_at: None,
        session: None,
        total_cost_usd: None,
    });
    live.promptster.keys.insert(
        TaskId::new(ID),
        Lookup::Found(Listing::proven_complete(keys.collect())),
    );
    live
}
