//! The model of creates can fail: with each rule switched off it finds what the rule prevents.

use super::super::search::explore;
use super::kinds::{ASSESSMENT, Kind, TASK};
use super::model::{Bounds, Model};

/// What keeps a create from being done twice, and a stranger's from being deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    IntentBeforeSend,
    WaitForEarlier,
    SettleByReading,
    AcceptanceKept,
    /// What was found by reading may be somebody else's.
    FoundIsNotOurs,
}

const CALM: Bounds = Bounds {
    kills: 0,
    faults: 0,
    strangers: 0,
    losses: 0,
};

/// The shortest way to a broken law without a rule; with it there is none.
fn found(kind: &'static Kind, bounds: Bounds, rule: Rule) -> String {
    let whole = explore(&Model::new(kind, bounds, None));
    assert_eq!(whole.broken, None, "with every rule");
    let without = explore(&Model::new(kind, bounds, Some(rule)));
    without
        .broken
        .unwrap_or_else(|| panic!("{rule:?} is not missed"))
}

#[test]
fn an_intent_that_is_written_after_the_create_is_missed() {
    let bounds = Bounds { kills: 1, ..CALM };
    insta::assert_snapshot!(found(&ASSESSMENT, bounds, Rule::IntentBeforeSend), @"
    a run starts
    the run looks right before the create, and there is none
    the run writes down that it creates
    the run asks for the create: it is killed meanwhile
    a run starts
    the run looks right before the create, and there is none
    the request is carried out
    the run writes down that it creates
    the run asks for the create: it is done
    => it is created 2 times
    ");
}

#[test]
fn an_earlier_create_that_is_not_waited_for_is_found() {
    let bounds = Bounds { kills: 1, ..CALM };
    insta::assert_snapshot!(found(&ASSESSMENT, bounds, Rule::WaitForEarlier), @"
    a run starts
    the run looks right before the create, and there is none
    the run writes down that it creates
    the run asks for the create: it is killed meanwhile
    a run starts
    the run looks right before the create, and there is none
    the request is carried out
    the run writes down that it creates
    the run asks for the create: it is done
    => it is created 2 times
    ");
}

#[test]
fn a_second_create_without_a_look_is_found() {
    let bounds = Bounds { faults: 1, ..CALM };
    insta::assert_snapshot!(found(&ASSESSMENT, bounds, Rule::SettleByReading), @"
    a run starts
    the run looks right before the create, and there is none
    the run writes down that it creates
    the run asks for the create: the answer is lost
    the request is carried out
    the run writes down that it creates
    the run asks for the create: it is done
    => it is created 2 times
    ");
}

#[test]
fn a_yes_to_a_create_that_is_not_written_down_is_missed() {
    let bounds = Bounds { faults: 1, ..CALM };
    insta::assert_snapshot!(found(&ASSESSMENT, bounds, Rule::AcceptanceKept), @"
    a run starts
    the run looks right before the create, and there is none
    the run writes down that it creates
    the run asks for the create: the system says yes and takes its time, and the rest of its answer is lost
    the run waits, and looks for what it has sent
    the run saves the state and ends
    a run starts
    the run looks right before the create, and there is none
    the run waits for an earlier request
    the run writes down that it creates
    the run asks for the create: it is done
    => the system said yes, and is asked again
    ");
}

#[test]
fn a_stranger_s_task_that_is_taken_for_ours_is_found() {
    let bounds = Bounds {
        faults: 1,
        strangers: 1,
        ..CALM
    };
    insta::assert_snapshot!(found(&TASK, bounds, Rule::FoundIsNotOurs), @"
    a run starts
    the run looks right before the create, and there is none
    somebody makes one of this name in the web app
    the run writes down that it creates
    the run asks for the create: the answer is lost, and the system takes its time
    the run waits, and looks for what it has sent
    the request is carried out
    the run looks whether somebody else made the same
    => a stranger's is recorded as ours
    ");
}
