//! A flow as a row of boxes: where candidates come in, then a step after the other. A list, so that a phone shows it as one
//! and a screen reader reads it as one.

use maud::{Markup, html};

use crate::render::review::{FlowPicture, StepBox, StepState};
use crate::render::value_words::counted;

pub(super) fn picture(picture: &FlowPicture) -> Markup {
    html! {
        figure {
            figcaption { "“" (picture.name) "” after this plan" }
            ol.flow {
                li.entry { b { "Candidates" } span { (inside(picture.candidates)) } }
                @for step in &picture.steps { (step_box(step)) }
            }
        }
    }
}

fn inside(candidates: Option<u64>) -> String {
    match candidates {
        None => "how many are inside is not shown".to_owned(),
        Some(0) => "none inside".to_owned(),
        Some(count) => format!(
            "{} inside",
            counted(
                usize::try_from(count).unwrap_or(usize::MAX),
                "candidate",
                "candidates"
            )
        ),
    }
}

fn step_box(step: &StepBox) -> Markup {
    let StepBox {
        number,
        label,
        assessment,
        threshold,
        state,
    } = step;
    let (class, mark) = match state {
        StepState::Same => ("", None),
        StepState::New => ("is-new", Some("new")),
        StepState::Threshold(_) => ("is-changed", Some("changes")),
    };
    html! {
        li class=(class) {
            span.quiet { "step " (number) @if let Some(mark) = mark { ", " b.mark { (mark) } } }
            b { (label) }
            @if let Some(assessment) = assessment { span { (assessment) } }
            span {
                "pass at " (threshold)
                @if let StepState::Threshold(before) = state { ", was " (before) }
            }
        }
    }
}
