//! A CSV text as a header and rows, and where its cells stand. Knows nothing of people.
//!
//! Read by hand, a line at a time, for two reasons: every cell needs its place, and a quote that is never closed must not
//! swallow the rows after it.

use std::borrow::Cow;
use std::ops::Range;

use super::header;

/// What may stand between two cells. A file has one of them; the first where none is found.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// A CSV text with a header.
#[derive(Debug)]
pub(in crate::manifest) struct Sheet<'t> {
    text: &'t str,
    separator: char,
    header: Option<Row<'t>>,
}

/// One row of a sheet: a line.
#[derive(Debug, Clone)]
pub(in crate::manifest) struct Row<'t> {
    pub(in crate::manifest) cells: Vec<Cell<'t>>,
    /// Where it stands, in bytes.
    pub(in crate::manifest) bytes: Range<usize>,
    /// Its line, from 1.
    pub(in crate::manifest) line: u64,
    /// The first cell whose quotes make no sense.
    pub(in crate::manifest) misquoted: Option<(usize, Misquoted)>,
}

#[derive(Debug, Clone)]
pub(in crate::manifest) struct Cell<'t> {
    /// What stands in it, without quotes and the blanks around it.
    pub(in crate::manifest) text: Cow<'t, str>,
    /// Where it stands in the sheet's text, quotes included.
    pub(in crate::manifest) bytes: Range<usize>,
}

/// What is wrong with the quotes of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::manifest) enum Misquoted {
    /// The line ends before they are closed.
    Open,
    Followed,
}

impl<'t> Cell<'t> {
    fn new(text: Cow<'t, str>, bytes: Range<usize>) -> Self {
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        Self { text, bytes }
    }
}

impl Row<'_> {
    /// What a cell says; nothing if there is none.
    pub(in crate::manifest) fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", |cell| &cell.text)
    }

    fn is_blank(&self) -> bool {
        self.misquoted.is_none() && self.cells.iter().all(|cell| cell.text.is_empty())
    }
}

impl<'t> Sheet<'t> {
    /// Takes the first line that is not blank as the header; what separates its cells separates them everywhere.
    pub(in crate::manifest) fn new(text: &'t str) -> Self {
        let mut separator = None;
        for (line, bytes) in lines(text, 0..text.len(), 1) {
            let row = &text[bytes.clone()];
            if let Some(named) = named_separator(row) {
                separator = Some(named);
                continue;
            }
            let separator = separator.unwrap_or_else(|| most_frequent(row));
            let header = read_row(text, bytes, line, separator);
            if !header.is_blank() {
                return Self {
                    text,
                    separator,
                    header: Some(header),
                };
            }
        }
        Self {
            text,
            separator: SEPARATORS[0],
            header: None,
        }
    }

    /// The row that names the columns; `None`: nothing stands in the text.
    pub(in crate::manifest) fn header(&self) -> Option<&Row<'t>> {
        self.header.as_ref()
    }

    /// What stands between two cells.
    pub(in crate::manifest) const fn separator(&self) -> char {
        self.separator
    }

    /// The rows after the header, blank ones left out.
    pub(in crate::manifest) fn rows(&self) -> impl Iterator<Item = Row<'t>> + use<'t> {
        let Self {
            text, separator, ..
        } = *self;
        let (from, line) = match &self.header {
            Some(header) => (header.bytes.end + 1, header.line + 1),
            None => (text.len(), 1),
        };
        lines(text, from.min(text.len())..text.len(), line)
            .map(move |(line, bytes)| read_row(text, bytes, line, separator))
            .filter(|row| !row.is_blank())
    }

    /// The row whose line starts at this byte.
    pub(in crate::manifest) fn row_at(&self, start: usize) -> Option<Row<'t>> {
        let (line, bytes) = lines(self.text, start..self.text.len(), 1).next()?;
        Some(read_row(self.text, bytes, line, self.separator))
    }

    /// Which column has this name, however it is spelled.
    pub(in crate::manifest) fn column(&self, name: &str) -> Option<usize> {
        let header = self.header.as_ref()?;
        let mut cells = header.cells.iter();
        cells.position(|cell| header::names(&cell.text, name))
    }
}

/// Every line of a part of a text that starts with a line, without the line's end; `first` is its number.
fn lines(
    text: &str,
    part: Range<usize>,
    first: u64,
) -> impl Iterator<Item = (u64, Range<usize>)> + use<'_> {
    let mut start = part.start;
    let lines = text[part].split_inclusive('\n').map(move |line| {
        let whole = line.strip_suffix('\n').unwrap_or(line);
        let bytes = start..start + whole.len();
        start += line.len();
        bytes
    });
    (first..).zip(lines)
}

/// A first line `sep=;` is for spreadsheets, which show nothing of it.
fn named_separator(line: &str) -> Option<char> {
    let line = line.trim_matches(['\r', ' ', '"']).to_ascii_lowercase();
    let mut named = line.strip_prefix("sep=")?.chars();
    let separator = named.next().filter(|c| SEPARATORS.contains(c))?;
    named.as_str().is_empty().then_some(separator)
}

/// The separator that stands most often in a line, outside of quotes.
fn most_frequent(line: &str) -> char {
    let mut is_quoted = false;
    let mut counts = [0_usize; SEPARATORS.len()];
    for c in line.chars() {
        is_quoted ^= c == '"';
        let which = SEPARATORS.iter().position(|separator| *separator == c);
        if let Some(which) = which.filter(|_| !is_quoted) {
            counts[which] += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let first = counts.iter().position(|count| *count == most);
    SEPARATORS[first.unwrap_or_default()]
}

fn read_row(text: &str, bytes: Range<usize>, line: u64, separator: char) -> Row<'_> {
    let end = bytes.start + text[bytes.clone()].trim_end_matches('\r').len();
    let mut row = Row {
        cells: Vec::new(),
        bytes: bytes.clone(),
        line,
        misquoted: None,
    };
    let mut at = bytes.start;
    loop {
        let (cell, misquoted) = read_cell(text, at..end, separator);
        at = cell.bytes.end + separator.len_utf8();
        if let Some(misquoted) = misquoted {
            let index = row.cells.len();
            row.misquoted.get_or_insert((index, misquoted));
        }
        let is_last = cell.bytes.end >= end;
        row.cells.push(cell);
        if is_last {
            return row;
        }
    }
}

/// The cell that starts at the start of this part of a line.
fn read_cell(text: &str, part: Range<usize>, separator: char) -> (Cell<'_>, Option<Misquoted>) {
    let rest = &text[part.clone()];
    let blank = |c: char| c.is_whitespace() && c != separator;
    let inner = rest.trim_start_matches(blank);
    let cell = |length, text| Cell::new(text, part.start..part.start + length);
    let Some(quoted) = inner.strip_prefix('"') else {
        let length = rest.find(separator).unwrap_or(rest.len());
        return (cell(length, Cow::Borrowed(&rest[..length])), None);
    };
    let Some(close) = closing_quote(quoted) else {
        let open = cell(rest.len(), Cow::Borrowed(quoted));
        return (open, Some(Misquoted::Open));
    };
    let after = &quoted[close + 1..];
    let length = after.find(separator).unwrap_or(after.len());
    let followed = !after[..length].trim().is_empty();
    let whole = rest.len() - after.len() + length;
    let content = &quoted[..close];
    let content = if content.contains('"') {
        Cow::Owned(content.replace("\"\"", "\""))
    } else {
        Cow::Borrowed(content)
    };
    (
        cell(whole, content),
        followed.then_some(Misquoted::Followed),
    )
}

/// The first quote that is not written twice.
fn closing_quote(quoted: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + quoted[from..].find('"')?;
        if !quoted[at + 1..].starts_with('"') {
            return Some(at);
        }
        from = at + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(row: &Row<'_>) -> Vec<String> {
        row.cells.iter().map(|cell| cell.text.to_string()).collect()
    }

    #[test]
    fn rows_are_found_behind_blank_lines_with_their_lines() {
        let text = "a,b\r\n\r\n1,2\n  \n,,\n\"3\"\"3\",4\n5,6";
        let sheet = Sheet::new(text);
        let rows: Vec<_> = sheet.rows().collect();
        let lines: Vec<_> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [3, 6, 7]);
        assert_eq!(texts(&rows[0]), ["1", "2"]);
        assert_eq!(texts(&rows[1]), ["3\"3", "4"]);
        assert_eq!(
            texts(&sheet.row_at(rows[2].bytes.start).unwrap()),
            ["5", "6"]
        );
    }

    #[test]
    fn a_cell_is_found_behind_quotes_and_commas() {
        let text = "a, \"b,\"\"c\"\"\" ,d\nnext,row";
        let sheet = Sheet::new(text);
        let header = sheet.header().unwrap();
        assert_eq!(texts(header), ["a", "b,\"c\"", "d"]);
        let places = header.cells.iter().map(|cell| &text[cell.bytes.clone()]);
        assert_eq!(places.collect::<Vec<_>>(), ["a", " \"b,\"\"c\"\"\" ", "d"]);
    }

    #[test]
    fn the_header_tells_what_separates() {
        for (text, separator, cells) in [
            ("a;b\n1,5;2", ';', ["1,5", "2"]),
            ("a\tb\n\t2", '\t', ["", "2"]),
            ("\"a;b;c\",d\n1,2", ',', ["1", "2"]),
            ("sep=;\r\na;b\r\n1;2\r\n", ';', ["1", "2"]),
            ("\na,b\n1,2", ',', ["1", "2"]),
        ] {
            let sheet = Sheet::new(text);
            assert_eq!(sheet.separator(), separator, "{text:?}");
            let rows: Vec<_> = sheet.rows().collect();
            assert_eq!(texts(&rows[0]), cells, "{text:?}");
        }
    }

    #[test]
    fn quotes_that_make_no_sense_end_with_their_line() {
        let sheet = Sheet::new("a,b\n1,\"2\n\"3\" x,4\n5,6\n");
        let rows: Vec<_> = sheet.rows().collect();
        assert_eq!(rows[0].misquoted, Some((1, Misquoted::Open)));
        assert_eq!(rows[1].misquoted, Some((0, Misquoted::Followed)));
        assert_eq!(texts(&rows[1]), ["3", "4"]);
        assert_eq!(texts(&rows[2]), ["5", "6"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_a_spreadsheet_writes_is_what_is_read(
            rows in proptest::collection::vec(proptest::collection::vec("[ab,;\"\tä ]{0,6}", 3), 1..5),
            separator in proptest::sample::select(SEPARATORS.to_vec()),
        ) {
            let mut writer = csv::WriterBuilder::new()
                .delimiter(separator as u8)
                .from_writer(Vec::new());
            writer.write_record(["x", "y", "z"]).unwrap();
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let wanted = rows.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
            let wanted: Vec<_> = wanted.filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
            let read: Vec<_> = Sheet::new(&text).rows().map(|row| texts(&row)).collect();
            prop_assert_eq!(read, wanted);
        }

        #[test]
        fn the_places_of_any_text_are_parts_of_it(text in "[ab,;\"\r\n\t ä]{0,40}") {
            let sheet = Sheet::new(&text);
            for row in sheet.header().into_iter().cloned().chain(sheet.rows()) {
                let mut end = row.bytes.start;
                for cell in &row.cells {
                    prop_assert!(cell.bytes.start >= end && cell.bytes.end <= row.bytes.end);
                    prop_assert!(text.get(cell.bytes.clone()).is_some());
                    end = cell.bytes.end;
                }
            }
        }
    }
}
