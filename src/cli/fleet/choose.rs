//! Which workspaces a command line means. Reads the configuration, no manifest.

use globset::Glob;

use super::shard::Shard;
use crate::cli::exit::Exit;
use crate::cli::failure::CommandFailure;
use crate::cli::global::{Global, is_glob};
use crate::cli::output::Output;
use crate::cli::session::show_problems;
use crate::diagnostic::nearest;
use crate::manifest::{self, ProjectRoot, Workspace};

/// The most names that a message lists.
const MOST_LISTED: usize = 12;

/// They, in the order of the configuration. A pattern that fits none is an error, a part without any is not.
pub(in crate::cli) fn chosen(
    root: &ProjectRoot,
    global: &Global,
    shard: Option<Shard>,
    output: Output,
) -> Result<Vec<Workspace>, CommandFailure> {
    let (workspaces, loaded) = manifest::workspaces(root);
    let Some(workspaces) = workspaces else {
        show_problems(&loaded, output);
        return Err(CommandFailure::said(Exit::Invalid));
    };
    let names: Vec<String> = workspaces
        .iter()
        .map(|workspace| workspace.name.clone())
        .collect();
    let mut chosen = vec![global.workspaces.is_empty(); names.len()];
    for wanted in &global.workspaces {
        mark(wanted, &names, &mut chosen)?;
    }
    let chosen = workspaces
        .into_iter()
        .zip(chosen)
        .filter(|(_, is_chosen)| *is_chosen);
    let chosen = chosen.map(|(workspace, _)| workspace);
    Ok(chosen
        .filter(|workspace| shard.is_none_or(|shard| shard.contains(&workspace.name)))
        .collect())
}

fn mark(wanted: &str, names: &[String], chosen: &mut [bool]) -> Result<(), CommandFailure> {
    let invalid = |message: String| CommandFailure::new(Exit::Invalid, message);
    let fits: Box<dyn Fn(&str) -> bool> = if is_glob(wanted) {
        let glob = Glob::new(wanted);
        let glob = glob.map_err(|error| {
            invalid(format!("`{wanted}` is not a valid glob: {}", error.kind()))
        })?;
        let matcher = glob.compile_matcher();
        Box::new(move |name| matcher.is_match(name))
    } else {
        Box::new(|name| name == wanted)
    };
    let mut found = false;
    for (name, chosen) in names.iter().zip(chosen) {
        if fits(name) {
            found = true;
            *chosen = true;
        }
    }
    if found {
        return Ok(());
    }
    let failure = if is_glob(wanted) {
        invalid(format!("no workspace matches `{wanted}`"))
    } else {
        invalid(format!("there is no workspace `{wanted}`"))
    };
    let near = nearest(wanted, names.iter().map(String::as_str));
    Err(failure.with_hint(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("available: {}", listed(names)),
    }))
}

fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(MOST_LISTED).map(String::as_str).collect();
    let shown = shown.join(", ");
    match names.len().saturating_sub(MOST_LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
