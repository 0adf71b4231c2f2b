//! A flow as a Mermaid chart, which GitHub and GitLab draw.

use std::fmt::Write as _;

use super::escape::cut;
use crate::render::review::{FlowPicture, StepBox, StepState};

/// Steps that are drawn; a flow with more is told so.
const MOST: usize = 24;

/// Characters of a name that are shown.
const LONGEST: usize = 60;

pub(super) fn chart(picture: &FlowPicture) -> String {
    let mut chart = String::from("\n```mermaid\nflowchart LR\n");
    let inside = match picture.candidates {
        None | Some(0) => "candidates".to_owned(),
        Some(1) => "1 candidate inside".to_owned(),
        Some(count) => format!("{count} candidates inside"),
    };
    let _ = writeln!(chart, "  s0([\"{inside}\"])");
    for step in picture.steps.iter().take(MOST) {
        let number = step.number;
        let _ = writeln!(
            chart,
            "  s{} --> s{number}[\"{}\"]",
            number - 1,
            words(step)
        );
        match step.state {
            StepState::Same => {}
            StepState::New => {
                let _ = writeln!(chart, "  class s{number} new");
            }
            StepState::Threshold(_) => {
                let _ = writeln!(chart, "  class s{number} changed");
            }
        }
    }
    if let Some(more) = picture.steps.len().checked_sub(MOST + 1) {
        let _ = writeln!(chart, "  s{MOST} --> more[\"{} more steps\"]", more + 1);
    }
    chart.push_str(
        "  classDef new stroke:#2da44e,stroke-width:3px\n  \
         classDef changed stroke:#bf8700,stroke-width:3px\n```\n",
    );
    chart
}

fn words(step: &StepBox) -> String {
    let StepBox {
        number,
        label,
        assessment,
        threshold,
        state,
    } = step;
    let mut words = match state {
        StepState::New => format!("NEW: step {number}"),
        StepState::Same | StepState::Threshold(_) => format!("step {number}"),
    };
    let _ = write!(words, "<br/>{}", chart_label(label));
    if let Some(assessment) = assessment {
        let _ = write!(words, "<br/>takes {}", chart_label(assessment));
    }
    let _ = match state {
        StepState::Threshold(before) => write!(
            words,
            "<br/>pass at {} instead of {}",
            chart_label(threshold),
            chart_label(before)
        ),
        StepState::Same | StepState::New => {
            write!(words, "<br/>pass at {}", chart_label(threshold))
        }
    };
    words
}

/// A text inside a quoted label: letters, digits and a few signs as they are, everything else as Mermaid's `#code;`, so
/// that it ends neither the label nor the fence around the chart.
pub fn chart_label(text: &str) -> String {
    let mut label = String::new();
    for c in cut(text, LONGEST).chars() {
        let is_plain = c.is_alphanumeric() || matches!(c, ' ' | ',' | '(' | ')' | '…');
        match c {
            // A dash or a dot after a number would begin a list.
            '-' | '.' if label.ends_with(|last: char| last.is_alphabetic()) => label.push(c),
            _ if is_plain => label.push(c),
            _ if c.is_whitespace() || c.is_control() => label.push(' '),
            _ => {
                let _ = write!(label, "#{};", u32::from(c));
            }
        }
    }
    label
}
