//! What came of an apply, for a job's summary or a comment: the verdict, then what somebody has to look at, then the rest.

use super::change::{LONGEST_TITLE, titled};
use super::escape::{code, inline, prose, short};
use super::fit::{Item, Section, fit};
use super::page::{FRAME, LIMIT};
use crate::apply::{Done, Failed, Report};
use crate::model::Address;
use crate::plan::Held;
use crate::render::report_text::{advice, counts, past, skipped_by_reason, verdict};
use crate::render::review::Titles;
use crate::render::value_words::counted;

/// Where all of it is.
const ELSEWHERE: &str = "see the report (`vetform apply --report FILE`)";

/// Characters of a reason that are shown.
const LONGEST: usize = 1_000;

/// Resources that share a reason and are named.
const NAMED: usize = 10;

/// A report as Markdown, of [`LIMIT`] bytes at most, whatever the report.
pub fn report_markdown(report: &Report, workspace: &str, titles: &Titles<'_>) -> String {
    let advice =
        advice(report).map_or_else(String::new, |advice| format!("\n{}\n", inline(advice)));
    let mut page = format!(
        "## vetform apply {}\n\n<b>{}</b>: {}.\n{advice}",
        short(workspace, 80),
        verdict(report),
        counts(report),
    );
    let (doubtful, failed): (Vec<_>, Vec<_>) =
        report.failed.iter().partition(|failed| failed.uncertain);
    let texts = |texts: &[String]| {
        let items = texts.iter();
        items
            .map(|text| Item::of_one_line(format!("- {}\n", prose(text, LONGEST))))
            .collect()
    };
    let sections = [
        Section {
            heading: "In doubt",
            items: items_of(doubtful, |one| failed_item(one, titles)),
        },
        Section {
            heading: "Failed",
            items: items_of(failed, |one| failed_item(one, titles)),
        },
        Section {
            heading: "Skipped",
            items: items_of(skipped_by_reason(report), |one| skipped_item(one, titles)),
        },
        Section {
            heading: "Not verified",
            items: texts(&report.unverified_because),
        },
        Section {
            heading: "Sent more than once",
            items: texts(&report.repeated),
        },
        Section {
            heading: "Held until --send-invites, because they mail people",
            items: items_of(&report.held, |one| held_item(one, titles)),
        },
        Section {
            heading: "Done",
            items: items_of(&report.done, |one| done_item(one, titles)),
        },
        Section {
            heading: "Normalised by the system",
            items: texts(&report.rewritten),
        },
    ];
    let room = (LIMIT - FRAME).saturating_sub(page.len());
    page += &fit(&sections, room, ELSEWHERE);
    page
}

fn items_of<'i, T>(
    all: impl IntoIterator<Item = T>,
    item: impl Fn(T) -> Item<'i>,
) -> Vec<Item<'i>> {
    all.into_iter().map(item).collect()
}

fn failed_item<'i>(failed: &Failed, titles: &Titles<'_>) -> Item<'i> {
    let Failed {
        address,
        error,
        call,
        uncertain: _,
        stale: _,
        calls_done,
        sent: _,
    } = failed;
    let before = match calls_done {
        0 => String::new(),
        many => format!(
            " ({} done before that)",
            counted(*many, "of its calls was", "of its calls were")
        ),
    };
    // The cause comes first; the call is for whoever looks for it.
    let (cause, call) = match call {
        None => (error.clone(), String::new()),
        Some(call) => (
            error.replacen(&format!("{call}: "), "", 1),
            format!("<br><sub>{}</sub>", code(call)),
        ),
    };
    Item::of_one_line(format!(
        "- {}: {}{before}{call}\n",
        titled(address, titles),
        prose(&cause, LONGEST)
    ))
}

fn skipped_item<'i>((because, of): (&str, Vec<&Address>), titles: &Titles<'_>) -> Item<'i> {
    let named = of.iter().take(NAMED);
    let named: Vec<String> = named.map(|address| titled(address, titles)).collect();
    let more = match of.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Item::of_one_line(format!(
        "- {}<br>Not tried: {}{more}.\n",
        prose(because, LONGEST),
        named.join(", "),
    ))
}

fn held_item<'i>(held: &Held, titles: &Titles<'_>) -> Item<'i> {
    let (Held::Whole(of) | Held::Part { of, .. }) = held;
    Item::of_one_line(format!(
        "- <b>“{}”</b> <sub>{}</sub>\n",
        short(&titles.of_address(of), LONGEST_TITLE),
        code(&held.to_string())
    ))
}

fn done_item<'i>(done: &Done, titles: &Titles<'_>) -> Item<'i> {
    let Done {
        address,
        action,
        id,
        url: _,
        calls,
        people,
    } = done;
    let id = id
        .as_ref()
        .map_or_else(String::new, |id| format!(" ({})", short(id, 60)));
    let people = match people {
        0 => String::new(),
        many => format!(", {}", counted(*many, "person", "people")),
    };
    Item::of_one_line(format!(
        "- {} {} <sub>{}{people}{id}</sub>\n",
        past(action.as_str()),
        titled(address, titles),
        counted(*calls, "call", "calls"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_place_and_the_page_is_never_too_long() {
        let failed = Failed {
            address: "taptalent/Flow/screen".parse().unwrap(),
            error: "</details> @everyone [x](https://a.example)\n\n# now".to_owned(),
            call: None,
            uncertain: false,
            stale: false,
            calls_done: 0,
            sent: 1,
        };
        let report = Report {
            failed: vec![failed; 3_000],
            ..Report::default()
        };
        let page = report_markdown(&report, "lab", &Titles::NONE);
        assert!(page.len() <= LIMIT);
        assert!(page.contains("more, see the report (`vetform apply --report FILE`)"));
        for foreign in ["</details>", "@everyone", "](", "\n# now"] {
            assert!(!page.contains(foreign), "{foreign}");
        }
    }
}
