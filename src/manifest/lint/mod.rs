//! Warnings about manifests that could be applied as they are: probably not what their author wants.
//!
//! Few, and sure: a rule that is often wrong teaches people to look away. Each has a code that vetform.yaml can set to
//! `error`, `warning` or `off`, a page for `vetform explain`, and can be silenced where it stands with
//! `# vetform: ignore[CODE] reason`. A new rule is a file here, a code in [`policy`], and a line in [`problems`].
//!
//! Works on documents as far as they could be read: what is right is looked at although something beside it is wrong, and
//! a part with an error in it is not, since the error may be why. Nothing here is slower than linear in the number of
//! questions.

mod finding;
mod flows;
mod ignore;
mod language;
mod near_duplicates;
mod placeholder;
mod policy;
mod questions;
mod texts;
mod unused_template;

use finding::Findings;
pub(super) use policy::Scope;
pub use policy::{LINTS, LintLevel, LintPolicy};

use std::collections::BTreeSet;
use std::thread;

use super::check::Draft;
use super::sources::Sources;
use crate::diagnostic::{Code, Diagnostic};

type Rule = fn(&[Draft], &mut Findings<'_>);

/// What the rules in force find, in no order. With `has_unread` what uses something may stand in a document that could not
/// be read: then nothing is called unused. `values`: names of which some workspace has a value; `known` is what is wrong besides.
pub(super) fn problems(
    drafts: &[Draft],
    sources: &Sources,
    (policy, scope): (&LintPolicy, Scope),
    values: &BTreeSet<&str>,
    known: &[Diagnostic],
    has_unread: bool,
) -> Vec<Diagnostic> {
    let rules: [(Code, Rule); LINTS.len()] = [
        (Code::NearDuplicateQuestion, near_duplicates::check),
        (Code::LanguageMismatch, language::check),
        (Code::NoIdealAnswer, questions::without_ideal_answer),
        (Code::IdleThresholds, flows::idle_thresholds),
        (Code::NoQuestions, flows::no_questions),
        (Code::PlaceholderText, placeholder::check),
        (Code::UnusedQuestion, questions::unused),
        (Code::UnusedTemplate, unused_template::check),
    ];
    let run = |rules: &[(Code, Rule)]| {
        let mut found = Findings::new(sources, values);
        for (code, rule) in rules {
            if has_unread && *code == Code::UnusedQuestion {
                continue;
            }
            if let Some(severity) = policy.severity(*code, scope) {
                found.start(*code, severity);
                rule(drafts, &mut found);
            }
        }
        found.into_problems(known)
    };
    // The first takes about as long as all others together.
    let (first, others) = rules.split_at(1);
    thread::scope(|threads| {
        let first = threads.spawn(|| run(first));
        let others = run(others);
        let first = first.join();
        let mut all = first.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        all.extend(others);
        all
    })
}

#[cfg(test)]
mod tests;
