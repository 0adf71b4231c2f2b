//! One change, one obstacle, one note.

use maud::{Markup, html};

use super::filter::classes;
use super::picture::picture;
use super::value::{prose, value};
use crate::diagnostic::Code;
use crate::manifest::CONFIG_FILE;
use crate::plan::{Blocked, Change, Note, NoteSeverity, Remark, StepLine, StepVerdict};
use crate::render::change_warning::warnings;
use crate::render::escape::visible;
use crate::render::plan_text::cause_words;
use crate::render::review::{
    Difference, FlowPicture, Part, ReviewLook, differences, is_grave, place_words, sign,
};
use crate::render::value_words::counted;

pub(super) fn change(change: &Change, look: &ReviewLook<'_>, open: bool) -> Markup {
    let action = change.action.as_str();
    let counts = match (change.fields.len(), change.calls.len()) {
        (0, 0) => "no call".to_owned(),
        (fields, calls) => format!(
            "{}, {}",
            counted(fields, "difference", "differences"),
            counted(calls, "call", "calls")
        ),
    };
    html! {
        div class=(classes(change)) role="listitem" {
            details open[open] {
                summary {
                    span.action.{ "is-" (action) } { span aria-hidden="true" { (sign(change)) " " } (action) }
                    " " span.address { (change.address) }
                    @if let Some(id) = &change.id { " " span.quiet { "id " (visible(id)) } }
                    @if is_grave(change) { " " span.badge.grave { "cannot be undone" } }
                    " " span.quiet { (counts) }
                }
                div.body {
                    @for warning in warnings(change) { p.warning { (warning) } }
                    @if let Some(flow) = FlowPicture::of(change, look) { (picture(&flow)) }
                    @for one in &differences(change, look.locate) { (difference(one)) }
                    (calls(change))
                    @if !change.requires.is_empty() {
                        p.quiet { "after "
                            @for (at, address) in change.requires.iter().enumerate() {
                                @if at > 0 { ", " }
                                code { (address) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn difference(difference: &Difference) -> Markup {
    let Difference {
        name,
        sign,
        cause,
        place,
        parts,
    } = difference;
    html! {
        div.difference {
            p.of {
                span.sign { (sign) } " " b { (name) }
                @if let Some(cause) = cause { " " span.badge { (cause_words(*cause)) } }
                @if let Some(place) = place { " " code.quiet { (place) } }
            }
            @for Part { label, shown } in parts {
                @match label {
                    Some(label) => div.part { span.label { (label) } div { (value(shown)) } },
                    None => (value(shown)),
                }
            }
        }
    }
}

fn calls(change: &Change) -> Markup {
    let routes = change.calls.iter().map(|call| call.operation.route());
    let routes: Vec<String> = routes
        .map(|route| visible(&route.to_string()).into_owned())
        .collect();
    html! {
        @if !routes.is_empty() {
            ul.calls {
                @for run in routes.chunk_by(|one, next| one == next) {
                    li { code { (run[0]) } @if run.len() > 1 { " × " (run.len()) } }
                }
            }
        }
    }
}

pub(super) fn blocked(blocked: &Blocked, look: &ReviewLook<'_>) -> Markup {
    let Blocked {
        address,
        code,
        message,
        help,
        source,
        steps,
    } = blocked;
    let place = source.as_ref().and_then(look.locate);
    html! {
        li.obstacle {
            p {
                span.action.is-blocked { span aria-hidden="true" { "✗ " } "blocked" } " " span.address { (address) }
                @if let Some(place) = place { " " code.quiet { (place_words(&place)) } }
                " " span.badge { (code) }
            }
            p { (prose(message)) }
            (step_table(steps))
            p { b { "What to do: " } (prose(help)) }
        }
    }
}

fn step_table(steps: &[StepLine]) -> Markup {
    let verdict = |verdict| match verdict {
        StepVerdict::Same => ("same", "="),
        StepVerdict::Threshold => ("threshold changes", "~"),
        StepVerdict::Appended => ("appended", "+"),
        StepVerdict::Impossible => ("not possible", "✗"),
    };
    html! {
        @if !steps.is_empty() {
            table {
                caption { "Steps, live and in the manifest" }
                thead { tr {
                    th scope="col" { "step" } th scope="col" { "live" } th scope="col" { "manifest" } th scope="col" { "verdict" }
                } }
                tbody {
                    @for StepLine { number, live, wanted, verdict: of } in steps {
                        @let (words, sign) = verdict(*of);
                        tr {
                            th scope="row" { (number) }
                            td { (prose(live.as_deref().unwrap_or("–"))) }
                            td { (prose(wanted.as_deref().unwrap_or("–"))) }
                            td { span aria-hidden="true" { (sign) " " } (words) }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn note(note: &Note) -> Markup {
    let Note {
        address,
        code,
        severity,
        message,
    } = note;
    said(*severity, &address.to_string(), *code, message)
}

pub(super) fn remark(remark: &Remark) -> Markup {
    let Remark {
        code,
        severity,
        message,
    } = remark;
    said(*severity, CONFIG_FILE, *code, message)
}

fn said(severity: NoteSeverity, about: &str, code: Code, message: &str) -> Markup {
    html! {
        li.note.{ "is-" (severity.as_str()) } {
            span.action { (severity.as_str()) } " " span.address { (about) } " " span.badge { (code) }
            p { (prose(message)) }
        }
    }
}
