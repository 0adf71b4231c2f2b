//! The job of an assessment: a manifest's, or the one live job with a title.

use crate::diagnostic::Code;
use crate::model::taptalent::{Assessment, AssessmentField, JobRef};
use crate::model::{Address, FieldValue, Fields, Kind, Listing, Pointer, Resource, same_text};
use crate::plan::context::{Context, ResourceFate};
use crate::plan::draft::Draft;

/// The declared fields, with the id of the job that `job` names. Whatever cannot be found blocks the draft.
pub(super) fn declared_fields(
    draft: &mut Draft<'_>,
    resource: &Resource<Assessment>,
    context: &Context<'_>,
) -> Fields<AssessmentField> {
    let mut declared = resource.spec.fields.clone();
    let id = match &resource.spec.job {
        None => None,
        Some(JobRef::Title(title)) => titled(draft, title, context),
        Some(JobRef::Manifest(address)) => of_manifest(draft, address, context),
    };
    declared.extend(id.map(|id| (AssessmentField::JobId, FieldValue::Text(id))));
    declared
}

fn titled(draft: &mut Draft<'_>, title: &str, context: &Context<'_>) -> Option<String> {
    let jobs = context
        .live
        .externals(Kind::Job)
        .map_or(&[][..], Listing::items);
    let found = jobs.iter().filter(|job| same_text(&job.title, title));
    let ids: Vec<String> = found.map(|job| job.id.to_string()).collect();
    let found = match &ids[..] {
        [id] => return Some(id.clone()),
        [] => "no live job has this title".to_owned(),
        several => {
            let ids: Vec<_> = several.iter().map(|id| format!("`{id}`")).collect();
            format!("the live jobs {} all have this title", ids.join(", "))
        }
    };
    draft.block(
        Code::UnresolvedJob,
        Pointer::spec("job"),
        format!("`job` is “{title}”, but {found}"),
        "fix the title, or use `jobId: \"<id>\"` instead of `job`",
    );
    None
}

fn of_manifest(draft: &mut Draft<'_>, address: &Address, context: &Context<'_>) -> Option<String> {
    if let ResourceFate::Live(id) = context.fate_of(address) {
        return Some(id);
    }
    draft.block_with(address, "job");
    None
}
