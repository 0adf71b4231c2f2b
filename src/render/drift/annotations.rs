//! On the manifest lines that say otherwise, for the forms that code hosts show beside a diff.

use super::advice::advice;
use super::json::code;
use super::page::DriftPage;
use super::words::{help, sentence};
use crate::diagnostic::Code;
use crate::plan::{DriftSentence, NoteSeverity};
use crate::render::annotations::{Annotation, Level};
use crate::render::escape::visible;

/// A warning for each thing that was done, and for what nobody can tell yet.
pub fn of_drift(page: DriftPage<'_>) -> Vec<Annotation> {
    let sentences = page.drift.sentences.iter();
    let sentences = sentences.map(|one| annotation(&page, one));
    let unclear = page
        .unclear()
        .filter(|note| note.severity == NoteSeverity::Warning);
    let unclear = unclear.map(|note| Annotation {
        level: Level::Warning,
        code: note.code,
        address: Some(note.address.clone()),
        message: visible(&note.message).into_owned(),
        help: None,
        place: (page.home)(&note.address),
        related: Vec::new(),
    });
    sentences.chain(unclear).collect()
}

fn annotation(page: &DriftPage<'_>, one: &DriftSentence) -> Annotation {
    let code = code(&one.what);
    let advice = || advice(std::slice::from_ref(one)).join(" ");
    Annotation {
        // The key is of somebody else: nothing was compared.
        level: if code == Code::OtherCompany {
            Level::Error
        } else {
            Level::Warning
        },
        code,
        address: Some(one.address.clone()),
        message: sentence(one, page.drift.read_at),
        help: Some(help(one).unwrap_or_else(advice)),
        place: page.place(one),
        related: Vec::new(),
    }
}
