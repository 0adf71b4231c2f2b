//! One change: what differs, who is concerned, and the calls.

use serde_json::Value;

use super::page::Page;
use crate::plan::{Action, Cause, Change, FieldChange};
use crate::render::change_warning::warnings;
use crate::render::escape::{one_line, visible};
use crate::render::hyperlink::linked;
use crate::render::person_lines::people_lines;
use crate::render::value_words::shown;
use crate::render::word_diff::word_diff;

impl Page<'_> {
    pub(super) fn change(&mut self, change: &Change) {
        let paint = self.look.paint;
        self.blank();
        let id = change.id.as_ref().map_or_else(String::new, |id| {
            let url = change.url.as_deref().filter(|_| self.look.links);
            format!(" ({})", linked(&one_line(id), url))
        });
        let verb = match change.action {
            Action::Create => paint.added("+ create"),
            Action::Update => paint.changed("~ update"),
            Action::Replace => paint.removed("± replace"),
            Action::Adopt => paint.added("= adopt"),
            Action::Move if change.people.is_empty() => paint.changed("> move"),
            Action::Move => paint.changed("~ move"),
            Action::Delete => paint.removed("- delete"),
            Action::Invite => paint.added("@ invite"),
        };
        self.lines.push(format!(
            "{verb} {}{}",
            paint.strong(&change.address),
            paint.faint(id)
        ));
        for warning in warnings(change) {
            self.text(4, &paint.removed(format!("! {warning}")));
        }
        let is_new = change.action == Action::Create;
        for field in &change.fields {
            self.field(field, is_new);
        }
        for line in people_lines(&change.people, self.look) {
            self.lines.push(format!("    {line}"));
        }
        self.routes(change);
    }

    /// The calls, in order; the same call several times in a row is one line.
    fn routes(&mut self, change: &Change) {
        let routes = change.calls.iter().map(|call| call.operation.route());
        let shown: Vec<String> = routes
            .map(|route| one_line(&route.to_string()).into_owned())
            .collect();
        for run in shown.chunk_by(|one, next| one == next) {
            let times = if run.len() > 1 {
                format!(" × {}", run.len())
            } else {
                String::new()
            };
            self.lines
                .push(self.look.paint.faint(format!("    → {}{times}", run[0])));
        }
    }

    fn field(&mut self, field: &FieldChange, is_new: bool) {
        let FieldChange {
            path,
            before,
            after,
            cause,
            source: _,
        } = field;
        let paint = self.look.paint;
        let name = path.strip_prefix("spec.").unwrap_or(path);
        let cause = if is_new {
            String::new()
        } else {
            paint.faint(format!("  ({})", cause_words(*cause)))
        };
        match (before, after) {
            (None, None) => {}
            (Some(before), None) => {
                self.lines
                    .push(format!("    {} {name}{cause}", paint.removed("-")));
                self.parts(Some(before), None);
            }
            (None, Some(Value::Object(after))) => {
                self.lines
                    .push(format!("    {} {name}{cause}", paint.added("+")));
                self.parts(None, Some(&Value::Object(after.clone())));
            }
            (Some(Value::Object(_)), Some(Value::Object(_))) => {
                self.lines
                    .push(format!("    {} {name}{cause}", paint.changed("~")));
                self.parts(before.as_ref(), after.as_ref());
            }
            (None, Some(after)) => {
                self.text(
                    4,
                    &format!("{} {name}: {}{cause}", paint.added("+"), shown(after)),
                );
            }
            (Some(before), Some(after)) => {
                let difference = self.difference(before, after);
                self.text(
                    4,
                    &format!("{} {name}: {difference}{cause}", paint.changed("~")),
                );
            }
        }
    }

    /// The fields of a question or a step.
    fn parts(&mut self, before: Option<&Value>, after: Option<&Value>) {
        let names = after
            .or(before)
            .and_then(Value::as_object)
            .map(|object| object.keys());
        for name in names.into_iter().flatten() {
            let old = before.and_then(|before| before.get(name));
            let new = after.and_then(|after| after.get(name));
            let text = match (old, new) {
                (Some(Value::Null), Some(new)) => format!("(not readable) → {}", shown(new)),
                (Some(old), Some(new)) => self.difference(old, new),
                (Some(only), None) | (None, Some(only)) => shown(only),
                (None, None) => continue,
            };
            self.text(8, &format!("{name}: {text}"));
        }
    }

    fn difference(&self, before: &Value, after: &Value) -> String {
        /// Shorter texts read better whole.
        const SHORT: usize = 24;
        match (before, after) {
            (Value::String(before), Value::String(after))
                if before.len().max(after.len()) > SHORT =>
            {
                word_diff(
                    &visible(before.trim_end()),
                    &visible(after.trim_end()),
                    self.look.paint,
                )
            }
            _ => format!("{} → {}", shown(before), shown(after)),
        }
    }
}

pub(in crate::render) const fn cause_words(cause: Cause) -> &'static str {
    match cause {
        Cause::Edited => "edited here",
        Cause::Drifted => "changed in the web app",
        Cause::Conflict => "edited here and changed in the web app",
        Cause::Unrecorded => "no record of a last apply",
        Cause::Unverifiable => "cannot be verified",
    }
}
