//! One change, one obstacle, one note: in a line, or at length in a fold.

use std::fmt::Write as _;

use super::chart::chart;
use super::escape::{code, inline, prose, short};
use super::fit::Item;
use super::words::{LONGEST, words};
use crate::diagnostic::Code;
use crate::manifest::CONFIG_FILE;
use crate::model::Address;
use crate::plan::{Blocked, Change, Note, Remark, StepLine, StepVerdict};
use crate::render::change_warning::warnings;
use crate::render::plan_text::cause_words;
use crate::render::review::{
    Block, Difference, FlowPicture, Part, ReviewLook, Shown, Titles, place_words, sign,
};
use crate::render::value_words::counted;

/// Characters of a title that are shown.
pub(super) const LONGEST_TITLE: usize = 120;

/// Differences of one change that are shown; of a resource with more, the number.
const MOST_DIFFERENCES: usize = 40;

/// Rows of a step diff, and calls of one change, that are shown.
const MOST_ROWS: usize = 40;

/// Above this many bytes, the differences of one change that are left are only counted.
const ENOUGH: usize = 12_000;

/// One block of the details. A shared one is told at length, and whom it reaches by title.
pub(super) fn block_item<'a>(block: &'a Block<'a>, look: &'a ReviewLook<'a>) -> Item<'a> {
    match block {
        Block::Shared {
            difference,
            reached,
        } => {
            let head = shared_head(reached, look);
            Item {
                line: format!("- {head}\n"),
                full: Some(Box::new(move || shared(difference, reached, look))),
            }
        }
        Block::Own {
            change,
            differences,
            shared,
        } => {
            let head = head(change, look);
            let line = format!("- {head}\n");
            if change.fields.is_empty() && change.calls.is_empty() {
                return Item::of_one_line(line);
            }
            Item {
                line,
                full: Some(Box::new(move || own(change, differences, *shared, look))),
            }
        }
    }
}

/// `<code>~ update</code> <b>“Screening”</b> <sub>taptalent/Flow/screen (10)</sub>`
fn head(change: &Change, look: &ReviewLook<'_>) -> String {
    let verb = format!("{} {}", sign(change), change.action.as_str());
    format!(
        "{} {}",
        code(&verb),
        titled_with_id(change, &look.titles.of_change(change))
    )
}

fn titled_with_id(change: &Change, title: &str) -> String {
    let id = change
        .id
        .as_ref()
        .map_or_else(String::new, |id| format!(" ({})", short(id, 60)));
    format!(
        "<b>“{}”</b> <sub>{}{id}</sub>",
        short(title, LONGEST_TITLE),
        code(&change.address.to_string())
    )
}

fn shared_head(reached: &[&Change], look: &ReviewLook<'_>) -> String {
    let first = reached
        .first()
        .map_or_else(String::new, |change| look.titles.of_change(change));
    let more = counted(reached.len().saturating_sub(1), "other", "others");
    format!("the same in <b>“{}”</b> and {more}", short(&first, 120))
}

fn shared(difference: &Difference, reached: &[&Change], look: &ReviewLook<'_>) -> String {
    let head = shared_head(reached, look);
    let mut text = format!("<details>\n<summary>{head}</summary>\n\n");
    text += &difference_lines(difference);
    text += "\nIt reaches:\n\n";
    for change in reached.iter().take(MOST_DIFFERENCES) {
        let _ = writeln!(
            text,
            "- {}",
            titled_with_id(change, &look.titles.of_change(change))
        );
    }
    text += &more(reached.len(), MOST_DIFFERENCES, "of them");
    text + "\n</details>\n\n"
}

fn own(
    change: &Change,
    differences: &[Difference],
    shared: usize,
    look: &ReviewLook<'_>,
) -> String {
    let mut text = format!("<details>\n<summary>{}</summary>\n\n", head(change, look));
    for warning in warnings(change) {
        let _ = writeln!(text, "<b>{}</b>\n", inline(&warning));
    }
    let mut shown = 0;
    for difference in differences.iter().take(MOST_DIFFERENCES) {
        if text.len() > ENOUGH {
            break;
        }
        text += &difference_lines(difference);
        shown += 1;
    }
    text += &more(differences.len(), shown, "differences");
    if shared > 0 {
        let _ = writeln!(
            text,
            "- and {} with others, told with them",
            counted(shared, "difference shared", "differences shared")
        );
    }
    text += &calls(change);
    if let Some(picture) = FlowPicture::of(change, look).filter(FlowPicture::has_news) {
        text += &chart(&picture);
    }
    text += "\n</details>\n\n";
    text
}

fn more(all: usize, shown: usize, what: &str) -> String {
    match all.checked_sub(shown) {
        None | Some(0) => String::new(),
        Some(rest) => format!("- … {rest} more {what}, see the HTML\n"),
    }
}

fn difference_lines(difference: &Difference) -> String {
    let Difference {
        name,
        sign,
        cause,
        place,
        parts,
    } = difference;
    let mut origin = Vec::new();
    origin.extend(cause.map(|cause| cause_words(cause).to_owned()));
    origin.extend(place.as_ref().map(|place| code(place)));
    let origin = if origin.is_empty() {
        String::new()
    } else {
        format!(" ({})", origin.join(", "))
    };
    let mut text = format!("- {} <b>{}</b>{origin}", code(sign), short(name, 120));
    match parts.as_slice() {
        [Part { label: None, shown }] => {
            let _ = writeln!(text, ": {}", value(shown));
        }
        parts => {
            text.push('\n');
            for Part { label, shown } in parts.iter().take(MOST_DIFFERENCES) {
                let label = short(label.as_deref().unwrap_or_default(), 120);
                let _ = writeln!(text, "  - <i>{label}</i>: {}", value(shown));
            }
        }
    }
    text
}

fn value(value: &Shown) -> String {
    match value {
        Shown::Come(text) | Shown::Same(text) => short(text, LONGEST),
        Shown::Gone(text) => format!("<del>{}</del>", short(text, LONGEST)),
        Shown::Unread(text) => format!("(not readable) → {}", short(text, LONGEST)),
        Shown::Values { before, after } => {
            format!(
                "<del>{}</del> → {}",
                short(before, LONGEST),
                short(after, LONGEST)
            )
        }
        Shown::Words { before, after } => words(before, after),
    }
}

fn calls(change: &Change) -> String {
    let routes = change.calls.iter().map(|call| call.operation.route());
    let routes: Vec<String> = routes.map(|route| route.to_string()).collect();
    let runs: Vec<&[String]> = routes.chunk_by(|one, next| one == next).collect();
    let mut text = String::new();
    for run in runs.iter().take(MOST_ROWS) {
        let times = match run.len() {
            1 => String::new(),
            times => format!(" × {times}"),
        };
        let _ = writeln!(text, "- → {}{times}", code(&run[0]));
    }
    text + &more(runs.len(), MOST_ROWS, "calls")
}

pub(super) fn blocked_item<'a>(blocked: &'a Blocked, look: &'a ReviewLook<'a>) -> Item<'a> {
    let place = blocked.source.as_ref().and_then(look.locate);
    let place = place.map_or_else(String::new, |place| {
        format!(" {}", code(&place_words(&place)))
    });
    let head = format!(
        "<b>“{}”</b> <sub>{}{place} {}</sub>",
        short(&look.titles.of_address(&blocked.address), LONGEST_TITLE),
        code(&blocked.address.to_string()),
        code(blocked.code.as_str()),
    );
    Item {
        line: format!("- {head}\n"),
        full: Some(Box::new(move || {
            let Blocked {
                address: _,
                code: _,
                message,
                help,
                source: _,
                steps,
            } = blocked;
            format!(
                "<details open>\n<summary>{head}</summary>\n\n<p>{}</p>\n{}\n<p>What to do: {}</p>\n\n</details>\n\n",
                prose(message, LONGEST),
                step_table(steps),
                prose(help, LONGEST)
            )
        })),
    }
}

fn step_table(steps: &[StepLine]) -> String {
    if steps.is_empty() {
        return String::new();
    }
    let mut table = String::from("\n| step | live | manifest | |\n| ---: | --- | --- | --- |\n");
    for StepLine {
        number,
        live,
        wanted,
        verdict,
    } in steps.iter().take(MOST_ROWS)
    {
        let cell = |text: &Option<String>| prose(text.as_deref().unwrap_or("–"), 200);
        let verdict = match verdict {
            StepVerdict::Same => "same",
            StepVerdict::Threshold => "threshold",
            StepVerdict::Appended => "appended",
            StepVerdict::Impossible => "<b>not possible</b>",
        };
        let _ = writeln!(
            table,
            "| {number} | {} | {} | {verdict} |",
            cell(live),
            cell(wanted)
        );
    }
    table + "\n" + &more(steps.len(), MOST_ROWS, "steps")
}

pub(super) fn note_item<'n>(note: &'n Note, look: &ReviewLook<'_>) -> Item<'n> {
    let Note {
        address,
        code: note_code,
        severity: _,
        message,
    } = note;
    said(&titled(address, look.titles), *note_code, message)
}

/// What people call it, and its address beside that.
pub(super) fn titled(address: &Address, titles: &Titles<'_>) -> String {
    format!(
        "<b>“{}”</b> <sub>{}</sub>",
        short(&titles.of_address(address), LONGEST_TITLE),
        code(&address.to_string())
    )
}

pub(super) fn remark_item(remark: &Remark) -> Item<'_> {
    let Remark {
        code: remark_code,
        severity: _,
        message,
    } = remark;
    said(&code(CONFIG_FILE), *remark_code, message)
}

fn said<'i>(about: &str, note_code: Code, message: &str) -> Item<'i> {
    let line = format!(
        "- {about}: {} {}\n",
        prose(message, LONGEST),
        code(note_code.as_str()),
    );
    Item::of_one_line(line)
}
