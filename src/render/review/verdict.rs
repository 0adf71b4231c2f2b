//! The first line of a review: may this be merged?

use super::order::is_grave;
use crate::plan::{NoteSeverity, Plan};
use crate::render::plan_text::summary_words;
use crate::render::value_words::counted;

/// What a plan comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Verdict {
    /// So many resources cannot become as declared.
    Blocked(usize),
    /// So many resources were edited here and in the web app, and apply refuses to choose.
    Conflict(usize),
    /// Of so many changes, so many destroy something or cannot be taken back.
    Grave {
        grave: usize,
        changes: usize,
    },
    Changes(usize),
    /// Nothing is sent; so many resources are taken over or renamed in the state.
    Bookkeeping(usize),
    /// So many resources are as declared.
    Nothing(usize),
    /// Nothing can be sent, and whether so many people were invited is not known.
    InDoubt(usize),
}

impl Verdict {
    pub(in crate::render) fn of(plan: &Plan) -> Self {
        let blocked = plan.summary().blocked;
        let pending = plan
            .changes
            .iter()
            .filter(|change| change.is_pending())
            .count();
        let grave = plan
            .changes
            .iter()
            .filter(|change| is_grave(change))
            .count();
        match (blocked, pending, grave) {
            (1.., _, _) => Self::Blocked(blocked),
            (0, _, _) if plan.conflicts() > 0 => Self::Conflict(plan.conflicts()),
            (0, _, 1..) => Self::Grave {
                grave,
                changes: pending,
            },
            (0, 1.., 0) => Self::Changes(pending),
            (0, 0, 0) if plan.in_doubt().next().is_some() => Self::InDoubt(plan.in_doubt().count()),
            (0, 0, 0) if plan.changes.is_empty() => Self::Nothing(plan.unchanged.len()),
            (0, 0, 0) => Self::Bookkeeping(plan.changes.len()),
        }
    }

    pub(in crate::render) const fn title(self) -> &'static str {
        match self {
            Self::Blocked(_) => "Blocked",
            Self::Conflict(_) => "Edited on both sides",
            Self::Grave { .. } => "Not all can be undone",
            Self::Changes(_) => "Ready",
            Self::Bookkeeping(_) => "Nothing is sent",
            Self::Nothing(_) => "Nothing to do",
            Self::InDoubt(_) => "In doubt",
        }
    }

    /// A name for styles.
    pub(in crate::render) const fn class(self) -> &'static str {
        match self {
            Self::Blocked(_) | Self::Conflict(_) => "blocked",
            Self::Grave { .. } | Self::InDoubt(_) => "grave",
            Self::Changes(_) => "ready",
            Self::Bookkeeping(_) | Self::Nothing(_) => "nothing",
        }
    }

    pub(in crate::render) fn sentence(self) -> String {
        match self {
            Self::Blocked(count) => format!(
                "{} that cannot be made. Nothing is sent while anything is blocked; `--target ADDRESS` narrows the plan.",
                counted(count, "resource has a change", "resources have changes")
            ),
            Self::Conflict(count) => format!(
                "{} edited here and in the web app. Apply refuses to choose: `--overwrite-conflicts` keeps what is here, \
                 `vetform pull --write --take-live` what is there.",
                counted(count, "resource was", "resources were")
            ),
            Self::Grave { grave, changes } => format!(
                "{grave} of {} cannot be undone.",
                counted(changes, "change", "changes"),
            ),
            Self::Changes(count) => format!("{} to apply.", counted(count, "change", "changes")),
            Self::Bookkeeping(count) => format!(
                "{} recorded; nothing changes in the systems.",
                counted(count, "resource is", "resources are")
            ),
            Self::Nothing(count) => format!(
                "{} as declared.",
                counted(count, "resource is", "resources are")
            ),
            Self::InDoubt(count) => format!(
                "it is unknown whether {} invited or rejected. Nothing is sent to them until somebody checks and \
                 settles it with `vetform state settle`.",
                counted(count, "person was", "people were")
            ),
        }
    }
}

/// Who waits for somebody's word, where that is not all there is to say.
pub(in crate::render) fn doubt_sentence(plan: &Plan) -> Option<String> {
    let doubts = plan.in_doubt().count();
    (doubts > 0).then(|| format!("In doubt: {}", Verdict::InDoubt(doubts).sentence()))
}

/// How many warnings there are to read.
pub(in crate::render) fn warnings_sentence(plan: &Plan) -> Option<String> {
    let notes = plan.notes.iter().map(|note| note.severity);
    let remarks = plan.remarks.iter().map(|remark| remark.severity);
    let warnings = notes
        .chain(remarks)
        .filter(|severity| *severity == NoteSeverity::Warning);
    match warnings.count() {
        0 => None,
        count => Some(format!(
            "{} to read.",
            counted(count, "warning", "warnings")
        )),
    }
}

/// The plan in a few words, for a list of plans: `Ready: 2 to create, 5 unchanged`.
pub fn plan_line(plan: &Plan) -> String {
    let words = summary_words(&plan.summary());
    format!("{}: {words}", Verdict::of(plan).title())
}

/// How many calls, and how long they take at least: `5 calls; at 20 requests a second that takes 1 s or more`.
pub(in crate::render) fn cost(total: usize, requests_per_second: Option<f64>) -> String {
    let calls = counted(total, "call", "calls");
    match requests_per_second {
        Some(rate) if total > 0 => {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a plan has far fewer than 2^52 calls"
            )]
            let seconds = (total as f64 / rate).ceil();
            format!("{calls}; at {rate} requests a second that takes {seconds} s or more")
        }
        _ => calls,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_grammatical_for_one_and_for_many() {
        insta::assert_snapshot!(
            [
                Verdict::Blocked(1), Verdict::Blocked(2),
                Verdict::Grave { grave: 1, changes: 1 }, Verdict::Grave { grave: 2, changes: 3 },
                Verdict::Changes(1), Verdict::Changes(2),
                Verdict::Bookkeeping(2), Verdict::Nothing(1),
            ]
            .map(|verdict| format!("{}: {}", verdict.title(), verdict.sentence()))
            .join("\n"),
            @"
            Blocked: 1 resource has a change that cannot be made. Nothing is sent while anything is blocked; `--target ADDRESS` narrows the plan.
            Blocked: 2 resources have changes that cannot be made. Nothing is sent while anything is blocked; `--target ADDRESS` narrows the plan.
            Not all can be undone: 1 of 1 change cannot be undone.
            Not all can be undone: 2 of 3 changes cannot be undone.
            Ready: 1 change to apply.
            Ready: 2 changes to apply.
            Nothing is sent: 2 resources are recorded; nothing changes in the systems.
            Nothing to do: 1 resource is as declared.
            "
        );
    }

    #[test]
    fn the_cost_is_rounded_up_to_whole_seconds() {
        assert_eq!(cost(1, None), "1 call");
        assert_eq!(cost(0, Some(2.0)), "0 calls");
        assert_eq!(
            cost(5, Some(2.0)),
            "5 calls; at 2 requests a second that takes 3 s or more"
        );
    }
}
