//! A value of vetform.yaml: one scalar, or a list of them. How it was written is the tree's to tell.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Slot, Text};

#[derive(Debug)]
pub(in crate::manifest) enum RawGiven {
    Scalar,
    List(Vec<Slot<Text>>),
    /// What no value can be.
    Mapping,
}

impl<'de> Deserialize<'de> for RawGiven {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct GivenVisitor;
        impl<'de> Visitor<'de> for GivenVisitor {
            type Value = RawGiven;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, a number, a truth value, or a list of them")
            }

            fn visit_str<E: Error>(self, _: &str) -> Result<RawGiven, E> {
                Ok(RawGiven::Scalar)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<RawGiven, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(RawGiven::List(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawGiven, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(RawGiven::Mapping)
            }
        }
        deserializer.deserialize_any(GivenVisitor)
    }
}

impl JsonSchema for RawGiven {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Given".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let item = json_schema!({ "type": ["string", "number"] });
        let list =
            json_schema!({ "type": "array", "items": { "anyOf": [item, { "type": "boolean" }] } });
        json_schema!({ "anyOf": [item, { "type": "boolean" }, list] })
    }
}
