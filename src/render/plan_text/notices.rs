//! What is blocked, noted or remarked.

use super::page::Page;
use crate::diagnostic::Code;
use crate::manifest::CONFIG_FILE;
use crate::plan::{Blocked, Note, NoteSeverity, Remark};
use crate::render::escape::visible;
use crate::render::step_diff::step_diff;

impl Page<'_> {
    pub(super) fn blocked(&mut self, blocked: &Blocked) {
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
        for row in step_diff(steps, self.look.width.saturating_sub(6), paint)
            .into_iter()
            .filter(|_| !steps.is_empty())
        {
            self.lines
                .push(format!("      {row}").trim_end().to_owned());
        }
        self.text(4, &format!("help: {}", visible(help)));
    }

    pub(super) fn note(&mut self, note: &Note) {
        let Note {
            address,
            code,
            severity,
            message,
        } = note;
        self.said(*severity, &address.to_string(), *code, message);
    }

    pub(super) fn remark(&mut self, remark: &Remark) {
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
}
