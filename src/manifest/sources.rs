//! The texts of a project's files: for snippets, and to find the line of a value long after it was decoded.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use super::cohort::Sheet;
use super::edit::{Splice, replaces_scalars, spliced, splices};
use super::people_words::hidden_words;
use super::redact;
use super::yaml::{Lines, Spot, Tree};
use crate::diagnostic::{Change, Place};
use crate::model::{PersonSource, SourcePath};

/// Every file that was read, by its path relative to the project's folder.
#[derive(Debug, Default)]
pub struct Sources {
    files: HashMap<Utf8PathBuf, Source>,
}

#[derive(Debug)]
struct Source {
    text: Arc<str>,
    /// The text without people's addresses, made when it is asked for.
    shown: OnceLock<Arc<str>>,
    /// Words of it that are not shown.
    hidden: OnceLock<BTreeSet<String>>,
    form: Form,
}

#[derive(Debug)]
enum Form {
    /// YAML. The tree is built when the first place in the file is asked for: most files are never asked about.
    Yaml(OnceLock<Tree>),
    Rows(OnceLock<Lines>),
}

impl Source {
    fn new(text: Arc<str>, form: Form) -> Self {
        Self {
            text,
            shown: OnceLock::new(),
            hidden: OnceLock::new(),
            form,
        }
    }

    fn shown(&self) -> &Arc<str> {
        self.shown.get_or_init(|| match &self.form {
            Form::Yaml(tree) => {
                redact::manifest(&self.text, || tree.get_or_init(|| Tree::read(&self.text)))
            }
            Form::Rows(_) => redact::rows(&self.text),
        })
    }
}

impl Sources {
    /// The text of a file, without a byte-order mark, as it may be shown: people's addresses and, in vetform.yaml, a
    /// credential that stands there are hidden. Every place in it is as in the file.
    pub fn text(&self, file: &Utf8Path) -> Option<&Arc<str>> {
        self.files.get(file).map(Source::shown)
    }

    /// The text of a file as it is written, people's addresses included: to count lines and columns in, and for the editor that
    /// has it open.
    pub fn written(&self, file: &Utf8Path) -> Option<&Arc<str>> {
        self.files.get(file).map(|source| &source.text)
    }

    /// The words of a file that its text as it may be shown does not have.
    pub(super) fn hidden_words(&self, file: &Utf8Path) -> Option<&BTreeSet<String>> {
        let source = self.files.get(file)?;
        let hidden = || match source.shown() {
            shown if Arc::ptr_eq(shown, &source.text) => BTreeSet::new(),
            shown => hidden_words(&source.text, shown),
        };
        Some(source.hidden.get_or_init(hidden))
    }

    /// In no order.
    pub(super) fn names(&self) -> impl Iterator<Item = &Utf8PathBuf> {
        self.files.keys()
    }

    /// Whether a file was read with exactly this text, without a byte-order mark.
    pub fn is_as_read(&self, file: &Utf8Path, text: &str) -> bool {
        self.files
            .get(file)
            .is_some_and(|source| *source.text == *text)
    }

    /// Where a value stands, cut to its first line; its nearest existing parent's key if it is not there. `None`
    /// if the file is not one of these.
    pub fn locate(&self, path: &SourcePath) -> Option<Place> {
        self.place(path, &Spot::Value(path.pointer.clone()))
    }

    /// Whether something stands exactly there.
    pub(super) fn has(&self, path: &SourcePath) -> bool {
        let tree = self.tree(&path.origin.file);
        tree.is_some_and(|tree| tree.at(path.origin.document, &path.pointer).is_some())
    }

    /// Every byte of a value of a YAML file.
    pub(super) fn value_bytes(&self, path: &SourcePath) -> Option<Range<usize>> {
        let tree = self.tree(&path.origin.file)?;
        Some(tree.value_bytes(path.origin.document, &path.pointer))
    }

    /// Where a person's field stands, in a manifest or in a row; the person if it is not there.
    pub fn locate_person(&self, person: &PersonSource, field: &str) -> Option<Place> {
        match person {
            PersonSource::Manifest(path) => {
                let pointer = path.pointer.clone().key(field.to_owned());
                self.locate(&path.origin.at(pointer))
            }
            PersonSource::Row { file, line } => self.cell(file, *line, field),
        }
    }

    /// Where the key of a value stands.
    pub(super) fn locate_key(&self, path: &SourcePath) -> Option<Place> {
        self.place(path, &Spot::Key(path.pointer.clone()))
    }

    fn place(&self, path: &SourcePath, spot: &Spot) -> Option<Place> {
        let file = &path.origin.file;
        let tree = self.tree(file)?;
        Some(Place {
            file: file.to_path_buf(),
            span: Some(tree.span(path.origin.document, spot)),
        })
    }

    fn cell(&self, file: &Utf8Path, line: u64, column: &str) -> Option<Place> {
        let source = self.files.get(file)?;
        let Form::Rows(lines) = &source.form else {
            return None;
        };
        let lines = lines.get_or_init(|| Lines::new(Arc::clone(&source.text)));
        let start = lines.start(usize::try_from(line).ok()?)?;
        let sheet = Sheet::new(&source.text);
        let row = sheet.row_at(start)?;
        let cell = sheet.column(column).and_then(|index| row.cells.get(index));
        let bytes = cell.map_or(&row.bytes, |cell| &cell.bytes).clone();
        Some(Place {
            file: file.to_path_buf(),
            span: Some(lines.span(&bytes)),
        })
    }

    /// The tree of a YAML file, if it was built already.
    pub(super) fn yaml(&self, file: &Utf8Path) -> Option<&Tree> {
        match &self.files.get(file)?.form {
            Form::Yaml(tree) => tree.get(),
            Form::Rows(_) => None,
        }
    }

    /// A YAML file in which these characters stand.
    pub(super) fn yaml_with(&self, file: &Utf8Path, characters: &str) -> Option<&Tree> {
        let source = self.files.get(file)?;
        match &source.form {
            Form::Yaml(tree) if source.text.contains(characters) => {
                Some(tree.get_or_init(|| Tree::read(&source.text)))
            }
            Form::Yaml(_) | Form::Rows(_) => None,
        }
    }

    /// What a change at this byte of a YAML file takes; nothing of it is made.
    pub(super) fn splices(
        &self,
        file: &Utf8Path,
        at: usize,
        change: &Change,
    ) -> Option<Vec<Splice>> {
        splices(self.written(file)?, self.tree(file)?, at, change)
    }

    /// A YAML file with other scalars in the place of some; `None`: the rest of it would say something else.
    pub(super) fn replaced(&self, file: &Utf8Path, splices: Vec<Splice>) -> Option<Arc<str>> {
        let most = splices.len();
        let text = spliced(self.written(file)?, splices).ok()?;
        replaces_scalars(self.tree(file)?, &text, most).then(|| Arc::from(text))
    }

    /// What the tree of a YAML file tells. One that is not there already is not kept.
    pub(super) fn with_tree<T>(&self, file: &Utf8Path, ask: impl FnOnce(&Tree) -> T) -> Option<T> {
        let source = self.files.get(file)?;
        match &source.form {
            Form::Yaml(tree) => Some(match tree.get() {
                Some(tree) => ask(tree),
                None => ask(&Tree::read(&source.text)),
            }),
            Form::Rows(_) => None,
        }
    }

    pub(super) fn tree(&self, file: &Utf8Path) -> Option<&Tree> {
        let source = self.files.get(file)?;
        match &source.form {
            Form::Yaml(tree) => Some(tree.get_or_init(|| Tree::read(&source.text))),
            Form::Rows(_) => None,
        }
    }

    pub(super) fn has_yaml(&self, file: &Utf8Path) -> bool {
        let form = self.files.get(file).map(|source| &source.form);
        matches!(form, Some(Form::Yaml(_)))
    }

    /// Whether the file is known with another text.
    pub(super) fn has_other(&self, file: &Utf8Path, text: &str) -> bool {
        self.files
            .get(file)
            .is_some_and(|known| *known.text != *text)
    }

    /// Adds a YAML file, with its tree if that was needed anyway.
    pub(super) fn add(&mut self, file: Utf8PathBuf, text: Arc<str>, tree: Option<Tree>) {
        let known = self.files.get(&file);
        if tree.is_none() && known.is_some_and(|known| Arc::ptr_eq(&known.text, &text)) {
            return;
        }
        let tree = tree.map_or_else(OnceLock::new, OnceLock::from);
        self.files.insert(file, Source::new(text, Form::Yaml(tree)));
    }

    pub(super) fn add_rows(&mut self, file: Utf8PathBuf, text: Arc<str>) {
        let form = Form::Rows(OnceLock::new());
        self.files.insert(file, Source::new(text, form));
    }
}
