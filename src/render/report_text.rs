//! What came of a run, for people: done, failed, skipped, and what to do now.

use super::escape::one_line;
use super::hyperlink::linked;
use super::paint::Paint;
use super::value_words::counted;
use crate::apply::{Done, Failed, Outcome, Report, Skipped};

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

fn past(action: &str) -> &str {
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
    let Report {
        done,
        failed,
        skipped,
        held,
        verified,
        rewritten: _,
        unverified_because: _,
        repeated: _,
    } = report;
    let held = match held.len() {
        0 => String::new(),
        many => format!(", {many} held"),
    };
    let counts = format!(
        "{} done, {} failed, {} skipped{held}",
        done.len(),
        failed.len(),
        skipped.len()
    );
    match report.outcome() {
        Outcome::Complete if *verified => {
            paint.strong(format!("Applied: {counts}; read back and as declared."))
        }
        Outcome::Complete => paint.strong(format!("Applied: {counts}; not verified.")),
        Outcome::Partial | Outcome::Failed => {
            let advice = if failed.iter().any(|failed| failed.uncertain) {
                "What is in doubt is settled by the next apply, which reads before it sends; where no read can tell, by \
                 the command above."
            } else if failed.iter().all(|failed| failed.stale) {
                "What no longer fits was left alone: plan again, and review what has changed."
            } else {
                "What is done stays done; mend the cause and apply again to go on."
            };
            paint.strong(format!("Not everything was applied: {counts}. {advice}"))
        }
    }
}
