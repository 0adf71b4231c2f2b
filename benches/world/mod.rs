//! Projects of any size, and live systems that are as they declare, or nearly.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use camino::Utf8Path;
use vetform::manifest::{Loaded, find_project, load};
use vetform::model::taptalent::{
    ObservedAssessment, ObservedFlow, ObservedQuestion, ObservedStep, QuestionType, Step,
    StepTarget,
};
use vetform::model::{Address, AssessmentId, Desired, FlowId, Listing, Live, Lookup, QuestionId};
use vetform::plan::{Plan, Remember};
use vetform::state::{Delta, FingerprintKey, Recorded};

const CONFIG: &str =
    "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  bench:\n    sandbox: {}\n";

/// A project on disk: `size` assessments, and a flow of three steps for every ten of them.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

/// How a project is cut into files.
#[derive(Clone, Copy)]
pub(crate) enum Layout {
    FileEach,
    OneFile,
}

impl Project {
    pub(crate) fn new(size: usize, questions: usize, layout: Layout) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("vetform.yaml", CONFIG);
        let assessments = (0..size).map(|i| (format!("a{i:05}.yaml"), assessment(i, questions)));
        let flows = (0..size / 10).map(|i| (format!("f{i:05}.yaml"), flow(i, size)));
        match layout {
            Layout::FileEach => assessments
                .chain(flows)
                .for_each(|(name, text)| write(&name, &text)),
            Layout::OneFile => {
                let texts: Vec<String> = assessments.chain(flows).map(|(_, text)| text).collect();
                write("all.yaml", &texts.join("---\n"));
            }
        }
        Self { folder }
    }

    pub(crate) fn load(&self) -> Loaded {
        let root = find_project(Utf8Path::from_path(self.folder.path()).unwrap(), None).unwrap();
        let loaded = load(&root, None);
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems.first());
        loaded
    }

    pub(crate) fn desired(&self) -> Desired {
        self.load().desired.unwrap()
    }
}

fn assessment(i: usize, questions: usize) -> String {
    let mut text = format!(
        "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: voice-{i} }}\nspec:\n  \
         title: Voice interview {i}\n  hiringForRole: Engineer\n  \
         purposeOfInterview: Evaluate technical depth and communication, cohort {i}.\n  \
         status: ACTIVE\n  duration: 20\n  aiLanguage: english\n  skills: [Rust, Systems, APIs]\n  \
         isEmailVerificationRequired: true\n  questions:\n"
    );
    for j in 0..questions {
        let _ = write!(
            text,
            "    - name: question-{j}\n      question: {}\n      \
             systemInstruction: Look for structured problem-solving and evidence of ownership.\n      \
             idealAnswer: Reproduction, root cause, fix, prevention; then what the team changed.\n",
            question(i, j)
        );
    }
    text
}

fn question(i: usize, j: usize) -> String {
    format!(
        "Describe incident {j} of case {i} that you led, what you measured first, how you found \
         the cause, and what you would do otherwise the next time it happens."
    )
}

fn flow(i: usize, assessments: usize) -> String {
    let mut text = format!(
        "apiVersion: taptalent/v1\nkind: Flow\nmetadata: {{ name: flow-{i} }}\nspec:\n  \
         flowName: Hiring flow {i}\n  description: Screen, then interviews.\n  steps:\n"
    );
    for step in 0..3 {
        let _ = write!(
            text,
            "    - assessment: voice-{}\n      passThreshold: {}\n      name: Step {step}\n",
            (i * 7 + step * 13) % assessments,
            50 + step * 10
        );
    }
    text
}

/// What a system shows that is as declared, but for the texts of its questions.
pub(crate) fn live(desired: &Desired, text_of_question: impl Fn(&str) -> String) -> Live {
    let mut live = Live::default();
    let mut ids: BTreeMap<&Address, AssessmentId> = BTreeMap::new();
    let mut listed = Vec::new();
    for (i, resource) in desired.taptalent.assessments.iter().enumerate() {
        let id = AssessmentId::new(format!("assessment-{i:06}"));
        let questions = resource.spec.questions.iter().flatten();
        let questions = questions.enumerate().map(|(j, question)| ObservedQuestion {
            id: QuestionId::new(format!("question-{i:06}-{j:03}")),
            question_type: QuestionType::Subjective,
            text: text_of_question(&question.content.question),
            others: BTreeMap::new(),
        });
        let item = ObservedAssessment {
            changed_at: None,
            deleted: false,
            id: id.clone(),
            fields: resource.spec.fields.clone(),
            company: None,
            created_at: None,
            submission_count: Some(0),
            question_count: None,
            url: None,
            questions: None,
        };
        listed.push(item.clone());
        let detail = ObservedAssessment {
            questions: Some(questions.collect()),
            ..item
        };
        live.taptalent
            .assessment_details
            .insert(id.clone(), Lookup::Found(detail));
        ids.insert(&resource.address, id);
    }
    live.taptalent.assessments = Listing::proven_complete(listed);
    let flows: Vec<ObservedFlow> = desired
        .taptalent
        .flows
        .iter()
        .enumerate()
        .map(|(i, resource)| ObservedFlow {
            deleted: false,
            id: FlowId::new(i.to_string()),
            fields: resource.spec.fields.clone(),
            company: None,
            candidate_count: Some(0),
            steps: Some(
                resource
                    .spec
                    .steps
                    .iter()
                    .map(|step| live_step(step, &ids))
                    .collect(),
            ),
        })
        .collect();
    let details = flows
        .iter()
        .map(|flow| (flow.id.clone(), Lookup::Found(flow.clone())));
    live.taptalent.flow_details = details.collect();
    live.taptalent.flows = Listing::proven_complete(flows);
    live
}

fn live_step(step: &Step, ids: &BTreeMap<&Address, AssessmentId>) -> ObservedStep {
    let assessment = match &step.target {
        StepTarget::Manifest(address) => ids[address].clone(),
        StepTarget::Id(id) => id.clone(),
    };
    ObservedStep {
        assessment: Some(assessment),
        pass_threshold: Some(step.pass_threshold),
        metadata: step.metadata.clone(),
        ..ObservedStep::default()
    }
}

/// A state that remembers nothing.
pub(crate) fn nothing_recorded() -> Recorded {
    Recorded::new(FingerprintKey::new([7; 32]), "bench".into())
}

/// The state after a plan of things that are all live was carried out.
pub(crate) fn recorded_after(plan: &Plan) -> Recorded {
    let mut recorded = nothing_recorded();
    plan.records.iter().for_each(|delta| recorded.apply(delta));
    for change in &plan.changes {
        let sent = change.calls.iter().flat_map(|call| &call.remember);
        let facts = sent.filter_map(|remember| match remember {
            Remember::Fact(fact) => Some(fact),
            _ => None,
        });
        for fact in change.records.iter().chain(facts) {
            recorded.apply(&Delta {
                address: change.address.clone(),
                change: fact.clone(),
            });
        }
    }
    recorded
}
