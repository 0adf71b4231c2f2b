//! What came of a rehearsal, for a pull request: one line if it went well, and else one for each problem.

use super::super::markdown::{inline, prose};
use super::document::RehearsalDocument;
use super::text::{crashed, verdict};

/// Problems that are shown.
const MOST_SHOWN: usize = 20;

/// Characters of a problem that are shown.
const LONGEST: usize = 600;

/// A rehearsal as Markdown.
pub fn rehearsal_markdown(rehearsal: &RehearsalDocument) -> String {
    let sign = if rehearsal.has_failed() { "❌" } else { "✅" };
    let verdict = inline(&verdict(rehearsal));
    let nobody = if rehearsal.outcome.has_played() {
        " Nobody was mailed: all of this happened in a sandbox."
    } else {
        ""
    };
    let crashed = rehearsal.crashes.as_ref().map(crashed);
    let crashed = crashed.map_or_else(String::new, |text| format!(" {}", inline(&text)));
    let mut page = format!("{sign} {verdict}{nobody}{crashed}\n");
    if !rehearsal.problems.is_empty() {
        page.push('\n');
    }
    for problem in rehearsal.problems.iter().take(MOST_SHOWN) {
        let place = problem.source.as_ref().map_or_else(String::new, |source| {
            format!(" ({}:{})", source.file, source.line)
        });
        let address = problem.address.as_deref().unwrap_or("the whole");
        let message = prose(&problem.message, LONGEST);
        let place = inline(&format!("{address}{place}"));
        page.extend(["- ", &place, ": ", &message, "\n"]);
    }
    if let Some(more) = rehearsal.problems.len().checked_sub(MOST_SHOWN + 1) {
        page.extend(["- and ", &(more + 1).to_string(), " more\n"]);
    }
    page
}
