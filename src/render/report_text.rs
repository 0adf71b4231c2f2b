//! What came of a run, for people: done, failed, skipped, and what to do now.

use super::escape::one_line;
use super::hyperlink::linked;
use super::paint::Paint;
use super::value_words::counted;
use crate::apply::{Done, Failed, Outcome, Report, Skipped};
use crate::model::Address;

/// Shows a report; with `has_links`, ids lead to their pages.
pub fn report_text(report: &Report, paint: Paint, has_links: bool) -> String {
    let mut lines = Vec::new();
    for Done {
        address,
        action,
        id,
        url,
        calls,
        people,
    } in &report.done
    {
        let url = url.as_deref().filter(|_| has_links);
        let id = id.as_ref().map_or_else(String::new, |id| {
            format!(" ({})", linked(&one_line(id), url))
        });
        let calls = counted(*calls, "call", "calls");
        let people = match people {
            0 => String::new(),
            many => format!(", {}", counted(*many, "person", "people")),
        };
        let done = paint.added(format!("✓ {}", past(action.as_str())));
        lines.push(format!(
            "{done} {address}{} {}",
            paint.faint(id),
            paint.faint(format!("{calls}{people}"))
        ));
    }
    for Failed {
        address,
        error,
        call: _,
        uncertain,
        stale: _,
        calls_done,
        sent: _,
    } in &report.failed
    {
        let word = if *uncertain {
            "? in doubt"
        } else {
            "✗ failed"
        };
        lines.push(format!("{} {}", paint.removed(word), paint.strong(address)));
        lines.push(format!("    {}", one_line(error)));
        if *calls_done > 0 {
            lines.push(format!(
                "    {} done before that",
                counted(*calls_done, "of its calls was", "of its calls were")
            ));
        }
    }
    for Skipped { address, because } in &report.skipped {
        lines.push(format!(
            "{} {address}: {}",
            paint.changed("- skipped"),
            one_line(because)
        ));
    }
    for held in &report.held {
        lines.push(format!(
            "{} {held}: people are mailed only with `--send-invites`",
            paint.changed("- held")
        ));
    }
    for repeated in &report.repeated {
        lines.push(format!(
            "{} {}",
            paint.changed("! sent again:"),
            one_line(repeated)
        ));
    }
    for rewritten in &report.rewritten {
        lines.push(format!("{} {}", paint.faint("i"), one_line(rewritten)));
    }
    for problem in &report.unverified_because {
        lines.push(format!(
            "{} {}",
            paint.changed("! not verified:"),
            one_line(problem)
        ));
    }
    lines.push(closing(report, paint));
    lines.join("\n") + "\n"
}

/// What was done, in a word.
pub(super) fn past(action: &str) -> &str {
    match action {
        "create" => "created",
        "update" => "updated",
        "replace" => "replaced",
        "adopt" => "adopted",
        "move" => "moved",
        "delete" => "deleted",
        "invite" => "entered",
        other => other,
    }
}

fn closing(report: &Report, paint: Paint) -> String {
    let counts = counts(report);
    let verdict = verdict(report);
    let line = match report.outcome() {
        Outcome::Complete if report.is_empty() => format!("{verdict}: {counts}."),
        Outcome::Complete if report.verified => {
            format!("{verdict}: {counts}; read back and as declared.")
        }
        Outcome::Complete => format!("{verdict}: {counts}; not verified."),
        Outcome::Partial | Outcome::Failed => format!("{verdict}: {counts}."),
    };
    let advice = advice(report).map_or_else(String::new, |advice| format!(" {advice}"));
    paint.strong(line + &advice)
}

/// What was not tried, by reason: a reason that many share is told once.
pub(super) fn skipped_by_reason(report: &Report) -> Vec<(&str, Vec<&Address>)> {
    let mut reasons: Vec<(&str, Vec<&Address>)> = Vec::new();
    for Skipped { address, because } in &report.skipped {
        match reasons.iter_mut().find(|(known, _)| known == because) {
            Some((_, of)) => of.push(address),
            None => reasons.push((because, vec![address])),
        }
    }
    reasons
}

/// The run in a few words.
pub(super) fn verdict(report: &Report) -> &'static str {
    match report.outcome() {
        Outcome::Complete if report.is_empty() => "Nothing to do",
        Outcome::Complete => "Applied",
        Outcome::Failed if report.sent() == 0 => "Nothing was applied",
        Outcome::Partial | Outcome::Failed => "Not everything was applied",
    }
}

/// The run in a line, for a list of runs.
pub fn report_line(report: &Report) -> String {
    format!("{}: {}", verdict(report), counts(report))
}

/// `3 done, 0 failed, 1 skipped, 2 held`
pub(super) fn counts(report: &Report) -> String {
    let Report {
        done,
        failed,
        skipped,
        held,
        verified: _,
        rewritten: _,
        unverified_because: _,
        repeated: _,
    } = report;
    if report.is_empty() {
        return "everything is as declared".to_owned();
    }
    let held = match held.len() {
        0 => String::new(),
        many => format!(", {many} held"),
    };
    format!(
        "{} done, {} failed, {} skipped{held}",
        done.len(),
        failed.len(),
        skipped.len()
    )
}

/// How to go on, if not everything was applied.
pub(super) fn advice(report: &Report) -> Option<&'static str> {
    let failed = &report.failed;
    match report.outcome() {
        Outcome::Complete => None,
        // Each says itself what it waits for.
        Outcome::Partial | Outcome::Failed if failed.is_empty() => None,
        Outcome::Partial | Outcome::Failed => {
            Some(if failed.iter().any(|failed| failed.uncertain) {
                "The next apply reads before it sends and settles what is in doubt; if no read can, use the command \
                above."
            } else if failed.iter().all(|failed| failed.stale) {
                "Changes that no longer match were skipped: plan again, and review what has changed."
            } else {
                "Finished changes are kept; fix the cause and apply again to continue."
            })
        }
    }
}
