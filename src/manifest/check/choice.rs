//! Words that stand for a variant: one of a few, or an error that names them.

use super::bounds;
use super::findings::Findings;
use crate::diagnostic::Code;
use crate::manifest::raw::{Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::Pointer;

/// The variant whose word stands in the slot; `None` if the key is not there or the word is wrong.
pub(in crate::manifest) fn choose<T: Copy>(
    found: &mut Findings,
    at: Pointer,
    slot: Slot<Text>,
    variants: &[(&str, T)],
) -> Option<T> {
    let Text(text) = found.take(slot)?;
    if let Some((_, variant)) = variants.iter().find(|(word, _)| *word == text) {
        return Some(*variant);
    }
    let known: Vec<&str> = variants.iter().map(|(word, _)| *word).collect();
    let name = at.to_string();
    if let Some((message, help)) = bounds::one_of(&name, &text, &known) {
        let flaw = Flaw::new(Code::OutOfBounds, Spot::Value(at), message);
        found.report(flaw.help(help));
    }
    None
}
