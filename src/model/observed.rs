//! What the systems show, as plain values. A thing that an answer did not carry is missing here, never null.

use super::external::LiveExternal;
use super::kind::{Kind, System};
use super::listing::Listing;
use super::{flowmingo, promptster, taptalent};

/// What a plan needs to see. Made from manifests and state before anything is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wants {
    /// Of TapTalent.
    pub taptalent: taptalent::Wants,
    /// Of Flowmingo.
    pub flowmingo: flowmingo::Wants,
    /// Of Promptster.
    pub promptster: promptster::Wants,
}

impl Wants {
    /// Whether nothing at all has to be read.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything that was read for one plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Live {
    /// When the reading began. What was written shortly before it need not be in it; `None`: nothing was.
    pub read_at: Option<jiff::Timestamp>,
    /// What was read of TapTalent.
    pub taptalent: taptalent::Live,
    /// What was read of Flowmingo.
    pub flowmingo: flowmingo::Live,
    /// What was read of Promptster.
    pub promptster: promptster::Live,
}

impl Live {
    /// All of a kind that must exist; `None`: nobody asked for them, or the key may not read them.
    pub fn externals(&self, kind: Kind) -> Option<&Listing<LiveExternal>> {
        match kind.system() {
            System::TapTalent => self.taptalent.externals.get(&kind),
            System::Flowmingo => self.flowmingo.externals.get(&kind),
            System::Promptster => None,
        }
    }

    /// Adds what was read later: who is in the objects that were read before.
    pub fn extend(&mut self, later: Self) {
        let Self {
            taptalent,
            flowmingo,
            promptster,
            read_at: _,
        } = later;
        self.taptalent.extend(taptalent);
        self.flowmingo.extend(flowmingo);
        self.promptster.extend(promptster);
    }
}
