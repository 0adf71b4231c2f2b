//! The whole comment: verdict, counts and costs, then what stands in the way, what cannot be undone, and the rest.

use std::fmt::Write as _;

use super::change::{blocked_item, change_item, note_item, remark_item};
use super::escape::{code, prose, short};
use super::fit::{Section, fit};
use crate::plan::{NoteSeverity, Plan};
use crate::render::Occasion;
use crate::render::plan_text::cause_words;
use crate::render::review::{
    ReviewLook, Tally, Verdict, causes, cost, is_grave, ordered, summary_line,
};
use crate::render::value_words::counted;

/// The most that GitHub takes in a comment. It counts characters; here it holds for bytes too.
pub const LIMIT: usize = 65_536;

/// Where all of it is.
const ELSEWHERE: &str = "see the HTML (`vetform plan --format html`)";

/// Left for what a CI job puts around it: a mark to find the comment again, a link to the HTML.
pub(in crate::render) const FRAME: usize = 1_536;

/// A plan as Markdown, of [`LIMIT`] bytes at most, whatever the plan.
pub fn plan_markdown(plan: &Plan, look: ReviewLook<'_>) -> String {
    let mut page = head(plan, &look);
    let changes = ordered(plan);
    let (grave, rest): (Vec<_>, Vec<_>) = changes.into_iter().partition(|change| is_grave(change));
    let items = |changes: Vec<_>| {
        changes
            .into_iter()
            .map(|change| change_item(change, &look))
            .collect()
    };
    let mut notes: Vec<_> = plan.notes.iter().collect();
    notes.sort_by_key(|note| note.severity);
    let (warnings, notes): (Vec<_>, Vec<_>) = notes
        .into_iter()
        .partition(|note| note.severity == NoteSeverity::Warning);
    let told = |severity, notes: Vec<_>| {
        let remarks = plan.remarks.iter();
        let remarks = remarks.filter(move |remark| remark.severity == severity);
        let notes = notes.into_iter().map(note_item);
        remarks.map(remark_item).chain(notes).collect()
    };
    let sections = [
        Section {
            heading: look.obstacles(),
            items: plan
                .blocked
                .iter()
                .map(|blocked| blocked_item(blocked, &look))
                .collect(),
        },
        Section {
            heading: "Cannot be undone",
            items: items(grave),
        },
        Section {
            heading: "Warnings",
            items: told(NoteSeverity::Warning, warnings),
        },
        Section {
            heading: "Changes",
            items: items(rest),
        },
        Section {
            heading: "Notes",
            items: told(NoteSeverity::Info, notes),
        },
    ];
    let room = LIMIT - FRAME;
    page += &fit(&sections, room.saturating_sub(page.len()), ELSEWHERE);
    page
}

fn head(plan: &Plan, look: &ReviewLook<'_>) -> String {
    let verdict = Verdict::of(plan, look.occasion);
    let mut head = format!(
        "## {} {}\n\n<b>{}</b>: {}\n",
        look.title(),
        short(look.workspace, 80),
        verdict.title(),
        prose(&summary_line(plan, look.occasion), 400),
    );
    if verdict == Verdict::NoDrift {
        return head;
    }
    head += &table(&Tally::of(plan));
    let calls = plan.calls();
    if !plan.changes.is_empty() && look.occasion != Occasion::Drift {
        let _ = write!(head, "\n{}", cost(calls.total, look.requests_per_second));
        head += if calls.by_endpoint.is_empty() {
            ".\n"
        } else {
            ":\n\n"
        };
        for (endpoint, count) in &calls.by_endpoint {
            let _ = writeln!(head, "- {count} × {}", code(endpoint));
        }
    }
    let causes: Vec<String> = causes(plan)
        .into_iter()
        .rev()
        .map(|(cause, count)| format!("{count} {}", cause_words(cause)))
        .collect();
    if !causes.is_empty() {
        let fields: usize = plan.changes.iter().map(|change| change.fields.len()).sum();
        let _ = writeln!(
            head,
            "\n{}: {}.",
            counted(fields, "difference", "differences"),
            causes.join(", ")
        );
    }
    head
}

fn table(tally: &Tally) -> String {
    let Tally { columns, rows, all } = tally;
    if rows.is_empty() {
        return String::new();
    }
    let row = |name: &str, cells: &[usize]| {
        let cells = cells.iter().map(|count| match count {
            0 => " |".to_owned(),
            count => format!(" {count} |"),
        });
        format!("| {name} |{}\n", cells.collect::<String>())
    };
    let mut table = format!("\n| kind | {} |\n| --- |", columns.join(" | "));
    table += &" ---: |".repeat(columns.len());
    table.push('\n');
    for (kind, cells) in rows {
        table += &row(kind, cells);
    }
    if rows.len() > 1 {
        table += &row("<b>all</b>", all);
    }
    table
}
