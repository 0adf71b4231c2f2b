//! A field that may be missing, there, or there and wrong: so that one wrong field does not hide the others.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// A field of a raw type.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::manifest) enum Slot<T> {
    /// The key is not there.
    #[default]
    Absent,
    /// It is there and of a wrong type. The decoder has reported it (the quick one has not: then the
    /// tree reads the file again).
    Broken,
    /// It is there.
    Given(T),
}

impl<T> Slot<T> {
    /// Whether the key is there, with whatever value.
    pub(in crate::manifest) const fn is_declared(&self) -> bool {
        !matches!(self, Self::Absent)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Slot<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(T::deserialize(deserializer).map_or(Self::Broken, Self::Given))
    }
}

/// In a schema a slot is what it holds; that it may be missing is said by `required`.
impl<T: JsonSchema> JsonSchema for Slot<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
