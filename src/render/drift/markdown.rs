//! For a comment or an issue: always short enough to be posted.

use std::fmt::Write as _;

use super::advice::advice;
use super::page::{DriftPage, NOTHING};
use super::words::{help, sentence};
use crate::plan::DriftSentence;
use crate::render::markdown::{FRAME, Item, LIMIT, Section, fit, inline, prose};
use crate::render::review::place_words;

/// Longer sentences are cut: the other forms have them whole.
const LONGEST: usize = 1_000;

/// Where all of it is.
const ELSEWHERE: &str = "see the HTML (`vetform drift --format html`)";

pub fn drift_markdown(page: DriftPage<'_>) -> String {
    let mut text = format!("## Drift of workspace {}\n", inline(page.workspace));
    if page.is_empty() && page.plan.remarks.is_empty() {
        let _ = writeln!(text, "\n<b>No drift</b>: {NOTHING}");
        return text;
    }
    let summary = prose(&page.summary(), LONGEST);
    let _ = writeln!(text, "\n<b>Drift</b>: {summary}");
    for advice in advice(&page.drift.sentences) {
        let _ = writeln!(text, "\n{}", prose(&advice, LONGEST));
    }
    let remarks = page.plan.remarks.iter();
    let remarks = remarks.map(|remark| (remark.code, &remark.message, None));
    let unclear = page
        .unclear()
        .map(|note| (note.code, &note.message, Some(&note.address)));
    let notes = remarks.chain(unclear).map(|(code, message, address)| {
        let address = address.map_or_else(String::new, |address| {
            format!("<code>{}</code>: ", inline(&address.to_string()))
        });
        Item::of_one_line(format!(
            "- {address}{} <code>{code}</code>\n",
            prose(message, LONGEST)
        ))
    });
    let sections = [
        Section {
            heading: "Changed in the web app",
            items: page.objects().map(|object| item(page, object)).collect(),
        },
        Section {
            heading: "Notes",
            items: notes.collect(),
        },
    ];
    let room = (LIMIT - FRAME).saturating_sub(text.len());
    text + &fit(&sections, room, ELSEWHERE)
}

fn item<'a>(page: DriftPage<'a>, sentences: &'a [DriftSentence]) -> Item<'a> {
    let head = head(sentences);
    let count = sentences.len();
    let line = format!(
        "{head}: {count} {}\n\n",
        if count == 1 { "change" } else { "changes" }
    );
    let full = move || {
        let lines = sentences.iter().map(|one| {
            let place = page.place(one).filter(|_| one.source.is_some());
            let place = place.map_or_else(String::new, |place| {
                format!(" <code>{}</code>", inline(&place_words(&place)))
            });
            let help =
                help(one).map_or_else(String::new, |help| format!("; {}", prose(&help, LONGEST)));
            format!(
                "- {}{place}{help}\n",
                prose(&sentence(one, page.drift.read_at), LONGEST)
            )
        });
        format!("{head}\n\n{}\n", lines.collect::<String>())
    };
    Item {
        line,
        full: Some(Box::new(full)),
    }
}

/// `<b>“Backend interview”</b> <code>taptalent/Assessment/backend</code>`
fn head(sentences: &[DriftSentence]) -> String {
    let Some(first) = sentences.first() else {
        return String::new();
    };
    let title = first.title.as_ref().map_or_else(String::new, |title| {
        format!("<b>“{}”</b> ", inline(title.trim()))
    });
    let id = first
        .id
        .as_ref()
        .map_or_else(String::new, |id| format!(" ({})", inline(id)));
    format!(
        "{title}<code>{}</code>{id}",
        inline(&first.address.to_string())
    )
}
