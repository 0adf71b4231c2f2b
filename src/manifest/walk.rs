//! Which files below a project stand for manifests. Hidden folders, what .gitignore leaves out and projects inside the
//! project are not looked into; links to folders are followed within the repository, each folder once, so that links that
//! lead round end.

use std::collections::{BTreeSet, VecDeque};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use camino::{Utf8Path, Utf8PathBuf};

use super::ignored::{Ignored, repository};
use super::names::{CONFIG_FILE, STATE_FOLDER, holds_project};
use crate::diagnostic::{Code, Diagnostic, Place};

/// What lies below a project.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// YAML files, the project's own configuration not counted.
    pub(super) files: Vec<PathBuf>,
    /// Folders of other projects inside it.
    pub(super) nested: Vec<PathBuf>,
    /// What could not be looked at.
    pub(super) problems: Vec<Diagnostic>,
}

/// Looks through a project's folder.
pub(super) fn walk(root: &Utf8Path) -> Walked {
    let mut walk = Walk::new(root);
    let rules = Ignored::above(root, &mut walk.found.problems);
    walk.folder(root.as_std_path(), &rules);
    while let Some((link, rules)) = walk.links.pop_front() {
        walk.link(&link, &rules);
    }
    walk.found
}

struct Walk<'r> {
    root: &'r Utf8Path,
    /// The folder that links may lead to: the repository, else the project; and the project. Without links.
    bounds: PathBuf,
    project: PathBuf,
    /// Folders that were looked into, without links.
    seen: BTreeSet<PathBuf>,
    /// Links to folders: looked at last, since most lead to what is seen without them.
    links: VecDeque<(PathBuf, Ignored)>,
    found: Walked,
}

impl<'r> Walk<'r> {
    fn new(root: &'r Utf8Path) -> Self {
        let real = |path: &Utf8Path| {
            let path = path.as_std_path();
            path.canonicalize().unwrap_or_else(|_| path.to_owned())
        };
        Self {
            root,
            bounds: real(&repository(root).unwrap_or_else(|| root.to_owned())),
            project: real(root),
            seen: BTreeSet::new(),
            links: VecDeque::new(),
            found: Walked::default(),
        }
    }

    fn folder(&mut self, folder: &Path, above: &Ignored) {
        if let Ok(real) = folder.canonicalize()
            && !self.seen.insert(real)
        {
            return;
        }
        let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut entries: Vec<PathBuf> = match entries {
            Ok(entries) => entries.iter().map(std::fs::DirEntry::path).collect(),
            Err(error) => return self.found.problems.push(unlisted(folder, &error)),
        };
        entries.sort();
        let rules = above.and_of(folder, &mut self.found.problems);
        for path in entries {
            self.entry(path, &rules);
        }
    }

    fn entry(&mut self, path: PathBuf, rules: &Ignored) {
        let name = path.file_name().unwrap_or_default();
        let is_state = path == self.root.join(STATE_FOLDER);
        if name.as_encoded_bytes().starts_with(b".") || is_state {
            return;
        }
        let Ok(itself) = path.symlink_metadata() else {
            return;
        };
        if rules.leaves_out(&path, itself.is_dir()) {
            return;
        }
        let is_folder = path.is_dir();
        if itself.is_dir() {
            self.unless_nested(&path, rules);
        } else if itself.is_symlink() && (is_folder || !is_yaml(&path) && !path.exists()) {
            self.links.push_back((path, rules.clone()));
        } else if is_yaml(&path) && path != self.root.join(CONFIG_FILE) {
            if itself.is_symlink() && self.leads_out(&path) {
                self.found.problems.push(self.leads_out_words(&path));
            } else {
                self.found.files.push(path);
            }
        }
    }

    fn unless_nested(&mut self, folder: &Path, rules: &Ignored) {
        if holds_project(folder) {
            self.found.nested.push(folder.to_owned());
        } else {
            self.folder(folder, rules);
        }
    }

    fn link(&mut self, link: &Path, rules: &Ignored) {
        match link.canonicalize() {
            Ok(target) if self.seen.contains(&target) => {}
            // A way back up would read the project a second time.
            Ok(target)
                if target.starts_with(&self.bounds) && !self.project.starts_with(&target) =>
            {
                self.unless_nested(link, rules);
            }
            Ok(target) => {
                let words = format!("leads to {}", target.display());
                self.not_followed(link, &words);
            }
            Err(_) => {
                let target = link.read_link().unwrap_or_default();
                let words = format!("leads to {}, which does not exist", target.display());
                self.not_followed(link, &words);
            }
        }
    }

    fn not_followed(&mut self, link: &Path, leads: &str) {
        let words = format!(
            "{} is a link that is not followed: it {leads}",
            self.shown(link)
        );
        let problem = Diagnostic::warning(Code::LinkNotFollowed, words);
        self.found.problems.push(problem.with_help(
            "links to folders are followed only within the project's repository, and not upwards; move the \
             manifests into the project, or list the link in .gitignore",
        ));
    }

    /// What is not a file at all is refused when it is read.
    fn leads_out(&self, link: &Path) -> bool {
        link.canonicalize()
            .is_ok_and(|target| !target.starts_with(&self.bounds))
    }

    fn leads_out_words(&self, link: &Path) -> Diagnostic {
        let name = self.shown(link);
        let target = link.canonicalize().unwrap_or_default();
        let words = format!(
            "{name} is a link that leads out of the project's repository, to {}",
            target.display()
        );
        let problem = Diagnostic::error(Code::Unreadable, words).at(Place {
            file: Utf8PathBuf::from(name),
            span: None,
        });
        problem.with_help(
            "move the file itself into the project; if it is not a manifest, list it in .gitignore",
        )
    }

    fn shown(&self, path: &Path) -> String {
        let inside = path.strip_prefix(self.root).unwrap_or(path);
        inside.display().to_string()
    }
}

/// Whether a new file there would be read as a manifest; else why not.
pub(super) fn is_looked_at(root: &Utf8Path, file: &Utf8Path) -> Result<(), String> {
    let mut unread = Vec::new();
    let mut rules = Ignored::above(root, &mut unread);
    let mut folder = root.to_owned();
    let parts: Vec<&str> = file.components().map(|part| part.as_str()).collect();
    for (at, part) in parts.iter().enumerate() {
        rules = rules.and_of(folder.as_std_path(), &mut unread);
        let path = folder.join(part);
        let is_folder = at + 1 < parts.len();
        let obstacles = [
            (part.starts_with('.'), "is hidden"),
            (
                rules.leaves_out(path.as_std_path(), is_folder),
                "is ignored by .gitignore",
            ),
            (
                is_folder && holds_project(path.as_std_path()),
                "belongs to another project",
            ),
        ];
        if let Some((_, why)) = obstacles.iter().find(|(holds, _)| *holds) {
            return Err(format!("{} {why}", parts[..=at].join("/")));
        }
        folder = path;
    }
    Ok(())
}

/// In any spelling: `.YAML` is what some systems save.
pub(super) fn is_yaml(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str);
    extension.is_some_and(|one| one.eq_ignore_ascii_case("yaml") || one.eq_ignore_ascii_case("yml"))
}

fn unlisted(folder: &Path, error: &io::Error) -> Diagnostic {
    let words = format!("cannot look for manifests in {}: {error}", folder.display());
    Diagnostic::error(Code::Unreadable, words)
        .with_help("a folder that cannot be read may contain manifests; make it readable, or list it in .gitignore")
}
