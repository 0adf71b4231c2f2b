//! The last lines: how much of what, what waits for somebody, and the calls.

use std::collections::BTreeSet;

use super::look::Occasion;
use super::page::Page;
use crate::model::Address;
use crate::plan::{Plan, Summary};
use crate::render::escape::one_line;
use crate::render::value_words::counted;

impl Page<'_> {
    fn held(&mut self, plan: &Plan) {
        let holds = self.look.occasion == Occasion::Holding;
        let held = plan.held().into_iter().filter(|_| holds);
        let names: Vec<String> = held.map(|held| held.to_string()).collect();
        if !names.is_empty() {
            self.text(
                0,
                &format!(
                    "Held until `apply --send-invites`, because they mail people: {}.",
                    names.join(", ")
                ),
            );
        }
    }

    pub(super) fn summary(&mut self, plan: &Plan) {
        self.blank();
        let paint = self.look.paint;
        let summary = plan.summary();
        let workspace = one_line(self.look.workspace).into_owned();
        if summary
            == (Summary {
                unchanged: summary.unchanged,
                ..Summary::default()
            })
        {
            if let Some(doubts) = doubt_words(plan) {
                let text = format!(
                    "Nothing to send in workspace {workspace}, but some invites are in doubt: {}.",
                    counted(
                        summary.unchanged,
                        "resource is unchanged",
                        "resources are unchanged"
                    )
                );
                self.text(0, &paint.strong(text));
                self.text(0, &doubts);
                return;
            }
            let text = format!(
                "Nothing to do in workspace {workspace}: {} as declared.",
                counted(summary.unchanged, "resource is", "resources are")
            );
            self.text(0, &paint.strong(text));
            return;
        }
        let text = format!(
            "Plan for workspace {workspace}: {}.",
            summary_words(&summary)
        );
        self.text(0, &paint.strong(text));
        if let Some(doubts) = doubt_words(plan) {
            self.text(0, &doubts);
        }
        if summary.blocked > 0 {
            self.text(0, "Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.");
            return;
        }
        self.held(plan);
        let calls = plan.calls();
        let mut endpoints: Vec<String> = calls
            .by_endpoint
            .iter()
            .map(|(endpoint, count)| format!("{count} × {endpoint}"))
            .collect();
        endpoints.sort();
        let time = self
            .look
            .requests_per_second
            .map_or_else(String::new, |rate| {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a plan has far fewer than 2^52 calls"
                )]
                let seconds = (calls.total as f64 / rate).ceil();
                format!("; at {rate} requests a second that takes {seconds} s or more")
            });
        let what = counted(calls.total, "call", "calls");
        self.text(
            0,
            &format!(
                "{what}: {}{time}.",
                if endpoints.is_empty() {
                    "nothing is sent".to_owned()
                } else {
                    endpoints.join(", ")
                }
            ),
        );
    }
}

/// Who waits for somebody's word, and how it is given.
fn doubt_words(plan: &Plan) -> Option<String> {
    let rosters: BTreeSet<&Address> = plan.in_doubt().map(|note| &note.address).collect();
    let rosters: Vec<String> = rosters.into_iter().map(ToString::to_string).collect();
    let count = plan.in_doubt().count();
    (count > 0).then(|| {
        format!(
            "In doubt: it is unknown whether {} of {} invited or rejected; the warnings name them. Nothing is sent \
             to them until somebody checks and settles it with `vetform state settle`; `vetform state list` shows \
             the names.",
            counted(count, "person", "people"),
            format_args!("{} {}", rosters.join(", "), if count == 1 { "was" } else { "were" }),
        )
    })
}

/// `2 to create, 1 unchanged`; empty of a plan of nothing.
pub(in crate::render) fn summary_words(summary: &Summary) -> String {
    let Summary {
        create,
        update,
        replace,
        delete,
        invite,
        adopt,
        moved,
        blocked,
        unchanged,
    } = *summary;
    let words = [
        (blocked, "blocked"),
        (create, "to create"),
        (update, "to update"),
        (replace, "to replace"),
        (delete, "to delete"),
        (invite, "to invite people to"),
        (adopt, "to adopt"),
        (moved, "to move"),
        (unchanged, "unchanged"),
    ];
    let said: Vec<String> = words
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    said.join(", ")
}
