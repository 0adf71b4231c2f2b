//! Manifests in a few words. What a test does not say is the plainest thing that the systems accept.

use camino::Utf8Path;

use crate::model::taptalent::{
    Assessment, AssessmentField, Flow, FlowField, JobRef, Question, QuestionContent, Step,
    StepField, StepTarget,
};
use crate::model::{
    Address, AssessmentId, FieldValue, Fields, Kind, Lifecycle, Name, Number, Origin, Pointer,
    Resource,
};

pub(super) fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

pub(super) fn number(number: u32) -> FieldValue {
    FieldValue::Number(Number::from(number))
}

pub(super) fn list(items: &[&str]) -> FieldValue {
    FieldValue::List(items.iter().map(|&item| item.to_owned()).collect())
}

pub(super) fn name(text: &str) -> Name {
    text.parse().unwrap()
}

pub(super) fn assessment_address(text: &str) -> Address {
    Address::new(Kind::TapTalentAssessment, name(text))
}

pub(super) fn flow_address(text: &str) -> Address {
    Address::new(Kind::Flow, name(text))
}

fn origin(kind: Kind, name: &str) -> Origin {
    Origin {
        file: Utf8Path::new(&format!("{kind}-{name}.yaml").to_lowercase()).into(),
        document: 0,
    }
}

/// `name: voice` is titled “Voice”, and leaves its questions alone.
pub(super) fn assessment(manifest: &str) -> Resource<Assessment> {
    let fields = [
        (AssessmentField::Title, text(&capitalized(manifest))),
        (AssessmentField::HiringForRole, text("Engineer")),
        (
            AssessmentField::PurposeOfInterview,
            text("See how they think."),
        ),
    ];
    Resource {
        address: assessment_address(manifest),
        labels: [].into(),
        pin: None,
        previous_names: Vec::new(),
        spec: Assessment {
            fields: fields.into(),
            job: None,
            questions: None,
            generate: None,
        },
        lifecycle: Lifecycle::default(),
        origin: origin(Kind::TapTalentAssessment, manifest),
    }
}

/// `name: screen` is called “Screen”, and has no step yet.
pub(super) fn flow(manifest: &str) -> Resource<Flow> {
    Resource {
        address: flow_address(manifest),
        labels: [].into(),
        pin: None,
        previous_names: Vec::new(),
        spec: Flow {
            fields: [(FlowField::FlowName, text(&capitalized(manifest)))].into(),
            steps: Vec::new(),
        },
        lifecycle: Lifecycle::default(),
        origin: origin(Kind::Flow, manifest),
    }
}

fn capitalized(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    first.to_uppercase() + rest
}

pub(super) fn question(question_name: &str, asked: &str) -> Question {
    Question {
        name: name(question_name),
        content: QuestionContent {
            question: asked.to_owned(),
            system_instruction: None,
            ideal_answer: None,
        },
        source: origin(Kind::TapTalentAssessment, "any").at(Pointer::spec("questions")),
    }
}

impl Resource<Assessment> {
    pub(super) fn with(mut self, field: AssessmentField, value: FieldValue) -> Self {
        self.spec.fields.insert(field, value);
        self
    }

    pub(super) fn asks(mut self, name: &str, asked: &str) -> Self {
        self.questions().push(question(name, asked));
        self
    }

    /// A question whose answers are judged by an ideal one, which no read shows.
    pub(super) fn asks_with_ideal(self, name: &str, asked: &str, ideal: &str) -> Self {
        let mut resource = self.asks(name, asked);
        resource.question(name).content.ideal_answer = Some(ideal.to_owned());
        resource
    }

    pub(super) fn for_job_titled(mut self, title: &str) -> Self {
        self.spec.job = Some(JobRef::Title(title.to_owned()));
        self
    }

    pub(super) fn pinned(mut self, id: &str) -> Self {
        self.pin = Some(AssessmentId::new(id));
        self
    }

    pub(super) fn set(&mut self, field: AssessmentField, value: FieldValue) {
        self.spec.fields.insert(field, value);
    }

    pub(super) fn questions(&mut self) -> &mut Vec<Question> {
        self.spec.questions.get_or_insert_default()
    }

    pub(super) fn question(&mut self, name: &str) -> &mut Question {
        let named = |question: &&mut Question| question.name.as_str() == name;
        self.questions().iter_mut().find(named).unwrap()
    }
}

pub(super) fn step(target: StepTarget, pass_threshold: u32) -> Step {
    Step {
        target,
        pass_threshold: Number::from(pass_threshold),
        metadata: Fields::new(),
    }
}

impl Resource<Flow> {
    pub(super) fn with(mut self, field: FlowField, value: FieldValue) -> Self {
        self.spec.fields.insert(field, value);
        self
    }

    /// A step on an assessment of this project.
    pub(super) fn takes(mut self, assessment: &str, pass_threshold: u32) -> Self {
        let target = StepTarget::Manifest(assessment_address(assessment));
        self.spec.steps.push(step(target, pass_threshold));
        self
    }

    /// A step on an assessment by its id.
    pub(super) fn takes_id(mut self, id: &str, pass_threshold: u32) -> Self {
        let target = StepTarget::Id(AssessmentId::new(id));
        self.spec.steps.push(step(target, pass_threshold));
        self
    }

    /// Gives the last step a name.
    pub(super) fn called(mut self, step_name: &str) -> Self {
        let name = FieldValue::Text(step_name.to_owned());
        let step = self.spec.steps.last_mut().unwrap();
        step.metadata.insert(StepField::Name, name);
        self
    }
}
