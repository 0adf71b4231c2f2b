//! A job in the list (api-reference/jobs). Only what a look-up by title needs.

use serde::Deserialize;

use crate::model::{ExternalId, LiveExternal};

use crate::provider::wire::{Id, Seen};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a job")]
pub(crate) struct JobWire {
    #[serde(default)]
    id: Seen<Id>,
    #[serde(default)]
    job_id: Seen<Id>,
    #[serde(default)]
    title: Seen<String>,
}

impl JobWire {
    pub(crate) fn observed(self) -> Result<LiveExternal, String> {
        let Self { id, job_id, title } = self;
        let Id(id) = id.or(job_id).value().ok_or("a job has no `id`")?;
        Ok(LiveExternal {
            id: ExternalId::new(id),
            // A draft may have none; it cannot be what a title names.
            title: title.value().unwrap_or_default(),
        })
    }
}
