//! A flow in the list and in the single read. No example of the single read exists, and what a step carries there is
//! not said (api-reference/assessment-flows), so several spellings are taken and everything may be absent.

use serde::Deserialize;

use crate::model::taptalent::{FlowField, ObservedFlow, ObservedStep, StepField};
use crate::model::{AssessmentId, FieldValue, FlowId, object};

use super::assessment::Source;
use crate::provider::wire::{self, Count, Id, LooseText, Mark, Seen, SeenFields, value};

object! {
    pub(crate) struct FlowWire (expecting "a flow") {
        fields: SeenFields<FlowField>,
        "id" => id: Seen<Id>,
        "flowId" => flow_id: Seen<Id>,
        "companyId" => company_id: Seen<LooseText>,
        "name" => name: Seen<String>,
        "candidateCount" => candidate_count: Seen<Count>,
        "steps" => steps: Seen<Vec<StepWire>>,
        "deleted" => deleted: Seen<Mark>,
        "isDeleted" => is_deleted: Seen<Mark>,
        "deletedAt" | "deleted_at" => deleted_at: Seen<Mark>,
        /// The single read has no example: perhaps the flow is one level further down.
        "flow" => flow: Option<Box<FlowWire>>,
    }
}

impl FlowWire {
    pub(crate) fn observed(self, source: Source) -> Result<ObservedFlow, String> {
        let Self {
            mut fields,
            id,
            flow_id,
            company_id,
            name,
            candidate_count,
            steps,
            deleted,
            is_deleted,
            deleted_at,
            flow,
        } = self;
        let id = id.or(flow_id).value();
        if let (None, Some(inner)) = (&id, flow) {
            return inner.observed(source);
        }
        let Id(id) = id.ok_or("a flow has no `id`")?;
        let status = fields.text(FlowField::Status);
        let deleted = wire::is_deleted([deleted, is_deleted, deleted_at], status);
        fields.or(FlowField::FlowName, value(name, FieldValue::Text));
        let steps = steps.value().filter(|steps| {
            // The list's sample shows a flow in use with `steps: []`: there it means "not read".
            source == Source::Single || !steps.is_empty()
        });
        Ok(ObservedFlow {
            deleted,
            id: FlowId::new(id),
            fields: fields.into_fields(),
            company: company_id.value().map(|LooseText(text)| text),
            candidate_count: candidate_count.value().map(|Count(count)| count),
            steps: steps.map(|steps| {
                let ordered = in_order(steps).into_iter();
                ordered.map(StepWire::observed).collect()
            }),
        })
    }
}

object! {
    pub(crate) struct StepWire (expecting "a step") {
        fields: SeenFields<StepField>,
        "assessmentId" => assessment_id: Seen<Id>,
        "testId" => test_id: Seen<Id>,
        "assessment" => assessment: Seen<AssessmentOfStep>,
        "type" => step_type: Seen<String>,
        "assessmentName" => assessment_name: Seen<String>,
        "order" => order: Rank,
        "position" => position: Rank,
        "stepOrder" => step_order: Rank,
        "sequence" => sequence: Rank,
    }
}

/// `assessment` as an object, or as the id itself.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum AssessmentOfStep {
    Id(Id),
    #[serde(rename_all = "camelCase")]
    Object {
        #[serde(default)]
        assessment_id: Seen<Id>,
        #[serde(default)]
        id: Seen<Id>,
    },
}

impl AssessmentOfStep {
    fn id(self) -> Option<Id> {
        match self {
            Self::Id(id) => Some(id),
            Self::Object { assessment_id, id } => assessment_id.or(id).value(),
        }
    }
}

impl StepWire {
    fn observed(self) -> ObservedStep {
        let Self {
            mut fields,
            assessment_id,
            test_id,
            assessment,
            step_type,
            assessment_name,
            order: _,
            position: _,
            step_order: _,
            sequence: _,
        } = self;
        let id = assessment_id
            .or(test_id)
            .value()
            .or_else(|| assessment.value()?.id());
        fields.or(
            StepField::AssessmentType,
            value(step_type, FieldValue::Text),
        );
        let mut metadata = fields.into_fields();
        let pass_threshold = match metadata.remove(&StepField::PassThreshold) {
            Some(FieldValue::Number(number)) => Some(number),
            _ => None,
        };
        ObservedStep {
            assessment: id.map(|Id(id)| AssessmentId::new(id)),
            pass_threshold,
            metadata,
            assessment_name: assessment_name.value(),
        }
    }
}

/// An order index, if it is one. The documents name none, so anything else under these names is ignored.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rank(Option<u64>);

impl<'de> Deserialize<'de> for Rank {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        let text = value.as_str().and_then(|text| text.trim().parse().ok());
        Ok(Self(value.as_u64().or(text)))
    }
}

/// Sorts by the first index that is there on all steps and numbers them without a gap; else as they came.
fn in_order(mut steps: Vec<StepWire>) -> Vec<StepWire> {
    let ranks: [fn(&StepWire) -> Rank; 4] = [
        |step| step.order,
        |step| step.position,
        |step| step.step_order,
        |step| step.sequence,
    ];
    if let Some(rank) = ranks.into_iter().find(|rank| numbers(&steps, *rank)) {
        steps.sort_by_key(|step| rank(step).0);
    }
    steps
}

fn numbers(steps: &[StepWire], rank: fn(&StepWire) -> Rank) -> bool {
    let Some(mut found) = steps
        .iter()
        .map(|step| rank(step).0)
        .collect::<Option<Vec<_>>>()
    else {
        return false;
    };
    found.sort_unstable();
    [0, 1]
        .into_iter()
        .any(|first| (first..).zip(&found).all(|(want, have)| want == *have))
}
