//! A project's stages and job posts, held against the manifest once they are read.

use crate::diagnostic::Code;
use crate::model::{External, Pointer, ProjectId, Resource, same_text};
use crate::plan::context::Context;
use crate::plan::draft::Draft;

/// Blocks what differs. Of anything but a project there is nothing to compare.
pub(in crate::plan) fn compare_project(
    draft: &mut Draft<'_>,
    resource: &Resource<External>,
    id: &str,
    context: &Context<'_>,
) {
    let id = ProjectId::new(id);
    check_stages(draft, resource, &id, context);
    check_job_posts(draft, resource, &id, context);
}

fn check_stages(
    draft: &mut Draft<'_>,
    resource: &Resource<External>,
    id: &ProjectId,
    context: &Context<'_>,
) {
    let (Some(wanted), Some(live)) = (&resource.spec.stages, context.live.flowmingo.stages.get(id))
    else {
        return;
    };
    let live: Vec<&str> = live
        .items()
        .iter()
        .map(|stage| stage.name.as_str())
        .collect();
    let same = live.len() == wanted.len()
        && live
            .iter()
            .zip(wanted)
            .all(|(live, wanted)| same_text(live, wanted));
    if !same {
        draft.block(
            Code::StagesDiffer,
            Pointer::spec("stages"),
            format!("the live stages are {}, but the manifest says {}", listed(&live), listed(wanted)),
            "stages are managed in Flowmingo's web app: change them there, or copy the live ones into the manifest",
        );
    }
}

fn check_job_posts(
    draft: &mut Draft<'_>,
    resource: &Resource<External>,
    id: &ProjectId,
    context: &Context<'_>,
) {
    let (Some(wanted), Some(live)) = (
        &resource.spec.job_posts,
        context.live.flowmingo.job_posts.get(id),
    ) else {
        return;
    };
    let live: Vec<&str> = live
        .items()
        .iter()
        .map(|post| post.title.as_str())
        .collect();
    for (index, title) in wanted.iter().enumerate() {
        if !live.iter().any(|live| same_text(live, title)) {
            draft.block(
                Code::NotLive,
                Pointer::spec("jobPosts").index(index),
                format!("the project has no job post “{title}”; its live job posts: {}", listed(&live)),
                "job posts are created in Flowmingo's web app: create it there, or fix the manifest",
            );
        }
    }
}

fn listed(names: &[impl AsRef<str>]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    let names: Vec<String> = names
        .iter()
        .map(|name| format!("“{}”", name.as_ref()))
        .collect();
    names.join(", ")
}
