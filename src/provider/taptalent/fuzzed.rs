//! What the fuzz targets call: every reading of an answer.

use super::candidates::decode_page;
use super::listed::All;
use super::reader::{decode_assessment, decode_flow};
use super::write_answer::{created_id, whole};
use crate::model::taptalent::{ObservedAssessment, ObservedFlow};
use crate::model::{AssessmentId, FlowId, LiveExternal};
use crate::provider::listing::Paged;

/// Gives back the words of each complaint.
pub fn answer(body: &[u8]) -> Vec<String> {
    let complaints = [
        All::<ObservedAssessment>::new().decode(body).err(),
        All::<ObservedFlow>::new().decode(body).err(),
        All::<LiveExternal>::new().decode(body).err(),
        decode_page(body).err(),
        decode_assessment(body, &AssessmentId::new("a")).err(),
        decode_flow(body, &FlowId::new("1")).err(),
    ];
    let _ = (created_id(body, &["assessmentId", "id"]), whole(body));
    complaints
        .into_iter()
        .flatten()
        .map(|bad| bad.what)
        .collect()
}
