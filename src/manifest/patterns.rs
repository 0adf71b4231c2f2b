//! Which files `manifests:` of vetform.yaml means, and what is wrong with it.

use camino::Utf8PathBuf;

use super::chosen::Project;
use super::config_place::config_place;
use super::discover::matches_something;
use super::outside::{Outside, leads_out};
use super::project::ProjectRoot;
use super::sources::Sources;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Pointer;

/// Files that are no manifests, although they are YAML: those that some workspace names as its sandbox's seed, and the one
/// that the configuration was read from.
pub(super) fn of_the_configuration(
    root: &ProjectRoot,
    project: Option<&Project>,
) -> Vec<Utf8PathBuf> {
    let workspaces = project
        .into_iter()
        .flat_map(|project| project.config.workspaces.values());
    let seeds = workspaces.filter_map(|workspace| workspace.sandbox.as_ref()?.seed.as_ref());
    let trusted = root.trusted.as_ref().and_then(|trusted| trusted.file());
    let files = seeds.map(|seed| &**seed).chain(trusted);
    files
        .filter_map(|file| Some(file.strip_prefix(root.as_path()).ok()?.to_owned()))
        .collect()
}

/// A pattern that names nothing is a slip that would silently drop manifests.
pub(super) fn unmatched(
    root: &ProjectRoot,
    patterns: &[String],
    files: &[Utf8PathBuf],
    sources: &Sources,
) -> Vec<Diagnostic> {
    let idle = patterns.iter().enumerate();
    idle.filter(|(_, pattern)| !matches_something(root, pattern, files))
        .map(|(i, pattern)| {
            let refused = leads_out(pattern)
                .then(|| Outside::of(root.as_path(), pattern).err())
                .flatten();
            let (message, help) = match refused {
                Some(why) => (
                    why,
                    "a folder outside the project is read only if it is in the same git repository: copy it into \
                    the project, or remove the entry",
                ),
                None => (
                    format!("there is no file or folder `{pattern}`"),
                    "fix the name, create the folder, or remove the entry",
                ),
            };
            let problem = Diagnostic::error(Code::InvalidConfig, message).with_help(help);
            let place = config_place(sources, Pointer::root().key("manifests").index(i));
            Diagnostic { place, ..problem }
        })
        .collect()
}

pub(super) fn no_manifests(root: &ProjectRoot, patterns: &[String]) -> Diagnostic {
    let place = match patterns {
        [] => format!("every *.yaml and *.yml below {}", root.as_path()),
        patterns => format!("{} below {}", patterns.join(", "), root.as_path()),
    };
    Diagnostic::warning(Code::NoManifests, "there are no manifests").with_help(format!(
        "searched {place}, except hidden folders and what .gitignore ignores"
    ))
}
