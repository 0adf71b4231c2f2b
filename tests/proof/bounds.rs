//! How much may go wrong in one behaviour.

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Bounds {
    /// People in the rosters.
    pub(crate) people: usize,
    pub(crate) kills: u8,
    /// Answers that are lost, requests that do not arrive, reads that fail or are old.
    pub(crate) faults: u8,
    /// Edits of the manifests.
    pub(crate) edits: u8,
    /// Runs that stand still: until their turn to send has come, or until their lease has run out.
    pub(crate) pauses: u8,
    /// States that are lost.
    pub(crate) losses: u8,
    /// People who look in the web app and say what they saw.
    pub(crate) looks: u8,
}

const NOTHING: Bounds = Bounds {
    people: 1,
    kills: 0,
    faults: 0,
    edits: 0,
    pauses: 0,
    losses: 0,
    looks: 0,
};

/// What is told apart at the wire.
pub(crate) const AT_THE_WIRE: Bounds = Bounds {
    kills: 2,
    faults: 2,
    ..NOTHING
};

/// Explored one after the other: all at once are more states than a test has time for.
const SHALLOW: [Bounds; 5] = [
    Bounds {
        kills: 1,
        faults: 1,
        pauses: 1,
        ..NOTHING
    },
    Bounds {
        kills: 2,
        faults: 2,
        ..NOTHING
    },
    Bounds {
        kills: 1,
        faults: 1,
        losses: 1,
        looks: 1,
        ..NOTHING
    },
    Bounds {
        people: 2,
        kills: 1,
        faults: 1,
        edits: 1,
        ..NOTHING
    },
    Bounds {
        people: 3,
        kills: 1,
        faults: 1,
        ..NOTHING
    },
];

const DEEP: [Bounds; 5] = [
    Bounds {
        people: 3,
        kills: 1,
        faults: 1,
        edits: 1,
        ..NOTHING
    },
    Bounds {
        kills: 2,
        faults: 2,
        pauses: 1,
        ..NOTHING
    },
    Bounds {
        kills: 1,
        faults: 2,
        edits: 1,
        pauses: 1,
        ..NOTHING
    },
    Bounds {
        people: 2,
        kills: 2,
        faults: 2,
        edits: 1,
        ..NOTHING
    },
    Bounds {
        people: 2,
        kills: 1,
        faults: 2,
        edits: 1,
        losses: 1,
        looks: 1,
        ..NOTHING
    },
];

pub(crate) fn all() -> Vec<Bounds> {
    match std::env::var("VETFORM_PROOF").as_deref() {
        Ok("deep") => DEEP.to_vec(),
        _ => SHALLOW.to_vec(),
    }
}

impl Bounds {
    /// Nothing goes wrong any more.
    pub(crate) const fn calm(self) -> Self {
        Self {
            kills: 0,
            faults: 0,
            edits: 0,
            pauses: 0,
            losses: 0,
            looks: 0,
            ..self
        }
    }
}
