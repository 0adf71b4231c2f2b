//! What every form of the page is made from, and what all of them say alike.

use crate::diagnostic::{Code, Place};
use crate::model::{Address, PersonSource};
use crate::plan::{Drift, DriftSentence, Note, Plan};
use crate::render::Locate;
use crate::render::escape::one_line;
use crate::render::value_words::counted;

/// What was found, and where to look it up.
#[derive(Clone, Copy)]
pub struct DriftPage<'a> {
    pub workspace: &'a str,
    /// Of it only what nobody can tell yet, and what is to be said of the configuration.
    pub plan: &'a Plan,
    pub drift: &'a Drift,
    pub locate: Locate<'a>,
    /// Finds the manifest of a resource.
    pub home: &'a dyn Fn(&Address) -> Option<Place>,
}

/// The one line of a workspace where nothing was found.
pub fn no_drift(workspace: &str) -> String {
    format!("No drift in workspace {}: {NOTHING}", one_line(workspace))
}

/// How much was changed in a few words, for a list of workspaces.
pub fn drift_line(drift: &Drift) -> String {
    match objects(drift).count() {
        0 => "No drift".to_owned(),
        count => format!("Drift: {}", counted(count, "resource", "resources")),
    }
}

fn objects(drift: &Drift) -> impl Iterator<Item = &[DriftSentence]> {
    drift
        .sentences
        .chunk_by(|one, next| one.address == next.address)
}

/// The same behind a heading.
pub(super) const NOTHING: &str = "nothing was changed outside the manifests.";

impl<'a> DriftPage<'a> {
    /// Whether there is nothing to tell at all.
    pub const fn is_empty(&self) -> bool {
        self.drift.sentences.is_empty() && self.plan.notes.is_empty()
    }

    /// The sentences, by the object that they are about.
    pub(super) fn objects(&self) -> impl Iterator<Item = &'a [DriftSentence]> + use<'a> {
        objects(self.drift)
    }

    /// What nobody can tell yet.
    pub(super) fn unclear(&self) -> impl Iterator<Item = &'a Note> {
        self.plan.notes.iter().filter(|note| is_unclear(note.code))
    }

    /// Where a manifest says what a sentence is about; what has no line of its own is where the manifest begins.
    pub(super) fn place(&self, one: &DriftSentence) -> Option<Place> {
        let place = match one.source.as_ref() {
            Some(PersonSource::Manifest(source)) => (self.locate)(source),
            Some(PersonSource::Row { file, line }) => Some(row(file, *line)),
            None => None,
        };
        place.or_else(|| (self.home)(&one.address))
    }

    /// How much was changed, in a sentence.
    pub(super) fn summary(&self) -> String {
        let workspace = one_line(self.workspace);
        let objects = self.objects().count();
        if objects == 0 {
            return format!(
                "No drift in workspace {workspace}, but the recent writes noted above are not visible yet."
            );
        }
        let changes = self.drift.sentences.len();
        let differences = if changes == objects {
            String::new()
        } else {
            format!(" ({changes} changes)")
        };
        format!(
            "Changed outside the manifests of workspace {workspace}: {}{differences}.",
            counted(objects, "resource", "resources")
        )
    }
}

/// Codes of what nobody can say yet whether it moved.
const fn is_unclear(code: Code) -> bool {
    matches!(code, Code::NotVisibleYet | Code::CreateInDoubt)
}

fn row(file: &camino::Utf8Path, line: u64) -> Place {
    use crate::diagnostic::{Position, Span};
    let start = Position {
        line: usize::try_from(line).unwrap_or(usize::MAX),
        column: 1,
        ..Position::default()
    };
    Place {
        file: file.to_owned(),
        span: Some(Span { start, end: start }),
    }
}
