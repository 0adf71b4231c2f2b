//! What of the wanted state is a box and what a line. A new kind is taught here, and nowhere else: its column in
//! [`Column`], its boxes and its lines in a method of [`Builder`].

use std::collections::BTreeMap;

use super::boxes::{Column, Graph, Node, NodeId, short};
use crate::model::taptalent::{
    Assessment, AssessmentField, Flow, FlowField, Question, Step, StepField, StepTarget,
};
use crate::model::{
    Address, AssessmentId, Desired, FieldValue, Pointer, Resource, SourcePath, Spec, text_in,
};

/// The picture of a wanted state.
pub fn graph(desired: &Desired) -> Graph {
    let mut builder = Builder::default();
    for resource in &desired.taptalent.assessments {
        builder.assessment(resource);
    }
    for resource in &desired.taptalent.flows {
        builder.flow(resource);
    }
    builder.graph
}

#[derive(Default)]
struct Builder<'d> {
    graph: Graph,
    managed: BTreeMap<&'d Address, NodeId>,
    /// Assessments that only the system knows.
    foreign: BTreeMap<&'d AssessmentId, NodeId>,
    /// Question manifests, by where they stand.
    shared: BTreeMap<&'d SourcePath, NodeId>,
}

impl<'d> Builder<'d> {
    fn resource<S: Spec>(
        &mut self,
        resource: &'d Resource<S>,
        column: Column,
        title: Option<&FieldValue>,
        size: String,
    ) -> NodeId {
        let address = &resource.address;
        let title = match title {
            Some(FieldValue::Text(title)) => short(title),
            _ => address.name().to_string(),
        };
        let node = self.graph.node(Node {
            column,
            title,
            lines: vec![address.to_string(), size],
            is_managed: true,
        });
        self.managed.insert(address, node);
        node
    }

    fn assessment(&mut self, resource: &'d Resource<Assessment>) {
        let Assessment {
            fields,
            job: _,
            questions,
            generate: _,
        } = &resource.spec;
        let size = match questions {
            None => "questions not managed".to_owned(),
            Some(questions) => counted(questions.len(), "question"),
        };
        let title = fields.get(&AssessmentField::Title);
        let node = self.resource(resource, Column::Assessment, title, size);
        let questions = questions.iter().flatten();
        for question in questions.filter(|question| is_shared(question)) {
            let shared = self.shared(question);
            self.graph.edge(node, shared, None);
        }
    }

    fn shared(&mut self, question: &'d Question) -> NodeId {
        let graph = &mut self.graph;
        *self.shared.entry(&question.source).or_insert_with(|| {
            graph.node(Node {
                column: Column::Question,
                title: short(&question.content.question),
                lines: vec!["shared question".to_owned()],
                is_managed: true,
            })
        })
    }

    fn flow(&mut self, resource: &'d Resource<Flow>) {
        let Flow { fields, steps } = &resource.spec;
        let size = counted(steps.len(), "step");
        let title = fields.get(&FlowField::FlowName);
        let node = self.resource(resource, Column::Flow, title, size);
        for (index, step) in steps.iter().enumerate() {
            let target = self.target(&step.target);
            let label = step_label(index, step);
            self.graph.edge(node, target, Some(label));
        }
    }

    fn target(&mut self, target: &'d StepTarget) -> NodeId {
        let graph = &mut self.graph;
        match target {
            StepTarget::Manifest(address) => *self.managed.entry(address).or_insert_with(|| {
                let title = address.name().to_string();
                graph.node(outside(title, address.to_string()))
            }),
            StepTarget::Id(id) => *self.foreign.entry(id).or_insert_with(|| {
                let title = short(id.as_str());
                graph.node(outside(title, "by id, without a manifest".to_owned()))
            }),
        }
    }
}

fn outside(title: String, line: String) -> Node {
    Node {
        column: Column::Assessment,
        title,
        lines: vec![line],
        is_managed: false,
    }
}

/// A question that stands in a manifest of its own is the whole `spec` there.
fn is_shared(question: &Question) -> bool {
    question.source.pointer == Pointer::root().key("spec")
}

fn step_label(index: usize, step: &Step) -> String {
    let threshold = step.pass_threshold;
    let name = text_in(&step.metadata, StepField::Name).map(short);
    let name = name.map_or_else(String::new, |name| format!("{name}: "));
    format!("{}. {name}pass from {}", index + 1, threshold.to_json())
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
