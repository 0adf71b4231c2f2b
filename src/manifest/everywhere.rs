//! A project judged in each of its workspaces: what is wrong in all of them is said once, what is wrong in some names those.
//!
//! Files are found and read once. Of a workspace only what differs there is worked out anew: the manifests that take something
//! from elsewhere, and how documents stand together.

use std::borrow::Cow;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use indexmap::IndexMap;

use super::chosen::Project;
use super::config::Workspace;
use super::configure::{Configured, configured};
use super::file::{FileDrafts, read_file, read_tree};
use super::file_text::Unread;
use super::lint::Scope;
use super::load::manifests_of;
use super::loaded::Loaded;
use super::patterns::no_manifests;
use super::project::ProjectRoot;
use super::reading::{Asked, Read, Reading, RunPrograms};
use super::sources::Sources;
use super::told::{Uses, in_workspaces};
use super::unsaved::Unsaved;
use super::values::{Source, TextFiles};
use crate::diagnostic::{Diagnostic, Fix};

/// Reads the configuration and every manifest, and judges them in each workspace that is `chosen`. Never fails: what is
/// wrong is in [`Loaded::problems`]. What is wanted is not in it: that is a question about one workspace.
pub fn load_and_lint_everywhere(
    root: &ProjectRoot,
    unsaved: Option<&Unsaved>,
    chosen: impl Fn(&str) -> bool,
) -> Loaded {
    let (
        Configured {
            root,
            mut loaded,
            found,
        },
        config,
    ) = configured(root);
    let workspaces = config.as_ref().map(|config| &config.workspaces);
    let workspaces: Vec<Workspace> = workspaces
        .iter()
        .flat_map(|all| all.values())
        .filter(|workspace| chosen(&workspace.name))
        .cloned()
        .collect();
    let (Some(config), Some(first)) = (config, workspaces.first().cloned()) else {
        return loaded.sorted();
    };
    // One for all: a copy for each workspace would grow with the square of their number.
    let mut project = Project {
        root: root.clone(),
        config,
        workspace: first,
    };
    loaded.project = Some(project.clone());
    let files = manifests_of(&root, &project, &found, unsaved, &mut loaded);
    let is_broken = loaded.has_errors();
    let of_project = std::mem::take(&mut loaded.problems);
    let texts = TextFiles::new(root.as_path(), &project.config);
    let mut together = Together::default();
    let mut kept: Option<Vec<Kept>> = None;
    for workspace in &workspaces {
        project.workspace = workspace.clone();
        if let Some(project) = &mut loaded.project {
            project.workspace = workspace.clone();
        }
        let reading = Reading {
            root: &root,
            unsaved,
            texts: &found.texts,
            source: Source::of(&project, &texts),
            run_programs: RunPrograms::No,
            asked: Asked::Problems,
        };
        let read = match &kept {
            None => reading.read_all(&files, None),
            Some(kept) => again(&files, kept, reading.source, &loaded.sources),
        };
        if kept.is_none() && workspaces.len() > 1 {
            kept = Some(read.iter().map(Kept::of).collect());
        }
        let uses = reading.load_manifests(&files, read, Scope::Everything, &mut loaded);
        if loaded.resources == 0 && !is_broken && !loaded.has_errors() {
            let patterns = &project.config.manifests;
            loaded.problems.push(no_manifests(&root, patterns));
        }
        if let [_] = &*workspaces {
            uses.explain_all(&mut loaded.problems, workspace, &loaded.sources);
            loaded.problems.extend(of_project);
            return loaded.sorted();
        }
        let problems = std::mem::take(&mut loaded.problems);
        together.add(workspace, problems, &uses, &loaded.sources);
    }
    loaded.problems = of_project;
    loaded.problems.extend(together.problems(workspaces.len()));
    loaded.sorted()
}

/// What a file says in the workspace where it was read first.
enum Kept {
    /// And in every other.
    Everywhere(Arc<str>, Box<FileDrafts>),
    /// Elsewhere it may say something else.
    Here(Arc<str>),
    Unread(Box<Unread>),
}

impl Kept {
    fn of(read: &Read) -> Self {
        match read {
            Ok((text, drafts)) if drafts.uses.is_empty() => {
                Self::Everywhere(Arc::clone(text), Box::new(drafts.copied()))
            }
            Ok((text, _)) => Self::Here(Arc::clone(text)),
            Err(unread) => Self::Unread(unread.clone()),
        }
    }
}

/// What the files say in another workspace.
fn again(files: &[Utf8PathBuf], kept: &[Kept], source: Source<'_>, sources: &Sources) -> Vec<Read> {
    let files = files.iter().zip(kept);
    let read = files.map(|(file, kept)| match kept {
        Kept::Everywhere(text, drafts) => Ok((Arc::clone(text), drafts.copied())),
        Kept::Here(text) => {
            let name: Arc<Utf8Path> = Arc::from(file.as_path());
            let drafts = match sources.yaml(file) {
                Some(tree) => read_tree(&name, tree, Some(source)),
                None => read_file(&name, text, Some(source)),
            };
            Ok((Arc::clone(text), drafts))
        }
        Kept::Unread(unread) => Err(unread.clone()),
    });
    read.collect()
}

/// The problems of all workspaces, each once.
#[derive(Default)]
struct Together<'w>(IndexMap<(Diagnostic, usize), Where<'w>>);

#[derive(Default)]
struct Where<'w> {
    help: Cow<'static, str>,
    fixes: Vec<Fix>,
    workspaces: Vec<&'w str>,
    /// Whether it may be another one in another workspace.
    is_of_value: bool,
}

impl<'w> Together<'w> {
    fn add(
        &mut self,
        workspace: &'w Workspace,
        problems: Vec<Diagnostic>,
        uses: &Uses,
        sources: &Sources,
    ) {
        let name = &*workspace.name;
        for mut problem in problems {
            let is_of_value = uses.explain(&mut problem, &workspace.values, sources);
            // What to do may name what only one workspace has: the first one's help counts.
            let help = std::mem::take(&mut problem.help);
            let fixes = std::mem::take(&mut problem.fixes);
            // The same twice in one workspace is two problems.
            let mut key = (problem, 1);
            let is_of = |found: &Where<'_>| found.workspaces.last() == Some(&name);
            while self.0.get(&key).is_some_and(is_of) {
                key.1 += 1;
            }
            let found = self.0.entry(key).or_insert_with(|| Where {
                help,
                fixes,
                ..Where::default()
            });
            found.workspaces.push(name);
            found.is_of_value = is_of_value;
        }
    }

    fn problems(self, all: usize) -> impl Iterator<Item = Diagnostic> {
        let problems = self.0.into_iter();
        problems.map(move |((mut problem, _), found)| {
            problem.help = found.help;
            problem.fixes = found.fixes;
            let is_told = |name: &&str| problem.message.contains(&format!("workspace `{name}`"));
            let is_shared = found.workspaces.len() == all;
            if found.is_of_value && is_shared && all > 1 {
                problem.message += " (every workspace)";
            } else if found.is_of_value || !is_shared && !found.workspaces.iter().any(is_told) {
                problem.message = in_workspaces(&problem.message, &found.workspaces);
            }
            problem
        })
    }
}
