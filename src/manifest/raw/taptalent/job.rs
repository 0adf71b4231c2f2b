//! `job:` of an Assessment: a name, or a mapping with a title.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::manifest::raw::{Slot, Text};

#[derive(Debug)]
pub(in crate::manifest) enum RawJob {
    Name(Text),
    Titled(RawTitledJob),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Job")]
pub(in crate::manifest) struct RawTitledJob {
    /// Title of the live job, which no other live job may share.
    #[serde(default)]
    pub(in crate::manifest) title: Slot<Text>,
}

impl<'de> Deserialize<'de> for RawJob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct JobVisitor;
        impl<'de> Visitor<'de> for JobVisitor {
            type Value = RawJob;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a manifest of kind Job, or a mapping with `title`")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<RawJob, E> {
                Ok(RawJob::Name(Text(name.to_owned())))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawJob, A::Error> {
                let titled = RawTitledJob::deserialize(MapAccessDeserializer::new(map))?;
                Ok(RawJob::Titled(titled))
            }
        }
        deserializer.deserialize_any(JobVisitor)
    }
}

impl JsonSchema for RawJob {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "JobOfAssessment".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let titled = generator.subschema_for::<RawTitledJob>();
        schemars::json_schema!({ "anyOf": [{ "type": ["string", "number"] }, titled] })
    }
}
