//! What the fuzz targets call: every reading of an answer.

use super::invite_result::Aim;
use super::invited::outcomes;
use super::listed::{Externals, decode};
use super::wire::{ApplicationWire, StageWire, SubmissionWire, TitledWire};
use crate::model::Kind;
use crate::provider::listing::Paged;

/// Gives back the words of each complaint.
pub fn answer(body: &[u8]) -> Vec<String> {
    let complaints = [
        Externals(Kind::Project).decode(body).err(),
        decode(body, TitledWire::job_post).err(),
        decode(body, StageWire::observed).err(),
        decode(body, ApplicationWire::observed).err(),
        decode(body, SubmissionWire::observed).err(),
    ];
    let aim = Aim {
        set: true,
        mail: true,
    };
    let _ = outcomes(&[], aim, body, str::to_owned);
    complaints
        .into_iter()
        .flatten()
        .map(|bad| bad.what)
        .collect()
}
