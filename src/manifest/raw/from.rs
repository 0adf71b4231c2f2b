//! `from:` of a Roster: the path of a file with people, or a mapping with it or with the program that prints them.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Slot, Text};

#[derive(Debug)]
pub(in crate::manifest) enum RawFrom {
    Path(Text),
    Named(RawFromNamed),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "From")]
pub(in crate::manifest) struct RawFromNamed {
    /// Path of the file: the same as the path alone.
    #[serde(default)]
    pub(in crate::manifest) file: Slot<Text>,
    /// Name of a program under `sources` in vetform.yaml, which prints the people as CSV. `plan`,
    /// `apply`, `drift` and `results` run it; `validate` does not.
    #[serde(default)]
    pub(in crate::manifest) source: Slot<Text>,
    /// What the program is given behind its own arguments. No shell reads them.
    #[serde(default)]
    pub(in crate::manifest) arguments: Slot<Vec<Slot<Text>>>,
}

impl<'de> Deserialize<'de> for RawFrom {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FromVisitor;
        impl<'de> Visitor<'de> for FromVisitor {
            type Value = RawFrom;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the path of a file, or a mapping with `file` or `source`")
            }

            fn visit_str<E: Error>(self, path: &str) -> Result<RawFrom, E> {
                Ok(RawFrom::Path(Text(path.to_owned())))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawFrom, A::Error> {
                let named = RawFromNamed::deserialize(MapAccessDeserializer::new(map))?;
                Ok(RawFrom::Named(named))
            }
        }
        deserializer.deserialize_any(FromVisitor)
    }
}

impl JsonSchema for RawFrom {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "FromOfRoster".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let named = generator.subschema_for::<RawFromNamed>();
        schemars::json_schema!({ "anyOf": [{ "type": ["string", "number"] }, named] })
    }
}
