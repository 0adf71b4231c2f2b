//! What came of an apply, as GitHub's workflow commands: what failed and what to look at on the manifests, and one line
//! that counts.

use camino::Utf8Path;

use super::github::{data, property};
use crate::apply::{Outcome, Report};
use crate::diagnostic::Place;
use crate::model::Address;
use crate::render::escape::visible;
use crate::render::report_text::{advice, counts, past, skipped_by_reason, verdict};

/// Changes that the counting line names: GitHub cuts a long one.
const NAMED: usize = 20;

/// The commands. `home` finds the manifest of a resource; `folder`: of the project, as the repository sees it.
pub fn github_report(
    report: &Report,
    workspace: &str,
    home: &dyn Fn(&Address) -> Option<Place>,
    folder: &Utf8Path,
) -> String {
    let at = |address: &Address| home(address).map(|place| located(&place, folder));
    let mut lines = Vec::new();
    for failed in &report.failed {
        let word = if failed.uncertain {
            "in doubt"
        } else {
            "failed"
        };
        let title = format!("{word} {}", failed.address);
        lines.push(command("error", at(&failed.address), &title, &failed.error));
    }
    // Where nothing was tried, why is the error.
    let level = if report.failed.is_empty() && report.done.is_empty() {
        "error"
    } else {
        "warning"
    };
    for (because, of) in skipped_by_reason(report) {
        let (place, title) = match &*of {
            [one] => (at(one), format!("skipped {one}")),
            many => (None, format!("skipped {} resources", many.len())),
        };
        lines.push(command(level, place, &title, because));
    }
    for (title, texts) in [
        ("not verified", &report.unverified_because),
        ("sent again", &report.repeated),
    ] {
        lines.extend(
            texts
                .iter()
                .map(|text| command("warning", None, title, text)),
        );
    }
    for held in &report.held {
        let words = "people are mailed only with `--send-invites`";
        lines.push(command("notice", None, &format!("held {held}"), words));
    }
    lines.push(closing(report, workspace));
    lines.concat()
}

/// The counting line: an error where the run ends with one that no other line tells.
fn closing(report: &Report, workspace: &str) -> String {
    let is_fine = report.outcome() == Outcome::Complete && report.verified;
    let is_told =
        !report.failed.is_empty() || (report.done.is_empty() && !report.skipped.is_empty());
    let level = if is_fine || is_told {
        "notice"
    } else {
        "error"
    };
    let done = report.done.iter().take(NAMED);
    let done = done.map(|done| format!("{} {}", past(done.action.as_str()), done.address));
    let more = report.done.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("and {more} more"));
    let lines: Vec<String> = std::iter::once(format!("{}: {}.", verdict(report), counts(report)))
        .chain(done)
        .chain(more)
        .chain(advice(report).map(str::to_owned))
        .collect();
    let text = lines.join("\n");
    command(level, None, &format!("vetform apply {workspace}"), &text)
}

/// `file=…,line=…`, without the comma behind it.
fn located(place: &Place, folder: &Utf8Path) -> String {
    let file = folder.join(&place.file);
    let file = format!("file={}", property(&visible(file.as_str())));
    match place.span {
        Some(span) => format!("{file},line={}", span.start.line),
        None => file,
    }
}

fn command(level: &str, place: Option<String>, title: &str, text: &str) -> String {
    let place = place.map_or_else(String::new, |place| format!("{place},"));
    format!(
        "::{level} {place}title={}::{}\n",
        property(&visible(title)),
        data(&visible(text))
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::apply::Failed;

    proptest! {
        #[test]
        fn no_text_begins_another_command_or_property(error in any::<String>(), workspace in any::<String>()) {
            let failed = Failed {
                address: "taptalent/Flow/screen".parse().unwrap(),
                error,
                call: None,
                uncertain: false,
                stale: false,
                calls_done: 0,
                sent: 1,
            };
            let report = Report { failed: vec![failed], ..Report::default() };
            let text = github_report(&report, &workspace, &|_| None, Utf8Path::new(""));
            let lines: Vec<&str> = text.split(['\n', '\r']).collect();
            prop_assert_eq!(lines.len(), 3);
            prop_assert!(lines[0].starts_with("::error title=failed taptalent/Flow/screen::"));
            prop_assert!(lines[1].starts_with("::notice title=vetform apply "));
        }
    }
}
