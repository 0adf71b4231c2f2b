//! Safe fixes of a whole project, made in memory. Writes no file: whoever asked for them does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::edit::Splice;
use super::loaded::Loaded;
use super::project::ProjectRoot;
use super::unsaved::Buffers;
use crate::diagnostic::{Diagnostic, Fix};

/// Most times that a project is read again because a fix has shown what else was wrong.
const ROUNDS: usize = 8;

/// A manifest with its fixes made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedFile {
    pub name: Utf8PathBuf,
    pub text: Arc<str>,
    /// How many.
    pub made: usize,
}

/// What became of the problems of a project.
#[derive(Debug)]
pub struct Fixed {
    /// In the order of their names.
    pub files: Vec<FixedFile>,
    /// The project as it is with them.
    pub loaded: Option<Loaded>,
}

impl Loaded {
    /// The safe fixes of its problems, and no two of them at one place.
    fn safe(&self, left: &BTreeSet<Utf8PathBuf>) -> BTreeMap<Utf8PathBuf, Vec<Splice>> {
        let places = self.problems.iter().filter_map(|one| one.place.as_ref());
        let files: BTreeSet<&Utf8PathBuf> = places.map(|place| &place.file).collect();
        // vetform.yaml is not a manifest, and what is outside the project is somebody else's as well.
        let is_ours = |file: &Utf8Path| self.per_file.contains_key(file) && !file.starts_with("..");
        let files = files.into_iter();
        let files = files.filter(|file| is_ours(file) && !left.contains(*file));
        let edits = files.map(|file| (file.clone(), self.safe_edits(file)));
        edits.filter(|(_, splices)| !splices.is_empty()).collect()
    }

    /// Every safe fix of one file, whoever's the file is.
    pub fn safe_edits(&self, file: &Utf8Path) -> Vec<Splice> {
        let of_file = |problem: &&Diagnostic| {
            let place = problem.place.as_ref();
            place.is_some_and(|place| place.file == file)
        };
        let problems = self.problems.iter().filter(of_file);
        apart(
            problems
                .filter_map(|problem| self.safe_edit(problem))
                .flatten(),
        )
    }

    fn safe_edit(&self, problem: &Diagnostic) -> Option<Vec<Splice>> {
        let fix = problem.fixes.iter().find(|fix| fix.is_safe())?;
        self.edits(problem, fix)
    }

    /// What a fix of one of its problems changes in the file of that problem. `None`: the file does not say what the problem
    /// was found with, or it takes a person.
    pub fn edits(&self, problem: &Diagnostic, fix: &Fix) -> Option<Vec<Splice>> {
        let place = problem.place.as_ref()?;
        let at = place.span?.start.byte;
        self.sources.splices(&place.file, at, &fix.change)
    }
}

/// In their order, without those that would write over another one.
fn apart(splices: impl Iterator<Item = Splice>) -> Vec<Splice> {
    let mut splices: Vec<Splice> = splices.collect();
    splices.sort_by_key(|splice| splice.at.start);
    splices.dedup_by(|next, before| next.at.start < before.at.end);
    splices
}

/// Makes every safe fix of what is `loaded`, and of what shows once those are made. `load`: reads the project again.
///
/// # Errors
/// What `load` says.
pub fn fixed<E>(
    root: &ProjectRoot,
    loaded: &Loaded,
    load: impl Fn(&ProjectRoot) -> Result<Loaded, E>,
) -> Result<Fixed, E> {
    let mut files: BTreeMap<Utf8PathBuf, FixedFile> = BTreeMap::new();
    let mut left = BTreeSet::new();
    let mut again: Option<Loaded> = None;
    for _ in 0..ROUNDS {
        let now = again.as_ref().unwrap_or(loaded);
        let safe = now.safe(&left);
        if safe.is_empty() {
            break;
        }
        for (name, splices) in safe {
            let before = files.get(&name).map_or(0, |file| file.made);
            let made = before + splices.len();
            match now.sources.replaced(&name, splices) {
                Some(text) => {
                    files.insert(name.clone(), FixedFile { name, text, made });
                }
                None => _ = left.insert(name),
            }
        }
        let texts = files.values();
        let texts = texts.map(|file| (file.name.clone(), Arc::clone(&file.text)));
        let buffers: Buffers = texts.collect();
        again = Some(load(&root.with_buffers(buffers))?);
    }
    Ok(Fixed {
        files: files.into_values().collect(),
        loaded: again,
    })
}
