//! Two texts word by word, within as many characters as a value may have.

use std::fmt::Write as _;

use super::escape::short;
use crate::render::word_diff::{Context, Piece, pieces};

/// Characters of a value that are shown.
pub(super) const LONGEST: usize = 600;

pub(super) fn words(before: &str, after: &str) -> String {
    let mut left = LONGEST;
    let mut text = String::new();
    for piece in pieces(before, after, Context::Near) {
        let (tag, piece) = match &piece {
            Piece::Same(piece) => ("", piece),
            Piece::Gone(piece) => ("del", piece),
            Piece::Come(piece) => ("ins", piece),
        };
        let shown = short(piece, left);
        let _ = match tag {
            "" => write!(text, "{shown}"),
            _ => write!(text, "<{tag}>{shown}</{tag}>"),
        };
        left = left.saturating_sub(piece.chars().count());
        if left == 0 {
            break;
        }
    }
    text
}
