//! The order of the page, and how its texts are wrapped.

use super::look::PlanText;
use crate::plan::{Change, Plan};
use crate::render::change_warning::weight;
use crate::render::wrapped::wrapped;

pub fn plan_text(plan: &Plan, look: PlanText<'_>) -> String {
    let mut page = Page {
        look,
        lines: Vec::new(),
    };
    for remark in &plan.remarks {
        page.remark(remark);
    }
    for blocked in &plan.blocked {
        page.blocked(blocked);
    }
    let mut changes: Vec<&Change> = plan.changes.iter().collect();
    changes.sort_by_key(|change| weight(change));
    for change in changes {
        page.change(change);
    }
    for note in &plan.notes {
        page.note(note);
    }
    page.past(plan);
    page.summary(plan);
    page.lines.join("\n") + "\n"
}

pub(super) struct Page<'a> {
    pub(super) look: PlanText<'a>,
    pub(super) lines: Vec<String>,
}

impl Page<'_> {
    pub(super) fn blank(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    /// Adds a text, wrapped, `indent` columns in; what runs on stands two columns further in.
    pub(super) fn text(&mut self, indent: usize, text: &str) {
        self.lines.extend(wrapped(text, indent, self.look.width));
    }
}
