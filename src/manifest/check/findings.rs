//! The problems of one document, and whether anything in it was of a wrong type.

use crate::diagnostic::{Code, Help};
use crate::manifest::check::reference::Reference;
use crate::manifest::raw::Slot;
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::Pointer;

/// What checking a document has found so far.
#[derive(Debug, Default)]
pub(in crate::manifest) struct Findings {
    /// The problems.
    pub(in crate::manifest) flaws: Vec<Flaw>,
    /// Whether a [`Slot::Broken`] was met; its problem is the decoder's to report.
    pub(in crate::manifest) is_broken: bool,
    /// The manifests that it names, be the rest of it right or wrong.
    pub(in crate::manifest) references: Vec<Reference>,
}

impl Findings {
    /// Whether all was well.
    pub(in crate::manifest) fn is_clean(&self) -> bool {
        !self.flaws.iter().any(Flaw::is_error) && !self.is_broken
    }

    /// What the slot holds.
    pub(in crate::manifest) fn take<T>(&mut self, slot: Slot<T>) -> Option<T> {
        match slot {
            Slot::Absent => None,
            Slot::Broken => {
                self.is_broken = true;
                None
            }
            Slot::Given(value) => Some(value),
        }
    }

    /// What the slot of a structure holds, with its own empty form for "not there".
    pub(in crate::manifest) fn take_all<T>(
        &mut self,
        slot: Slot<Vec<Slot<T>>>,
    ) -> Option<Vec<Option<T>>> {
        let items = self.take(slot)?;
        Some(items.into_iter().map(|item| self.take(item)).collect())
    }

    /// Takes up a problem.
    pub(in crate::manifest) fn report(&mut self, flaw: Flaw) {
        self.flaws.push(flaw);
    }

    /// A field that must be there is not. `parent` is where it should stand.
    pub(in crate::manifest) fn missing(
        &mut self,
        parent: &Pointer,
        name: &str,
        help: impl Into<Help>,
    ) {
        let message = match parent.segments().last() {
            None => format!("`{name}` is missing"),
            Some(_) => format!("`{parent}` has no `{name}`"),
        };
        let flaw = Flaw::new(Code::MissingField, Spot::Key(parent.clone()), message);
        self.report(flaw.help(help));
    }
}
