//! Values beside one another, or in one text.

use maud::{Markup, html};

use crate::render::escape::visible;
use crate::render::review::Shown;
use crate::render::word_diff::{Context, Piece, pieces};

/// Words of this program about foreign text: what stands between backticks becomes code.
pub(in crate::render) fn prose(text: &str) -> Markup {
    let text = visible(text);
    let pieces: Vec<&str> = text.split('`').collect();
    html! {
        @if pieces.len().is_multiple_of(2) {
            (text)
        } @else {
            @for (at, piece) in pieces.iter().enumerate() {
                @if at % 2 == 0 { (piece) } @else { code { (piece) } }
            }
        }
    }
}

pub(super) fn value(shown: &Shown) -> Markup {
    match shown {
        Shown::Come(text) => html! { p.value { ins.whole { (text) } } },
        Shown::Gone(text) => html! { p.value { del { (text) } } },
        Shown::Same(text) => html! { p.value { (text) } },
        Shown::Unread(text) => {
            html! { p.value { span.quiet { "not readable" } " → " ins.whole { (text) } } }
        }
        Shown::Values { before, after } => html! {
            p.value.inline { del { (before) } " → " ins { (after) } }
            (side_by_side(&html! { del { (before) } }, &html! { ins { (after) } }))
        },
        Shown::Words { before, after } => words(&pieces(before, after, Context::Whole)),
    }
}

fn words(pieces: &[Piece]) -> Markup {
    html! {
        p.value.inline { @for piece in pieces { (part(piece)) } }
        (side_by_side(
            &html! { @for piece in pieces { @if !matches!(piece, Piece::Come(_)) { (part(piece)) } } },
            &html! { @for piece in pieces { @if !matches!(piece, Piece::Gone(_)) { (part(piece)) } } },
        ))
    }
}

fn part(piece: &Piece) -> Markup {
    match piece {
        Piece::Same(text) => html! { (text) },
        Piece::Gone(text) => html! { del { (text) } },
        Piece::Come(text) => html! { ins { (text) } },
    }
}

/// Two texts in one, with what stays the same cut to what is near a change.
pub(super) fn inline_words(before: &str, after: &str) -> Markup {
    html! { @for piece in &pieces(before, after, Context::Near) { (part(piece)) } }
}

fn side_by_side(before: &Markup, after: &Markup) -> Markup {
    html! {
        div.side {
            div { span.quiet { "live" } p.value { (before) } }
            div { span.quiet { "manifest" } p.value { (after) } }
        }
    }
}
