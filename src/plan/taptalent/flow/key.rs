//! A flow's natural key and how it is read.

use crate::model::taptalent::FlowField;
use crate::model::{FieldValue, Fields};

/// The text of a declared or live field; an empty or null one is none.
pub(in crate::plan) fn text_of(fields: &Fields<FlowField>, field: FlowField) -> Option<String> {
    match fields.get(&field) {
        Some(FieldValue::Text(text)) => Some(text.clone()),
        _ => None,
    }
}
