//! One behaviour as the file tells it: `plan, killed, plan, arrives 1, ends, plan => done 1`.

use vetform::sandbox::{Fault, FaultRule};

use crate::fault_rules::{on_write, status, throttled};

/// The status of what is done later; the answer to it is cut on its way.
pub(super) const ACCEPTED: u16 = 202;

/// Seconds for which nothing waits that is turned away.
const TOO_LONG: u64 = 86_400;

/// Milliseconds; longer than any test waits.
const NEVER: u64 = 600_000;

#[derive(Debug)]
pub(super) struct Behaviour {
    pub(super) runs: Vec<Run>,
    pub(super) outcome: Outcome,
}

/// What is there once there is nothing more to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) done: usize,
    pub(super) is_in_doubt: bool,
    pub(super) is_blocked: bool,
}

/// One run, and which requests of earlier ones arrive meanwhile, counted from 1.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) arrive_before_it_plans: Vec<usize>,
    pub(super) arrive_before_it_looks: Vec<usize>,
    pub(super) sends: Vec<Fate>,
    /// By its last request.
    pub(super) is_killed: bool,
}

/// What befalls one request.
#[derive(Debug)]
pub(super) struct Fate {
    word: String,
    /// It is carried out at once.
    arrives: bool,
}

impl Behaviour {
    pub(super) fn parse(line: &str) -> Self {
        let (words, outcome) = line.split_once(" => done ").unwrap();
        let mut runs = Vec::new();
        let mut sent = 0;
        for run in of_runs(words) {
            let run = Run::parse(&run, sent);
            sent += run.sends.len();
            runs.push(run);
        }
        let (done, more) = outcome.split_once(", ").unwrap_or((outcome, ""));
        let outcome = Outcome {
            done: done.parse().unwrap(),
            is_in_doubt: more.contains("in doubt"),
            is_blocked: more.contains("blocked"),
        };
        Self { runs, outcome }
    }
}

/// A run ends with its end, or as it is killed.
fn of_runs(words: &str) -> Vec<Vec<&str>> {
    let words: Vec<&str> = words.split(", ").collect();
    let runs = words.split_inclusive(|word| matches!(*word, "ends" | "killed"));
    runs.map(<[&str]>::to_vec).collect()
}

impl Run {
    /// `sent`: how many requests the runs before it sent.
    fn parse(words: &[&str], sent: usize) -> Self {
        let mut run = Self::default();
        let mut arrived = Vec::new();
        for word in words {
            let nth = word
                .strip_prefix("arrives ")
                .map(|nth| nth.parse().unwrap());
            match (*word, nth) {
                ("plan", _) => run.arrive_before_it_plans = std::mem::take(&mut arrived),
                ("ends", _) => {}
                (_, Some(nth)) if nth > sent => run.sends.last_mut().unwrap().arrives = true,
                (_, Some(nth)) => arrived.push(nth),
                (word, None) => run.sends.push(Fate {
                    word: word.to_owned(),
                    arrives: false,
                }),
            }
        }
        run.is_killed = words.last() == Some(&"killed");
        run.arrive_before_it_looks = arrived;
        run
    }

    pub(super) fn faults(&self) -> Vec<FaultRule> {
        let fates = (1..).zip(&self.sends);
        let rules = fates.filter_map(|(nth, fate)| Some(on_write(nth, fate.fault()?)));
        rules.collect()
    }
}

impl Fate {
    fn fault(&self) -> Option<Fault> {
        Some(match (self.word.as_str(), self.arrives) {
            ("answered", _) => return None,
            ("refused", _) => status(400),
            ("not sent", _) => throttled(TOO_LONG),
            ("lost", true) => Fault::DropAfterCommit,
            ("lost", false) => Fault::DropBefore,
            ("accepted", true) => Fault::MalformedJson,
            ("accepted", false) => Fault::AcceptLate { millis: NEVER },
            ("killed", _) => Fault::CommitLate { millis: NEVER },
            (word, _) => panic!("{word}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_arrives_is_told_by_when_it_does() {
        let line = "plan, killed, arrives 1, plan, lost, arrives 2, ends, plan, arrives 1, ends => done 2, in doubt";
        let Behaviour { runs, outcome } = Behaviour::parse(line);
        let [first, second, third] = &runs[..] else {
            panic!("{runs:?}")
        };
        assert!(first.is_killed);
        assert_eq!(second.arrive_before_it_plans, [1]);
        assert!(second.sends[0].arrives && !second.is_killed);
        assert_eq!(third.arrive_before_it_looks, [1]);
        assert!(outcome.is_in_doubt && !outcome.is_blocked && outcome.done == 2);
    }
}
