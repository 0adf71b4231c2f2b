//! What happens from one state to the next, in words for a trace.

use std::fmt;

use super::kinds::{Edit, address_of};
use super::store::RunNumber;
use super::world::Who;

#[derive(Debug, Clone)]
pub(crate) enum Step {
    Starts(RunNumber, Seen),
    NothingToDo(RunNumber, Seen),
    Looks(RunNumber, Seen),
    LooksForEarlier(RunNumber, Vec<Who>),
    Intends(RunNumber, Vec<Who>),
    Sends(RunNumber, Vec<Who>, Came),
    Settles(RunNumber, Vec<Who>, Seen),
    Ends(RunNumber),
    Overtaken(RunNumber),
    Killed(RunNumber, Lost),
    StandsStill(RunNumber),
    LeaseRunsOut(RunNumber),
    Arrives(Vec<Who>),
    IsLost(Vec<Who>),
    TimePasses,
    Edited(Edit),
    StateLost,
    StatePutBack,
    SomebodySays(Who, bool),
}

/// What a read came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    Everything,
    OldCopy,
    Failed,
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Came {
    Answered,
    Refused,
    NeverSent,
    Lost,
    LostAndSlow,
    Accepted,
    AcceptedAndSlow,
    Killed,
    KilledAndSlow,
}

/// What a kill takes with it of the lines that were not written yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lost {
    Nothing,
    Lines,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Starts(run, seen) => write!(f, "run {run} starts, and {seen}"),
            Self::NothingToDo(run, _) => write!(f, "run {run} starts, and finds nothing to do"),
            Self::Looks(run, seen) => {
                write!(f, "run {run} looks right before its writes, and {seen}")
            }
            Self::LooksForEarlier(run, who) => {
                write!(
                    f,
                    "run {run} waits for an earlier request about {}",
                    names(who)
                )
            }
            Self::Intends(run, who) => {
                write!(f, "run {run} writes down that it asks for {}", names(who))
            }
            Self::Sends(run, who, came) => write!(f, "run {run} asks for {}: {came}", names(who)),
            Self::Settles(run, who, seen) => {
                write!(f, "run {run} waits, looks for {}, and {seen}", names(who))
            }
            Self::Ends(run) => write!(f, "run {run} saves the state and ends"),
            Self::Overtaken(run) => write!(f, "run {run} finds its lock gone and ends"),
            Self::Killed(run, Lost::Nothing) => write!(f, "run {run} is killed"),
            Self::Killed(run, Lost::Lines) => {
                write!(f, "run {run} is killed, and its last lines with it")
            }
            Self::StandsStill(run) => write!(f, "run {run} waits for its turn to send"),
            Self::LeaseRunsOut(run) => write!(f, "run {run} stands still until its lease is over"),
            Self::Arrives(who) => write!(f, "the request about {} is carried out", names(who)),
            Self::IsLost(who) => write!(f, "the request about {} has come to nothing", names(who)),
            Self::TimePasses => f.write_str("a quarter of an hour passes"),
            Self::Edited(edit) => write!(f, "the manifests are edited: {edit:?}"),
            Self::StateLost => f.write_str("a quarter of an hour passes, and the state is lost"),
            Self::StatePutBack => {
                f.write_str("a quarter of an hour passes, and an older state is put back")
            }
            Self::SomebodySays(who, true) => {
                write!(f, "somebody says `--sent` of {}", address_of(*who))
            }
            Self::SomebodySays(who, false) => {
                write!(f, "somebody says `--not-sent` of {}", address_of(*who))
            }
        }
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Everything => "sees everything",
            Self::OldCopy => "sees an old copy",
            Self::Failed => "its read fails",
        })
    }
}

impl fmt::Display for Came {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Answered => "it is done",
            Self::Refused => "the system refuses",
            Self::NeverSent => "it cannot be sent",
            Self::Lost => "the answer is lost",
            Self::LostAndSlow => "the answer is lost, and the system takes its time",
            Self::Accepted => "the system says yes, and the rest of its answer is lost",
            Self::AcceptedAndSlow => {
                "the system says yes and takes its time, and the rest of its answer is lost"
            }
            Self::Killed => "it is killed meanwhile",
            Self::KilledAndSlow => "it is killed meanwhile, and the system takes its time",
        })
    }
}

fn names(people: &[Who]) -> String {
    let names: Vec<String> = people.iter().map(|who| address_of(*who)).collect();
    names.join(", ")
}
