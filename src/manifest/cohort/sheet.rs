//! A CSV text as a header and rows, and where its cells stand. Knows nothing of people.

use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};

/// A CSV text with a header.
#[derive(Debug)]
pub(in crate::manifest) struct Sheet<'t> {
    text: &'t str,
    header: Option<Row>,
}

/// One row of a sheet.
#[derive(Debug, Clone)]
pub(in crate::manifest) struct Row {
    /// Its cells, as many as it has.
    pub(in crate::manifest) cells: StringRecord,
    /// Bytes of the text before it.
    pub(in crate::manifest) start: usize,
    /// The line that it begins in, from 1.
    pub(in crate::manifest) line: u64,
}

impl Row {
    /// A cell without the blanks around it; empty if there is none.
    pub(in crate::manifest) fn cell(&self, index: usize) -> &str {
        self.cells.get(index).unwrap_or_default().trim()
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

impl<'t> Sheet<'t> {
    /// Takes the first row that is not blank as the header.
    pub(in crate::manifest) fn new(text: &'t str) -> Self {
        let header = rows(text).next();
        Self { text, header }
    }

    /// The row that names the columns; `None`: nothing stands in the text.
    pub(in crate::manifest) fn header(&self) -> Option<&Row> {
        self.header.as_ref()
    }

    /// The rows after the header, blank ones left out.
    pub(in crate::manifest) fn rows(&self) -> impl Iterator<Item = Row> + use<'t> {
        rows(self.text).skip(1)
    }

    /// Which column has this name.
    pub(in crate::manifest) fn column(&self, name: &str) -> Option<usize> {
        let header = self.header.as_ref()?;
        header.cells.iter().position(|cell| cell.trim() == name)
    }
}

fn rows(text: &str) -> impl Iterator<Item = Row> + use<'_> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut cells = StringRecord::new();
    let (mut counted, mut line) = (0, 1);
    let all = std::iter::from_fn(move || {
        // The text is UTF-8 and rows may have any length: there is nothing left that could fail.
        let is_row = reader.read_record(&mut cells).unwrap_or(false);
        let before = cells.position().map_or(0, csv::Position::byte);
        let before = usize::try_from(before)
            .unwrap_or(text.len())
            .min(text.len());
        is_row.then(|| {
            // The position is that of the blank lines before, if there are any.
            let rest = &text[before..];
            let start = text.len() - rest.trim_start_matches(['\r', '\n']).len();
            line += breaks(&text[counted..start]);
            counted = start;
            Row {
                cells: cells.clone(),
                start,
                line,
            }
        })
    });
    all.filter(|row| !row.is_blank())
}

fn breaks(text: &str) -> u64 {
    text.bytes().map(|byte| u64::from(byte == b'\n')).sum()
}

/// The bytes of a cell, quotes included; `None` if the row has fewer. `row`: where the row starts.
pub(in crate::manifest) fn cell(text: &str, row: usize, index: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut from, mut left, mut inside) = (row, index, Inside::Start);
    for at in row..=bytes.len() {
        let byte = bytes.get(at).copied();
        let is_quoted = inside == Inside::Quotes;
        let ends_row = byte.is_none_or(|byte| !is_quoted && matches!(byte, b'\n' | b'\r'));
        let ends_cell = ends_row || (!is_quoted && byte == Some(b','));
        if ends_cell && left == 0 {
            return Some(from..at);
        } else if ends_row {
            return None;
        } else if ends_cell {
            left -= 1;
            (from, inside) = (at + 1, Inside::Start);
        } else {
            inside = inside.after(byte == Some(b'"'));
        }
    }
    None
}

/// Where in a cell a byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// At its first byte: only there a quote opens.
    Start,
    /// In a cell, or a part of one, without quotes.
    Plain,
    Quotes,
    /// After a quote that closes, unless another one follows.
    Closed,
}

impl Inside {
    const fn after(self, is_quote: bool) -> Self {
        match (self, is_quote) {
            (Self::Start | Self::Closed, true) | (Self::Quotes, false) => Self::Quotes,
            (Self::Quotes, true) => Self::Closed,
            (Self::Start | Self::Closed | Self::Plain, false) | (Self::Plain, true) => Self::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rows_are_found_behind_blank_lines_with_their_lines() {
        let text = "a,b\r\n\r\n1,2\n  \n,,\n\"3\n3\",4\n5,6";
        let sheet = Sheet::new(text);
        let rows: Vec<_> = sheet.rows().collect();
        let lines: Vec<_> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [3, 6, 8]);
        assert!(text[rows[0].start..].starts_with("1,2"));
        assert!(text[rows[2].start..].starts_with("5,6"));
    }

    #[test]
    fn a_cell_is_found_behind_quotes_and_commas() {
        let text = "a,\"b,\"\"c\"\"\",d\nnext,row";
        let of = |index| cell(text, 0, index).map(|bytes| &text[bytes]);
        assert_eq!(of(0), Some("a"));
        assert_eq!(of(1), Some("\"b,\"\"c\"\"\""));
        assert_eq!(of(2), Some("d"));
        assert_eq!(of(3), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_found_is_what_was_read(text in "[ab,\"\r\n ]{0,40}") {
            for row in rows(&text) {
                for (index, read) in row.cells.iter().enumerate() {
                    let found = &text[cell(&text, row.start, index).unwrap()];
                    if !found.contains('"') {
                        prop_assert_eq!(found, read);
                    }
                }
            }
        }
    }
}
