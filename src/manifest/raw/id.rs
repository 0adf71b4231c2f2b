//! `metadata.id`: one id, or one for each of some workspaces.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Slot, Text};

#[derive(Debug)]
pub(in crate::manifest) enum RawId {
    One(Text),
    Each(BTreeMap<String, Slot<Text>>),
}

impl<'de> Deserialize<'de> for RawId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdVisitor;
        impl<'de> Visitor<'de> for IdVisitor {
            type Value = RawId;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id, or a mapping from workspaces to ids")
            }

            fn visit_str<E: Error>(self, id: &str) -> Result<RawId, E> {
                Ok(RawId::One(Text(id.to_owned())))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawId, A::Error> {
                let mut ids = BTreeMap::new();
                while let Some((workspace, id)) = map.next_entry()? {
                    ids.insert(workspace, id);
                }
                Ok(RawId::Each(ids))
            }
        }
        deserializer.deserialize_any(IdVisitor)
    }
}

impl JsonSchema for RawId {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [
            { "type": ["string", "number"] },
            {
                "type": "object",
                "additionalProperties": { "type": ["string", "number"] },
                "propertyNames": { "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$", "maxLength": 63 },
                "minProperties": 1,
            },
        ] })
    }
}
