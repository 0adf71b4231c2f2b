//! What the requests to TapTalent carry. The wire names are `provider`'s.

use super::super::field::{FieldKey as _, Fields, Mutability};
use super::super::id::AssessmentId;
use super::super::target::Target;
use super::super::value::Number;
use super::assessment::AssessmentField;
use super::flow::StepField;

/// The fields of a PUT: at least one, and only such as can be updated.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessmentUpdate(Fields<AssessmentField>);

impl AssessmentUpdate {
    /// `None` if there is nothing to send. Fields that cannot be updated are left out: a request with them is not expressible.
    pub fn new(fields: Fields<AssessmentField>) -> Option<Self> {
        let updatable: Fields<_> = fields
            .into_iter()
            .filter(|(field, _)| field.spec().mutability == Mutability::Updatable)
            .collect();
        (!updatable.is_empty()).then_some(Self(updatable))
    }

    /// The fields.
    pub const fn fields(&self) -> &Fields<AssessmentField> {
        &self.0
    }
}

/// One step of a flow request.
#[derive(Debug, Clone, PartialEq)]
pub struct StepBody {
    /// `assessmentId`
    pub assessment: Target<AssessmentId>,
    /// `passThreshold`
    pub pass_threshold: Number,
    /// Its other fields.
    pub metadata: Fields<StepField>,
}

/// The body of a flow PATCH. The document says "same shape as create", so name and steps are always there.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowBody {
    /// `flowName`
    pub flow_name: String,
    /// `description`
    pub description: Option<String>,
    /// `status`
    pub status: Option<String>,
    /// `steps`: the live ones as they are read, then the appended ones.
    pub steps: Vec<StepBody>,
}

#[cfg(test)]
mod tests {
    use super::super::super::value::FieldValue;
    use super::*;

    #[test]
    fn an_update_cannot_carry_what_the_system_does_not_accept() {
        let fields: Fields<_> = [
            (AssessmentField::Status, FieldValue::Text("INACTIVE".into())),
            (AssessmentField::Duration, FieldValue::Number(30.into())),
        ]
        .into();
        let update = AssessmentUpdate::new(fields).unwrap();
        assert_eq!(
            update.fields().keys().collect::<Vec<_>>(),
            [&AssessmentField::Duration]
        );
        assert!(AssessmentUpdate::new(Fields::new()).is_none());
    }
}
