//! What may happen to a world: edits here, changes in the web app, lost states and killed runs.

use proptest::prelude::*;

/// One thing that happens to a world. Numbers choose among what is there, whatever their size.
#[derive(Debug, Clone)]
pub(super) enum Event {
    // Here.
    Title(usize, usize),
    Duration(usize, u32),
    Skills(usize, usize),
    Role(usize, usize),
    AskOrReword(usize, usize, usize, usize),
    RenameQuestion(usize, usize, usize),
    DropQuestion(usize, usize),
    SwapQuestions(usize, usize),
    Order(usize, bool),
    PruneAll(usize, bool),
    AppendStep(usize, u32),
    SwapSteps,
    Threshold(usize, u32),
    StepName(usize, usize),
    FlowName(usize),
    Status(bool),
    Versions(bool),
    // In the web app.
    SomeoneAsks(usize, usize),
    SomeoneRewords(usize, usize, usize),
    SomeoneDeletes(usize, usize),
    SomeoneMoves(usize),
    SomeoneMakesAnotherType(usize, usize),
    SomeoneSetsDuration(usize, u32),
    SomeoneSetsThreshold(usize, u32),
    SomeoneRemovesAssessment(usize),
    Hide(usize),
    HideOfSteps(usize),
    // To the run.
    LoseState,
    Apply,
    Killed(usize, bool),
}

pub(super) fn event() -> impl Strategy<Value = Event> {
    let n = 0..8_usize;
    let one = n.clone();
    let two = (n.clone(), n.clone());
    let minutes = (n.clone(), 1..=180_u32);
    let percent = (n.clone(), 0..=100_u32);
    prop_oneof![
        1 => two.clone().prop_map(|(a, b)| Event::Title(a, b)),
        1 => minutes.clone().prop_map(|(a, b)| Event::Duration(a, b)),
        1 => two.clone().prop_map(|(a, b)| Event::Skills(a, b)),
        1 => two.clone().prop_map(|(a, b)| Event::Role(a, b)),
        3 => (n.clone(), n.clone(), n.clone(), n.clone())
            .prop_map(|(a, b, c, d)| Event::AskOrReword(a, b, c, d)),
        1 => (n.clone(), n.clone(), n.clone()).prop_map(|(a, b, c)| Event::RenameQuestion(a, b, c)),
        1 => two.clone().prop_map(|(a, b)| Event::DropQuestion(a, b)),
        1 => two.clone().prop_map(|(a, b)| Event::SwapQuestions(a, b)),
        1 => (n.clone(), any::<bool>()).prop_map(|(a, b)| Event::Order(a, b)),
        1 => (n.clone(), prop::bool::weighted(0.2)).prop_map(|(a, b)| Event::PruneAll(a, b)),
        1 => percent.clone().prop_map(|(a, b)| Event::AppendStep(a, b)),
        1 => Just(Event::SwapSteps),
        1 => percent.clone().prop_map(|(a, b)| Event::Threshold(a, b)),
        1 => two.clone().prop_map(|(a, b)| Event::StepName(a, b)),
        1 => one.clone().prop_map(Event::FlowName),
        1 => any::<bool>().prop_map(Event::Status),
        1 => any::<bool>().prop_map(Event::Versions),
        1 => two.clone().prop_map(|(a, b)| Event::SomeoneAsks(a, b)),
        1 => (n.clone(), n.clone(), n.clone()).prop_map(|(a, b, c)| Event::SomeoneRewords(a, b, c)),
        1 => two.clone().prop_map(|(a, b)| Event::SomeoneDeletes(a, b)),
        1 => one.clone().prop_map(Event::SomeoneMoves),
        1 => two.prop_map(|(a, b)| Event::SomeoneMakesAnotherType(a, b)),
        1 => minutes.prop_map(|(a, b)| Event::SomeoneSetsDuration(a, b)),
        1 => percent.prop_map(|(a, b)| Event::SomeoneSetsThreshold(a, b)),
        1 => one.clone().prop_map(Event::SomeoneRemovesAssessment),
        1 => one.clone().prop_map(Event::Hide),
        1 => one.clone().prop_map(Event::HideOfSteps),
        1 => Just(Event::LoseState),
        3 => Just(Event::Apply),
        3 => (n, any::<bool>()).prop_map(|(a, b)| Event::Killed(a, b)),
    ]
}
