//! Rows to people of a roster, and what is wrong with them.

use std::sync::Arc;

use camino::Utf8Path;

use super::sheet::{Row, Sheet, cell};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::manifest::capped::Capped;
use crate::manifest::check::{Findings, FromRow, RosterPerson, Row as Cells};
use crate::manifest::raw::{Slot, Text};
use crate::manifest::yaml::{Flaw, Lines, Spot};
use crate::model::{PersonSource, Pointer, Segment, counted};

/// The people of a file, in its order, and every problem.
pub(super) fn people<P: RosterPerson>(
    file: &Arc<Utf8Path>,
    text: &Arc<str>,
    rules: P::Rules,
) -> (Vec<P>, Vec<Diagnostic>) {
    let sheet = Sheet::new(text);
    let places = Places::new(file, text, &sheet);
    let problems = header_problems(&sheet, &places, P::Raw::COLUMNS);
    if !problems.is_empty() {
        return (Vec::new(), problems);
    }
    let mut problems = Capped::default();
    let columns: Vec<Option<usize>> = P::Raw::COLUMNS
        .iter()
        .map(|name| sheet.column(name))
        .collect();
    let mut people = Vec::new();
    for row in sheet.rows() {
        if let Some((index, message)) = misfit(&row, &sheet) {
            problems.push(|| misfit_problem(&places, &row, index, message));
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
            problems.push(|| places.diagnostic(&row, flaw));
        }
        people.extend(person);
    }
    let file_place = places.file();
    let problems = problems.finish(|more| {
        let are = if more == 1 { "is" } else { "are" };
        let words = format!(
            "{} in {file} {are} not shown",
            counted(more, "more problem")
        );
        Diagnostic::error(Code::InvalidRow, words)
            .with_help("mend those that are shown; the next run shows more")
            .at(file_place)
    });
    (people, problems)
}

/// A row by the names of the columns.
struct RowCells<'r> {
    row: &'r Row,
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
        let help = format!("its first line names the columns; there are: {listed}");
        let problem = Diagnostic::error(Code::MissingField, words).with_help(help);
        return vec![problem.at(places.start())];
    };
    let names: Vec<&str> = header.cells.iter().map(str::trim).collect();
    // The first row of a file without a header: nothing of it is repeated.
    if let Some(person) = names.iter().position(|name| name.contains('@')) {
        let words = "the first line does not name the columns";
        let help = format!("put a header before it; there are: {listed}");
        let problem = Diagnostic::error(Code::UnknownField, words).with_help(help);
        return vec![problem.at(places.cell(header, Some(person)))];
    }
    let mut problems: Vec<Diagnostic> = Vec::new();
    for (i, name) in names
        .iter()
        .enumerate()
        .filter(|(_, name)| !name.is_empty())
    {
        let first = names.iter().position(|other| other == name);
        let problem = match first.filter(|first| *first < i) {
            _ if !known.contains(name) => unknown_column(name, known),
            Some(first) => {
                let words = format!("the column `{name}` stands twice");
                Diagnostic::error(Code::DuplicateKey, words)
                    .with_help("take one of the two away")
                    .with_related(places.cell(header, Some(first)), "the first")
            }
            None => continue,
        };
        problems.push(problem.at(places.cell(header, Some(i))));
    }
    if problems.is_empty() && !names.contains(&"email") {
        let words = format!("{} has no column `email`", places.file);
        let help = format!("its first line names the columns; there are: {listed}");
        let problem = Diagnostic::error(Code::MissingField, words).with_help(help);
        problems.push(problem.at(places.cell(header, None)));
    }
    problems
}

fn unknown_column(name: &str, known: &[&str]) -> Diagnostic {
    let listed = known.join(", ");
    let help = if name.contains([';', '\t']) {
        format!("separate the columns with commas; there are: {listed}")
    } else {
        match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? There are: {listed}"),
            None => format!("there are: {listed}"),
        }
    };
    let words = format!("there is no column `{name}`");
    Diagnostic::error(Code::UnknownField, words).with_help(help)
}

/// Why a row cannot be read by its header, and which cell is at fault.
fn misfit(row: &Row, sheet: &Sheet<'_>) -> Option<(Option<usize>, String)> {
    let columns = sheet.header()?.cells.len();
    if let Some(index) = row
        .cells
        .iter()
        .position(|cell| cell.contains(['\n', '\r']))
    {
        let message = "a cell goes over the end of its line: perhaps a quote is not closed";
        return Some((Some(index), message.to_owned()));
    }
    let count = row.cells.len();
    if count < columns {
        let message = format!(
            "this row has {}; the header has {columns}",
            counted(count, "cell")
        );
        return Some((None, message));
    }
    let is_named = |index| {
        sheet
            .header()
            .is_some_and(|header| !header.cell(index).is_empty())
    };
    let stray = (0..count).find(|index| !is_named(*index) && !row.cell(*index).is_empty())?;
    let message = if stray < columns {
        let column = stray + 1;
        format!("this row has something in column {column}, which has no name")
    } else {
        format!(
            "this row has {}; the header has {columns}",
            counted(count, "cell")
        )
    };
    Some((Some(stray), message))
}

fn misfit_problem(
    places: &Places<'_>,
    row: &Row,
    index: Option<usize>,
    message: String,
) -> Diagnostic {
    Diagnostic::error(Code::InvalidRow, message)
        .with_help("an empty cell still needs its comma; a cell with a comma in it needs quotes")
        .at(places.cell(row, index))
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

    /// The first line.
    fn start(&self) -> Place {
        let lines = self.lines.get_or_init(|| Lines::new(Arc::clone(self.text)));
        Place {
            file: self.file.to_owned(),
            span: Some(lines.span(&(0..0))),
        }
    }

    /// A cell of a row; the row if it has no such cell.
    fn cell(&self, row: &Row, index: Option<usize>) -> Place {
        let lines = self.lines.get_or_init(|| Lines::new(Arc::clone(self.text)));
        let bytes = index
            .and_then(|index| cell(self.text, row.start, index))
            .unwrap_or(row.start..self.text.len());
        Place {
            file: self.file.to_owned(),
            span: Some(lines.span(&bytes)),
        }
    }

    /// A problem of one person, with the places of its cells.
    fn diagnostic(&self, row: &Row, flaw: &Flaw) -> Diagnostic {
        let Flaw {
            code,
            message,
            spot,
            related,
            help,
        } = flaw;
        let place = |spot: &Spot| self.cell(row, self.column(spot));
        let mut problem = Diagnostic::error(*code, message.clone()).at(place(spot));
        for (spot, words) in related {
            problem = problem.with_related(place(spot), words.clone());
        }
        problem.with_help(help.clone())
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
