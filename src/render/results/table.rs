//! Results for people: aligned columns, and only those that somebody has something in.

use textwrap::core::display_width;

use super::json::{ResultDocument, of};
use crate::render::{Paint, visible};
use crate::results::Results;

/// One column: its heading, its cells, and on which side they stand.
pub(super) struct Column {
    pub heading: &'static str,
    pub cells: Vec<String>,
    pub is_number: bool,
}

impl Column {
    pub(super) fn width(&self) -> usize {
        let widths = self.cells.iter().map(|cell| display_width(cell));
        widths.chain([self.heading.len()]).max().unwrap_or(0)
    }
}

/// The results as a table under a line that says what they are of.
pub fn results_table(results: &Results, paint: Paint, show_candidates: bool) -> String {
    let rows: Vec<ResultDocument> = results
        .rows
        .iter()
        .map(|row| of(row, show_candidates))
        .collect();
    let people = match rows.len() {
        0 => "nobody yet".to_owned(),
        1 => "1 candidate".to_owned(),
        more => format!("{more} candidates"),
    };
    let id = visible(&results.id);
    let mut table = format!(
        "{}\n",
        paint.strong(format!("{} ({id}): {people}", results.address))
    );
    if rows.is_empty() {
        return table;
    }
    let mut columns = columns(&rows);
    columns.retain(|column| column.cells.iter().any(|cell| !cell.is_empty()));
    table.push('\n');
    table.push_str(&aligned(&columns, paint));
    table
}

/// The headings, and a line for each cell of the columns.
pub(super) fn aligned(columns: &[Column], paint: Paint) -> String {
    let headings = columns.iter().map(|column| column.heading.to_owned());
    let mut table = format!("{}\n", paint.faint(line(columns, headings)));
    let rows = columns.first().map_or(0, |column| column.cells.len());
    for index in 0..rows {
        let cells = columns.iter().map(|column| column.cells[index].clone());
        table.push_str(&line(columns, cells));
        table.push('\n');
    }
    table
}

fn columns(rows: &[ResultDocument]) -> Vec<Column> {
    let text = |heading, of: fn(&ResultDocument) -> &Option<String>| Column {
        heading,
        cells: rows.iter().map(|row| shown(of(row).as_deref())).collect(),
        is_number: false,
    };
    let number = |heading, of: fn(&ResultDocument) -> Option<f64>| Column {
        heading,
        cells: rows
            .iter()
            .map(|row| of(row).map_or_else(String::new, |number| number.to_string()))
            .collect(),
        is_number: true,
    };
    vec![
        text("CANDIDATE", |row| &row.email),
        text("NAME", |row| &row.name),
        text("STATUS", |row| &row.status),
        text("EVALUATION", |row| &row.evaluation_status),
        text("STAGE", |row| &row.stage),
        text("PROGRESS", |row| &row.progress),
        number("SCORE", |row| row.score),
        number("AI SCORE", |row| row.ai_score),
        number("COST USD", |row| row.cost_usd),
        text("ENTERED", |row| &row.created_at),
        text("STARTED", |row| &row.started_at),
        text("SUBMITTED", |row| &row.submitted_at),
        text("EXPIRES", |row| &row.expires_at),
        text("SESSION", |row| &row.session),
        text("ID", |row| &row.id),
    ]
}

/// On one line: a line break in a name must not begin a row.
fn shown(text: Option<&str>) -> String {
    visible(text.unwrap_or_default()).replace('\n', "\\n")
}

fn line(columns: &[Column], cells: impl Iterator<Item = String>) -> String {
    let mut line = String::new();
    for (column, cell) in columns.iter().zip(cells) {
        let gap = " ".repeat(column.width().saturating_sub(display_width(&cell)));
        if column.is_number {
            line.push_str(&gap);
            line.push_str(&cell);
        } else {
            line.push_str(&cell);
            line.push_str(&gap);
        }
        line.push_str("  ");
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Row, Who};

    fn row(email: &str, name: &str, score: Option<f64>) -> Row {
        Row {
            id: Some("7".into()),
            who: Some(Who::new(email)),
            name: Some(name.into()),
            score,
            ..Row::default()
        }
    }

    fn table(rows: Vec<Row>, show: bool) -> String {
        let results = Results {
            address: "taptalent/Flow/a".parse().unwrap(),
            id: "1".into(),
            rows,
        };
        results_table(&results, Paint::new(false), show)
    }

    #[test]
    fn columns_are_aligned_and_nothing_steers_the_terminal() {
        let rows = vec![
            row("alex@example.com", "Alex\u{1b}[2J\nDoe", Some(7.25)),
            row("li@example.com", "李娜 li@example.com", Some(10.0)),
        ];
        insta::assert_snapshot!(table(rows.clone(), false), @r"
        taptalent/Flow/a (1): 2 candidates

        CANDIDATE   NAME            SCORE  ID
        a…x@e….com  A… D…            7.25  7
        l…i@e….com  李… l…i@e….com     10  7
        ");
        insta::assert_snapshot!(table(rows, true), @r"
        taptalent/Flow/a (1): 2 candidates

        CANDIDATE         NAME                 SCORE  ID
        alex@example.com  Alex\u{1b}[2J\nDoe    7.25  7
        li@example.com    李娜 li@example.com     10  7
        ");
    }

    #[test]
    fn nobody_is_told_as_such() {
        insta::assert_snapshot!(table(Vec::new(), false), @"taptalent/Flow/a (1): nobody yet");
    }
}
