//! The rules that keep everybody from a second mail. Each can be switched off, to show that the model then finds one.

use std::collections::BTreeSet;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// What is about to be sent is written down before it is sent.
    IntentBeforeSend,
    /// Who may have been entered by one roster is not entered by another one of the same thing.
    DoubtByThing,
    /// Nobody is invited while people are there whom the state does not know.
    UnknownSubmissions,
    /// A read that failed shows nothing, and not that nothing is there.
    ProvenAbsence,
    /// After a lost answer somebody looks before it is sent again.
    SettleByReading,
    /// What an earlier run may have sent has its time to arrive before it is sent again.
    WaitForEarlier,
    /// Who has lost the lock sends nothing and writes nothing.
    Fence,
    /// That the system said yes is written down.
    AcceptanceKept,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    off: BTreeSet<Rule>,
}

impl Rules {
    pub(crate) fn without(rule: Rule) -> Self {
        Self { off: [rule].into() }
    }

    pub(crate) fn has(&self, rule: Rule) -> bool {
        !self.off.contains(&rule)
    }
}
