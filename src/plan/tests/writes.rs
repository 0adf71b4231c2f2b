//! The writes of the [`Api`]: each does what its page says, and panics where the page forbids. A plan that gets through
//! has sent nothing forbidden.

use std::collections::BTreeSet;

use super::api::Api;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{
    AssessmentField, FlowBody, FlowField, MAX_DURATION_AT_CREATION, ObservedAssessment,
    ObservedFlow, ObservedQuestion, ObservedStep, QuestionContent, QuestionType, StepBody,
    StepField,
};
use crate::model::{
    AssessmentId, Bounds, FieldKey, FieldValue, Fields, FlowId, Mutability, Number, Operation,
    QuestionId, Target, Written,
};

impl Api {
    /// Does one write.
    pub(super) fn execute(&mut self, operation: &Operation) -> Written {
        let route = operation.route();
        self.received.push(route.to_string());
        match operation {
            Operation::TapTalent(TapTalentWrite::CreateAssessment { fields }) => {
                self.create_assessment(fields)
            }
            Operation::TapTalent(TapTalentWrite::UpdateAssessment {
                assessment,
                changes,
            }) => self.update_assessment(known(assessment), changes.fields()),
            Operation::TapTalent(TapTalentWrite::AddQuestion {
                assessment,
                content,
                name: _,
            }) => self.add_question(known(assessment), content),
            Operation::TapTalent(TapTalentWrite::UpdateQuestion {
                assessment,
                question,
                content,
                name: _,
            }) => self.update_question(known(assessment), question, content),
            Operation::TapTalent(TapTalentWrite::DeleteQuestion {
                assessment,
                question,
                name: _,
            }) => self.delete_question(known(assessment), question),
            Operation::TapTalent(TapTalentWrite::CreateFlow {
                flow_name,
                description,
                steps,
            }) => self.create_flow(flow_name, description.as_deref(), steps),
            Operation::TapTalent(TapTalentWrite::UpdateFlow { flow, body }) => {
                self.update_flow(known(flow), body)
            }
            other => unreachable!("nothing in these worlds plans {other:?}"),
        }
    }

    pub(super) fn next_id(&mut self, prefix: &str) -> String {
        self.last_id += 1;
        format!("{prefix}{}", self.last_id)
    }

    fn create_assessment(&mut self, sent: &Fields<AssessmentField>) -> Written {
        for field in AssessmentField::ALL {
            let is_there = sent.contains_key(field);
            assert!(is_there || !field.spec().required, "{field:?} is required");
        }
        self.check_fields(sent, MAX_DURATION_AT_CREATION);
        let mut fields = defaults();
        fields.extend(sent.clone());
        let id = AssessmentId::new(self.next_id("a"));
        let live = ObservedAssessment {
            deleted: false,
            id: id.clone(),
            fields,
            company: None,
            created_at: Some("1700000000000".into()),
            changed_at: None,
            submission_count: Some(0),
            question_count: Some(0),
            url: None,
            questions: Some(Vec::new()),
        };
        self.assessments.insert(id.clone(), live);
        Written::Object(id.to_string())
    }

    fn update_assessment(&mut self, id: &AssessmentId, sent: &Fields<AssessmentField>) -> Written {
        assert!(!sent.is_empty(), "at least one field must be provided");
        for field in sent.keys() {
            let updatable = field.spec().mutability == Mutability::Updatable;
            assert!(updatable, "{field:?} cannot be updated");
        }
        self.check_fields(sent, 180);
        self.writable(id).fields.extend(sent.clone());
        Written::Nothing
    }

    fn check_fields(&self, sent: &Fields<AssessmentField>, longest: u32) {
        for (field, value) in sent {
            let length = match value {
                FieldValue::Text(text) => text.chars().count(),
                FieldValue::List(list) => list.len(),
                _ => 0,
            };
            if let Bounds::Length { min, max } | Bounds::Items { min, max } = field.spec().bounds
                && !matches!(value, FieldValue::Buckets(_))
            {
                assert!((min..=max).contains(&length), "{field:?} is out of bounds");
            }
        }
        if let Some(FieldValue::Number(minutes)) = sent.get(&AssessmentField::Duration) {
            let fits = *minutes >= Number::from(1) && *minutes <= Number::from(longest);
            assert!(fits, "duration {minutes} is more than {longest}");
        }
        if let Some(FieldValue::Text(job)) = sent.get(&AssessmentField::JobId) {
            let is_there = self.jobs.iter().any(|live| live.id.as_str() == job);
            assert!(job.is_empty() || is_there, "no job {job}");
        }
    }

    fn writable(&mut self, id: &AssessmentId) -> &mut ObservedAssessment {
        assert!(!self.denied.contains(id), "ACCESS_DENIED: {id}");
        let live = self.assessments.get_mut(id);
        live.unwrap_or_else(|| panic!("NOT_FOUND: assessment {id}"))
    }

    fn questions(&mut self, id: &AssessmentId) -> &mut Vec<ObservedQuestion> {
        self.writable(id).questions.get_or_insert_default()
    }

    /// Where the question stands. One that is not subjective is nobody's to write.
    fn place_of(&mut self, assessment: &AssessmentId, id: &QuestionId) -> usize {
        let questions = self.questions(assessment);
        let at = questions.iter().position(|question| question.id == *id);
        let at = at.unwrap_or_else(|| panic!("NOT_FOUND: question {id} in {assessment}"));
        assert_eq!(questions[at].question_type, QuestionType::Subjective);
        at
    }

    fn add_question(&mut self, assessment: &AssessmentId, content: &QuestionContent) -> Written {
        check_question(content);
        let id = QuestionId::new(self.next_id("q"));
        let question = ObservedQuestion {
            id: id.clone(),
            question_type: QuestionType::Subjective,
            text: content.question.clone(),
            others: Fields::new(),
        };
        self.questions(assessment).push(question);
        self.written.insert(id.clone(), content.clone());
        self.count(assessment);
        Written::Question(id)
    }

    /// What is left out is cleared: the worse of the two readings of the page.
    fn update_question(
        &mut self,
        assessment: &AssessmentId,
        id: &QuestionId,
        content: &QuestionContent,
    ) -> Written {
        check_question(content);
        let at = self.place_of(assessment, id);
        self.questions(assessment)[at]
            .text
            .clone_from(&content.question);
        self.written.insert(id.clone(), content.clone());
        Written::Nothing
    }

    fn delete_question(&mut self, assessment: &AssessmentId, id: &QuestionId) -> Written {
        let at = self.place_of(assessment, id);
        self.questions(assessment).remove(at);
        self.written.remove(id);
        self.count(assessment);
        Written::Nothing
    }

    pub(super) fn count(&mut self, assessment: &AssessmentId) {
        let live = self.writable(assessment);
        live.question_count = live
            .questions
            .as_ref()
            .map(|questions| questions.len() as u64);
    }

    fn create_flow(
        &mut self,
        name: &str,
        description: Option<&str>,
        steps: &[StepBody],
    ) -> Written {
        assert!(!name.trim().is_empty(), "flowName is required");
        let steps = self.checked(steps, 0);
        let described = description.map_or(FieldValue::Null, |text| FieldValue::Text(text.into()));
        let fields = [
            (FlowField::FlowName, FieldValue::Text(name.to_owned())),
            (FlowField::Description, described),
            (FlowField::Status, FieldValue::Text("ACTIVE".into())),
        ];
        let id = FlowId::new(self.next_id(""));
        let live = ObservedFlow {
            deleted: false,
            id: id.clone(),
            fields: fields.into(),
            company: None,
            candidate_count: Some(0),
            steps: Some(steps),
        };
        self.flows.insert(id.clone(), live);
        Written::Object(id.to_string())
    }

    fn update_flow(&mut self, id: &FlowId, body: &FlowBody) -> Written {
        assert!(!body.flow_name.trim().is_empty(), "flowName is required");
        let existing = self.flows.get(id).and_then(|live| live.steps.as_ref());
        let steps = self.checked(&body.steps, existing.map_or(0, Vec::len));
        let live = self.flows.get_mut(id);
        let live = live.unwrap_or_else(|| panic!("NOT_FOUND: flow {id}"));
        let existing = live.steps.get_or_insert_default();
        assert!(steps.len() >= existing.len(), "a step cannot be removed");
        for (at, (old, new)) in existing.iter().zip(&steps).enumerate() {
            assert_unchanged(at, old, new, &self.hidden_of_steps, self.on_trust);
        }
        for (index, step) in steps.into_iter().enumerate() {
            match existing.get_mut(index) {
                Some(old) => old.pass_threshold = step.pass_threshold,
                None => existing.push(step),
            }
        }
        let mut set = |field, text: &Option<String>| {
            if let Some(text) = text {
                live.fields.insert(field, FieldValue::Text(text.clone()));
            }
        };
        set(FlowField::FlowName, &Some(body.flow_name.clone()));
        set(FlowField::Description, &body.description);
        set(FlowField::Status, &body.status);
        Written::Nothing
    }

    /// The steps of a request as they are kept. The assessment of an existing one may have gone since.
    fn checked(&self, steps: &[StepBody], existing: usize) -> Vec<ObservedStep> {
        assert!(!steps.is_empty(), "at least one step");
        for step in steps.iter().skip(existing) {
            let id = known(&step.assessment);
            let is_there = self.assessments.contains_key(id);
            assert!(is_there, "NOT_FOUND: assessment {id} of a step");
        }
        steps.iter().map(|step| self.kept(step)).collect()
    }

    fn kept(&self, step: &StepBody) -> ObservedStep {
        let id = known(&step.assessment);
        let range = Number::from(0)..=Number::from(100);
        assert!(range.contains(&step.pass_threshold), "passThreshold 0–100");
        let live = self.assessments.get(id);
        let title = match live.and_then(|live| live.fields.get(&AssessmentField::Title)) {
            Some(FieldValue::Text(title)) => Some(title.clone()),
            _ => None,
        };
        // What is not sent is empty then, and the type is the assessment's.
        let texts = StepField::ALL.iter().filter(|field| field.is_metadata());
        let mut metadata: Fields<_> = texts.map(|field| (*field, FieldValue::Null)).collect();
        metadata.insert(StepField::AssessmentType, FieldValue::Text("QUIZ".into()));
        metadata.extend(step.metadata.clone());
        ObservedStep {
            assessment: Some(id.clone()),
            pass_threshold: Some(step.pass_threshold),
            metadata,
            assessment_name: title,
        }
    }
}

/// Everything but the threshold. What no read shows cannot be restated, so leaving that out is not a change.
fn assert_unchanged(
    at: usize,
    old: &ObservedStep,
    new: &ObservedStep,
    hidden: &BTreeSet<StepField>,
    on_trust: bool,
) {
    assert_eq!(old.assessment, new.assessment, "step {at} is re-pointed");
    for field in StepField::ALL.iter().filter(|field| field.is_metadata()) {
        let (old, new) = (old.metadata.get(field), new.metadata.get(field));
        let is_unseen = hidden.contains(field) && (on_trust || new == Some(&FieldValue::Null));
        assert!(is_unseen || old == new, "{field:?} of step {at} changes");
    }
}

fn check_question(content: &QuestionContent) {
    let length = content.question.chars().count();
    assert!((10..=1000).contains(&length), "question of {length}");
}

fn known<I>(target: &Target<I>) -> &I {
    match target {
        Target::Id(id) => id,
        Target::Created(address) => panic!("the id of {address} is not known"),
    }
}

/// "Create Assessment": what is taken for what is left out.
fn defaults() -> Fields<AssessmentField> {
    [
        (AssessmentField::JobId, FieldValue::Null),
        (
            AssessmentField::IsEmailVerificationRequired,
            FieldValue::Bool(true),
        ),
        (AssessmentField::Status, FieldValue::Text("ACTIVE".into())),
        (AssessmentField::Duration, FieldValue::Number(20.into())),
        (
            AssessmentField::AiLanguage,
            FieldValue::Text("english".into()),
        ),
        (AssessmentField::Skills, FieldValue::List(Vec::new())),
        (AssessmentField::Buckets, FieldValue::Buckets(Vec::new())),
        (AssessmentField::ShouldEvaluateCefr, FieldValue::Bool(false)),
    ]
    .into()
}
