//! The whole comment: what happens, in sentences; what stands in the way; then every resource at length, and at the end the
//! calls and counts, folded.

use std::fmt::Write as _;

use super::change::{block_item, blocked_item, note_item, remark_item};
use super::escape::{code, inline, prose, short};
use super::fit::{Section, fit};
use super::story::{answer_lines, chapters, past_section};
use crate::plan::{NoteSeverity, Plan};
use crate::render::plan_text::cause_words;
use crate::render::review::{
    Answer, Headline, Point, ReviewLook, Tally, answers, blocks, causes, cost, past, points,
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
    let points = points(plan, look.titles, look.occasion);
    let answers = answers(plan, &points, look.titles, look.occasion);
    let blocks = blocks(plan, look.locate);
    let past = past(plan, look.effects, look.titles);
    let mut page = head(plan, &look, &points, &answers);
    let tail = tail(plan, &look);
    let obstacles = plan.blocked.iter();
    let mut story = vec![Section {
        heading: "Blocked",
        items: obstacles
            .map(|blocked| blocked_item(blocked, &look))
            .collect(),
    }];
    story.extend(chapters(&points));
    story.push(past_section(&past));
    story.push(told(plan, &look, NoteSeverity::Warning, "Warnings"));
    let details = [
        Section {
            heading: "Details",
            items: blocks
                .iter()
                .map(|block| block_item(block, &look))
                .collect(),
        },
        told(plan, &look, NoteSeverity::Info, "Notes"),
    ];
    let room = (LIMIT - FRAME).saturating_sub(page.len() + tail.len());
    // A long story leaves half of the room to the details, so that each resource has a line as long as possible.
    let story = fit(&story, room / 2, ELSEWHERE);
    page += &story;
    page += &fit(&details, room - story.len(), ELSEWHERE);
    page + &tail
}

fn told<'a>(
    plan: &'a Plan,
    look: &ReviewLook<'_>,
    severity: NoteSeverity,
    heading: &'static str,
) -> Section<'a> {
    let remarks = plan.remarks.iter();
    let remarks = remarks.filter(move |remark| remark.severity == severity);
    let notes = plan.notes.iter();
    let notes = notes.filter(move |note| note.severity == severity);
    Section {
        heading,
        items: remarks
            .map(remark_item)
            .chain(notes.map(|note| note_item(note, look)))
            .collect(),
    }
}

fn head(plan: &Plan, look: &ReviewLook<'_>, points: &[Point], answers: &[Answer]) -> String {
    let provenance = look.provenance.words();
    let provenance: Vec<String> = provenance.iter().map(|fact| inline(fact)).collect();
    let Headline { title, sentence } = Headline::of(plan, points);
    let mut head = format!(
        "## Plan for workspace {}\n\n<sub>{}</sub>\n\n<b>{title}</b>{}{}\n",
        short(look.workspace, 80),
        provenance.join(" · "),
        if sentence.is_empty() { "" } else { " " },
        prose(&sentence, 600),
    );
    if !answers.is_empty() {
        let _ = write!(head, "\n{}", answer_lines(answers));
    }
    head
}

/// For those who want to know how: the calls, who moved, and the numbers.
fn tail(plan: &Plan, look: &ReviewLook<'_>) -> String {
    let tally = table(&Tally::of(plan));
    if tally.is_empty() {
        return String::new();
    }
    let mut tail = String::from("\n<details>\n<summary>Calls, causes and counts</summary>\n");
    tail += &tally;
    let calls = plan.calls();
    if !plan.changes.is_empty() {
        let _ = write!(tail, "\n{}", cost(calls.total, look.requests_per_second));
        tail += if calls.by_endpoint.is_empty() {
            ".\n"
        } else {
            ":\n\n"
        };
        for (endpoint, count) in &calls.by_endpoint {
            let _ = writeln!(tail, "- {count} × {}", code(endpoint));
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
            tail,
            "\n{}: {}.",
            counted(fields, "difference", "differences"),
            causes.join(", ")
        );
    }
    tail + "\n</details>\n"
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
