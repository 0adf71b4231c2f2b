//! What a pull makes of the files.

use super::super::exit::Exit;
use super::drafts::Draft;
use crate::model::Address;
use crate::render::PullDocument;

/// The files of a pull, and whether they will say everything.
pub(super) struct Pulled {
    pub(super) files: Vec<Draft>,
    /// Those whose manifests are gone from this workspace.
    pub(super) pruned: Vec<Address>,
    /// Of it all.
    pub(super) document: PullDocument,
    /// Something stays as it is in the manifests although live is otherwise, on purpose or not.
    pub(super) keeps_something: bool,
    /// Some of it somebody has to do by hand.
    pub(super) leaves_something: bool,
}

impl Pulled {
    pub(super) fn changed(&self) -> Vec<&Draft> {
        self.files
            .iter()
            .filter(|draft| draft.is_changed())
            .collect()
    }

    pub(super) const fn exit(&self) -> Exit {
        if self.leaves_something {
            Exit::Failed
        } else {
            Exit::Done
        }
    }
}
