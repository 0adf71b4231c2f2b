//! Where a declared value comes from, as a path through a manifest. Turning it into a line and a column
//! is the manifest room's work, and is done only for the few values that are shown.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use camino::Utf8Path;

/// A document in a manifest file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file, relative to the project's folder, with `/` between its parts.
    pub file: Arc<Utf8Path>,
    /// Which YAML document of the file, from 0.
    pub document: usize,
}

impl Origin {
    /// Of what no manifest describes any more.
    pub fn nowhere() -> Self {
        Self {
            file: Arc::from(Utf8Path::new("")),
            document: 0,
        }
    }

    /// The place of `pointer` in this document.
    pub fn at(&self, pointer: Pointer) -> SourcePath {
        SourcePath {
            origin: self.clone(),
            pointer,
        }
    }
}

/// A value inside a document of a manifest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourcePath {
    /// Which document.
    pub origin: Origin,
    /// Which value in it. If nothing stands there, its nearest parent is meant.
    pub pointer: Pointer,
}

/// A path through nested YAML: `spec.steps[2].passThreshold`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Pointer(Vec<Segment>);

/// One step of a [`Pointer`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// A key of a mapping. Nearly all are names of fields, which need no copy each.
    Key(Cow<'static, str>),
    /// An index of a sequence, from 0.
    Index(usize),
}

impl Pointer {
    /// The document itself.
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// `spec.<field>`
    pub fn spec(field: impl Into<Cow<'static, str>>) -> Self {
        Self::root().key("spec").key(field)
    }

    /// This path, then a key.
    #[must_use]
    pub fn key(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        self.0.push(Segment::Key(key.into()));
        self
    }

    /// This path, then an index.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Segment::Index(index));
        self
    }

    /// The steps from the document down.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }
}

impl FromIterator<Segment> for Pointer {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self(segments.into_iter().collect())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if i == 0 => f.write_str(key)?,
                Segment::Key(key) => write!(f, ".{key}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
