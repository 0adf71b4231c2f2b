//! What the fuzz targets call: every reading of an answer.

use super::invited::outcomes;
use super::reader::{branding, page};
use super::wire::{AssessmentWire, KeyWire};
use super::writer::{created, whole};
use crate::provider::wire::Quoting;

/// Gives back the words of each complaint.
pub fn answer(body: &[u8]) -> Vec<String> {
    let complaints = [
        page(body, Quoting::Whole, AssessmentWire::observed).err(),
        page(body, Quoting::Nothing, KeyWire::observed).err(),
        branding(body).err(),
    ];
    let _ = (outcomes(&[], body), created(body), whole(body));
    complaints
        .into_iter()
        .flatten()
        .map(|bad| bad.what)
        .collect()
}
