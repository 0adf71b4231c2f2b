//! Live steps of a flow beside the wanted ones, row by row.

use textwrap::core::display_width;

use super::escape::one_line;
use super::paint::Paint;
use crate::plan::{StepLine, StepVerdict};

/// Columns of the longest verdict, with its sign.
const VERDICT: usize = 14;

/// The rows as text, one a line, without indentation: two columns where `width` has room for them, else live above
/// wanted.
pub(super) fn step_diff(lines: &[StepLine], width: usize, paint: Paint) -> Vec<String> {
    let cells: Vec<(String, String)> = lines
        .iter()
        .map(|line| (cell(line.live.as_deref()), cell(line.wanted.as_deref())))
        .collect();
    let widest = |side: fn(&(String, String)) -> &String, least: &str| {
        let widths = cells.iter().map(|row| display_width(side(row)));
        widths.max().unwrap_or(0).max(least.len())
    };
    let (left, right) = (
        widest(|row| &row.0, "live"),
        widest(|row| &row.1, "manifest"),
    );
    let rows = lines.iter().zip(&cells);
    if 3 + left + 2 + right + 2 + VERDICT > width {
        return rows.flat_map(|row| stacked(row, paint)).collect();
    }
    let head = format!("   {}  {}", pad("live", left), pad("manifest", right));
    let beside = rows.map(|(line, (live, wanted))| {
        format!(
            "{:>2} {}  {}  {}",
            line.number,
            pad(live, left),
            pad(wanted, right),
            verdict(line.verdict, paint)
        )
    });
    std::iter::once(paint.faint(head)).chain(beside).collect()
}

fn stacked((step, (live, wanted)): (&StepLine, &(String, String)), paint: Paint) -> [String; 2] {
    let StepLine {
        number,
        live: _,
        wanted: _,
        verdict: of,
    } = step;
    [
        format!("{number:>2} {}      {live}", paint.faint("live")),
        format!(
            "   {}  {wanted}  {}",
            paint.faint("manifest"),
            verdict(*of, paint)
        ),
    ]
}

fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(display_width(text));
    format!("{text}{}", " ".repeat(missing))
}

fn cell(text: Option<&str>) -> String {
    text.map_or_else(|| "–".to_owned(), |text| one_line(text).into_owned())
}

fn verdict(verdict: StepVerdict, paint: Paint) -> String {
    match verdict {
        StepVerdict::Same => paint.faint("= same"),
        StepVerdict::Threshold => paint.changed("~ threshold"),
        StepVerdict::Appended => paint.added("+ appended"),
        StepVerdict::Impossible => paint.removed("✗ not possible"),
    }
}
