//! A flow as a drawing: where candidates come in, then a box a step, row after row.

use maud::{Markup, html};

use crate::render::review::{FlowPicture, StepBox, StepState};
use crate::render::value_words::counted;

/// Boxes in a row, the entry counted.
const ROW: usize = 4;

// In pixels, before the browser scales the drawing.
const WIDTH: usize = 200;
const HEIGHT: usize = 92;
const GAP: usize = 44;
const EDGE: usize = 2;

/// Characters of a name that fit in a box.
const FITS: usize = 25;

/// The drawing, with all that it shows as its text too.
pub(super) fn picture(picture: &FlowPicture) -> Markup {
    let boxes = picture.steps.len() + 1;
    let columns = boxes.min(ROW);
    let rows = boxes.div_ceil(ROW);
    let width = columns * WIDTH + (columns - 1) * GAP + 2 * EDGE;
    let height = rows * HEIGHT + (rows - 1) * GAP + 2 * EDGE;
    html! {
        figure {
            svg.flow role="img" aria-label=(description(picture)) viewBox={ "0 0 " (width) " " (height) }
                width=(width) height=(height) xmlns="http://www.w3.org/2000/svg" {
                (entry(picture.candidates))
                @for step in &picture.steps {
                    (arrow(step.number))
                    (step_box(step))
                }
            }
            figcaption { "Flow “" (picture.name) "” after this plan" }
        }
    }
}

/// Upper left corner of a box.
const fn corner(index: usize) -> (usize, usize) {
    (
        EDGE + (index % ROW) * (WIDTH + GAP),
        EDGE + (index / ROW) * (HEIGHT + GAP),
    )
}

fn inside(candidates: u64) -> String {
    match candidates {
        0 => "none inside, or not shown".to_owned(),
        count => format!(
            "{} inside",
            counted(
                usize::try_from(count).unwrap_or(usize::MAX),
                "candidate",
                "candidates"
            )
        ),
    }
}

fn entry(candidates: u64) -> Markup {
    let (x, y) = corner(0);
    html! {
        g.entry {
            rect x=(x) y=(y + HEIGHT / 4) width=(WIDTH) height=(HEIGHT / 2) rx=(HEIGHT / 4) {}
            text.name x=(x + WIDTH / 2) y=(y + HEIGHT / 2 - 3) text-anchor="middle" { "Candidates" }
            text x=(x + WIDTH / 2) y=(y + HEIGHT / 2 + 14) text-anchor="middle" { (inside(candidates)) }
        }
    }
}

/// From the box before to this one.
fn arrow(index: usize) -> Markup {
    let ((from_x, from_y), (x, y)) = (corner(index - 1), corner(index));
    let (line, head) = if index.is_multiple_of(ROW) {
        let (start, middle, end) = (from_x + WIDTH / 2, y - GAP / 2, x + WIDTH / 2);
        (
            format!("M{start} {}V{middle}H{end}V{}", from_y + HEIGHT, y - 6),
            format!("M{} {}h12l-6 8z", end - 6, y - 9),
        )
    } else {
        let middle = y + HEIGHT / 2;
        (
            format!("M{} {middle}H{}", from_x + WIDTH, x - 6),
            format!("M{} {}v12l8 -6z", x - 9, middle - 6),
        )
    };
    html! { path.line d=(line) {} path.head d=(head) {} }
}

fn step_box(step: &StepBox) -> Markup {
    let StepBox {
        number,
        label,
        assessment,
        threshold,
        state,
    } = step;
    let (x, y) = corner(*number);
    let (class, mark) = match state {
        StepState::Same => ("step", None),
        StepState::New => ("step new", Some("new")),
        StepState::Threshold(_) => ("step changed", Some("changes")),
    };
    html! {
        g class=(class) {
            title { (step_words(step)) }
            rect x=(x) y=(y) width=(WIDTH) height=(HEIGHT) rx="8" {}
            text x=(x + 12) y=(y + 22) { "step " (number) }
            @if let Some(mark) = mark {
                text.mark x=(x + WIDTH - 12) y=(y + 22) text-anchor="end" { (mark) }
            }
            text.name x=(x + 12) y=(y + 43) { (fitting(label)) }
            @if let Some(assessment) = assessment {
                text x=(x + 12) y=(y + 61) { (fitting(assessment)) }
            }
            text x=(x + 12) y=(y + 79) {
                "pass at " (fitting(threshold))
                @if let StepState::Threshold(before) = state { ", was " (fitting(before)) }
            }
        }
    }
}

fn fitting(text: &str) -> String {
    match text.char_indices().nth(FITS) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

fn step_words(step: &StepBox) -> String {
    let StepBox {
        number,
        label,
        assessment,
        threshold,
        state,
    } = step;
    let takes = assessment
        .as_ref()
        .map_or_else(String::new, |assessment| format!(", takes {assessment}"));
    let news = match state {
        StepState::Same => String::new(),
        StepState::New => ", new".to_owned(),
        StepState::Threshold(before) => format!(", was {before}"),
    };
    format!("step {number}: {label}{takes}, pass at {threshold}{news}")
}

fn description(picture: &FlowPicture) -> String {
    let steps: Vec<String> = picture.steps.iter().map(step_words).collect();
    format!(
        "Flow {}: candidates, {}; {}",
        picture.name,
        inside(picture.candidates),
        steps.join("; ")
    )
}
