//! What happens from one state to the next, in words for a trace.

use std::fmt;

use super::super::step::Came;

#[derive(Debug, Clone)]
pub(super) enum Step {
    Starts,
    NothingToDo,
    Looks,
    SeesAnother,
    LooksForEarlier,
    Intends,
    Sends(Came),
    Settles,
    Proves,
    Ends,
    Killed { loses_lines: bool },
    Arrives,
    IsLost,
    TimePasses,
    StateLost,
    StrangerMakes,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sends(came) => return write!(f, "the run asks for the create: {came}"),
            Self::Killed { loses_lines: true } => "the run is killed, and its last lines with it",
            Self::Killed { loses_lines: false } => "the run is killed",
            Self::Starts => "a run starts",
            Self::NothingToDo => "a run starts, and finds nothing to do",
            Self::Looks => "the run looks right before the create, and there is none",
            Self::SeesAnother => "the run looks right before the create, and there is one by now",
            Self::LooksForEarlier => "the run waits for an earlier request",
            Self::Intends => "the run writes down that it creates",
            Self::Settles => "the run waits, and looks for what it has sent",
            Self::Proves => "the run looks whether somebody else made the same",
            Self::Ends => "the run saves the state and ends",
            Self::Arrives => "the request is carried out",
            Self::IsLost => "the request has come to nothing",
            Self::TimePasses => "a quarter of an hour passes",
            Self::StateLost => "a quarter of an hour passes, and the state is lost",
            Self::StrangerMakes => "somebody makes one of this name in the web app",
        }
        .fmt(f)
    }
}
