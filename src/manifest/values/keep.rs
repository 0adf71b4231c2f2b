//! Edits of a manifest that leave its placeholders where they are: one that still stands for what is live stays, and one that
//! does not is changed where its value stands, if that is surely nobody else's.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8Path;

use super::fill::{Source, fill};
use super::placeholder::{Form, placeholder};
use super::texts::TextFiles;
use crate::manifest::chosen::Project;
use crate::manifest::edit::{Edit, Line, Yaml};
use crate::manifest::names::CONFIG_FILE;
use crate::manifest::yaml::{Content, NodeId, Tree};
use crate::model::{Origin, Pointer, Segment};

/// What becomes of edits.
#[derive(Debug, Default)]
pub struct Keeping {
    /// Those of the manifest.
    pub edits: Vec<Edit>,
    /// Those of vetform.yaml, each with the place of the manifest that it is for.
    pub of_values: Vec<(Pointer, Edit)>,
    /// Places that stay as they are, and why.
    pub left: Vec<(Pointer, String)>,
}

/// `is_alone`: whether a value of this name is used in one place only.
pub fn keeping_placeholders(
    text: &str,
    origin: &Origin,
    edits: &[Edit],
    project: &Project,
    is_alone: &dyn Fn(&str) -> bool,
) -> Keeping {
    let written = Tree::read(&Arc::from(text));
    let texts = TextFiles::new(project.root.as_path(), &project.config);
    let filled = fill(Source::of(project, &texts), &written, &origin.file);
    let Some(filled) = filled else {
        return Keeping {
            edits: edits.to_vec(),
            ..Keeping::default()
        };
    };
    let mut keeper = Keeper {
        written: &written,
        filled: &filled.tree,
        document: origin.document,
        project,
        is_alone,
        keeping: Keeping::default(),
    };
    let stuck: BTreeSet<Pointer> = edits.iter().filter_map(|edit| keeper.stuck(edit)).collect();
    for edit in edits {
        match list_of(edit).filter(|list| stuck.contains(list)) {
            Some(_) if keeper.stuck(edit).is_none() => {
                let why = "another item of the list is a placeholder that stays";
                let words = format!("{}: {why}", edit.words());
                keeper.keeping.left.push((edit.at().clone(), words));
            }
            _ => keeper.take(edit),
        }
    }
    keeper.keeping
}

struct Keeper<'k> {
    written: &'k Tree,
    filled: &'k Tree,
    document: usize,
    project: &'k Project,
    is_alone: &'k dyn Fn(&str) -> bool,
    keeping: Keeping,
}

impl Keeper<'_> {
    fn take(&mut self, edit: &Edit) {
        if let Some((at, node)) = self.around(edit.at()) {
            match edit {
                Edit::Set(set, value) if *set == at => self.differs(&at, node, value, edit),
                _ => self.leave(at, node, &edit.words()),
            }
            return;
        }
        let node = self.written.at(self.document, edit.at());
        if let (Edit::Replace(at, ..), Some(inner)) =
            (edit, node.and_then(|node| self.within(node)))
        {
            self.leave(at.clone(), inner, &edit.words());
            return;
        }
        let edit = match (edit, node) {
            (Edit::Set(at, value), Some(node)) => {
                let kept = self.kept(at, node, value, edit);
                if says(self.written, node, &kept) {
                    return;
                }
                Edit::Set(at.clone(), kept)
            }
            _ => edit.clone(),
        };
        self.keeping.edits.push(edit);
    }

    /// The placeholder at this place, or around it.
    fn around(&self, pointer: &Pointer) -> Option<(Pointer, NodeId)> {
        let segments = pointer.segments();
        let above = (1..=segments.len()).map(|length| segments[..length].iter().cloned().collect());
        let mut found = above.filter_map(|at: Pointer| {
            let node = self.written.at(self.document, &at)?;
            placeholder(self.written, node).map(|_| (at, node))
        });
        found.find(|(at, _)| matches!(at.segments(), [Segment::Key(spec), ..] if spec == "spec"))
    }

    /// The list that the edit changes in part, if it takes a placeholder out of it: half of such edits would say neither what is
    /// live nor what was meant.
    fn stuck(&self, edit: &Edit) -> Option<Pointer> {
        let list = list_of(edit).filter(|_| matches!(edit, Edit::Remove(_)))?;
        let node = self.written.at(self.document, edit.at())?;
        placeholder(self.written, node).map(|_| list)
    }

    /// A placeholder in a value.
    fn within(&self, node: NodeId) -> Option<NodeId> {
        if placeholder(self.written, node).is_some() {
            return Some(node);
        }
        match &self.written.value(node).content {
            Content::Sequence(items) => items.iter().find_map(|item| self.within(*item)),
            Content::Mapping(entries) => entries.iter().find_map(|entry| self.within(entry.value)),
            Content::Scalar { .. } | Content::Alias(_) | Content::Lost => None,
        }
    }

    /// A value in which every placeholder stands that is so still.
    fn kept(&mut self, at: &Pointer, node: NodeId, value: &Yaml, edit: &Edit) -> Yaml {
        if let Some((form, argument)) = placeholder(self.written, node) {
            if !says(self.filled, node, value) {
                self.differs(at, node, value, edit);
            }
            let argument = self.written.text(argument).unwrap_or_default();
            return Yaml::Map(vec![Line::entry(form.key(), Yaml::text(argument))]);
        }
        match (&self.written.value(node).content, value) {
            (Content::Mapping(_), Yaml::Map(lines)) => {
                let lines = lines.iter().map(|line| match line {
                    Line::Entry(key, value) => {
                        let at = at.clone().key(key.clone());
                        let known = self.written.get(node, key);
                        let value = known.map_or_else(
                            || value.clone(),
                            |known| self.kept(&at, known.value, value, edit),
                        );
                        Line::entry(key, value)
                    }
                    Line::Comment(_) => line.clone(),
                });
                Yaml::Map(lines.collect())
            }
            (Content::Sequence(items), Yaml::List(values)) if items.len() == values.len() => {
                let items = items.iter().zip(values).enumerate();
                let items = items
                    .map(|(i, (item, value))| self.kept(&at.clone().index(i), *item, value, edit));
                Yaml::List(items.collect())
            }
            (Content::Sequence(items), Yaml::List(values)) => {
                let mut items: Vec<NodeId> = items.clone();
                let values = values.iter().map(|value| {
                    let same = |item: &NodeId| says(self.filled, *item, value);
                    match items.iter().position(same) {
                        Some(index) => self.kept(at, items.remove(index), value, edit),
                        None => value.clone(),
                    }
                });
                Yaml::List(values.collect())
            }
            _ => value.clone(),
        }
    }

    fn differs(&mut self, at: &Pointer, node: NodeId, value: &Yaml, edit: &Edit) {
        match self.place_of_value(node) {
            Some(place) if !matches!(value, Yaml::Null | Yaml::Map(_)) => {
                let edit = Edit::Set(place, value.clone());
                self.keeping.of_values.push((at.clone(), edit));
            }
            _ => self.leave(at.clone(), node, &edit.words()),
        }
    }

    /// Where the value of a placeholder stands, if it is this workspace's own, and nothing else takes it.
    fn place_of_value(&self, node: NodeId) -> Option<Pointer> {
        let (form, argument) = placeholder(self.written, node)?;
        let name = self.written.text(argument)?;
        let is_its_own = form == Form::Value && self.project.root.trusted.is_none();
        let value = self.project.workspace.values.get(name)?;
        let is_of_workspace = value.at.segments().len() > 2 && value.place.file == CONFIG_FILE;
        (is_its_own && is_of_workspace && (self.is_alone)(name)).then(|| value.at.clone())
    }

    fn leave(&mut self, at: Pointer, node: NodeId, words: &str) {
        let Some((form, argument)) = placeholder(self.written, node) else {
            return;
        };
        let argument = self.written.text(argument).unwrap_or_default();
        let why = match form {
            Form::Value => {
                let (file, line) = self.place_of(argument);
                format!(
                    "the value `{argument}` stands there{line}, which other places or workspaces may use; change it in {file}, \
                     or write the live value in its place"
                )
            }
            Form::Template => {
                "a template stands there; change it or its values in vetform.yaml, or write the live text in its place"
                    .to_owned()
            }
            Form::File => {
                format!("the file {argument} stands there; change it, or write the live text in its place")
            }
        };
        self.keeping.left.push((at, format!("{words}: {why}")));
    }

    /// The file of a value, and ` (FILE:LINE)`.
    fn place_of(&self, name: &str) -> (&Utf8Path, String) {
        let place = self
            .project
            .workspace
            .values
            .get(name)
            .map(|value| &value.place);
        let file = place.map_or(CONFIG_FILE.into(), |place| &*place.file);
        let span = place.and_then(|place| place.span);
        let line = span.map(|span| format!(" ({file}:{})", span.start.line));
        (file, line.unwrap_or_default())
    }
}

/// Whether a node says exactly this.
fn says(tree: &Tree, node: NodeId, value: &Yaml) -> bool {
    let text = tree.text(node);
    match value {
        Yaml::Text(wanted) => text == Some(wanted),
        Yaml::Bool(wanted) => text == Some(if *wanted { "true" } else { "false" }),
        Yaml::Number(wanted) => {
            let said = text.and_then(|text| text.parse::<f64>().ok());
            said.and_then(crate::model::Number::new) == Some(*wanted)
        }
        Yaml::List(wanted) => match &tree.value(node).content {
            Content::Sequence(items) => {
                items.len() == wanted.len()
                    && items
                        .iter()
                        .zip(wanted)
                        .all(|(item, one)| says(tree, *item, one))
            }
            _ => false,
        },
        Yaml::Map(lines) => {
            let mut entries = lines.iter().filter_map(|line| match line {
                Line::Entry(key, value) => Some((key, value)),
                Line::Comment(_) => None,
            });
            let same = |(key, value): (&String, &Yaml)| {
                let known = tree.get(node, key);
                known.is_some_and(|known| says(tree, known.value, value))
            };
            let count = entries.clone().count();
            tree.is_mapping(node) && tree.entries(node).len() == count && entries.all(same)
        }
        Yaml::Null => tree.is_null(node),
    }
}

/// The list of which an edit adds or takes away an item.
fn list_of(edit: &Edit) -> Option<Pointer> {
    match edit {
        Edit::Append(list, _) => Some(list.clone()),
        Edit::Remove(at) => match at.segments().split_last()? {
            (Segment::Index(_), list) => Some(list.iter().cloned().collect()),
            (Segment::Key(_), _) => None,
        },
        Edit::Set(..) | Edit::Replace(..) | Edit::Arrange(..) => None,
    }
}
