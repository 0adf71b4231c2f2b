//! What the checks found, as lines and as a document.

use std::fmt::Write as _;
use std::slice;

use serde::Serialize;

use crate::cli::exit::Exit;
use crate::cli::failure::CommandFailure;
use crate::render::annotations::{Level, github_check};
use crate::render::{Paint, one_line};

/// Whose fault a failed check is; the worse one last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// A key, a network, a system, a state.
    Outside,
    /// What somebody wrote into the project.
    Written,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Fine,
    Warning,
    Failed(Fault),
}

#[derive(Debug)]
struct Check {
    subject: String,
    verdict: Verdict,
    message: String,
    /// More about it, a line each.
    details: Vec<String>,
    fix: Option<String>,
}

/// All checks so far, in their order.
#[derive(Debug, Default)]
pub(super) struct Checkup {
    pub workspace: Option<String>,
    checks: Vec<Check>,
}

impl Checkup {
    fn add(
        &mut self,
        subject: impl Into<String>,
        verdict: Verdict,
        message: impl Into<String>,
        fix: Option<String>,
    ) {
        self.checks.push(Check {
            subject: subject.into(),
            verdict,
            message: message.into(),
            details: Vec::new(),
            fix,
        });
    }

    pub(super) fn fine(&mut self, subject: impl Into<String>, message: impl Into<String>) {
        self.add(subject, Verdict::Fine, message, None);
    }

    pub(super) fn warning(
        &mut self,
        subject: impl Into<String>,
        message: impl Into<String>,
        fix: impl Into<String>,
    ) {
        self.add(subject, Verdict::Warning, message, Some(fix.into()));
    }

    pub(super) fn failed(
        &mut self,
        subject: impl Into<String>,
        fault: Fault,
        message: impl Into<String>,
        fix: impl Into<String>,
    ) {
        self.add(subject, Verdict::Failed(fault), message, Some(fix.into()));
    }

    /// What would have ended another command.
    pub(super) fn failure(&mut self, subject: impl Into<String>, failure: CommandFailure) {
        let CommandFailure {
            exit,
            is_said: _,
            message,
            details,
            hint,
            may_pass: _,
        } = failure;
        let fault = if exit == Exit::Invalid {
            Fault::Written
        } else {
            Fault::Outside
        };
        self.checks.push(Check {
            subject: subject.into(),
            verdict: Verdict::Failed(fault),
            message,
            details,
            fix: hint,
        });
    }

    /// Adds the checks of another one.
    pub(super) fn take(&mut self, other: Self) {
        self.checks.extend(other.checks);
    }

    /// `None`: nothing failed.
    pub(super) fn worst(&self) -> Option<Fault> {
        let failed = self.checks.iter().filter_map(|check| match check.verdict {
            Verdict::Failed(fault) => Some(fault),
            Verdict::Fine | Verdict::Warning => None,
        });
        failed.max()
    }

    /// Whether all is well.
    pub(super) fn is_quiet(&self) -> bool {
        self.checks
            .iter()
            .all(|check| check.verdict == Verdict::Fine)
    }

    fn count(&self, is_counted: impl Fn(Verdict) -> bool) -> usize {
        let counted = self.checks.iter().filter(|check| is_counted(check.verdict));
        counted.count()
    }

    /// A line each, and the fix below it.
    pub(super) fn text(&self, paint: Paint) -> String {
        let width = self.checks.iter().map(|check| check.subject.len()).max();
        let width = width.unwrap_or_default();
        let mut text = String::new();
        for check in &self.checks {
            let word = match check.verdict {
                Verdict::Fine => paint.added("ok     "),
                Verdict::Warning => paint.changed("warning"),
                Verdict::Failed(_) => paint.removed("failed "),
            };
            let message = one_line(&check.message);
            let _ = writeln!(text, "{word}  {:width$}  {message}", check.subject);
            for line in &check.details {
                let _ = writeln!(text, "{:>11}{}", "", one_line(line));
            }
            if let Some(fix) = &check.fix {
                let fix = one_line(fix);
                let _ = writeln!(text, "{:>9}{}", "", paint.faint(format!("→ {fix}")));
            }
        }
        let _ = writeln!(text, "\n{}", self.line());
        text
    }

    /// `9 checked: 0 failed, 1 with a warning`
    pub(super) fn line(&self) -> String {
        let failed = self.count(|verdict| matches!(verdict, Verdict::Failed(_)));
        let warnings = self.count(|verdict| verdict == Verdict::Warning);
        let all = self.checks.len();
        format!("{all} checked: {failed} failed, {warnings} with a warning")
    }

    /// For a runner's log: what is fine says nothing.
    pub(super) fn commands(&self) -> String {
        let told = self.checks.iter().filter_map(|check| {
            let level = match check.verdict {
                Verdict::Fine => return None,
                Verdict::Warning => Level::Warning,
                Verdict::Failed(_) => Level::Error,
            };
            let lines = [slice::from_ref(&check.message), &check.details].concat();
            let fix = check.fix.iter().map(|fix| format!("help: {fix}"));
            let text: Vec<String> = lines.into_iter().chain(fix).collect();
            Some(github_check(level, &check.subject, &text.join("\n")))
        });
        told.collect()
    }

    pub(super) fn document(&self) -> impl Serialize {
        let outcome = match self.worst() {
            Some(_) => "failed",
            None if self.count(|verdict| verdict == Verdict::Warning) > 0 => "warnings",
            None => "ok",
        };
        let checks = self.checks.iter().map(|check| CheckDocument {
            check: check.subject.clone(),
            status: match check.verdict {
                Verdict::Fine => "ok",
                Verdict::Warning => "warning",
                Verdict::Failed(_) => "failed",
            },
            message: [slice::from_ref(&check.message), &check.details]
                .concat()
                .join("\n"),
            help: check.fix.clone(),
        });
        CheckupDocument {
            format_version: 1,
            workspace: self.workspace.clone(),
            outcome,
            checks: checks.collect(),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CheckupDocument {
    format_version: u32,
    workspace: Option<String>,
    outcome: &'static str,
    checks: Vec<CheckDocument>,
}

#[derive(Serialize)]
struct CheckDocument {
    check: String,
    status: &'static str,
    message: String,
    help: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_fault_counts_and_a_warning_is_none() {
        let mut checkup = Checkup::default();
        checkup.warning("a", "odd", "look");
        assert_eq!(checkup.worst(), None);
        checkup.failed("b", Fault::Written, "wrong", "fix it");
        checkup.failed("c", Fault::Outside, "no answer", "wait");
        assert_eq!(checkup.worst(), Some(Fault::Written));
    }
}
