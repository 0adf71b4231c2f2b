//! From a folder to the wanted state, or to every problem of every file.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::audience::Audience;
use super::check::Draft;
use super::chosen::Project;
use super::cohort::{self, Programs};
use super::configuration::Found;
use super::configure::{Configured, configure};
use super::file::FileDrafts;
use super::file_text::Unread;
use super::lint::{self, Scope};
use super::loaded::Loaded;
use super::mentions::Mentions;
use super::patterns::{no_manifests, of_the_configuration, unmatched};
use super::project::ProjectRoot;
use super::reading::{Asked, Listener, Read, Reading, RunPrograms};
use super::resolve::{self, Index};
use super::told::Uses;
use super::unsaved::Unsaved;
use super::values::{Source, TextFiles};

/// Reads the configuration and every manifest, and runs no program of it. Never fails: what is wrong is in
/// [`Loaded::problems`].
///
/// `workspace`: the name given on the command line.
pub fn load(root: &ProjectRoot, workspace: Option<&str>) -> Loaded {
    configure(root, workspace).load_in(Scope::Errors, None, None, RunPrograms::No)
}

/// The same, with the warnings of every rule that the configuration does not switch off.
pub fn load_and_lint(root: &ProjectRoot, workspace: Option<&str>) -> Loaded {
    configure(root, workspace).load_in(Scope::Everything, None, None, RunPrograms::No)
}

/// The same with one manifest more: in the place of its file and, if it names none, in that of the documents with its
/// addresses.
pub fn load_and_lint_with(
    root: &ProjectRoot,
    workspace: Option<&str>,
    unsaved: &Unsaved,
) -> Loaded {
    configure(root, workspace).load_in(Scope::Everything, None, Some(unsaved), RunPrograms::No)
}

impl Configured {
    /// Reads every manifest, and runs the programs that rosters take their people from.
    pub fn load_with_programs(self) -> Loaded {
        self.load_in(Scope::Errors, None, None, RunPrograms::Yes)
    }

    /// The same, with somebody who hears of each file.
    pub fn load(self, listener: Listener<'_>) -> Loaded {
        self.load_in(Scope::Errors, Some(listener), None, RunPrograms::Yes)
    }

    fn load_in(
        self,
        scope: Scope,
        listener: Option<Listener<'_>>,
        unsaved: Option<&Unsaved>,
        run_programs: RunPrograms,
    ) -> Loaded {
        let Self {
            root,
            mut loaded,
            found,
        } = self;
        // Without one it is not known which files are manifests: problems of others would mislead.
        let Some(project) = loaded.project.clone() else {
            return loaded.sorted();
        };
        let files = manifests_of(&root, &project, &found, unsaved, &mut loaded);
        let texts = TextFiles::new(root.as_path(), &project.config);
        let reading = Reading {
            root: &root,
            unsaved,
            texts: &found.texts,
            source: Source::of(&project, &texts),
            run_programs,
            asked: Asked::Desired,
        };
        let read = reading.read_all(&files, listener);
        let uses = reading.load_manifests(&files, read, scope, &mut loaded);
        if loaded.resources == 0 && !loaded.has_errors() {
            let patterns = &project.config.manifests;
            loaded.problems.push(no_manifests(&root, patterns));
        }
        uses.explain_all(&mut loaded.problems, &project.workspace, &loaded.sources);
        loaded.uses = uses;
        loaded.sorted()
    }
}

/// The manifest files of a project, which are the same in each of its workspaces.
pub(super) fn manifests_of(
    root: &ProjectRoot,
    project: &Project,
    found: &Found,
    unsaved: Option<&Unsaved>,
    loaded: &mut Loaded,
) -> Vec<Utf8PathBuf> {
    let patterns = &project.config.manifests;
    let mut files = found.files.clone();
    let others = of_the_configuration(root, Some(project));
    files.retain(|file| !others.contains(file));
    let unmatched = unmatched(root, patterns, &files, &loaded.sources);
    loaded
        .problems
        .extend(found.problems.iter().cloned().chain(unmatched));
    if let Some(unsaved) = unsaved.filter(|unsaved| !files.contains(&unsaved.name)) {
        files.push(unsaved.name.clone());
    }
    loaded.files = files.len();
    files
}

impl Reading<'_> {
    pub(super) fn load_manifests(
        self,
        files: &[Utf8PathBuf],
        read: Vec<Read>,
        scope: Scope,
        loaded: &mut Loaded,
    ) -> Uses {
        let mut uses = Uses::default();
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
                        uses: of_file_uses,
                    } = read;
                    uses.add(file.clone(), of_file_uses);
                    drafts.extend(of_file);
                    loaded.problems.extend(problems);
                    has_unread |= unread;
                    texts.push((file, Arc::clone(&text)));
                    let is_unsaved = self.unsaved.is_some_and(|unsaved| unsaved.name == *file);
                    // What the configuration masks stays masked.
                    if is_unsaved || !loaded.sources.has_other(file, &text) {
                        loaded.sources.add(file.clone(), text, tree);
                    }
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
        loaded.mentions = Mentions::of(&drafts);
        loaded.audience = Audience::of(&drafts);
        loaded.per_file = files.iter().map(|file| (file.clone(), 0)).collect();
        for draft in &drafts {
            if let Some(count) = loaded.per_file.get_mut::<Utf8Path>(&draft.origin.file) {
                *count += 1;
            }
        }
        let workspace = Some(&*self.source.workspace.name);
        let here = drafts.iter_mut();
        let here = here.filter(|draft| workspace.is_none_or(|name| draft.workspaces.include(name)));
        let mut programs = Programs::new(self, loaded.has_errors());
        let cohorts = cohort::gather(self.root, here, &mut loaded.sources, &mut programs);
        loaded.problems.extend(cohorts.problems);
        loaded.program_words.extend(programs.words);
        loaded.sources_not_run.extend(programs.left);
        let index = Index::new(&drafts, workspace);
        let project = loaded.project.as_ref();
        let problems = resolve::problems(&index, &loaded.sources, project, has_unread);
        loaded.problems.extend(problems);
        loaded.resources = drafts.len();
        let config = self.source.config;
        let found = lint::problems(
            &drafts,
            &loaded.sources,
            (&config.lint, scope),
            &config.value_names(),
            &loaded.problems,
            has_unread,
        );
        loaded.problems.extend(found);
        if self.asked == Asked::Desired && !loaded.has_errors() {
            let files = texts.iter().map(|(file, text)| (file.as_path(), &**text));
            let cohorts = cohorts.texts.iter();
            let files = files.chain(cohorts.map(|(file, text)| (file.as_path(), &**text)));
            let named = self.source.texts.texts();
            let files = files.chain(named.iter().map(|(file, text)| (file.as_path(), &**text)));
            let values = self.source.workspace.values.written(&uses.names());
            let values = values.iter().map(|text| (Utf8Path::new(""), text.as_str()));
            loaded.desired = resolve::desired(&index, files.chain(values));
        }
        uses
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
}
