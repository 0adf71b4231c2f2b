//! The whole document.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::change::{blocked, change, note, remark};
use super::filter::Filters;
use super::policy::policy;
use super::value::prose;
use crate::plan::{Note, NoteSeverity, Plan, Remark};
use crate::render::escape::visible;
use crate::render::plan_text::cause_words;
use crate::render::review::{
    ReviewLook, Tally, Verdict, causes, cost, is_grave, ordered, summary_line,
};

const STYLE: &str = include_str!("style.css");

/// Up to so many changes are unfolded from the start; of more, only those that cannot be undone.
const UNFOLDED: usize = 50;

/// A plan as one HTML file, of whatever size the plan makes it.
pub fn plan_html(plan: &Plan, look: ReviewLook<'_>) -> String {
    let filters = Filters::of(plan);
    let style = format!("{STYLE}{}", filters.style());
    let workspace = visible(look.workspace);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(&style));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                title { (look.title()) " " (workspace) }
                style { (PreEscaped(&style)) }
            }
            body {
                (head(plan, &look))
                main {
                    (obstacles(plan, &look))
                    (notes(plan, NoteSeverity::Warning, "Warnings"))
                    (changes(plan, &look, &filters))
                    (notes(plan, NoteSeverity::Info, "Notes"))
                }
                footer { p.quiet { "Made by vetform " (env!("CARGO_PKG_VERSION")) ". A plan only reads; it changes nothing." } }
            }
        }
    };
    page.into_string()
}

fn head(plan: &Plan, look: &ReviewLook<'_>) -> Markup {
    let verdict = Verdict::of(plan, look.occasion);
    let calls = plan.calls();
    let causes = causes(plan);
    html! {
        header {
            h1 { (look.title()) " " (visible(look.workspace)) }
            p.verdict.{ "is-" (verdict.class()) } { b { (verdict.title()) } ". " (prose(&summary_line(plan, look.occasion))) }
            div.facts {
                @if verdict != Verdict::NoDrift { (tally(&Tally::of(plan))) }
                @if !calls.by_endpoint.is_empty() {
                    div {
                        h2 { "Calls" }
                        p { (cost(calls.total, look.requests_per_second)) "." }
                        ul {
                            @for (endpoint, count) in &calls.by_endpoint { li { (count) " × " code { (endpoint) } } }
                        }
                    }
                }
                @if !causes.is_empty() {
                    div {
                        h2 { "Causes" }
                        ul {
                            @for (cause, count) in causes.iter().rev() { li { (count) " × " (cause_words(*cause)) } }
                        }
                    }
                }
            }
        }
    }
}

fn tally(tally: &Tally) -> Markup {
    let Tally { columns, rows, all } = tally;
    let cells = |counts: &[usize]| {
        html! { @for count in counts { td { @if *count > 0 { (count) } } } }
    };
    html! {
        @if !rows.is_empty() {
            table {
                caption { "Resources" }
                thead { tr {
                    th scope="col" { "kind" }
                    @for column in columns { th scope="col" { (column) } }
                } }
                tbody {
                    @for (kind, counts) in rows { tr { th scope="row" { (kind) } (cells(counts)) } }
                }
                @if rows.len() > 1 {
                    tfoot { tr { th scope="row" { "all" } (cells(all)) } }
                }
            }
        }
    }
}

fn obstacles(plan: &Plan, look: &ReviewLook<'_>) -> Markup {
    html! {
        @if !plan.blocked.is_empty() {
            section aria-labelledby="obstacles" {
                h2 id="obstacles" { (look.obstacles()) }
                ul.plain { @for one in &plan.blocked { (blocked(one, look)) } }
            }
        }
    }
}

fn changes(plan: &Plan, look: &ReviewLook<'_>, filters: &Filters) -> Markup {
    let unfolds_all = plan.changes.len() <= UNFOLDED;
    html! {
        @if !plan.changes.is_empty() {
            section.changes aria-labelledby="changes" {
                h2 id="changes" { "Changes" }
                (filters.markup())
                // No `ol`: Chromium numbers the items of a list anew for each that a filter hides, which takes minutes for
                // thousands.
                div.list role="list" {
                    @for one in ordered(plan) { (change(one, look, unfolds_all || is_grave(one))) }
                }
                // The style sheet counts what the filters leave.
                p.shown { " of " (plan.changes.len()) " shown" }
            }
        }
    }
}

fn notes(plan: &Plan, severity: NoteSeverity, title: &str) -> Markup {
    let notes: Vec<&Note> = plan
        .notes
        .iter()
        .filter(|note| note.severity == severity)
        .collect();
    let remarks = plan.remarks.iter();
    let remarks: Vec<&Remark> = remarks
        .filter(|remark| remark.severity == severity)
        .collect();
    html! {
        @if !notes.is_empty() || !remarks.is_empty() {
            section {
                h2 { (title) }
                ul.plain {
                    @for one in remarks { (remark(one)) }
                    @for one in notes { (note(one)) }
                }
            }
        }
    }
}
