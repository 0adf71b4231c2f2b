//! The whole document: what happens, in sentences; then every resource at length; the calls and counts last.

use maud::{Markup, html};

use super::change::{block, blocked, note, remark};
use super::filter::Filters;
use super::frame::document;
use super::story::{answer_list, chapters, past_section};
use super::value::prose;
use crate::plan::{Note, NoteSeverity, Plan, Remark};
use crate::render::escape::visible;
use crate::render::plan_text::cause_words;
use crate::render::review::{
    Block, Headline, Point, ReviewLook, Tally, Verdict, answers, blocks, causes, cost, is_grave,
    past, points,
};

const SCRIPT: &str = include_str!("page.js");

/// Up to so many blocks are unfolded from the start; of more, only those that cannot be undone.
const UNFOLDED: usize = 12;

/// A plan as one HTML file, of whatever size the plan makes it.
pub fn plan_html(plan: &Plan, look: ReviewLook<'_>) -> String {
    let points = points(plan, look.titles, look.occasion);
    let blocks = blocks(plan, look.locate);
    let filters = Filters::of(&blocks);
    let body = html! {
        a.skip href="#changes" { "Skip to the details" }
        (head(plan, &look, &points))
        main {
            (obstacles(plan, &look))
            (chapters(&points))
            (past_section(&past(plan, look.effects, look.titles)))
            (notes(plan, &look, NoteSeverity::Warning, "Warnings"))
            (details(&blocks, &look, &filters))
            (notes(plan, &look, NoteSeverity::Info, "Notes"))
            (figures(plan, &look))
        }
        footer { p.quiet { "Made by vetform " (crate::version::FULL) ". A plan only reads; it changes nothing." } }
    };
    let title = format!("Plan for workspace {}", visible(look.workspace));
    document(&title, &filters.style(), Some(SCRIPT), &body)
}

fn head(plan: &Plan, look: &ReviewLook<'_>, points: &[Point]) -> Markup {
    let verdict = Verdict::of(plan);
    let answers = answers(plan, points, look.titles, look.occasion);
    let Headline { title, sentence } = Headline::of(plan, points);
    html! {
        header.{ "is-" (verdict.class()) } {
            p.eyebrow { "Plan for workspace" " " b { (visible(look.workspace)) }
                @for fact in look.provenance.words() { " · " (visible(&fact)) }
            }
            h1 { (title) }
            @if !sentence.is_empty() { p.lead { (prose(&sentence)) } }
            @if !answers.is_empty() { (answer_list(&answers)) }
        }
    }
}

/// For those who want to know how: the calls, who moved, and the numbers.
fn figures(plan: &Plan, look: &ReviewLook<'_>) -> Markup {
    let calls = plan.calls();
    let causes = causes(plan);
    let counts = Tally::of(plan);
    html! {
        @if !counts.rows.is_empty() {
            details.figures {
                summary { "Calls, causes and counts" }
                div.facts {
                    (tally(&counts))
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
}

fn tally(tally: &Tally) -> Markup {
    let Tally { columns, rows, all } = tally;
    let cells = |counts: &[usize]| {
        html! { @for count in counts { td { @if *count > 0 { (count) } } } }
    };
    html! {
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

fn obstacles(plan: &Plan, look: &ReviewLook<'_>) -> Markup {
    html! {
        @if !plan.blocked.is_empty() {
            section aria-labelledby="obstacles" {
                h2 id="obstacles" { ("Blocked") }
                ul.plain { @for one in &plan.blocked { (blocked(one, look)) } }
            }
        }
    }
}

fn details(blocks: &[Block<'_>], look: &ReviewLook<'_>, filters: &Filters) -> Markup {
    let unfolds_all = blocks.len() <= UNFOLDED;
    let is_open = |block: &Block<'_>| {
        unfolds_all || matches!(block, Block::Own { change, .. } if is_grave(change))
    };
    html! {
        @if !blocks.is_empty() {
            section.changes aria-labelledby="changes" {
                h2 id="changes" { "Details" }
                p.tools hidden {
                    input type="search" aria-label="Search the page" placeholder="Search";
                    " " button type="button" name="expand" { "Expand all" }
                    " " button type="button" name="collapse" { "Collapse all" }
                }
                (filters.markup())
                // No `ol`: Chromium numbers the items of a list anew for each that a filter hides, which takes minutes for
                // thousands.
                div.list role="list" {
                    @for one in blocks { (block(one, look, is_open(one))) }
                }
                // The style sheet counts what the filters leave.
                p.shown { " of " (blocks.len()) " shown" }
            }
        }
    }
}

fn notes(plan: &Plan, look: &ReviewLook<'_>, severity: NoteSeverity, title: &str) -> Markup {
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
                    @for one in notes { (note(one, look)) }
                }
            }
        }
    }
}
