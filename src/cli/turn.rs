//! Whose turn it is after an error: the first line says it, so that nobody waits for somebody else.

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// Of whoever runs the program or keeps its project.
    Yours,
    /// Of whoever runs the system.
    Theirs,
    /// Nobody can tell from here.
    Between,
    /// Of nobody.
    Waiting,
    /// Of whoever writes the program.
    Ours,
}

impl fmt::Display for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yours => "yours to fix",
            Self::Theirs => "the system's to fix",
            Self::Between => "the network's or the system's fault",
            Self::Waiting => "a matter of waiting",
            Self::Ours => "a bug in vetform",
        })
    }
}
