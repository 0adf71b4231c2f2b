//! The first line of a review: may this be merged?

use std::collections::BTreeSet;

use super::order::is_grave;
use crate::plan::{NoteSeverity, Plan};
use crate::render::Occasion;
use crate::render::plan_text::summary_words;
use crate::render::value_words::counted;

/// What a plan comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Verdict {
    /// So many resources cannot become as declared.
    Blocked(usize),
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
    /// So many resources were changed outside the manifests.
    Drift(usize),
    /// None was.
    NoDrift,
}

impl Verdict {
    /// Judges what a plan is shown for.
    pub(in crate::render) fn of(plan: &Plan, occasion: Occasion) -> Self {
        match occasion {
            Occasion::Drift => Self::of_drift(plan),
            Occasion::Holding | Occasion::Sending => Self::of_plan(plan),
        }
    }

    fn of_drift(plan: &Plan) -> Self {
        let changes = plan.changes.iter().map(|change| &change.address);
        let blocked = plan.blocked.iter().map(|blocked| &blocked.address);
        let notes = plan.notes.iter().map(|note| &note.address);
        let drifted: BTreeSet<_> = changes.chain(blocked).chain(notes).collect();
        match drifted.len() {
            0 => Self::NoDrift,
            count => Self::Drift(count),
        }
    }

    fn of_plan(plan: &Plan) -> Self {
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
            Self::Grave { .. } => "Not all can be undone",
            Self::Changes(_) => "Ready",
            Self::Bookkeeping(_) => "Nothing is sent",
            Self::Nothing(_) => "Nothing to do",
            Self::InDoubt(_) => "In doubt",
            Self::Drift(_) => "Drift",
            Self::NoDrift => "No drift",
        }
    }

    /// A name for styles.
    pub(in crate::render) const fn class(self) -> &'static str {
        match self {
            Self::Blocked(_) => "blocked",
            Self::Grave { .. } | Self::Drift(_) | Self::InDoubt(_) => "grave",
            Self::Changes(_) => "ready",
            Self::Bookkeeping(_) | Self::Nothing(_) | Self::NoDrift => "nothing",
        }
    }

    pub(in crate::render) fn sentence(self) -> String {
        match self {
            Self::Blocked(count) => format!(
                "{} that cannot be made. Nothing is sent while anything is blocked; `--target ADDRESS` narrows the plan.",
                counted(count, "resource has a change", "resources have changes")
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
            Self::Drift(count) => format!(
                "{} changed outside the manifests. `vetform pull` copies the changes into the manifests; `vetform \
                apply` reverts them where possible.",
                counted(count, "resource was", "resources were")
            ),
            Self::NoDrift => "nothing was changed outside the manifests.".to_owned(),
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
pub fn plan_line(plan: &Plan, occasion: Occasion) -> String {
    let verdict = Verdict::of(plan, occasion);
    let words = match verdict {
        Verdict::NoDrift => return verdict.title().to_owned(),
        Verdict::Drift(count) => counted(count, "resource", "resources"),
        _ => summary_words(&plan.summary()),
    };
    format!("{}: {words}", verdict.title())
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
                Verdict::Drift(1), Verdict::Drift(2), Verdict::NoDrift,
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
            Drift: 1 resource was changed outside the manifests. `vetform pull` copies the changes into the manifests; `vetform apply` reverts them where possible.
            Drift: 2 resources were changed outside the manifests. `vetform pull` copies the changes into the manifests; `vetform apply` reverts them where possible.
            No drift: nothing was changed outside the manifests.
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
