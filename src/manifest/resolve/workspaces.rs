//! `metadata.workspaces` against the configuration: names that no workspace has, and people whom nobody placed.

use super::index::{Index, at};
use crate::diagnostic::{Change, Code, Diagnostic, Fix, Help, did_you_mean};
use crate::manifest::check::{Body, Draft, Workspaces};
use crate::manifest::config::Config;
use crate::manifest::sources::Sources;
use crate::model::{External, Pointer};

/// Of every document, also of those that are for other workspaces.
pub(super) fn problems(index: &Index<'_>, sources: &Sources, config: &Config) -> Vec<Diagnostic> {
    let live = live(config);
    let drafts = index.drafts.iter().chain(&index.elsewhere);
    let problems = drafts.flat_map(|draft| match &draft.workspaces {
        Workspaces::Unsaid => {
            let is_everywhere = live.len() > 1 && draft.kind.is_roster();
            let problem = is_everywhere.then(|| everywhere(draft, &live, sources));
            problem.into_iter().collect()
        }
        Workspaces::Some(_) => unknown(draft, config, sources),
    });
    let drafts = index.drafts.iter().chain(&index.elsewhere);
    let pinned = drafts.flat_map(|draft| pinned_nowhere(draft, config, sources));
    let problems: Vec<Diagnostic> = problems.chain(pinned).collect();
    let here = index.drafts.iter();
    let unnamed = here.filter_map(|draft| unnamed(draft, index.workspace?, sources));
    problems.into_iter().chain(unnamed).collect()
}

/// An id for a workspace that there is not: whoever wrote it takes the object there for pinned.
fn pinned_nowhere(draft: &Draft, config: &Config, sources: &Sources) -> Vec<Diagnostic> {
    let names = || config.workspaces.keys().map(String::as_str);
    let unknown = draft.pin.workspaces();
    let unknown = unknown.filter(|name| !config.workspaces.contains_key(*name));
    let problems = unknown.map(|name| {
        let words =
            format!("`metadata.id` names the workspace `{name}`, which vetform.yaml does not have");
        let help = did_you_mean(name, names(), || {
            format!("there are: {}", names().collect::<Vec<_>>().join(", "))
        });
        let problem = Diagnostic::error(Code::UnknownReference, words).with_help(help);
        at_key(
            sources,
            draft,
            metadata().key("id").key(name.to_owned()),
            problem,
        )
    });
    problems.collect()
}

/// What must exist and has ids for other workspaces only: nothing tells which one is meant here.
fn unnamed(draft: &Draft, workspace: &str, sources: &Sources) -> Option<Diagnostic> {
    let Some(Body::External(External { title: None, .. })) = &draft.body else {
        return None;
    };
    let mut others = draft.pin.workspaces();
    let other = others.next()?;
    if draft.pin.within(Some(workspace)).is_some() {
        return None;
    }
    let words = format!(
        "{} has no id for the workspace `{workspace}`, and no title",
        draft.shown()
    );
    let help = format!(
        "add the id that it has there, as `{other}` has one, or `title:` under `spec`, or limit the manifest with `metadata.workspaces`"
    );
    let problem = Diagnostic::error(Code::MissingField, words).with_help(help);
    Some(at_key(sources, draft, metadata().key("id"), problem))
}

/// Puts a problem at a key of a document.
fn at_key(sources: &Sources, draft: &Draft, pointer: Pointer, problem: Diagnostic) -> Diagnostic {
    Diagnostic {
        place: sources.locate_key(&draft.origin.at(pointer)),
        ..problem
    }
}

/// Workspaces where a mail would reach somebody.
fn live(config: &Config) -> Vec<&str> {
    let workspaces = config.workspaces.values();
    let live = workspaces.filter(|workspace| workspace.sandbox.is_none());
    live.map(|workspace| workspace.name.as_str()).collect()
}

fn metadata() -> Pointer {
    Pointer::root().key("metadata")
}

fn everywhere(draft: &Draft, live: &[&str], sources: &Sources) -> Diagnostic {
    let words = format!(
        "{} does not say which workspaces it is for, and more than one is not a sandbox: {}",
        draft.shown(),
        live.join(", ")
    );
    let help = format!(
        "list its workspaces, for example `workspaces: [{}]` under `metadata`",
        live.last().unwrap_or(&"production")
    );
    let only = |name: &&str| {
        let change = Change::AddBeside {
            key: "workspaces",
            items: vec![(*name).to_owned()],
        };
        Fix::suggested(format!("add `workspaces: [{name}]`"), change)
    };
    let help = Help {
        fixes: live.iter().map(only).collect(),
        ..Help::from(help)
    };
    let problem = Diagnostic::error(Code::RosterEverywhere, words).with_help(help);
    at(sources, draft, metadata().key("name"), problem)
}

/// A pattern with `*` may wait for workspaces to come; a name that none has is a slip, or the manifest is for nobody yet.
fn unknown(draft: &Draft, config: &Config, sources: &Sources) -> Vec<Diagnostic> {
    let Workspaces::Some(patterns) = &draft.workspaces else {
        return Vec::new();
    };
    let names = || config.workspaces.keys().map(String::as_str);
    let patterns = patterns.iter().enumerate();
    let unknown = patterns
        .filter(|(_, pattern)| pattern.is_name() && !names().any(|name| pattern.matches(name)));
    let problems = unknown.map(|(i, pattern)| {
        let name = pattern.as_str();
        let words = format!("there is no workspace `{name}` in vetform.yaml");
        let help = did_you_mean(name, names(), || {
            format!("available: {}", names().collect::<Vec<_>>().join(", "))
        });
        let problem = Diagnostic::warning(Code::UnknownReference, words).with_help(help);
        at(
            sources,
            draft,
            metadata().key("workspaces").index(i),
            problem,
        )
    });
    problems.collect()
}
