//! One thing to say about one line, wherever it was found.

use camino::Utf8Path;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::model::Address;
use crate::plan::{Blocked, Note, NoteSeverity, Plan};
use crate::render::Locate;
use crate::render::diagnostics::printable;
use crate::render::escape::visible;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Error,
    /// It is worth a look.
    Warning,
}

impl Level {
    /// The word of both forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Something to say about a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    pub level: Level,
    pub code: Code,
    /// Of which resource, if it is about one.
    pub address: Option<Address>,
    /// What, with its control characters escaped.
    pub message: String,
    pub help: Option<String>,
    /// Where; `None`: nowhere in particular.
    pub place: Option<Place>,
    /// Other places that it is about, and what is there.
    pub related: Vec<(Place, String)>,
}

impl Annotation {
    /// Of which resource, and what: `taptalent/Flow/a: …`.
    pub(super) fn about(&self) -> String {
        let address = self.address.as_ref();
        let address = address.map_or_else(String::new, |address| format!("{address}: "));
        format!("{address}{}", self.message)
    }

    /// What to do about it, behind this.
    pub(super) fn help(&self, separator: &str) -> String {
        let help = self.help.as_ref();
        help.map_or_else(String::new, |help| format!("{separator}{help}"))
    }
}

/// The other places, for a form where an annotation has one: each behind a separator.
pub(super) fn elsewhere(related: &[(Place, String)], folder: &Utf8Path, separator: &str) -> String {
    let others = related.iter().map(|(place, words)| {
        let file = folder.join(&place.file);
        let line = place.span.map_or_else(String::new, |span| {
            format!(":{}:{}", span.start.line, span.start.column)
        });
        format!(
            "{separator}{}: {}{line}",
            visible(words),
            visible(file.as_str())
        )
    });
    others.collect()
}

/// Every problem of the manifests.
pub fn of_problems<'p>(problems: impl IntoIterator<Item = &'p Diagnostic>) -> Vec<Annotation> {
    let problems = problems.into_iter();
    problems
        .map(|problem| {
            let Diagnostic {
                code,
                severity,
                message,
                place,
                related,
                help,
                fixes: _,
            } = problem;
            Annotation {
                level: match severity {
                    Severity::Error => Level::Error,
                    Severity::Warning => Level::Warning,
                },
                code: *code,
                address: None,
                message: printable(message).into_owned(),
                help: Some(visible(help).into_owned()),
                place: place.clone(),
                related: related.clone(),
            }
        })
        .collect()
}

/// Every obstacle of a plan, then every warning. `home` finds the manifest of a resource: notes are about all of it.
pub fn of_plan(
    plan: &Plan,
    locate: Locate<'_>,
    home: &dyn Fn(&Address) -> Option<Place>,
) -> Vec<Annotation> {
    let blocked = plan.blocked.iter().map(|blocked| {
        let Blocked {
            address,
            code,
            message,
            help,
            source,
            steps: _,
        } = blocked;
        Annotation {
            level: Level::Error,
            code: *code,
            address: Some(address.clone()),
            message: visible(message).into_owned(),
            help: Some(visible(help).into_owned()),
            place: source.as_ref().and_then(locate).or_else(|| home(address)),
            related: Vec::new(),
        }
    });
    let warnings = plan
        .notes
        .iter()
        .filter(|note| note.severity == NoteSeverity::Warning);
    let warnings = warnings.map(|note| {
        let Note {
            address,
            code,
            severity: _,
            message,
        } = note;
        Annotation {
            level: Level::Warning,
            code: *code,
            address: Some(address.clone()),
            message: visible(message).into_owned(),
            help: None,
            place: home(address),
            related: Vec::new(),
        }
    });
    blocked.chain(warnings).collect()
}
