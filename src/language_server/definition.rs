//! From a name to what it names, and from a manifest to whoever names it.

use camino::Utf8PathBuf;
use lsp_types as lsp;

use super::requests::At;
use crate::diagnostic::Place;
use crate::manifest::{Declared, Mention, Spotted};
use crate::model::{Pointer, Segment, SourcePath};

/// What a place in a file is about.
pub(super) enum Subject<'p> {
    /// A manifest, at its name or where another one names it.
    Manifest(&'p Declared),
    Place(Place),
    /// A file that a manifest names.
    File(Utf8PathBuf),
}

impl<'p> At<'p> {
    pub(super) fn spotted(&self) -> Option<Spotted> {
        self.view.loaded.spotted(&self.file, self.byte)
    }

    fn is(&self, spotted: &Spotted, path: &SourcePath) -> bool {
        *path.origin.file == *self.file
            && path.origin.document == spotted.document
            && path.pointer == spotted.pointer
    }

    pub(super) fn subject(&self, spotted: &Spotted) -> Option<Subject<'p>> {
        let loaded = self.view.loaded;
        let all = &loaded.mentions;
        let mut declared = all.declared.iter();
        if let Some(declared) = declared.find(|one| self.is(spotted, &one.at)) {
            return Some(Subject::Manifest(declared));
        }
        let mut mentions = all.mentions.iter();
        if let Some(mention) = mentions.find(|one| self.is(spotted, &one.at)) {
            return all.get(mention.kind, &mention.name).map(Subject::Manifest);
        }
        let mut sources = all.sources.iter();
        if let Some((name, _)) = sources.find(|(_, at)| self.is(spotted, at)) {
            return loaded.source_place(name).map(Subject::Place);
        }
        let text = spotted.text.as_deref().filter(|_| !spotted.on_key)?;
        let keys = keys(&spotted.pointer);
        match &keys[..] {
            [.., "value"] => loaded.value_place(text).map(Subject::Place),
            [.., "template"] => {
                let name = self.placeholder(spotted)?;
                loaded.value_place(&name).map(Subject::Place)
            }
            ["metadata", "workspaces"] | ["defaultWorkspace"] => {
                loaded.workspace_place(text).map(Subject::Place)
            }
            [.., "file"] => self.beside(text, spotted.kind.is_some() && keys.contains(&"from")),
            ["spec", "from"] => self.beside(text, true),
            _ => None,
        }
    }

    /// The name in the `${…}` around the place.
    fn placeholder(&self, spotted: &Spotted) -> Option<String> {
        let start = self.text.get(..self.byte)?.rfind("${")? + 2;
        let end = start + self.text.get(start..)?.find('}')?;
        let is_here = spotted.bytes.contains(&start) && self.byte <= end;
        is_here.then(|| self.text[start..end].to_owned())
    }

    /// A file that is there; people's stand beside the manifest, texts below the project.
    fn beside(&self, path: &str, is_beside: bool) -> Option<Subject<'p>> {
        let root = self.view.root;
        let folder = match self.file.parent().filter(|_| is_beside) {
            Some(folder) => super::paths::outside(root, folder),
            None => root.to_owned(),
        };
        let path = super::paths::outside(&folder, path.into());
        path.is_file().then_some(Subject::File(path))
    }
}

/// The keys of a path, without the numbers of items.
pub(super) fn keys(pointer: &Pointer) -> Vec<&str> {
    let segments = pointer.segments().iter();
    let keys = segments.filter_map(|one| match one {
        Segment::Key(key) => Some(&**key),
        Segment::Index(_) => None,
    });
    keys.collect()
}

pub(super) fn definition(at: &At<'_>) -> Option<lsp::GotoDefinitionResponse> {
    let location = match at.subject(&at.spotted()?)? {
        Subject::Manifest(declared) => location(at, &declared.at)?,
        Subject::Place(place) => {
            let span = place.span?;
            at.view
                .location(&place.file, &(span.start.byte..span.end.byte))?
        }
        Subject::File(path) => {
            lsp::Location::new(super::paths::uri_of(&path)?, lsp::Range::default())
        }
    };
    Some(lsp::GotoDefinitionResponse::Scalar(location))
}

/// Whoever names a manifest.
pub(super) fn references(at: &At<'_>, with_declaration: bool) -> Vec<lsp::Location> {
    let subject = at.spotted().and_then(|spotted| at.subject(&spotted));
    let Some(Subject::Manifest(declared)) = subject else {
        return Vec::new();
    };
    let own = with_declaration.then_some(&declared.at);
    let others = mentions(at, declared).map(|mention| &mention.at);
    let all = own.into_iter().chain(others);
    all.filter_map(|path| location(at, path)).collect()
}

pub(super) fn mentions<'p>(at: &At<'p>, declared: &Declared) -> impl Iterator<Item = &'p Mention> {
    let all = at.view.loaded.mentions.mentions.iter();
    all.filter(|one| one.kind == declared.kind && one.name == declared.name)
}

fn location(at: &At<'_>, path: &SourcePath) -> Option<lsp::Location> {
    let bytes = at.view.loaded.bytes_of(path)?;
    at.view.location(&path.origin.file, &bytes)
}
