//! `kind: Question` of `taptalent/v1`: a question that assessments share with `use`.

use super::super::raw_object;
use crate::model::taptalent::QuestionField;

raw_object! {
    /// Its `spec`.
    struct RawQuestion (expecting "the spec of a Question", schema "Spec") {
        fields: QuestionField,
    }
}
