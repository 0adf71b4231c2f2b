//! Stages and job posts that a Flowmingo roster names: if the Project manifest declares them, they must be among those.

use super::index::{Index, and_at, at};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::manifest::capped::Capped;
use crate::manifest::check::{Body, Draft};
use crate::manifest::sources::Sources;
use crate::model::{External, Kind, Pointer, flowmingo, same_text};

pub(super) fn problems(index: &Index<'_>, sources: &Sources) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for draft in index.drafts.iter().copied() {
        let Some(Body::FlowmingoRoster(roster)) = &draft.body else {
            continue;
        };
        let Some(project) = roster.project.as_ref() else {
            continue;
        };
        let Some(manifest) = index.get(Kind::Project, project.name()) else {
            continue;
        };
        if let Some(Body::External(project)) = &manifest.body {
            problems.extend(job_post(sources, draft, roster, manifest, project));
            problems.extend(stages(sources, draft, roster, manifest, project));
        }
    }
    problems
}

fn job_post(
    sources: &Sources,
    draft: &Draft,
    roster: &flowmingo::Roster,
    manifest: &Draft,
    project: &External,
) -> Option<Diagnostic> {
    let (post, known) = (roster.job_post.as_ref()?, project.job_posts.as_ref()?);
    let problem = unknown("job post", post, known)?;
    let problem = at(sources, draft, Pointer::spec("jobPost"), problem);
    Some(and_at(
        sources,
        manifest,
        Pointer::spec("jobPosts"),
        "declared here",
        problem,
    ))
}

fn stages(
    sources: &Sources,
    draft: &Draft,
    roster: &flowmingo::Roster,
    manifest: &Draft,
    project: &External,
) -> Vec<Diagnostic> {
    let Some(known) = &project.stages else {
        return Vec::new();
    };
    let mut problems = Capped::default();
    for person in &roster.candidates {
        let problem = person.stage.as_ref();
        let problem = problem.and_then(|stage| unknown("stage", stage, known));
        if let Some(problem) = problem {
            problems.push(|| {
                let place = sources.locate_person(&person.source, "stage");
                let problem = Diagnostic { place, ..problem };
                let pointer = Pointer::spec("stages");
                and_at(sources, manifest, pointer, "declared here", problem)
            });
        }
    }
    problems.finish(|more| {
        let people = match more {
            1 => "1 more person is".to_owned(),
            more => format!("{more} more people are"),
        };
        let words = format!("{people} in a stage that the project does not declare");
        let problem = Diagnostic::error(Code::UnknownReference, words)
            .with_help("fix those that are shown; the next run shows more");
        at(sources, draft, Pointer::spec("project"), problem)
    })
}

fn unknown(what: &str, name: &str, known: &[String]) -> Option<Diagnostic> {
    if known.iter().any(|other| same_text(other, name)) {
        return None;
    }
    let words = format!("the project has no {what} `{name}`");
    let help = did_you_mean(name, known.iter().map(String::as_str), || {
        format!("available: {}", known.join(", "))
    });
    Some(Diagnostic::error(Code::UnknownReference, words).with_help(help))
}
