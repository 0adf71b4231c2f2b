//! Which declared values a system shows otherwise, although exactly they were applied: it trimmed them, or put others in
//! their place.

use super::field::Memory;
use super::record::record_of;
use super::taptalent::{step_values, versioned};
use crate::model::taptalent::{ObservedAssessment, ObservedFlow, Question, QuestionField, Step};
use crate::model::{
    Address, Desired, FieldKey, FieldValue, Fields, Live, Lookup, Name, TaskId, promptster,
};
use crate::state::{FieldRecords, FingerprintKey, Record, RecordChange, Recorded};

/// One value that is live otherwise than it was applied.
#[derive(Debug, Clone, PartialEq)]
pub struct Rewrite {
    /// Of which resource.
    pub address: Address,
    /// `spec.title`, `spec.questions[name]`
    pub path: String,
    /// What is live.
    pub live: FieldValue,
    /// What was applied.
    pub applied: FieldValue,
    /// What to remember, if it is to be taken as settled.
    pub remember: RecordChange,
}

/// Holds live values against what `recorded` says was applied.
pub fn rewritten(desired: &Desired, live: &Live, recorded: &Recorded) -> Vec<Rewrite> {
    let key = &recorded.fingerprint_key;
    let mut found = Vec::new();
    for resource in &desired.assessments {
        let Some(record) = record_of(resource, recorded) else {
            continue;
        };
        let id = crate::model::AssessmentId::new(record.id.clone());
        let Some(Lookup::Found(live)) = live.assessment_details.get(&id) else {
            continue;
        };
        let look = Look {
            address: &resource.address,
            key,
            record,
        };
        look.fields(&resource.spec.fields, &live.fields, &mut found);
        look.questions(resource.spec.questions.iter().flatten(), live, &mut found);
    }
    for resource in &desired.flows {
        let Some(record) = record_of(resource, recorded) else {
            continue;
        };
        let id = crate::model::FlowId::new(record.id.clone());
        let Some(Lookup::Found(live)) = live.flow_details.get(&id) else {
            continue;
        };
        let look = Look {
            address: &resource.address,
            key,
            record,
        };
        let declared = versioned(&resource.spec.fields, record.version);
        look.fields(&declared, &live.fields, &mut found);
        look.steps(&resource.spec.steps, live, &mut found);
    }
    of_promptster(desired, &live.promptster, recorded, &mut found);
    found
}

fn of_promptster(
    desired: &Desired,
    live: &promptster::Live,
    recorded: &Recorded,
    found: &mut Vec<Rewrite>,
) {
    let key = &recorded.fingerprint_key;
    for resource in &desired.promptster.assessments {
        let Some(record) = record_of(resource, recorded) else {
            continue;
        };
        if let Some(Lookup::Found(live)) = live.details.get(&TaskId::new(&record.id)) {
            let address = &resource.address;
            let look = Look {
                address,
                key,
                record,
            };
            look.fields(&resource.spec.fields, &live.fields, found);
        }
    }
    for resource in &desired.promptster.branding {
        if let (Some(record), Some(live)) = (record_of(resource, recorded), &live.branding) {
            let address = &resource.address;
            let look = Look {
                address,
                key,
                record,
            };
            look.fields(&resource.spec.fields, &live.fields, found);
        }
    }
}

struct Look<'a> {
    address: &'a Address,
    key: &'a FingerprintKey,
    record: &'a Record,
}

impl Look<'_> {
    fn fields<F: FieldKey>(
        &self,
        declared: &Fields<F>,
        live: &Fields<F>,
        found: &mut Vec<Rewrite>,
    ) {
        for (field, applied) in declared {
            let name = field.spec().name;
            let Some(live) = live.get(field) else {
                continue;
            };
            if !self.is_rewrite(*field, &self.record.fields, applied, live) {
                continue;
            }
            let print = self.key.of(name, live);
            found.push(Rewrite {
                address: self.address.clone(),
                path: format!("spec.{name}"),
                live: live.clone(),
                applied: applied.clone(),
                remember: RecordChange::Rewritten {
                    fields: [(name.to_owned(), print)].into(),
                },
            });
        }
    }

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

    /// Applied as declared, never known to read otherwise, and reads otherwise.
    fn is_rewrite<F: FieldKey>(
        &self,
        field: F,
        records: &FieldRecords,
        declared: &FieldValue,
        live: &FieldValue,
    ) -> bool {
        let name = field.spec().name;
        let was_applied = records.applied.get(name) == Some(&self.key.of(name, declared));
        let memory = Memory {
            key: self.key,
            fields: Some(records),
            resource_recorded: true,
        };
        let is_settled = || records.settled(name) == Some(&self.key.of(name, live));
        // What was just sent and comes back broken is not unknown: the system keeps it so.
        was_applied
            && (memory.difference(field, declared, Some(live)).is_some()
                || live.is_broken() && !is_settled())
    }
}
