//! The `FieldSpec` table of a kind into the schema of its fields.

use serde_json::{Value, json};

use super::edit::{one_of, property, require, whole};
use crate::manifest::check::{is_above_zero, is_without_end};
use crate::model::{Bounds, FieldKey, FieldSpec, ValueType};

/// Documentation, bounds and default of every field.
pub(super) fn describe<F: FieldKey>(object: &mut Value) {
    for field in F::ALL {
        let spec = field.spec();
        annotate(property(object, spec.name), spec);
    }
}

/// Demands what the table says must be there.
pub(super) fn demand<F: FieldKey>(object: &mut Value) {
    let required = F::ALL
        .iter()
        .map(|field| field.spec())
        .filter(|spec| spec.required);
    let names: Vec<&str> = required.map(|spec| spec.name).collect();
    require(object, &names);
}

fn annotate(schema: &mut Value, spec: &FieldSpec) {
    schema["description"] = json!(spec.doc);
    if let Some(default) = spec
        .default
        .and_then(|text| serde_json::from_str(text).ok())
    {
        schema["default"] = default;
    }
    match spec.value {
        ValueType::Whole => whole(schema),
        ValueType::Url => schema["format"] = json!("uri"),
        ValueType::Text
        | ValueType::Id
        | ValueType::Clearable
        | ValueType::Flag
        | ValueType::Number
        | ValueType::Texts
        | ValueType::Buckets => {}
    }
    match spec.bounds {
        Bounds::None => {}
        Bounds::Length { min, max } => limits(schema, ("minLength", min), ("maxLength", max)),
        Bounds::Items { min, max } => limits(schema, ("minItems", min), ("maxItems", max)),
        Bounds::Range { min, max } => range(schema, min, max),
        Bounds::OneOf(words) => one_of(schema, words),
    }
}

fn range(schema: &mut Value, min: f64, max: f64) {
    if is_above_zero(min) {
        schema["exclusiveMinimum"] = json!(0);
    } else {
        schema["minimum"] = json!(min);
    }
    if !is_without_end(max) {
        schema["maximum"] = json!(max);
    }
}

fn limits(schema: &mut Value, (least, min): (&str, usize), (most, max): (&str, usize)) {
    if min > 0 {
        schema[least] = json!(min);
    }
    if max < usize::MAX {
        schema[most] = json!(max);
    }
}
