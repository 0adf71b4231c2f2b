//! The plain fields of a mapping as they stand in a manifest, each read as its row says; and structs of such fields and of
//! other parts. Checks nothing but the type.

use std::collections::BTreeMap;

use schemars::{Schema, SchemaGenerator};
use serde::de::{Error, MapAccess};

use super::taptalent::RawBucket;
use super::{Slot, Text};
use crate::model::{FieldKey, RowReader, ValueType};

/// A value that is there, right or wrong.
#[derive(Debug)]
pub(in crate::manifest) enum RawValue {
    Text(Slot<Text>),
    Clearable(Slot<Option<Text>>),
    Flag(Slot<bool>),
    Number(Slot<f64>),
    Texts(Slot<Vec<Slot<Text>>>),
    Buckets(Slot<Vec<Slot<RawBucket>>>),
}

/// The declared fields.
#[derive(Debug)]
pub(in crate::manifest) struct RawFields<F>(pub(in crate::manifest) BTreeMap<F, RawValue>);

impl<F> Default for RawFields<F> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<F: FieldKey> RawFields<F> {
    /// Whether the key is there, with whatever value.
    pub(in crate::manifest) fn is_declared(&self, field: F) -> bool {
        self.0.contains_key(&field)
    }

    /// Takes a text out, for who reads it otherwise.
    pub(in crate::manifest) fn take_text(&mut self, field: F) -> Slot<Text> {
        match self.0.remove(&field) {
            Some(RawValue::Text(slot)) => slot,
            _ => Slot::Absent,
        }
    }

    /// The schema of an object with the fields and with the parts that `object` has.
    pub(super) fn schema(mut object: Schema, generator: &mut SchemaGenerator) -> Schema {
        let mut properties = serde_json::Map::new();
        for field in F::ALL {
            let spec = field.spec();
            let schema = schema_of(spec.value, generator).to_value();
            properties.insert(spec.name.to_owned(), schema);
        }
        if let Some(serde_json::Value::Object(parts)) = object.remove("properties") {
            properties.extend(parts);
        }
        object.insert("properties".to_owned(), properties.into());
        object
    }
}

impl<F: FieldKey> RowReader for RawFields<F> {
    const NAMES: &'static [&'static str] = F::NAMES;

    fn take<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let Some(field) = F::by_name(key) else {
            return Err(A::Error::unknown_field(key, F::NAMES));
        };
        let value = match field.spec().value {
            ValueType::Text | ValueType::Url | ValueType::Id => RawValue::Text(map.next_value()?),
            ValueType::Clearable => RawValue::Clearable(map.next_value()?),
            ValueType::Flag => RawValue::Flag(map.next_value()?),
            ValueType::Number | ValueType::Whole => RawValue::Number(map.next_value()?),
            ValueType::Texts => RawValue::Texts(map.next_value()?),
            ValueType::Buckets => RawValue::Buckets(map.next_value()?),
        };
        self.0.insert(field, value);
        Ok(())
    }
}

fn schema_of(value: ValueType, generator: &mut SchemaGenerator) -> Schema {
    match value {
        ValueType::Text | ValueType::Url | ValueType::Id => generator.subschema_for::<Text>(),
        ValueType::Clearable => generator.subschema_for::<Option<Text>>(),
        ValueType::Flag => generator.subschema_for::<bool>(),
        ValueType::Number | ValueType::Whole => generator.subschema_for::<f64>(),
        ValueType::Texts => generator.subschema_for::<Vec<Text>>(),
        ValueType::Buckets => generator.subschema_for::<Vec<RawBucket>>(),
    }
}

/// An [`object!`](crate::model::object) of a manifest, which also has a schema.
macro_rules! raw_object {
    (
        $(#[$about:meta])*
        struct $Object:ident (expecting $what:literal, schema $schema:literal) {
            fields: $Field:ty,
            $($(#[$doc:meta])* $name:literal => $part:ident: $Part:ty,)*
        }
    ) => {
        $crate::model::object! {
            $(#[$about])*
            pub(in crate::manifest) struct $Object (expecting $what) {
                fields: $crate::manifest::raw::RawFields<$Field>,
                $($(#[$doc])* $name => $part: $crate::manifest::raw::Slot<$Part>,)*
            }
        }

        impl schemars::JsonSchema for $Object {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $schema.into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $(#[$about])*
                #[derive(schemars::JsonSchema)]
                #[schemars(deny_unknown_fields)]
                struct Parts {
                    $(
                        $(#[$doc])*
                        #[serde(default)]
                        #[schemars(rename = $name)]
                        #[expect(dead_code, reason = "stands for its schema")]
                        $part: $crate::manifest::raw::Slot<$Part>,
                    )*
                }
                let parts = <Parts as schemars::JsonSchema>::json_schema(generator);
                $crate::manifest::raw::RawFields::<$Field>::schema(parts, generator)
            }
        }
    };
}
pub(in crate::manifest) use raw_object;
