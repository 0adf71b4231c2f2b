//! For a pull-request comment: every workspace in a line, the most urgent first; then what each has to say, as far as there is
//! room.

use super::entry::{Entry, Fleet};
use crate::render::markdown::{FRAME, Item, LIMIT, Section, fit, inline};

/// Where all of it is.
const ELSEWHERE: &str = "see the job's log";

/// One comment, of [`LIMIT`] bytes at most, whatever the workspaces have to say.
pub fn fleet_markdown(fleet: &Fleet<'_>) -> String {
    let mut page = format!("## vetform {}: {}\n", fleet.command, inline(&fleet.summary));
    let entries = fleet.by_urgency();
    let told = entries.iter().filter(|entry| !entry.is_quiet);
    let sections = [
        Section {
            heading: "Workspaces",
            items: entries
                .iter()
                .map(|entry| Item::of_one_line(line(entry)))
                .collect(),
        },
        Section {
            heading: "Details",
            items: told.map(|entry| details(entry)).collect(),
        },
    ];
    page += &fit(
        &sections,
        (LIMIT - FRAME).saturating_sub(page.len()),
        ELSEWHERE,
    );
    page
}

fn line(entry: &Entry<'_>) -> String {
    let error = if entry.error.is_some() {
        "<b>error</b>: "
    } else {
        ""
    };
    let words = entry.line.lines().next().unwrap_or_default();
    format!(
        "- <b>{}</b>: {error}{}\n",
        inline(entry.workspace),
        inline(words)
    )
}

fn details<'e>(entry: &'e Entry<'_>) -> Item<'e> {
    Item {
        line: format!("- {}\n", inline(entry.workspace)),
        full: Some(Box::new(|| format!("\n{}\n\n", entry.text.trim_end()))),
    }
}
