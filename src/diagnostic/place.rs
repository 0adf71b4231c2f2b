//! Places in text files.

use camino::Utf8PathBuf;

/// A point in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Position {
    /// Bytes before it, from the start of the file.
    pub byte: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A stretch of text; the end is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First point.
    pub start: Position,
    /// The point after the last.
    pub end: Position,
}

/// A stretch of a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file, relative to the project's folder.
    pub file: Utf8PathBuf,
    /// Which part. `None`: the file as a whole.
    pub span: Option<Span>,
}
