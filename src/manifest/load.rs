//! From a folder to the wanted state, or to every problem of every file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};

use super::check::Draft;
use super::cohort;
use super::config::{ChooseError, Config, Workspace, default_url, foreign_host, read_config};
use super::discover::{Unread, manifest_files, matches_something, read_text, text_of};
use super::file::{FileDrafts, read_file};
use super::lint::{self, Scope};
use super::open_keys::open_key_files;
use super::outside::{Outside, leads_out};
use super::project::{CONFIG_FILE, ProjectRoot};
use super::redact;
use super::resolve::{self, Index, digest};
use super::sources::Sources;
use super::trusted::TrustedConfig;
use super::unsaved::Unsaved;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::environment::{self, Variable};
use crate::model::{Desired, Pointer, System};

/// The variable that names a workspace.
const WORKSPACE: &str = "VETFORM_WORKSPACE";

/// A project whose configuration is right.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// Its folder.
    pub root: ProjectRoot,
    /// vetform.yaml.
    pub config: Config,
    /// The workspace that was asked for, or the default one, or the only one.
    pub workspace: Workspace,
}

/// What [`load`] found.
#[derive(Debug)]
pub struct Loaded {
    /// `None` if the configuration has an error.
    pub project: Option<Project>,
    /// `None` if anything has an error.
    pub desired: Option<Desired>,
    /// Every problem, sorted by file and line; those without a place first.
    pub problems: Vec<Diagnostic>,
    /// Manifest files that were found, vetform.yaml not counted.
    pub files: usize,
    /// Documents in them that are resources of a known kind, right or wrong.
    pub resources: usize,
    /// The same of each file.
    pub per_file: BTreeMap<Utf8PathBuf, usize>,
    /// The texts, for snippets and lines.
    pub sources: Sources,
}

impl Loaded {
    /// Whether any problem is an error.
    pub fn has_errors(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }
}

/// Reads the configuration and every manifest. Never fails: what is wrong is in [`Loaded::problems`].
///
/// `workspace`: the name given on the command line.
pub fn load(root: &ProjectRoot, workspace: Option<&str>) -> Loaded {
    configure(root, workspace).load_in(Scope::Errors, None, None)
}

/// The same, with the warnings of every rule that the configuration does not switch off.
pub fn load_and_lint(root: &ProjectRoot, workspace: Option<&str>) -> Loaded {
    configure(root, workspace).load_in(Scope::Everything, None, None)
}

/// The same with one manifest more: in the place of its file and, if it names none, in that of the documents with its
/// addresses.
pub fn load_and_lint_with(
    root: &ProjectRoot,
    workspace: Option<&str>,
    unsaved: &Unsaved,
) -> Loaded {
    configure(root, workspace).load_in(Scope::Everything, None, Some(unsaved))
}

/// Hears what a manifest file declares as soon as it is read, while the others still are; of a file with a problem
/// nothing. It is an [outline](resolve::outline), and only if no file has a problem will it be in [`Loaded::desired`]. Called from
/// several threads.
pub type Listener<'l> = &'l (dyn Fn(Desired) + Sync);

/// A project whose configuration was read, and no manifest yet.
#[derive(Debug)]
pub struct Configured {
    root: ProjectRoot,
    loaded: Loaded,
}

/// Reads the configuration. What is wrong with it shows in what [`Configured::load`] returns.
pub fn configure(root: &ProjectRoot, workspace: Option<&str>) -> Configured {
    let mut loaded = Loaded {
        project: None,
        desired: None,
        problems: Vec::new(),
        files: 0,
        resources: 0,
        per_file: BTreeMap::new(),
        sources: Sources::default(),
    };
    let config = load_config(root, &mut loaded);
    loaded.project = config.and_then(|config| choose(root, config, workspace, &mut loaded));
    Configured {
        root: root.clone(),
        loaded,
    }
}

impl Configured {
    /// The chosen workspace; `None` if the configuration has an error.
    pub fn workspace(&self) -> Option<&Workspace> {
        self.loaded
            .project
            .as_ref()
            .map(|project| &project.workspace)
    }

    /// Reads every manifest.
    pub fn load(self, listener: Listener<'_>) -> Loaded {
        self.load_in(Scope::Errors, Some(listener), None)
    }

    fn load_in(
        self,
        scope: Scope,
        listener: Option<Listener<'_>>,
        unsaved: Option<&Unsaved>,
    ) -> Loaded {
        let Self { root, mut loaded } = self;
        let patterns = match &loaded.project {
            Some(project) => project.config.manifests.clone(),
            // Which files are manifests is not known: problems of others would mislead.
            None => return sorted(loaded),
        };
        let (mut files, problems) = manifest_files(&root, &patterns);
        let seeds = seeds(&root, loaded.project.as_ref());
        files.retain(|file| !seeds.contains(file));
        let unmatched = unmatched(&root, &patterns, &files, &loaded.sources);
        loaded
            .problems
            .extend(problems.into_iter().chain(unmatched));
        if let Some(unsaved) = unsaved.filter(|unsaved| !files.contains(&unsaved.name)) {
            files.push(unsaved.name.clone());
        }
        loaded.files = files.len();
        let workspace = loaded
            .project
            .as_ref()
            .map(|project| &*project.workspace.name);
        let reading = Reading {
            root: &root,
            unsaved,
        };
        let read = reading.read_all(&files, workspace, listener);
        reading.load_manifests(&files, read, scope, &mut loaded);
        if loaded.resources == 0 && !loaded.has_errors() {
            loaded.problems.push(no_manifests(&root, &patterns));
        }
        sorted(loaded)
    }
}

/// Files that some workspace names as its sandbox's seed: no manifests, although they are YAML.
fn seeds(root: &ProjectRoot, project: Option<&Project>) -> Vec<Utf8PathBuf> {
    let workspaces = project
        .into_iter()
        .flat_map(|project| project.config.workspaces.values());
    let seeds = workspaces.filter_map(|workspace| workspace.sandbox.as_ref()?.seed.as_ref());
    seeds
        .filter_map(|seed| Some(seed.strip_prefix(root.as_path()).ok()?.to_owned()))
        .collect()
}

fn load_config(root: &ProjectRoot, loaded: &mut Loaded) -> Option<Config> {
    let here = read_text(root, Utf8Path::new(CONFIG_FILE));
    let text = match (&root.trusted, here) {
        (Some(trusted), here) => {
            if here.ok().as_ref() != Some(&trusted.text) {
                loaded.problems.push(changed(root, trusted));
            }
            Arc::clone(&trusted.text)
        }
        (None, Ok(text)) => text,
        (None, Err(unread)) => {
            let Unread { problem, shown } = *unread;
            loaded.problems.push(problem);
            if let Some(text) = shown {
                // What else is wrong with it depends on what was lost; credentials are masked all the same.
                let masked = read_config(root.as_path(), &text).text;
                loaded.sources.add(CONFIG_FILE.into(), masked, None);
            }
            return None;
        }
    };
    let read = read_config(root.as_path(), &text);
    loaded.problems.extend(read.problems);
    // The tree holds what the mask hides: then places are found in the masked text.
    let tree = Arc::ptr_eq(&read.text, &text).then_some(read.tree);
    loaded.sources.add(CONFIG_FILE.into(), read.text, tree);
    read.config
}

/// The working tree has another configuration, or none.
fn changed(root: &ProjectRoot, trusted: &TrustedConfig) -> Diagnostic {
    let words = format!(
        "{CONFIG_FILE} of the working tree is not the one that counts here, which is from {}",
        trusted.words()
    );
    let problem = Diagnostic::warning(Code::ConfigChanged, words).with_help(
        "this run takes nothing from it; look at what it changes: it counts once it is merged",
    );
    let file = root.config_file();
    // No line of it: the text that snippets are cut from is the other one.
    if file.is_file() {
        problem.at(Place {
            file: CONFIG_FILE.into(),
            span: None,
        })
    } else {
        problem
    }
}

/// Keys that go elsewhere than to their systems.
fn foreign_hosts(workspace: &Workspace, sources: &Sources) -> Vec<Diagnostic> {
    let foreign = System::ALL.into_iter().filter_map(|system| {
        let host = foreign_host(system, &workspace.settings(system)?.base_url)?;
        let name = &workspace.name;
        let words = format!(
            "the key of {system} in the workspace `{name}` goes to {host}, which is not a host of {system}"
        );
        let help = format!(
            "leave `baseUrl` out for {}; whoever runs that host can use the key",
            default_url(system)
        );
        let at = ["workspaces", name, system.as_str(), "baseUrl"];
        let at = at.into_iter().fold(Pointer::root(), Pointer::key);
        let place = config_place(sources, at);
        let problem = Diagnostic::warning(Code::ForeignHost, words).with_help(help);
        Some(Diagnostic { place, ..problem })
    });
    foreign.collect()
}

fn choose(
    root: &ProjectRoot,
    config: Config,
    name: Option<&str>,
    loaded: &mut Loaded,
) -> Option<Project> {
    match config.choose(name).cloned() {
        Ok(workspace) => {
            let foreign = foreign_hosts(&workspace, &loaded.sources);
            loaded.problems.extend(foreign);
            let open = open_key_files(root, &workspace, &loaded.sources);
            loaded.problems.extend(open);
            Some(Project {
                root: root.clone(),
                config,
                workspace,
            })
        }
        Err(error) => {
            let message = error.to_string();
            let help = match error {
                ChooseError::Unknown { help, .. } => help,
                ChooseError::NoneNamed { help } => match environment::variable(WORKSPACE) {
                    Variable::Empty => format!("{help} ({WORKSPACE} is set but empty)"),
                    Variable::Text(_) | Variable::Unset | Variable::NoText => help,
                },
            };
            let place = config_place(&loaded.sources, Pointer::root().key("workspaces"));
            let problem = Diagnostic::error(Code::InvalidConfig, message).with_help(help);
            loaded.problems.push(Diagnostic { place, ..problem });
            None
        }
    }
}

pub(super) fn config_place(sources: &Sources, pointer: Pointer) -> Option<Place> {
    let origin = crate::model::Origin {
        file: Arc::from(Utf8Path::new(CONFIG_FILE)),
        document: 0,
    };
    sources.locate_key(&origin.at(pointer))
}

/// A pattern that names nothing is a slip that would silently drop manifests.
fn unmatched(
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
                    "a folder outside the project is read only where it lies in the same git repository: copy it below the \
                     project, or take the entry away",
                ),
                None => (
                    format!("there is no file or folder `{pattern}`"),
                    "fix the name, make the folder, or take the entry away",
                ),
            };
            let problem = Diagnostic::error(Code::InvalidConfig, message).with_help(help);
            let place = config_place(sources, Pointer::root().key("manifests").index(i));
            Diagnostic { place, ..problem }
        })
        .collect()
}

/// Where manifests are read from.
#[derive(Clone, Copy)]
struct Reading<'r> {
    root: &'r ProjectRoot,
    unsaved: Option<&'r Unsaved>,
}

impl Reading<'_> {
    fn load_manifests(
        self,
        files: &[Utf8PathBuf],
        read: Vec<Read>,
        scope: Scope,
        loaded: &mut Loaded,
    ) {
        let mut drafts: Vec<Draft> = Vec::new();
        let mut has_unread = false;
        let mut texts = Vec::new();
        for (file, read) in files.iter().zip(read) {
            match read {
                Ok((text, read)) => {
                    let FileDrafts {
                        drafts: of_file,
                        problems,
                        has_unread: unread,
                        tree,
                    } = read;
                    drafts.extend(of_file);
                    loaded.problems.extend(problems);
                    has_unread |= unread;
                    texts.push((file, Arc::clone(&text)));
                    loaded.sources.add(file.clone(), text, tree);
                }
                Err(unread) => {
                    let Unread { problem, shown } = *unread;
                    has_unread = true;
                    loaded.problems.push(problem);
                    if let Some(text) = shown {
                        loaded.sources.add(file.clone(), text, None);
                    }
                }
            }
        }
        self.replace_saved(&mut drafts);
        loaded.per_file = files.iter().map(|file| (file.clone(), 0)).collect();
        for draft in &drafts {
            if let Some(count) = loaded.per_file.get_mut::<Utf8Path>(&draft.origin.file) {
                *count += 1;
            }
        }
        let workspace = loaded
            .project
            .as_ref()
            .map(|project| &*project.workspace.name);
        let here = drafts.iter_mut();
        let here = here.filter(|draft| workspace.is_none_or(|name| draft.workspaces.include(name)));
        let cohorts = cohort::gather(self.root, here, &mut loaded.sources);
        loaded.problems.extend(cohorts.problems);
        let index = Index::new(&drafts, workspace);
        let project = loaded.project.as_ref();
        let problems = resolve::problems(&index, &loaded.sources, project, has_unread);
        loaded.problems.extend(problems);
        loaded.resources = drafts.len();
        let policy = loaded.project.as_ref().map(|project| &project.config.lint);
        if let Some(policy) = policy {
            let known = &loaded.problems;
            let found =
                lint::problems(&drafts, &loaded.sources, (policy, scope), known, has_unread);
            loaded.problems.extend(found);
        }
        if !loaded.has_errors() {
            let files = texts.iter().map(|(file, text)| (file.as_path(), &**text));
            let cohorts = cohorts.texts.iter();
            let files = files.chain(cohorts.map(|(file, text)| (file.as_path(), &**text)));
            loaded.desired = resolve::desired(&index, digest(files));
        }
    }

    /// Documents of files that the unsaved manifest stands for.
    fn replace_saved(self, drafts: &mut Vec<Draft>) {
        let Some(unsaved) = self.unsaved else {
            return;
        };
        let is_unsaved = |draft: &Draft| *draft.origin.file == *unsaved.name;
        let named = |draft: &Draft| Some((draft.kind, draft.name.clone()?));
        let unsaved: Vec<_> = drafts
            .iter()
            .filter(|draft| is_unsaved(draft))
            .filter_map(named)
            .collect();
        drafts.retain(|draft| {
            is_unsaved(draft) || named(draft).is_none_or(|name| !unsaved.contains(&name))
        });
    }

    /// Reads files side by side; the answers stand in the order of the files.
    fn read_all(
        self,
        files: &[Utf8PathBuf],
        workspace: Option<&str>,
        listener: Option<Listener<'_>>,
    ) -> Vec<Read> {
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<(usize, Read)>> = Mutex::new(Vec::with_capacity(files.len()));
        let work = || {
            while let Some((i, file)) = take(&next, files) {
                let read = self.read_one(file);
                if let (Some(listener), Ok((_, read))) = (listener, &read)
                    && read.problems.is_empty()
                {
                    let is_here = |draft: &&Draft| {
                        workspace.is_none_or(|name| draft.workspaces.include(name))
                    };
                    listener(resolve::outline(read.drafts.iter().filter(is_here)));
                }
                done.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((i, read));
            }
        };
        let workers = thread::available_parallelism()
            .map_or(1, NonZero::get)
            .min(files.len());
        thread::scope(|scope| {
            for _ in 1..workers {
                scope.spawn(work);
            }
            work();
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(i, _)| *i);
        done.into_iter().map(|(_, read)| read).collect()
    }

    fn read_one(self, file: &Utf8Path) -> Read {
        let unsaved = self.unsaved.filter(|unsaved| unsaved.name == file);
        let text = match unsaved {
            Some(unsaved) => text_of(file, &unsaved.bytes)?,
            None => read_text(self.root, file)?,
        };
        let read = read_file(&Arc::from(file), &text);
        Ok((text, read))
    }
}

type Read = Result<(Arc<str>, FileDrafts), Box<Unread>>;

fn take<'f>(next: &AtomicUsize, files: &'f [Utf8PathBuf]) -> Option<(usize, &'f Utf8PathBuf)> {
    let i = next.fetch_add(1, Ordering::Relaxed);
    files.get(i).map(|file| (i, file))
}

fn no_manifests(root: &ProjectRoot, patterns: &[String]) -> Diagnostic {
    let place = match patterns {
        [] => format!("every *.yaml and *.yml below {}", root.as_path()),
        patterns => format!("{} below {}", patterns.join(", "), root.as_path()),
    };
    Diagnostic::warning(Code::NoManifests, "there is no manifest").with_help(format!(
        "looked at {place}, without hidden folders and what .gitignore ignores"
    ))
}

fn sorted(mut loaded: Loaded) -> Loaded {
    for problem in &mut loaded.problems {
        hide_addresses(problem);
    }
    // Stable: problems of one place stay in the order of the fields.
    loaded.problems.sort_by(|a, b| a.place.cmp(&b.place));
    loaded
}

/// A message may repeat what stands in a file, and a person's address may stand anywhere in it.
fn hide_addresses(problem: &mut Diagnostic) {
    let hide = |text: &mut String| {
        if let Cow::Owned(hidden) = redact::words(text) {
            *text = hidden;
        }
    };
    hide(&mut problem.message);
    hide(&mut problem.help);
    problem
        .related
        .iter_mut()
        .for_each(|(_, words)| hide(words));
}
