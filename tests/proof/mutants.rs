//! The model can fail: with each rule switched off it finds what the rule prevents.

use super::bounds::Bounds;
use super::kinds::{FLOW, INTERVIEW_SET, Kind};
use super::model::Model;
use super::rules::{Rule, Rules};
use super::search::explore;

const CALM: Bounds = Bounds {
    people: 1,
    kills: 0,
    faults: 0,
    edits: 0,
    pauses: 0,
    losses: 0,
    looks: 0,
};

/// The shortest way to a broken law without a rule; with it there is none.
fn found(kind: &'static Kind, bounds: Bounds, rule: Rule) -> String {
    let whole = explore(&Model::new(kind, bounds, Rules::default()));
    assert_eq!(whole.broken, None, "with every rule");
    let without = explore(&Model::new(kind, bounds, Rules::without(rule)));
    without
        .broken
        .unwrap_or_else(|| panic!("{rule:?} is not missed"))
}

#[test]
fn an_intent_that_is_written_after_the_send_is_missed() {
    let bounds = Bounds { kills: 1, ..CALM };
    insta::assert_snapshot!(found(&FLOW, bounds, Rule::IntentBeforeSend), @"
    run 0 starts, and sees everything
    run 0 looks right before its writes, and sees everything
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: it is killed meanwhile
    run 0 starts, and sees everything
    run 0 looks right before its writes, and sees everything
    the request about ada@example.com is carried out
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: it is done
    => ada@example.com is mailed 2 times
    ");
}

#[test]
fn an_earlier_request_that_is_not_waited_for_is_found() {
    let bounds = Bounds {
        kills: 1,
        pauses: 1,
        ..CALM
    };
    insta::assert_snapshot!(found(&FLOW, bounds, Rule::WaitForEarlier), @"
    run 0 starts, and sees everything
    run 0 looks right before its writes, and sees everything
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: it is killed meanwhile
    run 0 starts, and sees everything
    run 0 looks right before its writes, and sees everything
    the request about ada@example.com is carried out
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: it is done
    => ada@example.com is mailed 2 times
    ");
}

#[test]
fn a_doubt_that_ends_with_its_roster_is_found() {
    let bounds = Bounds {
        kills: 1,
        edits: 1,
        ..CALM
    };
    insta::assert_snapshot!(found(&FLOW, bounds, Rule::DoubtByThing), @"
    run 0 starts, and sees everything
    run 0 looks right before its writes, and sees everything
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: it is killed meanwhile
    the manifests are edited: Moved
    run 0 starts, and sees everything
    run 0 looks right before its writes, and sees everything
    the request about ada@example.com is carried out
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: it is done
    => ada@example.com is mailed 2 times
    ");
    found(&INTERVIEW_SET, bounds, Rule::DoubtByThing);
}

#[test]
fn people_whom_the_state_does_not_know_are_missed() {
    let bounds = Bounds { losses: 1, ..CALM };
    insta::assert_snapshot!(found(&INTERVIEW_SET, bounds, Rule::UnknownSubmissions), @"
    run 0 starts, and sees everything
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: it is done
    run 0 saves the state and ends
    a quarter of an hour passes, and the state is lost
    run 0 starts, and sees everything
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: it is done
    => ada@example.com is mailed 2 times
    ");
}

#[test]
fn a_failed_read_that_is_taken_for_nobody_is_found() {
    let bounds = Bounds {
        losses: 1,
        faults: 2,
        ..CALM
    };
    insta::assert_snapshot!(found(&FLOW, bounds, Rule::ProvenAbsence), @"
    run 0 starts, and sees everything
    run 0 looks right before its writes, and sees everything
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: the answer is lost
    the request about ada@example.com is carried out
    run 0 waits, looks for ada@example.com, and its read fails
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: it is done
    => ada@example.com is mailed 2 times
    ");
}

#[test]
fn a_second_request_without_a_look_is_found() {
    let bounds = Bounds { faults: 1, ..CALM };
    insta::assert_snapshot!(found(&FLOW, bounds, Rule::SettleByReading), @"
    run 0 starts, and sees everything
    run 0 looks right before its writes, and sees everything
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: the answer is lost
    the request about ada@example.com is carried out
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: it is done
    => ada@example.com is mailed 2 times
    ");
}

#[test]
fn a_run_that_goes_on_without_its_lock_is_found() {
    let bounds = Bounds { pauses: 1, ..CALM };
    insta::assert_snapshot!(found(&FLOW, bounds, Rule::Fence), @"
    run 0 starts, and sees everything
    run 0 stands still until its lease is over
    run 0 looks right before its writes, and sees everything
    run 1 starts, and sees everything
    run 0 writes down that it asks for ada@example.com
    run 1 looks right before its writes, and sees everything
    run 0 asks for ada@example.com: it is done
    run 1 writes down that it asks for ada@example.com
    run 1 asks for ada@example.com: it is done
    => ada@example.com is mailed 2 times
    ");
}

#[test]
fn a_yes_that_is_not_written_down_is_missed() {
    let bounds = Bounds { faults: 1, ..CALM };
    insta::assert_snapshot!(found(&FLOW, bounds, Rule::AcceptanceKept), @"
    run 0 starts, and sees everything
    run 0 looks right before its writes, and sees everything
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: the system says yes and takes its time, and the rest of its answer is lost
    run 0 waits, looks for ada@example.com, and sees everything
    run 0 saves the state and ends
    run 0 starts, and sees everything
    run 0 looks right before its writes, and sees everything
    run 0 waits for an earlier request about ada@example.com
    run 0 writes down that it asks for ada@example.com
    run 0 asks for ada@example.com: it is done
    => the system said yes, and is asked for ada@example.com again
    ");
}
