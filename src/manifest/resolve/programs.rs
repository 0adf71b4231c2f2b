//! Rosters that name a program which vetform.yaml does not have. Offline: no program is run to find out.

use super::index::{Index, at};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::manifest::check::{CohortFrom, CohortRef, Draft};
use crate::manifest::config::Config;
use crate::manifest::sources::Sources;
use crate::model::Pointer;

/// Of every document, also of those that are for other workspaces.
pub(super) fn problems(index: &Index<'_>, sources: &Sources, config: &Config) -> Vec<Diagnostic> {
    let drafts = index.drafts.iter().chain(&index.elsewhere);
    drafts
        .filter_map(|draft| unknown(draft, sources, config))
        .collect()
}

fn unknown(draft: &Draft, sources: &Sources, config: &Config) -> Option<Diagnostic> {
    let Some(CohortRef {
        from: CohortFrom::Source(call),
        ..
    }) = &draft.cohort
    else {
        return None;
    };
    if config.sources.contains_key(&call.name) {
        return None;
    }
    let words = format!("vetform.yaml has no source named `{}`", call.name);
    let names = || config.sources.keys().map(String::as_str);
    let help = did_you_mean(&call.name, names(), || {
        if config.sources.is_empty() {
            format!(
                "add `sources: {{ {}: {{ command: [PROGRAM] }} }}` to vetform.yaml; a manifest cannot name a program itself",
                call.name
            )
        } else {
            format!("available: {}", names().collect::<Vec<_>>().join(", "))
        }
    });
    let problem = Diagnostic::error(Code::UnknownReference, words).with_help(help);
    let pointer = Pointer::spec("from").key("source");
    Some(at(sources, draft, pointer, problem))
}
