//! Which applied values TapTalent shows otherwise.

use super::flow::{step_values, versioned};
use crate::model::taptalent::{ObservedAssessment, ObservedFlow, Question, QuestionField, Step};
use crate::model::{AssessmentId, Desired, FieldKey as _, FieldValue, FlowId, Live, Lookup, Name};
use crate::plan::rewritten::{Look, Rewrite};
use crate::state::{RecordChange, Recorded};

pub(super) fn add(desired: &Desired, live: &Live, recorded: &Recorded, found: &mut Vec<Rewrite>) {
    let live = &live.taptalent;
    for resource in &desired.taptalent.assessments {
        if let Some(look) = Look::of(resource, recorded)
            && let id = AssessmentId::new(&look.record.id)
            && let Some(Lookup::Found(live)) = live.assessment_details.get(&id)
        {
            look.fields(&resource.spec.fields, &live.fields, found);
            look.questions(resource.spec.questions.iter().flatten(), live, found);
        }
    }
    for resource in &desired.taptalent.flows {
        if let Some(look) = Look::of(resource, recorded)
            && let Some(Lookup::Found(live)) = live.flow_details.get(&FlowId::new(&look.record.id))
        {
            let declared = versioned(&resource.spec.fields, look.record.version);
            look.fields(&declared, &live.fields, found);
            look.steps(&resource.spec.steps, live, found);
        }
    }
}

impl Look<'_> {
    fn questions<'q>(
        &self,
        wanted: impl Iterator<Item = &'q Question>,
        live: &ObservedAssessment,
        found: &mut Vec<Rewrite>,
    ) {
        for question in wanted {
            let Some(record) = self.record.questions.get(&question.name) else {
                continue;
            };
            let live = live
                .questions
                .iter()
                .flatten()
                .find(|live| live.id.as_str() == record.id);
            let Some(live) = live else { continue };
            let live = FieldValue::Text(live.text.clone());
            let applied = FieldValue::Text(question.content.question.clone());
            if self.is_rewrite(QuestionField::Question, &record.fields, &applied, &live) {
                found.push(self.question(&question.name, live, applied));
            }
        }
    }

    fn steps(&self, declared: &[Step], live: &ObservedFlow, found: &mut Vec<Rewrite>) {
        let live = live.steps.iter().flatten();
        let steps = declared.iter().zip(live).zip(&self.record.steps);
        for (index, ((declared, live), record)) in steps.enumerate() {
            for (field, applied, live) in step_values(declared, live) {
                if !self.is_rewrite(field, record, &applied, &live) {
                    continue;
                }
                let name = field.spec().name;
                let fields = [(name.to_owned(), self.key.of(name, &live))].into();
                found.push(Rewrite {
                    address: self.address.clone(),
                    path: format!("spec.steps[{index}].{name}"),
                    live,
                    applied,
                    remember: RecordChange::StepRewritten { index, fields },
                });
            }
        }
    }

    fn question(&self, name: &Name, live: FieldValue, applied: FieldValue) -> Rewrite {
        let field = QuestionField::Question.spec().name;
        let fields = [(field.to_owned(), self.key.of(field, &live))].into();
        Rewrite {
            address: self.address.clone(),
            path: format!("spec.questions[{name}]"),
            live,
            applied,
            remember: RecordChange::QuestionRewritten {
                name: name.clone(),
                fields,
            },
        }
    }
}
