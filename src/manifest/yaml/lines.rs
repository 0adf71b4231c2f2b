//! Bytes to lines and columns.

use crate::diagnostic::{Position, Span};
use std::ops::Range;
use std::sync::Arc;

/// The line starts of a text.
#[derive(Debug, Clone)]
pub(in crate::manifest) struct Lines {
    text: Arc<str>,
    starts: Vec<usize>,
}

impl Lines {
    pub(in crate::manifest) fn new(text: Arc<str>) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        Self { text, starts }
    }

    /// Bytes before a line, the first one being 1.
    pub(in crate::manifest) fn start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).copied()
    }

    /// What stands from here to the end of the line.
    pub(in crate::manifest) fn rest(&self, byte: usize) -> &str {
        let rest = self.text.get(byte..).unwrap_or("");
        rest.lines().next().unwrap_or("")
    }

    pub(in crate::manifest) fn written(&self, bytes: &Range<usize>) -> &str {
        self.text.get(bytes.clone()).unwrap_or("")
    }

    /// The point after `byte` bytes, moved back to the start of a character if need be.
    pub(in crate::manifest) fn position(&self, byte: usize) -> Position {
        let byte = self.text.floor_char_boundary(byte);
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.starts[line - 1];
        Position {
            byte,
            line,
            column: self.text[start..byte].chars().count() + 1,
        }
    }

    /// The stretch, cut at the end of its first line and without blanks after it: what a person reads as
    /// one mark. A mark over a whole nested block would say nothing.
    pub(in crate::manifest) fn span(&self, bytes: &Range<usize>) -> Span {
        let start = self.position(bytes.start);
        let end = self.text.floor_char_boundary(bytes.end).max(start.byte);
        let line = self.text[start.byte..end].lines().next().unwrap_or("");
        Span {
            start,
            end: self.position(start.byte + line.trim_end().len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_spans_end_with_their_first_line() {
        let lines = Lines::new("ä: x\nb: [1,\n  2]\n".into());
        let at = lines.position(4);
        assert_eq!((at.line, at.column), (1, 4));
        let span = lines.span(&(9..17));
        assert_eq!((span.start.line, span.start.column), (2, 4));
        assert_eq!((span.end.line, span.end.column), (2, 7));
        assert_eq!(lines.position(usize::MAX).line, 4);
    }
}
