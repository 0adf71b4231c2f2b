//! Manifests, live objects and state together.

use std::collections::BTreeMap;

use super::api::Api;
use super::sketch::{assessment, assessment_address, flow_address, text};
use crate::diagnostic::Code;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{
    Assessment, AssessmentField, Flow, FlowField, ObservedAssessment, ObservedFlow,
    ObservedQuestion, ObservedStep, QuestionType,
};
use crate::model::{
    Address, AssessmentId, Desired, FieldKey, FieldValue, FlowId, Operation, QuestionId, Resource,
    Written,
};
use crate::plan::{
    Blocked, Change, Note, Plan, PlannedCall, Policy, Precondition, Selection, plan, reads,
};
use crate::render::{Occasion, Paint, PlanText, Titles, plan_text};
use crate::state::{Delta, FingerprintKey, Part, Pending, RecordChange, Recorded};

pub(super) const KEY: FingerprintKey = FingerprintKey::new([7; 32]);

/// Everything that a plan looks at.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub desired: Desired,
    pub api: Api,
    pub recorded: Recorded,
    pub policy: Policy,
}

/// Where a run is killed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kill {
    /// Never.
    No,
    /// Before the call of this number is sent.
    Before(usize),
    /// After the call of this number is done, before its answer arrives.
    After(usize),
}

impl World {
    /// Nothing declared, nothing live, nothing remembered.
    pub(super) fn new() -> Self {
        Self {
            desired: Desired::default(),
            api: Api::default(),
            recorded: Recorded::new(KEY, "lineage".into()),
            policy: Policy::default(),
        }
    }

    pub(super) fn declares(mut self, resource: Resource<Assessment>) -> Self {
        self.desired.taptalent.assessments.push(resource);
        self.desired
            .taptalent
            .assessments
            .sort_by(|a, b| a.address.cmp(&b.address));
        self
    }

    pub(super) fn declares_flow(mut self, resource: Resource<Flow>) -> Self {
        self.desired.taptalent.flows.push(resource);
        self.desired
            .taptalent
            .flows
            .sort_by(|a, b| a.address.cmp(&b.address));
        self
    }

    /// Live and remembered just as it is declared.
    pub(super) fn applied(mut self) -> Self {
        self.apply();
        self
    }

    /// The state is lost, all else stays.
    pub(super) fn without_state(mut self) -> Self {
        self.lose_state();
        self
    }

    pub(super) fn lose_state(&mut self) {
        self.recorded = Recorded::new(KEY, "lineage".into());
    }

    // What is declared.

    pub(super) fn manifest(&mut self, manifest: &str) -> &mut Resource<Assessment> {
        let address = assessment_address(manifest);
        let mut all = self.desired.taptalent.assessments.iter_mut();
        all.find(|resource| resource.address == address).unwrap()
    }

    pub(super) fn flow_manifest(&mut self, manifest: &str) -> &mut Resource<Flow> {
        let address = flow_address(manifest);
        let mut all = self.desired.taptalent.flows.iter_mut();
        all.find(|resource| resource.address == address).unwrap()
    }

    // What is live.

    /// The live assessment that a manifest is remembered to stand for.
    pub(super) fn live(&mut self, manifest: &str) -> &mut ObservedAssessment {
        let record = self.recorded.record(&assessment_address(manifest));
        let id = AssessmentId::new(record.unwrap().id.clone());
        self.api.assessments.get_mut(&id).unwrap()
    }

    pub(super) fn live_flow(&mut self, manifest: &str) -> &mut ObservedFlow {
        let record = self.recorded.record(&flow_address(manifest));
        let id = FlowId::new(record.unwrap().id.clone());
        self.api.flows.get_mut(&id).unwrap()
    }

    pub(super) fn live_steps(&mut self, manifest: &str) -> &mut Vec<ObservedStep> {
        self.live_flow(manifest).steps.as_mut().unwrap()
    }

    pub(super) fn live_questions(&mut self, manifest: &str) -> &mut Vec<ObservedQuestion> {
        self.live(manifest).questions.as_mut().unwrap()
    }

    /// Somebody adds a question in the web app, at the end.
    pub(super) fn someone_asks(&mut self, manifest: &str, asked: &str) -> QuestionId {
        let id = QuestionId::new(self.api.next_id("web"));
        let question = ObservedQuestion {
            id: id.clone(),
            question_type: QuestionType::Subjective,
            text: asked.to_owned(),
            others: [].into(),
        };
        self.live_questions(manifest).push(question);
        let assessment = self.live(manifest).id.clone();
        self.api.count(&assessment);
        id
    }

    /// Somebody makes an assessment in the web app.
    pub(super) fn someone_makes(&mut self, title: &str) -> AssessmentId {
        let resource = assessment("any").with(AssessmentField::Title, text(title));
        let operation = Operation::TapTalent(TapTalentWrite::CreateAssessment {
            fields: resource.spec.fields,
        });
        match self.api.execute(&operation) {
            Written::Object(id) => AssessmentId::new(id),
            other => panic!("{other:?}"),
        }
    }

    // Planning and applying.

    /// The plan, after a look at whether it fits itself.
    pub(super) fn plan(&self) -> Plan {
        let live = self.api.observe(&reads(&self.desired, &self.recorded));
        let plan = plan(&self.desired, &live, &self.recorded, self.policy).unwrap();
        check(&plan, &self.desired);
        plan
    }

    /// What is planned where a run is about these only: the rest is not even read.
    pub(super) fn plan_of(&self, selection: &Selection) -> Plan {
        let part = Self {
            desired: self.desired.selected(&selection.chosen),
            ..self.clone()
        };
        let live = part.api.observe(&reads(&part.desired, &part.recorded));
        let plan = plan(&part.desired, &live, &part.recorded, part.policy).unwrap();
        plan.narrowed_to(selection)
    }

    /// The plan as people see it. Makes sure that applying it leaves nothing to do.
    pub(super) fn shown(&self) -> String {
        let plan = self.plan();
        self.clone().settle(&plan);
        shown(&plan)
    }

    /// The codes of what stands in the way.
    pub(super) fn obstacles(&self) -> Vec<&'static str> {
        let plan = self.plan();
        plan.blocked.iter().map(|one| one.code.as_str()).collect()
    }

    /// The plan as people see it, where applying it cannot leave nothing to do.
    pub(super) fn plan_shown(&self) -> String {
        shown(&self.plan())
    }

    /// The calls of the plan. Makes sure that applying it leaves nothing to do.
    pub(super) fn calls(&self) -> Vec<String> {
        let plan = self.plan();
        self.clone().settle(&plan);
        let calls = plan.changes.iter().flat_map(|change| &change.calls);
        let routes = calls.map(|call| call.operation.route());
        routes.map(|route| route.to_string()).collect()
    }

    /// Applies the plan. Nothing may stand in its way, and nothing be left to do.
    pub(super) fn apply(&mut self) {
        let plan = self.plan();
        assert!(plan.blocked.is_empty(), "{}", shown(&plan));
        self.settle(&plan);
    }

    /// Carries out what is not blocked, looks again as apply does, and finds nothing left.
    pub(super) fn settle(&mut self, first: &Plan) {
        self.execute(first, Kill::No);
        let second = self.plan();
        let left = || format!("planned:\n{}\nleft:\n{}", shown(first), shown(&second));
        // A killed run's new version that was edited since takes two: one change has one precondition.
        let finishes = |change: &Change| {
            let mut fields = change.fields.iter();
            change.calls.len() == 1
                && fields.any(|field| field.path.starts_with("status of the old"))
        };
        if !first.changes.iter().any(finishes) && second.changes.iter().any(finishes) {
            return self.settle(&second);
        }
        let was_blocked = |address: &Address| {
            let mut blocked = first.blocked.iter();
            blocked.any(|blocked| blocked.address == *address)
        };
        // What stood in the way of one resource may have gone with the change of another.
        let mut blocked = second.blocked.iter();
        assert!(
            blocked.all(|blocked| was_blocked(&blocked.address)),
            "{}",
            left()
        );
        let mut changes = second.changes.iter();
        assert!(
            changes.all(|change| was_blocked(&change.address)),
            "{}",
            left()
        );
        for delta in &second.records {
            // The ids of assessments that the same plan created are known only now.
            let only_now = matches!(delta.change, RecordChange::Steps { .. });
            assert!(
                only_now || was_blocked(&delta.address),
                "{delta:?}\n{}",
                left()
            );
            self.recorded.apply(delta);
        }
        assert_eq!(self.plan().records, [], "{}", left());
    }

    /// What apply does with a plan; returns whether it came to its end. What is blocked is left out, as `--target` would.
    pub(super) fn execute(&mut self, plan: &Plan, kill: Kill) -> bool {
        for delta in &plan.records {
            self.recorded.apply(delta);
        }
        let on_trust = |note: &Note| note.code == Code::UnverifiedStep;
        self.api.on_trust |= plan.notes.iter().any(on_trust);
        let mut created = BTreeMap::new();
        let mut sent = 0;
        for change in &plan.changes {
            for fact in &change.records {
                self.remember(&change.address, fact.clone());
            }
            for call in &change.calls {
                if !self.send(change, call, &mut created, sent, kill) {
                    return false;
                }
                sent += 1;
            }
        }
        true
    }

    fn send(
        &mut self,
        change: &Change,
        call: &PlannedCall,
        created: &mut BTreeMap<Address, String>,
        number: usize,
        kill: Kill,
    ) -> bool {
        let operation = call.operation.resolved(created).unwrap();
        if let Some(started) = started(&operation) {
            self.remember(&change.address, started);
        }
        if matches!(kill, Kill::Before(at) if at == number) {
            return false;
        }
        let written = self.api.execute(&operation);
        if matches!(kill, Kill::After(at) if at == number) {
            return false;
        }
        if let Written::Object(_) = written {
            created.insert(change.address.clone(), id_text(&written));
        }
        for remember in &call.remember {
            self.remember(&change.address, remember.resolve(&written).unwrap());
        }
        true
    }

    fn remember(&mut self, address: &Address, change: RecordChange) {
        let address = address.clone();
        self.recorded.apply(&Delta { address, change });
    }
}

fn id_text(written: &Written) -> String {
    match written {
        Written::Object(id) => id.clone(),
        Written::Question(id) => id.to_string(),
        Written::People(_) | Written::Nothing => String::new(),
    }
}

/// What apply writes down before it sends a create.
fn started(operation: &Operation) -> Option<RecordChange> {
    let print = |name: &str, value: &FieldValue| (name.to_owned(), KEY.of(name, value));
    let (part, fields) = match operation {
        Operation::TapTalent(TapTalentWrite::CreateAssessment { fields }) => {
            let title = print("title", &fields[&AssessmentField::Title]);
            (Part::Whole, [title].into())
        }
        Operation::TapTalent(TapTalentWrite::CreateFlow { flow_name, .. }) => {
            let flow_name = FieldValue::Text(flow_name.clone());
            (
                Part::Whole,
                [print(FlowField::FlowName.spec().name, &flow_name)].into(),
            )
        }
        Operation::TapTalent(TapTalentWrite::AddQuestion { name, content, .. }) => {
            let fields = content.fields();
            let prints = fields
                .iter()
                .map(|(field, value)| print(field.spec().name, value));
            (Part::Question(name.clone()), prints.collect())
        }
        _ => return None,
    };
    let since = "2026-01-01T00:00:00Z".to_owned();
    let pending = Pending::begun(since, fields);
    Some(RecordChange::Started { part, pending })
}

/// Without the last paragraph, which counts what stands above it.
pub(super) fn shown(plan: &Plan) -> String {
    let look = PlanText {
        workspace: "test",
        width: 100,
        paint: Paint::new(false),
        requests_per_second: None,
        show_candidates: false,
        occasion: Occasion::Holding,
        links: false,
        locate: &|_| None,
        titles: &Titles::NONE,
        effects: None,
    };
    let text = plan_text(plan, look);
    match text.split_once("\n\nPlan for workspace test: ") {
        Some((told, _)) => told.to_owned(),
        None => text,
    }
}

/// What holds of every plan.
fn check(plan: &Plan, desired: &Desired) {
    // Of a system that looks like another company's nothing else is told.
    let is_refused = |blocked: &Blocked| blocked.code == Code::OtherCompany;
    let least = usize::from(!plan.blocked.iter().any(is_refused));
    let assessments = desired.taptalent.assessments.iter().map(|one| &one.address);
    let flows = desired.taptalent.flows.iter().map(|one| &one.address);
    for address in assessments.chain(flows) {
        let told = [
            plan.changes.iter().any(|change| change.address == *address),
            plan.blocked
                .iter()
                .any(|blocked| blocked.address == *address),
            plan.unchanged.contains(address),
        ];
        let places = told.iter().filter(|is_told| **is_told).count();
        assert!((least..=1).contains(&places), "{address}: {told:?}");
    }
    for change in &plan.changes {
        let blocked = plan
            .blocked
            .iter()
            .any(|blocked| blocked.address == change.address);
        assert!(!blocked, "blocked and planned: {}", change.address);
        assert!(!plan.unchanged.contains(&change.address));
        let unguarded = change.precondition == Precondition::None;
        assert_eq!(unguarded, change.calls.is_empty(), "{}", change.address);
    }
    let mut places: Vec<&Address> = plan.changes.iter().map(|change| &change.address).collect();
    places.dedup();
    assert_eq!(places.len(), plan.changes.len(), "a resource changes twice");
}
