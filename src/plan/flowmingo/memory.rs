//! Where a Flowmingo roster leads, with the ids of all that its people are put into.

use crate::diagnostic::Code;
use crate::model::flowmingo::{Application, Roster, Stage};
use crate::model::{Address, InterviewSetId, JobPostId, Pointer, ProjectId, Resource, same_text};
use crate::plan::context::{Context, ResourceFate};
use crate::plan::draft::Draft;

/// Stands between the ids of a set and a project; neither holds one.
const BETWEEN: &str = "+";

/// Everything that a roster's requests name.
#[derive(Debug, Clone, Default)]
pub(super) struct Destination<'a> {
    pub set: Option<InterviewSetId>,
    pub project: Option<ProjectId>,
    pub job_post: Option<JobPostId>,
    pub stages: &'a [Stage],
}

impl Destination<'_> {
    /// What the state knows it by.
    pub(super) fn id(&self) -> String {
        let set = self.set.as_ref().map(ToString::to_string);
        let project = self.project.as_ref().map(ToString::to_string);
        let parts: Vec<String> = set.into_iter().chain(project).collect();
        parts.join(BETWEEN)
    }

    /// Whether whoever was entered into what has this [`id`](Self::id) got the invite that this is about: into the set, or,
    /// where there is none, into the project. Of an attempt without a record nobody knows where it led.
    pub(super) fn is_in(&self, place: &str) -> bool {
        let set = self.set.as_ref().map(InterviewSetId::as_str);
        let invited_to = set.or_else(|| self.project.as_ref().map(ProjectId::as_str));
        place.is_empty() || invited_to.is_some_and(|id| place.split(BETWEEN).any(|one| one == id))
    }

    /// Whether what has this [`id`](Self::id) is in the project.
    pub(super) fn is_in_project(&self, place: &str) -> bool {
        let project = self.project.as_ref();
        project.is_some_and(|id| {
            place.is_empty() || place.split(BETWEEN).any(|one| one == id.as_str())
        })
    }

    /// Who is in the project, if that was read.
    pub(super) fn applications<'l>(&self, context: &Context<'l>) -> Option<&'l [Application]> {
        let project = self.project.as_ref()?;
        let all = context.live.flowmingo.applications.get(project)?;
        Some(all.items())
    }
}

/// Finds it; whatever is missing blocks the draft.
pub(super) fn destination<'a>(
    draft: &mut Draft<'_>,
    resource: &Resource<Roster>,
    context: &Context<'a>,
) -> Destination<'a> {
    let mut destination = Destination::default();
    if let Some(address) = &resource.spec.interview_set {
        let id = live(draft, address, "interviewSet", context);
        destination.set = id.map(InterviewSetId::new);
    }
    let Some(address) = &resource.spec.project else {
        return destination;
    };
    let Some(id) = live(draft, address, "project", context).map(ProjectId::new) else {
        return destination;
    };
    let live = &context.live.flowmingo;
    destination.stages = live.stages.get(&id).map_or(&[], |stages| stages.items());
    if let Some(title) = &resource.spec.job_post {
        let posts = live
            .job_posts
            .get(&id)
            .map_or(&[][..], |posts| posts.items());
        let found: Vec<_> = posts
            .iter()
            .filter(|post| same_text(&post.title, title))
            .collect();
        match found.as_slice() {
            [one] => destination.job_post = Some(one.id.clone()),
            [] => draft.block(
                Code::NotLive,
                Pointer::spec("jobPost"),
                format!("the project has no job post “{title}”"),
                "job posts are created in Flowmingo's web app: create it there, or fix the manifest",
            ),
            several => draft.block(
                Code::AmbiguousMatch,
                Pointer::spec("jobPost"),
                format!("{} job posts of the project are called “{title}”", several.len()),
                "rename one of them in Flowmingo's web app",
            ),
        }
    }
    destination.project = Some(id);
    destination
}

fn live(
    draft: &mut Draft<'_>,
    address: &Address,
    field: &'static str,
    context: &Context<'_>,
) -> Option<String> {
    match context.fate_of(address) {
        ResourceFate::Live(id) => Some(id),
        ResourceFate::Created | ResourceFate::Blocked => {
            draft.block_with(address, field);
            None
        }
    }
}
