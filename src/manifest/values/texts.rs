//! The text files that manifests name with `{ file: PATH }`: below the project, through no link out of it, each read once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::diagnostic::Code;
use crate::files::{self, INPUT_BYTES};
use crate::manifest::cohort::below_project;
use crate::manifest::config::{Config, Workspace};
use crate::manifest::file_text::{ReadError, read_file_text};
use crate::manifest::names::STATE_FOLDER;

/// Every file that was named so far.
#[derive(Debug)]
pub(in crate::manifest) struct TextFiles<'r> {
    root: &'r Utf8Path,
    /// Where vetform.yaml says that a key or a state is, links followed.
    kept: BTreeSet<Utf8PathBuf>,
    read: Mutex<BTreeMap<Utf8PathBuf, Result<Arc<str>, Unfit>>>,
}

/// Why a file gives no text. For whoever named it.
#[derive(Debug, Clone)]
pub(in crate::manifest) struct Unfit {
    pub(super) code: Code,
    pub(super) words: String,
    pub(super) help: String,
}

impl<'r> TextFiles<'r> {
    pub(in crate::manifest) fn new(root: &'r Utf8Path, config: &Config) -> Self {
        let kept = config.workspaces.values().flat_map(Workspace::kept_files);
        let kept = kept.filter_map(|kept| root.join(kept).canonicalize_utf8().ok());
        Self {
            root,
            kept: kept.collect(),
            read: Mutex::default(),
        }
    }

    /// The text of the file that a manifest means by `path`, without its last line end.
    pub(super) fn get(&self, manifest: &Utf8Path, path: &str) -> Result<Arc<str>, Unfit> {
        let file = below_project(manifest, path).ok_or_else(|| outside(path))?;
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(&file) {
            return known.clone();
        }
        let text = self.read(&file);
        read.insert(file, text.clone());
        text
    }

    /// Each file that has a text, by its path.
    pub(in crate::manifest) fn texts(&self) -> BTreeMap<Utf8PathBuf, Arc<str>> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let texts = read.iter();
        let texts = texts.filter_map(|(file, text)| Some((file.clone(), text.clone().ok()?)));
        texts.collect()
    }

    fn read(&self, file: &Utf8Path) -> Result<Arc<str>, Unfit> {
        if is_private(file) {
            return Err(private(file));
        }
        let path = self.root.join(file);
        if files::leads_out(&self.home(file), &path) {
            return Err(linked_outside(file));
        }
        // What a link within the project leads to is as private as where it leads.
        let real = path.canonicalize_utf8().ok();
        let root = self.root.canonicalize_utf8().ok();
        if let (Some(real), Some(root)) = (real, root)
            && let Ok(inside) = real.strip_prefix(root)
            && (is_private(inside) || self.kept.contains(&real))
        {
            return Err(private(file));
        }
        let text = read_file_text(&path, INPUT_BYTES).map_err(|error| unread(file, &error))?;
        let text = text.replace("\r\n", "\n");
        Ok(text.strip_suffix('\n').unwrap_or(&text).into())
    }

    /// The folder that the file must lie in: the project, or the folder beside it that `manifests:` reads.
    fn home(&self, file: &Utf8Path) -> Utf8PathBuf {
        let mut home = self.root.to_owned();
        for part in file.components() {
            match part {
                Utf8Component::ParentDir => home.push(".."),
                other if file.starts_with("..") => {
                    home.push(other);
                    break;
                }
                _ => break,
            }
        }
        home
    }
}

/// What may hold a key or a person: what git and this program keep for themselves, and everything hidden.
fn is_private(file: &Utf8Path) -> bool {
    let mut parts = file.components();
    file.starts_with(STATE_FOLDER)
        || parts.any(|part| match part {
            Utf8Component::Normal(name) => name.starts_with('.'),
            _ => false,
        })
}

fn private(file: &Utf8Path) -> Unfit {
    Unfit {
        code: Code::Unreadable,
        words: format!("{file} is hidden, or holds a key or a state, which no manifest may send"),
        help: "name a file that is neither hidden nor named in vetform.yaml".to_owned(),
    }
}

fn outside(path: &str) -> Unfit {
    Unfit {
        code: Code::Unreadable,
        words: format!("{path} leads out of the project"),
        help: "a plan reads only files of the project: move the file into it".to_owned(),
    }
}

fn linked_outside(file: &Utf8Path) -> Unfit {
    Unfit {
        words: format!("{file} is, or lies behind, a link that leads out of the project"),
        ..outside("")
    }
}

fn unread(file: &Utf8Path, error: &ReadError) -> Unfit {
    let help = match error {
        ReadError::Io(_) => "the path is relative to the folder of the manifest".to_owned(),
        ReadError::TooLarge { .. } => {
            "name a smaller file: no field takes a text of that size".to_owned()
        }
        ReadError::NoText(no_text) => no_text.help.clone(),
    };
    Unfit {
        code: error.code(),
        words: error.words(file),
        help,
    }
}
