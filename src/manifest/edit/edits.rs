//! What can be changed of a document.

use super::arrange::Slot;
use super::emit::{flow, flow_entry};
use super::value::Yaml;
use crate::model::{Pointer, Segment};

/// One change of a document. Every pointer means the text as it was before any of the edits.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Puts a value there: in the place of what stands there, or as a new key at the end of its mapping.
    Set(Pointer, Yaml),
    /// Adds an item at the end of a list; the list is made if it is not there.
    Append(Pointer, Yaml),
    /// Takes an entry of a mapping or an item of a list away.
    Remove(Pointer),
    /// Puts another key with another value in the place of an entry.
    Replace(Pointer, String, Yaml),
    /// Puts a list into another order, place by place. Not together with an item of the same list that is added or
    /// taken away.
    Arrange(Pointer, Vec<Slot>),
}

impl Edit {
    pub const fn at(&self) -> &Pointer {
        match self {
            Self::Set(at, _)
            | Self::Append(at, _)
            | Self::Remove(at)
            | Self::Replace(at, _, _)
            | Self::Arrange(at, _) => at,
        }
    }

    /// The item of a list in `spec` that it changes within: edits within one item make sense only together.
    pub fn item(&self) -> Option<Pointer> {
        let at = self.at().segments();
        let is_within = matches!(at.get(2), Some(Segment::Index(_))) && at.len() > 3;
        is_within.then(|| at.iter().take(3).cloned().collect())
    }

    /// What somebody does by hand where it cannot be made.
    pub fn words(&self) -> String {
        match self {
            Self::Set(at, value) => format!("set `{at}` to {}", flow(value)),
            Self::Append(at, item) => format!("add {} to `{at}`", flow(item)),
            Self::Remove(at) => format!("remove `{at}`"),
            Self::Replace(at, key, value) => {
                format!("replace `{at}` with {}", flow_entry(key, value))
            }
            Self::Arrange(at, _) => format!("put `{at}` into the live order"),
        }
    }
}

/// The list and the index, if the pointer ends in one.
pub(super) fn item_of_list(at: &Pointer) -> Option<(Pointer, usize)> {
    match at.segments().split_last()? {
        (Segment::Index(index), above) => Some((above.iter().cloned().collect(), *index)),
        (Segment::Key(_), _) => None,
    }
}
