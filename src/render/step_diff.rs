//! Live steps of a flow beside the wanted ones, row by row.

use super::escape::visible;
use super::paint::Paint;
use crate::plan::{StepLine, StepVerdict};

/// The rows as text, one a line, without indentation.
pub(super) fn step_diff(lines: &[StepLine], paint: Paint) -> Vec<String> {
    let cells: Vec<(String, String)> = lines
        .iter()
        .map(|line| (cell(line.live.as_deref()), cell(line.wanted.as_deref())))
        .collect();
    let width = |side: fn(&(String, String)) -> &String, least: &str| {
        let widest = cells
            .iter()
            .map(|row| textwrap::core::display_width(side(row)))
            .max();
        widest.unwrap_or(0).max(least.len())
    };
    let (left, right) = (width(|row| &row.0, "live"), width(|row| &row.1, "manifest"));
    let pad = |text: &str, width: usize| {
        format!(
            "{text}{}",
            " ".repeat(width.saturating_sub(textwrap::core::display_width(text)))
        )
    };
    let mut rows = vec![paint.faint(format!(
        "   {}  {}",
        pad("live", left),
        pad("manifest", right)
    ))];
    for (line, (live, wanted)) in lines.iter().zip(&cells) {
        let row = format!(
            "{:>2} {}  {}  ",
            line.number,
            pad(live, left),
            pad(wanted, right)
        );
        rows.push(format!("{row}{}", verdict(line.verdict, paint)));
    }
    rows
}

fn cell(text: Option<&str>) -> String {
    text.map_or_else(|| "–".to_owned(), |text| visible(text).into_owned())
}

fn verdict(verdict: StepVerdict, paint: Paint) -> String {
    match verdict {
        StepVerdict::Same => paint.faint("= same"),
        StepVerdict::Threshold => paint.changed("~ threshold"),
        StepVerdict::Appended => paint.added("+ appended"),
        StepVerdict::Impossible => paint.removed("✗ not possible"),
    }
}
