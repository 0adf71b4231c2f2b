//! Interview sets and projects: authored in Flowmingo's web app, looked up here, and compared as far as the manifest says.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::model::flowmingo::{InterviewSet, Project, Scope};
use crate::model::{Address, Listing, Pointer, Resource, Spec, same_text, with_article};
use crate::plan::change::Action;
use crate::plan::context::{Context, ResourceFate};
use crate::plan::draft::{Draft, Finished};
use crate::plan::precondition::Precondition;
use crate::plan::record::record_of;
use crate::state::{RecordChange, Recorded};

const TITLE: &str = "title";

/// What came of one manifest.
pub(super) type Looked<'a> = (&'a Address, Finished, ResourceFate);

/// Looks interview sets up.
pub(super) fn interview_sets<'a>(
    resources: &'a [Resource<InterviewSet>],
    context: &Context<'_>,
) -> Vec<Looked<'a>> {
    let seen = Seen {
        what: "interview set",
        all: context.live.flowmingo.sets.as_ref(),
        id: |set| set.id.as_str(),
        title: |set| &set.title,
    };
    let found = find_all(resources, |set| set.title.as_deref(), &seen, context);
    let looked = found.into_iter();
    looked.map(|(draft, fate)| done(draft, fate)).collect()
}

/// Looks projects up, and holds their stages and job posts against the manifests once they are read.
pub(super) fn projects<'a>(
    resources: &'a [Resource<Project>],
    context: &Context<'_>,
) -> Vec<Looked<'a>> {
    let seen = Seen {
        what: "project",
        all: context.live.flowmingo.projects.as_ref(),
        id: |project| project.id.as_str(),
        title: |project| &project.title,
    };
    let found = find_all(
        resources,
        |project| project.title.as_deref(),
        &seen,
        context,
    );
    let looked = resources.iter().zip(found);
    looked
        .map(|(resource, (mut draft, fate))| {
            if let ResourceFate::Live(id) = &fate {
                let id = crate::model::ProjectId::new(id);
                check_stages(&mut draft, resource, &id, context);
                check_job_posts(&mut draft, resource, &id, context);
            }
            done(draft, fate)
        })
        .collect()
}

fn done(draft: Draft<'_>, fate: ResourceFate) -> Looked<'_> {
    let fate = if draft.blocked.is_empty() {
        fate
    } else {
        ResourceFate::Blocked
    };
    let id = match &fate {
        ResourceFate::Live(id) => Some(id.clone()),
        ResourceFate::Created | ResourceFate::Blocked => None,
    };
    let address = draft.address;
    let finished = draft.finish(Action::Update, id, Precondition::None, 0);
    (address, finished, fate)
}

/// The live objects of one sort.
struct Seen<'a, T> {
    what: &'a str,
    all: Option<&'a Listing<T>>,
    id: fn(&T) -> &str,
    title: fn(&T) -> &str,
}

fn find_all<'a, S: Spec, T>(
    resources: &'a [Resource<S>],
    title: fn(&S) -> Option<&str>,
    seen: &Seen<'_, T>,
    context: &Context<'_>,
) -> Vec<(Draft<'a>, ResourceFate)> {
    let find = |resource: &'a Resource<S>| {
        let mut draft = Draft::new(&resource.address, &resource.origin);
        let title = title(&resource.spec);
        let known = known_id(resource, title, context.recorded);
        let fate = find(&mut draft, resource, title, known, seen);
        if let (ResourceFate::Live(id), Some(title)) = (&fate, title) {
            remember(&mut draft, resource, (id, title), context);
        }
        (draft, fate)
    };
    let mut found: Vec<_> = resources.iter().map(find).collect();
    refuse_double_claims(&mut found, seen.what);
    found
}

/// The id that the manifest's title was last found by. Another title since then means another thing.
pub fn known_id<'r, S: Spec>(
    resource: &Resource<S>,
    title: Option<&str>,
    recorded: &'r Recorded,
) -> Option<&'r str> {
    let record = record_of(resource, recorded)?;
    let print = recorded.fingerprint_key.of_text(TITLE, title?);
    let is_unedited = record.fields.applied.get(TITLE) == Some(&print);
    is_unedited.then_some(record.id.as_str())
}

/// Remembers what a title was found to mean, so that it can be told what became of it.
fn remember<S: Spec>(
    draft: &mut Draft<'_>,
    resource: &Resource<S>,
    (id, title): (&str, &str),
    context: &Context<'_>,
) {
    if resource.pin.is_some() || known_id(resource, Some(title), context.recorded) == Some(id) {
        return;
    }
    context.remember_move(draft, resource);
    let print = context.recorded.fingerprint_key.of_text(TITLE, title);
    draft.records.extend([
        RecordChange::Identify {
            id: id.to_owned(),
            adopted: true,
        },
        RecordChange::Fields {
            fields: BTreeMap::from([(TITLE.to_owned(), print)]),
        },
    ]);
}

/// People in two rosters of one thing are found by its manifest: with two of them, somebody could be invited twice.
fn refuse_double_claims(found: &mut [(Draft<'_>, ResourceFate)], what: &str) {
    let mut by_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, (_, fate)) in found.iter().enumerate() {
        if let ResourceFate::Live(id) = fate {
            by_id.entry(id.clone()).or_default().push(index);
        }
    }
    for (id, sharing) in by_id.iter().filter(|(_, sharing)| sharing.len() > 1) {
        let names = sharing.iter().map(|&index| found[index].0.address);
        let names: Vec<String> = names.map(ToString::to_string).collect();
        for &index in sharing {
            let (draft, fate) = &mut found[index];
            draft.block(
                Code::ClaimedTwice,
                Pointer::root().key("metadata"),
                format!("{} mean the same live {what} `{id}`", names.join(" and ")),
                "keep one of the manifests, and let the rosters of the other name that one",
            );
            *fate = ResourceFate::Blocked;
        }
    }
}

fn find<S: Spec, T>(
    draft: &mut Draft<'_>,
    resource: &Resource<S>,
    title: Option<&str>,
    known: Option<&str>,
    seen: &Seen<'_, T>,
) -> ResourceFate {
    let what = seen.what;
    let Some(all) = seen.all else {
        draft.block(
            Code::MissingScope,
            Pointer::root().key("spec"),
            format!("the key lacks the scope `{}`, so no {what} can be looked up", Scope::ReadHiring),
            "give the key the scope in Flowmingo (Account Settings, Integrations), or use another key",
        );
        return ResourceFate::Blocked;
    };
    let pin = resource.pin.as_ref().map(ToString::to_string);
    let is_meant = |one: &&T| match (&pin, title) {
        (Some(pin), _) => (seen.id)(one) == pin,
        (None, Some(title)) => same_text((seen.title)(one), title),
        (None, None) => false,
    };
    let found: Vec<&T> = all.items().iter().filter(is_meant).collect();
    let words = pin.as_ref().map_or_else(
        || format!("the title “{}”", title.unwrap_or_default()),
        |pin| format!("the id `{pin}`"),
    );
    match found.as_slice() {
        [one] => ResourceFate::Live((seen.id)(one).to_owned()),
        [] => {
            block_missing(draft, (title, &words), known, all.items(), seen);
            ResourceFate::Blocked
        }
        several => {
            let ids: Vec<String> = several
                .iter()
                .map(|one| format!("`{}`", (seen.id)(one)))
                .collect();
            draft.block(
                Code::AmbiguousMatch,
                Pointer::root().key("spec"),
                format!(
                    "{} live {what}s have {words}: {}",
                    several.len(),
                    ids.join(", ")
                ),
                "name the one that is meant: `spec: { id: <its id> }`",
            );
            ResourceFate::Blocked
        }
    }
}

fn block_missing<T>(
    draft: &mut Draft<'_>,
    (title, words): (Option<&str>, &str),
    known: Option<&str>,
    all: &[T],
    seen: &Seen<'_, T>,
) {
    let what = seen.what;
    let titles = || all.iter().map(|one| (seen.title)(one));
    let renamed = known.and_then(|id| all.iter().find(|one| (seen.id)(one) == id));
    let (message, help) = if let Some(renamed) = renamed {
        let message = format!(
            "no live {what} has {words}: it was renamed in the web app, to “{}”",
            (seen.title)(renamed)
        );
        let help =
            "`vetform pull --write` takes the new title in; or put the old one back in the web app";
        (message, help.to_owned())
    } else {
        let near = title.and_then(|title| crate::diagnostic::nearest(title, titles()));
        let near = near.map_or_else(String::new, |near| format!("did you mean “{near}”? "));
        let help = format!(
            "{near}{} is authored in Flowmingo's web app: create it there, or fix the manifest",
            with_article(what)
        );
        (format!("no live {what} has {words}"), help)
    };
    draft.block(Code::NotLive, Pointer::root().key("spec"), message, help);
}

fn check_stages(
    draft: &mut Draft<'_>,
    resource: &Resource<Project>,
    id: &crate::model::ProjectId,
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
            format!("the live stages are {}, and the manifest says {}", listed(&live), listed(wanted)),
            "stages are authored in Flowmingo's web app: change them there, or put the live ones into the manifest",
        );
    }
}

fn check_job_posts(
    draft: &mut Draft<'_>,
    resource: &Resource<Project>,
    id: &crate::model::ProjectId,
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
                format!("the project has no job post “{title}”; live are {}", listed(&live)),
                "job posts are authored in Flowmingo's web app: create it there, or fix the manifest",
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
