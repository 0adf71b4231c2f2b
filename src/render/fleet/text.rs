//! For people at a terminal: each workspace that has something to say, in the order of the configuration, then all in a line
//! each.

use std::fmt::Write as _;

use super::entry::Fleet;
use crate::render::Paint;
use crate::render::escape::one_line;

pub fn fleet_text(fleet: &Fleet<'_>, is_painted: bool) -> String {
    let paint = Paint::new(is_painted);
    let mut text = String::new();
    let told = fleet
        .entries
        .iter()
        .filter(|entry| !entry.is_quiet && entry.error.is_none());
    for entry in told {
        let heading = paint.strong(format!("Workspace {}", one_line(entry.workspace)));
        let _ = write!(text, "{heading}\n\n{}\n\n", entry.text.trim_end());
    }
    let width = fleet
        .entries
        .iter()
        .map(|entry| entry.workspace.len())
        .max();
    let width = width.unwrap_or_default();
    for entry in fleet.entries {
        let line = one_line(entry.line.lines().next().unwrap_or_default());
        let error = if entry.error.is_some() { "error: " } else { "" };
        let _ = writeln!(text, "{:width$}  {error}{line}", one_line(entry.workspace));
    }
    let _ = writeln!(text, "\n{}", paint.strong(fleet.summary.clone()));
    text
}
