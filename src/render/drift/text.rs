//! For people at a terminal: each object with what was done to it, then what to do about it.

use super::advice::advice;
use super::page::DriftPage;
use super::words::{help, sentence};
use crate::manifest::CONFIG_FILE;
use crate::plan::{DriftSentence, DriftWhat, NoteSeverity};
use crate::render::Paint;
use crate::render::escape::{one_line, visible};
use crate::render::hyperlink::linked;
use crate::render::review::place_words;
use crate::render::wrapped::wrapped;

/// How the page is to look.
#[derive(Debug, Clone, Copy)]
pub struct DriftText {
    pub width: usize,
    pub paint: Paint,
}

pub fn drift_text(page: DriftPage<'_>, look: DriftText) -> String {
    let mut text = Text {
        look,
        lines: Vec::new(),
    };
    for remark in &page.plan.remarks {
        text.said(
            remark.severity,
            CONFIG_FILE,
            &format!("{} [{}]", remark.message, remark.code),
        );
    }
    for object in page.objects() {
        text.object(&page, object);
    }
    for note in page.unclear() {
        text.said(
            note.severity,
            &note.address.to_string(),
            &format!("{} [{}]", note.message, note.code),
        );
    }
    text.blank();
    text.wrapped(0, &look.paint.strong(page.summary()));
    for advice in advice(&page.drift.sentences) {
        text.wrapped(0, &advice);
    }
    text.lines.join("\n") + "\n"
}

struct Text {
    look: DriftText,
    lines: Vec<String>,
}

impl Text {
    fn object(&mut self, page: &DriftPage<'_>, sentences: &[DriftSentence]) {
        let Some(first) = sentences.first() else {
            return;
        };
        let paint = self.look.paint;
        self.blank();
        let title = first.title.as_ref().map_or_else(String::new, |title| {
            format!("{} ", paint.strong(format!("“{}”", one_line(title.trim()))))
        });
        let id = first.id.as_ref().map_or_else(String::new, |id| {
            format!(" ({})", linked(&one_line(id), None))
        });
        self.lines
            .push(format!("{title}{}{}", first.address, paint.faint(id)));
        for one in sentences {
            let sign = match one.what {
                DriftWhat::Changed => paint.changed("~"),
                DriftWhat::Added => paint.added("+"),
                DriftWhat::Deleted => paint.removed("-"),
                DriftWhat::Told { .. } => paint.changed("!"),
            };
            let place = page.place(one).filter(|_| one.source.is_some());
            let place = place.map_or_else(String::new, |place| {
                paint.faint(format!("  ({})", place_words(&place)))
            });
            let words = sentence(one, page.drift.read_at);
            self.wrapped(4, &format!("{sign} {words}{place}"));
            if let Some(help) = help(one) {
                self.wrapped(6, &format!("help: {help}"));
            }
        }
    }

    fn said(&mut self, severity: NoteSeverity, about: &str, message: &str) {
        self.blank();
        let paint = self.look.paint;
        let word = match severity {
            NoteSeverity::Warning => paint.changed("! warning"),
            NoteSeverity::Info => paint.faint("i note"),
        };
        self.lines.push(format!("{word} {}", paint.strong(about)));
        self.wrapped(4, &visible(message));
    }

    fn blank(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    fn wrapped(&mut self, indent: usize, text: &str) {
        self.lines.extend(wrapped(text, indent, self.look.width));
    }
}
