//! Rows to people of a roster, and what is wrong with them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::Arc;

use camino::Utf8Path;

use super::header;
use super::sheet::{Misquoted, Row, Sheet};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::manifest::capped::Capped;
use crate::manifest::check::{Findings, FromRow, RosterPerson, Row as Cells};
use crate::manifest::file::merge_conflict;
use crate::manifest::raw::{Slot, Text};
use crate::manifest::yaml::{Flaw, Lines, Spot};
use crate::model::{PersonSource, Pointer, Segment, counted};

/// The people of a file, in its order, and every problem.
pub(in crate::manifest) fn people<P: RosterPerson>(
    file: &Arc<Utf8Path>,
    text: &Arc<str>,
    rules: P::Rules,
) -> (Vec<P>, Vec<Diagnostic>) {
    let sheet = Sheet::new(text);
    let places = Places::new(file, text, &sheet);
    if let Some(flaw) = merge_conflict(text) {
        return (Vec::new(), vec![places.diagnostic(None, &flaw)]);
    }
    let header_problems = header_problems(&sheet, &places, P::Raw::COLUMNS);
    if sheet.column("email").is_none() {
        return (Vec::new(), header_problems);
    }
    let mut problems = Capped::default();
    let columns: Vec<Option<usize>> = P::Raw::COLUMNS
        .iter()
        .map(|name| sheet.column(name))
        .collect();
    let mut people = Vec::new();
    for row in sheet.rows() {
        if let Some(misfit) = misfit(&row, &sheet) {
            problems.push(|| misfit.at(&places, &row));
            continue;
        }
        let mut found = Findings::default();
        let cells = RowCells {
            row: &row,
            names: P::Raw::COLUMNS,
            columns: &columns,
        };
        let raw = P::Raw::from_row(&mut found, &cells);
        let source = PersonSource::Row {
            file: Arc::clone(file),
            line: row.line,
        };
        let person = P::checked(&mut found, &Pointer::root(), raw, rules, source);
        for flaw in &found.flaws {
            // What is missing may stand in a column that is not understood yet.
            if header_problems.is_empty() || flaw.code != Code::MissingField {
                problems.push(|| places.diagnostic(Some(&row), flaw));
            }
        }
        people.extend(person);
    }
    let file_place = places.file();
    let row_problems = problems.finish(|more| {
        let are = if more == 1 { "is" } else { "are" };
        let words = format!(
            "{} in {file} {are} not shown",
            counted(more, "more problem")
        );
        Diagnostic::error(Code::InvalidRow, words)
            .with_help("fix those that are shown; the next run shows more")
            .at(file_place)
    });
    let problems = header_problems.into_iter().chain(row_problems);
    (people, problems.collect())
}

/// A row by the names of the columns.
struct RowCells<'r> {
    row: &'r Row<'r>,
    names: &'static [&'static str],
    /// Where each of the names stands in the file.
    columns: &'r [Option<usize>],
}

impl Cells for RowCells<'_> {
    fn text(&self, column: &str) -> Slot<Text> {
        let index = self.names.iter().position(|name| *name == column);
        let index = index.and_then(|index| self.columns.get(index).copied().flatten());
        match index.map_or("", |index| self.row.cell(index)) {
            "" => Slot::Absent,
            text => Slot::Given(Text(text.to_owned())),
        }
    }
}

fn header_problems(
    sheet: &Sheet<'_>,
    places: &Places<'_>,
    known: &'static [&'static str],
) -> Vec<Diagnostic> {
    let listed = known.join(", ");
    let Some(header) = sheet.header() else {
        let words = format!("{} is empty", places.file);
        let help = format!("its first line must name the columns; available: {listed}");
        let problem = Diagnostic::error(Code::MissingField, words).with_help(help);
        return vec![problem.at(places.start())];
    };
    // The first row of a file without a header: nothing of it is repeated.
    let mut cells = header.cells.iter();
    let person = cells.position(|cell| cell.text.contains('@'));
    let is_nameless = !header
        .cells
        .iter()
        .any(|cell| header::names_a_column(&cell.text));
    if let Some(person) = person.or_else(|| is_nameless.then_some(0)) {
        let words = "the first line is not a header";
        let help = format!("add a header line before it; available columns: {listed}");
        let problem = Diagnostic::error(Code::UnknownField, words).with_help(help);
        return vec![problem.at(places.cell(header, Some(person)))];
    }
    let mut problems = Vec::new();
    if let Some((index, misquoted)) = header.misquoted {
        problems.push(Misfit::quotes(index, misquoted).at(places, header));
    }
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (i, cell) in header.cells.iter().enumerate() {
        let written = &*cell.text;
        let column = known.iter().find(|name| header::names(written, name));
        let problem = match column {
            _ if written.is_empty() => continue,
            None => unknown_column(written, known),
            Some(column) => match first.entry(column) {
                Entry::Vacant(vacant) => {
                    vacant.insert(i);
                    continue;
                }
                Entry::Occupied(first) => {
                    let words = format!("duplicate column `{column}`");
                    Diagnostic::error(Code::DuplicateKey, words)
                        .with_help("remove one of the two")
                        .with_related(places.cell(header, Some(*first.get())), "the first")
                }
            },
        };
        problems.push(problem.at(places.cell(header, Some(i))));
    }
    if problems.is_empty() && sheet.column("email").is_none() {
        let words = format!("{} has no column `email`", places.file);
        let help = format!("its first line must name the columns; available: {listed}");
        let problem = Diagnostic::error(Code::MissingField, words).with_help(help);
        problems.push(problem.at(places.cell(header, None)));
    }
    problems
}

fn unknown_column(name: &str, known: &[&str]) -> Diagnostic {
    let listed = known.join(", ");
    let help = match header::nearest_column(name, known) {
        Some(near) => format!("did you mean `{near}`? Available: {listed}"),
        None if name.contains(['|', ':']) => {
            format!("separate the columns with commas, semicolons or tabs; available: {listed}")
        }
        None => format!("rename it, or remove it; available: {listed}"),
    };
    let words = format!("unknown column `{name}`");
    Diagnostic::error(Code::UnknownField, words).with_help(help)
}

/// Why a row cannot be read by its header.
struct Misfit {
    /// The cell at fault; `None`: the row.
    cell: Option<usize>,
    message: String,
    help: String,
}

impl Misfit {
    fn quotes(cell: usize, misquoted: Misquoted) -> Self {
        let message = match misquoted {
            Misquoted::Open => "this cell starts with a quote that is not closed on this line",
            Misquoted::Followed => "there is text after the quote that closes this cell",
        };
        Self {
            cell: Some(cell),
            message: message.to_owned(),
            help: "quote the whole cell, on one line, and double any quotes inside it".to_owned(),
        }
    }

    fn count(cell: Option<usize>, message: String, separator: char) -> Self {
        let name = match separator {
            ';' => "semicolon",
            '\t' => "tab",
            _ => "comma",
        };
        let help = format!(
            "an empty cell still needs its {name}; a cell with a {name} in it needs quotes"
        );
        Self {
            cell,
            message,
            help,
        }
    }

    fn at(self, places: &Places<'_>, row: &Row<'_>) -> Diagnostic {
        let Self {
            cell,
            message,
            help,
        } = self;
        Diagnostic::error(Code::InvalidRow, message)
            .with_help(help)
            .at(places.cell(row, cell))
    }
}

fn misfit(row: &Row<'_>, sheet: &Sheet<'_>) -> Option<Misfit> {
    let header = sheet.header()?;
    if let Some((index, misquoted)) = row.misquoted {
        return Some(Misfit::quotes(index, misquoted));
    }
    let (count, columns) = (row.cells.len(), header.cells.len());
    let cells = || {
        format!(
            "this row has {}; the header has {columns}",
            counted(count, "cell")
        )
    };
    if count < columns {
        return Some(Misfit::count(None, cells(), sheet.separator()));
    }
    let is_stray = |index: &usize| header.cell(*index).is_empty() && !row.cell(*index).is_empty();
    let stray = (0..count).find(is_stray)?;
    let message = if stray < columns {
        let column = stray + 1;
        format!("this row has a value in column {column}, which has no name")
    } else {
        cells()
    };
    Some(Misfit::count(Some(stray), message, sheet.separator()))
}

/// Where rows and cells of a file stand.
struct Places<'s> {
    file: &'s Utf8Path,
    text: &'s Arc<str>,
    sheet: &'s Sheet<'s>,
    /// Built for the first problem: most files have none.
    lines: std::cell::OnceCell<Lines>,
}

impl<'s> Places<'s> {
    fn new(file: &'s Utf8Path, text: &'s Arc<str>, sheet: &'s Sheet<'s>) -> Self {
        Self {
            file,
            text,
            sheet,
            lines: std::cell::OnceCell::new(),
        }
    }

    fn file(&self) -> Place {
        Place {
            file: self.file.to_owned(),
            span: None,
        }
    }

    fn start(&self) -> Place {
        self.bytes(&(0..0))
    }

    fn bytes(&self, bytes: &Range<usize>) -> Place {
        let lines = self.lines.get_or_init(|| Lines::new(Arc::clone(self.text)));
        Place {
            file: self.file.to_owned(),
            span: Some(lines.span(bytes)),
        }
    }

    /// A cell of a row; the row if it has no such cell.
    fn cell(&self, row: &Row<'_>, index: Option<usize>) -> Place {
        let cell = index.and_then(|index| row.cells.get(index));
        self.bytes(cell.map_or(&row.bytes, |cell| &cell.bytes))
    }

    /// A problem of one person, with the places of its cells.
    fn diagnostic(&self, row: Option<&Row<'_>>, flaw: &Flaw) -> Diagnostic {
        let Flaw {
            code,
            severity,
            message,
            spot,
            related,
            help,
        } = flaw;
        let place = |spot: &Spot| match (spot, row) {
            (Spot::Bytes(bytes), _) => self.bytes(bytes),
            (Spot::Key(_) | Spot::Value(_), Some(row)) => self.cell(row, self.column(spot)),
            (Spot::Key(_) | Spot::Value(_), None) => self.file(),
        };
        let problem = Diagnostic::error(*code, message.clone()).at(place(spot));
        let mut problem = Diagnostic {
            severity: *severity,
            ..problem
        };
        for (spot, words) in related {
            problem = problem.with_related(place(spot), words.clone());
        }
        // No program edits a file of people.
        problem.with_help(help.words.clone())
    }

    fn column(&self, spot: &Spot) -> Option<usize> {
        let (Spot::Key(pointer) | Spot::Value(pointer)) = spot else {
            return None;
        };
        match pointer.segments().last()? {
            Segment::Key(name) => self.sheet.column(name),
            Segment::Index(_) => None,
        }
    }
}
