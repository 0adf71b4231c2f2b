//! A plan for people at a terminal: what stands in the way first, then what cannot be undone, then the rest; each
//! difference in words, long texts word by word.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Locate;
use super::change_warning::{warnings, weight};
use super::escape::{one_line, visible};
use super::hyperlink::linked;
use super::paint::Paint;
use super::person_lines::people_lines;
use super::step_diff::step_diff;
use super::value_words::{counted, shown};
use super::word_diff::word_diff;
use crate::diagnostic::Code;
use crate::manifest::CONFIG_FILE;
use crate::model::Address;
use crate::plan::{
    Action, Blocked, Cause, Change, FieldChange, Note, NoteSeverity, Plan, Remark, Summary,
};

/// What a plan is shown with.
#[derive(Clone, Copy)]
pub struct PlanText<'a> {
    /// The workspace's name.
    pub workspace: &'a str,
    /// Columns.
    pub width: usize,
    /// Colour.
    pub paint: Paint,
    /// Most calls a second, if the workspace has a limit.
    pub requests_per_second: Option<f64>,
    /// Whether people's addresses are shown in clear: only at a terminal, and only if asked for.
    pub show_candidates: bool,
    /// What it is shown for.
    pub occasion: Occasion,
    /// Whether the terminal knows hyperlinks.
    pub links: bool,
    /// Finds manifest lines.
    pub locate: Locate<'a>,
}

/// What a plan is shown for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// To be looked at, or applied without what mails people.
    Holding,
    /// To be applied with it.
    Sending,
    /// To see what was changed outside the manifests.
    Drift,
}

/// Shows a plan.
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
    page.summary(plan);
    page.lines.join("\n") + "\n"
}

struct Page<'a> {
    look: PlanText<'a>,
    lines: Vec<String>,
}

impl Page<'_> {
    fn blank(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    /// Adds a text, wrapped, `indent` columns in; what runs on stands two columns further in.
    fn text(&mut self, indent: usize, text: &str) {
        let (blanks, further) = (" ".repeat(indent), " ".repeat(indent + 2));
        let options = textwrap::Options::new(self.look.width.max(indent + 20))
            .initial_indent(&blanks)
            .subsequent_indent(&further)
            // Codes, options and paths are to be copied: no break at their dashes.
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .break_words(false);
        let wrapped = textwrap::wrap(text, options);
        self.lines
            .extend(wrapped.into_iter().map(|line| line.trim_end().to_owned()));
    }

    fn blocked(&mut self, blocked: &Blocked) {
        let Blocked {
            address,
            code,
            message,
            help,
            source,
            steps,
        } = blocked;
        let paint = self.look.paint;
        self.blank();
        let place = source
            .as_ref()
            .and_then(self.look.locate)
            .map_or_else(String::new, |place| {
                let at = place.span.map_or_else(String::new, |span| {
                    format!(":{}:{}", span.start.line, span.start.column)
                });
                format!("  {}{at}", place.file)
            });
        self.lines.push(format!(
            "{} {}{}",
            paint.removed("✗ blocked"),
            paint.strong(address),
            paint.faint(place)
        ));
        self.text(4, &format!("{} [{code}]", visible(message)));
        for row in step_diff(steps, paint)
            .into_iter()
            .filter(|_| !steps.is_empty())
        {
            self.lines
                .push(format!("      {row}").trim_end().to_owned());
        }
        self.text(4, &format!("help: {}", visible(help)));
    }

    fn change(&mut self, change: &Change) {
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

    fn note(&mut self, note: &Note) {
        let Note {
            address,
            code,
            severity,
            message,
        } = note;
        self.said(*severity, &address.to_string(), *code, message);
    }

    fn remark(&mut self, remark: &Remark) {
        let Remark {
            code,
            severity,
            message,
        } = remark;
        self.said(*severity, CONFIG_FILE, *code, message);
    }

    fn said(&mut self, severity: NoteSeverity, about: &str, code: Code, message: &str) {
        self.blank();
        let paint = self.look.paint;
        let word = match severity {
            NoteSeverity::Warning => paint.changed("! warning"),
            NoteSeverity::Info => paint.faint("i note"),
        };
        self.lines.push(format!("{word} {}", paint.strong(about)));
        self.text(4, &format!("{} [{code}]", visible(message)));
    }

    /// What waits for consent.
    fn held(&mut self, plan: &Plan) {
        let holds = self.look.occasion == Occasion::Holding;
        let held = plan.held().into_iter().filter(|_| holds);
        let names: Vec<String> = held.map(|held| held.to_string()).collect();
        if !names.is_empty() {
            self.text(
                0,
                &format!(
                    "Held until `apply --send-invites`, since people are mailed: {}.",
                    names.join(", ")
                ),
            );
        }
    }

    fn drift_summary(&mut self, plan: &Plan, summary: &Summary, workspace: &str) {
        if !plan.has_drift() {
            let text = format!(
                "No drift in workspace {workspace} that can be told yet: what is noted above is not visible so soon after it was \
                 written."
            );
            self.text(0, &self.look.paint.strong(text));
            return;
        }
        let is_only_noted = plan.changes.is_empty() && plan.blocked.is_empty();
        let noted = is_only_noted.then(|| "what is noted above".to_owned());
        let counts = Some(summary_words(summary)).filter(|words| !words.is_empty());
        let changed: Vec<String> = noted.into_iter().chain(counts).collect();
        let changed = changed.join(", ");
        let text = format!("Changed outside the manifests of workspace {workspace}: {changed}.");
        self.text(0, &self.look.paint.strong(text));
        let is_of_people = |note: &Note| note.code == Code::PersonGone;
        let what_now = if is_only_noted && plan.notes.iter().all(is_of_people) {
            "`vetform apply` enters nobody a second time: take them out of their rosters, or see `vetform explain person-gone`."
        } else {
            "`vetform pull` takes it into the manifests; `vetform apply` puts back what can be put back."
        };
        self.text(0, what_now);
    }

    fn summary(&mut self, plan: &Plan) {
        self.blank();
        let paint = self.look.paint;
        let summary = plan.summary();
        let workspace = one_line(self.look.workspace).into_owned();
        if self.look.occasion == Occasion::Drift {
            self.drift_summary(plan, &summary, &workspace);
            return;
        }
        if summary
            == (Summary {
                unchanged: summary.unchanged,
                ..Summary::default()
            })
        {
            if let Some(doubts) = doubt_words(plan) {
                let text = format!(
                    "Nothing can be sent in workspace {workspace}, and something waits for you: {}.",
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
            self.text(0, "Nothing can be applied while something is blocked; `--target ADDRESS` narrows to what can go.");
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
pub(super) fn doubt_words(plan: &Plan) -> Option<String> {
    let rosters: BTreeSet<&Address> = plan.in_doubt().map(|note| &note.address).collect();
    let rosters: Vec<String> = rosters.into_iter().map(ToString::to_string).collect();
    let count = plan.in_doubt().count();
    (count > 0).then(|| {
        format!(
            "In doubt: whether {} of {} invited or rejected is not known; the warnings name them. Nothing is sent to \
             them until somebody has looked and said so with `vetform state settle`; `vetform state list` shows the \
             names.",
            counted(count, "person", "people"),
            format_args!("{} {}", rosters.join(", "), if count == 1 { "was" } else { "were" }),
        )
    })
}

pub(super) fn summary_words(summary: &Summary) -> String {
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

pub(super) const fn cause_words(cause: Cause) -> &'static str {
    match cause {
        Cause::Edited => "edited here",
        Cause::Drifted => "changed in the web app",
        Cause::Conflict => "edited here and changed in the web app",
        Cause::Unrecorded => "no record of a last apply",
        Cause::Unverifiable => "cannot be verified",
    }
}
