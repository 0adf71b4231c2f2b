//! Which fault, if any, befalls the request at hand: the counting of matches.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::super::System;
use super::{Fault, FaultRule, Match};

/// The rules in force, each with its count.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Faults(Mutex<Vec<Counted>>);

#[derive(Debug)]
struct Counted {
    rule: FaultRule,
    matched: u64,
    played: u64,
}

impl Faults {
    pub(in crate::sandbox) fn new(rules: Vec<FaultRule>) -> Self {
        let faults = Self::default();
        faults.set(rules);
        faults
    }

    /// Puts these rules in the place of the old ones; counts begin anew.
    pub(in crate::sandbox) fn set(&self, rules: Vec<FaultRule>) {
        *self.lock() = rules
            .into_iter()
            .map(|rule| Counted {
                rule,
                matched: 0,
                played: 0,
            })
            .collect();
    }

    /// The fault for this request. Every rule counts every request that it fits, also when an earlier
    /// rule plays its fault, so that `nth` means the same whatever stands before it.
    pub(in crate::sandbox) fn due(
        &self,
        system: System,
        method: &str,
        path: &str,
    ) -> Option<Fault> {
        let mut due = None;
        for counted in self.lock().iter_mut() {
            if counted.count(system, method, path) && due.is_none() {
                counted.played += 1;
                due = Some(counted.rule.fault.clone());
            }
        }
        due
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Counted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counted {
    /// Counts the request if it fits, and says whether the rule's turn has come.
    fn count(&mut self, system: System, method: &str, path: &str) -> bool {
        let when = &self.rule.when;
        if !fits(when, system, method, path) {
            return false;
        }
        self.matched += 1;
        let times = when
            .times
            .unwrap_or(if when.nth.is_some() { 1 } else { u64::MAX });
        self.matched >= when.nth.unwrap_or(1) && self.played < times
    }
}

fn fits(when: &Match, system: System, method: &str, path: &str) -> bool {
    let Match {
        method: wanted,
        system: of,
        path_contains,
        nth: _,
        writes_only,
        times: _,
    } = when;
    wanted
        .as_ref()
        .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
        && path_contains
            .as_ref()
            .is_none_or(|part| path.contains(part.as_str()))
        && of.is_none_or(|of| of == system)
        && !(*writes_only && method == "GET")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(when: Match) -> Faults {
        Faults::new(vec![FaultRule {
            when,
            fault: Fault::DropBefore,
        }])
    }

    fn played(faults: &Faults, calls: &[(&str, &str)]) -> Vec<bool> {
        calls
            .iter()
            .map(|(method, path)| faults.due(System::Taptalent, method, path).is_some())
            .collect()
    }

    #[test]
    fn a_rule_without_conditions_befalls_every_request() {
        let calls = [("GET", "/jobs"), ("POST", "/jobs")];
        assert_eq!(played(&faults(Match::default()), &calls), [true, true]);
    }

    #[test]
    fn a_rule_can_mean_one_system_alone() {
        let when = Match {
            system: Some(System::Promptster),
            ..Match::default()
        };
        let faults = faults(when);
        assert!(faults.due(System::Flowmingo, "GET", "/jobs").is_none());
        assert!(faults.due(System::Promptster, "GET", "/jobs").is_some());
    }

    #[test]
    fn nth_counts_only_the_requests_that_fit_and_strikes_once() {
        let when = Match {
            writes_only: true,
            nth: Some(2),
            ..Match::default()
        };
        let calls = [("PUT", "/a"), ("GET", "/a"), ("PUT", "/a"), ("PUT", "/a")];
        assert_eq!(played(&faults(when), &calls), [false, false, true, false]);
    }

    #[test]
    fn times_bounds_how_often_a_rule_strikes() {
        let when = Match {
            method: Some("get".to_owned()),
            path_contains: Some("flows".to_owned()),
            nth: Some(2),
            times: Some(2),
            ..Match::default()
        };
        let calls = [("GET", "/assessment-flows"); 5];
        assert_eq!(
            played(&faults(when), &calls),
            [false, true, true, false, false]
        );
    }

    #[test]
    fn the_first_rule_due_wins_and_the_others_go_on_counting() {
        let rule = |nth, fault| FaultRule {
            when: Match {
                nth: Some(nth),
                ..Match::default()
            },
            fault,
        };
        let faults = Faults::new(vec![
            rule(1, Fault::DropBefore),
            rule(2, Fault::DropAfterCommit),
        ]);
        assert_eq!(
            faults.due(System::Taptalent, "GET", "/jobs"),
            Some(Fault::DropBefore)
        );
        assert_eq!(
            faults.due(System::Taptalent, "GET", "/jobs"),
            Some(Fault::DropAfterCommit)
        );
        assert_eq!(faults.due(System::Taptalent, "GET", "/jobs"), None);
    }
}
