//! What came of a rehearsal, for people.

use super::super::escape::one_line;
use super::super::paint::Paint;
use super::super::value_words::counted;
use super::document::{CrashesDocument, MadeOrLost, RehearsalDocument, RehearsalOutcome};

/// Cases that are told one by one.
const MOST_TOLD: usize = 10;

/// Shows a rehearsal.
pub fn rehearsal_text(rehearsal: &RehearsalDocument, paint: Paint) -> String {
    let mut lines = Vec::new();
    for problem in &rehearsal.problems {
        let place = problem.source.as_ref().map_or_else(String::new, |source| {
            let file = one_line(&source.file);
            format!("  {file}:{}:{}", source.line, source.column)
        });
        let address = problem.address.as_deref().unwrap_or("the whole");
        lines.push(format!(
            "{} {}{}",
            paint.removed("✗"),
            paint.strong(address),
            paint.faint(place)
        ));
        lines.push(format!("    {}", one_line(&problem.message)));
        if let Some(help) = &problem.help {
            lines.push(format!("    help: {}", one_line(help)));
        }
    }
    lines.push(verdict(rehearsal));
    if rehearsal.outcome.has_played() {
        lines.push(nobody(rehearsal));
    }
    if !rehearsal.in_doubt.is_empty() {
        let of = rehearsal.in_doubt.join(", ");
        lines.push(format!(
            "Left alone, as by an apply, because people are in doubt: {of}."
        ));
    }
    if !rehearsal.assumed.is_empty() {
        lines.push("Assumed, since no read shows it:".to_owned());
    }
    let assumed = rehearsal.assumed.iter();
    lines.extend(assumed.map(|one| format!("  - {}", one_line(one))));
    if let Some(crashes) = &rehearsal.crashes {
        let all = crashes
            .duplicates
            .iter()
            .map(|one| told("doubled", one, paint));
        let all = all.chain(crashes.losses.iter().map(|one| told("lost", one, paint)));
        lines.extend(all.take(MOST_TOLD));
        lines.push(crashed(crashes));
    }
    lines.join("\n") + "\n"
}

/// What came of it, in a sentence.
pub(super) fn verdict(rehearsal: &RehearsalDocument) -> String {
    let RehearsalDocument {
        workspace,
        changes,
        calls,
        problems,
        ..
    } = rehearsal;
    let copy = format!("in a copy of what is live in workspace {workspace}");
    match rehearsal.outcome {
        RehearsalOutcome::Nothing => {
            format!("Nothing to rehearse in workspace {workspace}: everything is as declared.")
        }
        RehearsalOutcome::Blocked => format!(
            "Nothing was rehearsed in workspace {workspace}: an apply would refuse the plan, for {}.",
            counted(problems.len(), "problem", "problems"),
        ),
        RehearsalOutcome::Passed => format!(
            "Rehearsed {copy}: {} worked ({}); planned again, nothing is left.",
            all_changes(*changes),
            counted(*calls, "call", "calls"),
        ),
        RehearsalOutcome::Failed => {
            let worked = match changes {
                0 => String::new(),
                many => format!("; {} worked", counted(*many, "change", "changes")),
            };
            format!(
                "Rehearsed {copy}: {}{worked}. An apply would end the same way.",
                counted(problems.len(), "problem", "problems"),
            )
        }
    }
}

fn all_changes(changes: usize) -> String {
    match changes {
        1 => "the 1 change".to_owned(),
        many => format!("all {many} changes"),
    }
}

fn nobody(rehearsal: &RehearsalDocument) -> String {
    let mails = match rehearsal.mails {
        0 => "nobody was mailed".to_owned(),
        many => format!(
            "nobody was mailed (an apply sends {})",
            counted(many, "mail", "mails")
        ),
    };
    format!(
        "Live systems were only read ({}), and {mails}: all of this happened in a sandbox. It took {:.1} s.",
        counted(rehearsal.reads, "read", "reads"),
        rehearsal.seconds
    )
}

fn told(what: &str, one: &MadeOrLost, paint: Paint) -> String {
    let MadeOrLost { case, thing, times } = one;
    let times = if *times == 1 {
        String::new()
    } else {
        format!("{times} × ")
    };
    format!(
        "{} killed {case}: {times}{thing}",
        paint.removed(format!("✗ {what},"))
    )
}

/// What came of the kills, in a sentence.
pub(super) fn crashed(crashes: &CrashesDocument) -> String {
    let CrashesDocument {
        cases,
        calls,
        seconds,
        asks,
        somebody_looks_at,
        duplicates,
        losses,
        finished: _,
    } = crashes;
    let asks = match asks {
        0 => String::new(),
        many => {
            let of: Vec<&str> = somebody_looks_at.iter().map(String::as_str).collect();
            let cases = counted(*many, "case", "cases");
            format!(
                " In {cases} the next run says who has to look, or to review, first: {}.",
                of.join(", ")
            )
        }
    };
    format!(
        "Killed and resumed right before and right after every call: {}, {}, {} ({}, {seconds:.1} s).{asks}",
        counted(*cases, "case", "cases"),
        counted(duplicates.len(), "duplicate", "duplicates"),
        counted(losses.len(), "loss", "losses"),
        counted(*calls, "call", "calls"),
    )
}
