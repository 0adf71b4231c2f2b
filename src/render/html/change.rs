//! One block of the details, one obstacle, one note.

use maud::{Markup, html};

use super::filter::classes;
use super::link;
use super::picture::picture;
use super::value::{prose, value};
use crate::diagnostic::Code;
use crate::manifest::CONFIG_FILE;
use crate::plan::{Blocked, Change, Note, NoteSeverity, Remark, StepLine, StepVerdict};
use crate::render::change_warning::warnings;
use crate::render::escape::visible;
use crate::render::plan_text::cause_words;
use crate::render::review::{
    Block, Difference, FlowPicture, Part, ReviewLook, is_grave, place_words, sign,
};
use crate::render::value_words::counted;

/// One block of the details.
pub(super) fn block(block: &Block<'_>, look: &ReviewLook<'_>, open: bool) -> Markup {
    html! {
        div class=(classes(block)) role="listitem" {
            @match block {
                Block::Shared { difference, reached } => (shared(difference, reached, look, open)),
                Block::Own { change, differences, shared } => (own(change, differences, *shared, look, open)),
            }
        }
    }
}

fn titled(change: &Change, look: &ReviewLook<'_>) -> Markup {
    html! {
        b.title { "“" (look.titles.of_change(change)) "”" }
        " " span.small { span.address { (change.address) } @if let Some(id) = &change.id { " id " (visible(id)) } }
    }
}

fn shared(one: &Difference, reached: &[&Change], look: &ReviewLook<'_>, open: bool) -> Markup {
    let first = reached.first().map(|change| look.titles.of_change(change));
    html! {
        details open[open] {
            summary {
                "The same in " b.title { "“" (first.unwrap_or_default()) "”" }
                " and " (counted(reached.len().saturating_sub(1), "other", "others"))
            }
            div.body {
                (difference(one, look))
                p { "It reaches:" }
                ul.reached { @for change in reached { li { (titled(change, look)) } } }
            }
        }
    }
}

fn own(
    change: &Change,
    differences: &[Difference],
    shared: usize,
    look: &ReviewLook<'_>,
    open: bool,
) -> Markup {
    let action = change.action.as_str();
    html! {
        details open[open] {
            summary {
                span.action.{ "is-" (action) } { span aria-hidden="true" { (sign(change)) " " } (action) }
                " " (titled(change, look))
                @if is_grave(change) { " " span.badge.grave { "cannot be undone" } }
            }
            div.body {
                @for warning in warnings(change) { p.warning { (warning) } }
                @if let Some(flow) = FlowPicture::of(change, look) { (picture(&flow)) }
                @for one in differences { (difference(one, look)) }
                @if shared > 0 {
                    p.quiet { "And " (counted(shared, "difference shared", "differences shared")) " with others, told with them." }
                }
                (calls(change))
                (link::live(change.url.as_deref()))
                @if !change.requires.is_empty() {
                    p.quiet { "after "
                        @for (at, address) in change.requires.iter().enumerate() {
                            @if at > 0 { ", " }
                            "“" (look.titles.of_address(address)) "”"
                        }
                    }
                }
            }
        }
    }
}

fn difference(difference: &Difference, look: &ReviewLook<'_>) -> Markup {
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
                @if let Some(place) = place { " " (link::place(place, look)) }
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
                span.action.is-blocked { span aria-hidden="true" { "✗ " } "blocked" }
                " " b.title { "“" (look.titles.of_address(address)) "”" } " " span.small { span.address { (address) } }
                @if let Some(place) = place { " " (link::place(&place_words(&place), look)) }
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
            table.steps {
                caption { "Steps, live and in the manifest" }
                thead { tr {
                    th scope="col" { "step" } th scope="col" { "live" } th scope="col" { "manifest" } th scope="col" { "verdict" }
                } }
                tbody {
                    @for StepLine { number, live, wanted, verdict: of } in steps {
                        @let (words, sign) = verdict(*of);
                        tr {
                            th scope="row" { (number) }
                            td data-column="live" { (prose(live.as_deref().unwrap_or("–"))) }
                            td data-column="manifest" { (prose(wanted.as_deref().unwrap_or("–"))) }
                            td { span aria-hidden="true" { (sign) " " } (words) }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn note(note: &Note, look: &ReviewLook<'_>) -> Markup {
    let Note {
        address,
        code,
        severity,
        message,
    } = note;
    let about = html! {
        b.title { "“" (look.titles.of_address(address)) "”" } " " span.small { span.address { (address) } }
    };
    said(*severity, &about, *code, message)
}

pub(super) fn remark(remark: &Remark) -> Markup {
    let Remark {
        code,
        severity,
        message,
    } = remark;
    said(
        *severity,
        &html! { span.address { (CONFIG_FILE) } },
        *code,
        message,
    )
}

fn said(severity: NoteSeverity, about: &Markup, code: Code, message: &str) -> Markup {
    html! {
        li.note.{ "is-" (severity.as_str()) } {
            span.action { (severity.as_str()) } " " (about) " " span.badge { (code) }
            p { (prose(message)) }
        }
    }
}
