//! Bytes to the protocol's lines and columns, which count UTF-16 code units, and back.

use std::ops::Range;

use lsp_types as lsp;

/// The lines of a text.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1));
        Self {
            text,
            starts: starts.collect(),
        }
    }

    pub(super) fn position(&self, byte: usize) -> lsp::Position {
        let byte = self.text.floor_char_boundary(byte);
        let line = self.starts.partition_point(|start| *start <= byte) - 1;
        let units = self.text[self.starts[line]..byte].encode_utf16().count();
        lsp::Position::new(number(line), number(units))
    }

    pub(super) fn range(&self, bytes: &Range<usize>) -> lsp::Range {
        lsp::Range::new(self.position(bytes.start), self.position(bytes.end))
    }

    /// Beyond the end of a line it is that end, and beyond the last line the end of the text: as the protocol wants it.
    pub(super) fn byte(&self, position: lsp::Position) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        let Some(start) = self.starts.get(line).copied() else {
            return self.text.len();
        };
        let rest = self.text[start..].split('\n').next().unwrap_or_default();
        let rest = rest.strip_suffix('\r').unwrap_or(rest);
        let wanted = usize::try_from(position.character).unwrap_or(usize::MAX);
        let mut units = 0;
        for (at, c) in rest.char_indices() {
            if units >= wanted {
                return start + at;
            }
            units += c.len_utf16();
        }
        start + rest.len()
    }

    pub(super) fn bytes(&self, range: lsp::Range) -> Range<usize> {
        let start = self.byte(range.start);
        start..self.byte(range.end).max(start)
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_counts_units_of_utf_16_both_ways() {
        let text = "é: 👩🏽‍💻 x\r\nnext\n";
        let lines = Lines::new(text);
        let at = text.find('x').unwrap();
        // Two for the woman, two for her skin, one to join, two for the computer.
        assert_eq!(lines.position(at), lsp::Position::new(0, 3 + 7 + 1));
        for (byte, _) in text
            .char_indices()
            .filter(|(_, c)| *c != '\r' && *c != '\n')
        {
            assert_eq!(lines.byte(lines.position(byte)), byte);
        }
        assert_eq!(
            lines.byte(lsp::Position::new(0, 99)),
            text.find('\r').unwrap()
        );
        assert_eq!(lines.byte(lsp::Position::new(9, 0)), text.len());
    }
}
