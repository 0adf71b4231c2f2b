//! Long texts side by side in one: what goes as `[-…-]`, what comes as `{+…+}`, and between them only as many unchanged
//! words as it takes to find the place.

use similar::{ChangeTag, TextDiff};

use super::paint::Paint;

/// Unchanged words that stay on each side of a change.
const CONTEXT: usize = 6;

/// Above this many bytes together, two texts are shown whole, one after the other: finding the words that they share
/// would cost more than it tells.
const LONGEST: usize = 20_000;

/// A stretch of two texts that are laid over one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// In both.
    Same(String),
    /// In the older one only.
    Gone(String),
    /// In the newer one only.
    Come(String),
}

/// How much of what did not change is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Whole,
    /// A few words around each change.
    Near,
}

/// The two texts as one.
pub(super) fn word_diff(before: &str, after: &str, paint: Paint) -> String {
    let pieces = pieces(before, after, Context::Near).into_iter();
    pieces
        .map(|piece| match piece {
            Piece::Same(text) => text,
            Piece::Gone(text) => paint.removed(format!("[-{text}-]")),
            Piece::Come(text) => paint.added(format!("{{+{text}+}}")),
        })
        .collect()
}

/// The two texts as one, in pieces.
pub(super) fn pieces(before: &str, after: &str, context: Context) -> Vec<Piece> {
    if before.len() + after.len() > LONGEST {
        return vec![
            Piece::Gone(before.to_owned()),
            Piece::Come(after.to_owned()),
        ];
    }
    let diff = TextDiff::from_words(before, after);
    let mut runs: Vec<(ChangeTag, Vec<&str>)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, words)) if *tag == change.tag() => words.push(change.value()),
            _ => runs.push((change.tag(), vec![change.value()])),
        }
    }
    join_over_blanks(&mut runs);
    let last = runs.len().saturating_sub(1);
    let pieces = runs.iter().enumerate();
    pieces
        .map(|(at, (tag, words))| match (tag, context) {
            (ChangeTag::Equal, Context::Near) => Piece::Same(folded(words, at == 0, at == last)),
            (ChangeTag::Equal, Context::Whole) => Piece::Same(words.concat()),
            (ChangeTag::Delete, _) => Piece::Gone(words.concat()),
            (ChangeTag::Insert, _) => Piece::Come(words.concat()),
        })
        .collect()
}

/// Two changes with nothing but a blank between them read better as one.
fn join_over_blanks(runs: &mut Vec<(ChangeTag, Vec<&str>)>) {
    let mut joined: Vec<(ChangeTag, Vec<&str>)> = Vec::new();
    let mut pending: (Vec<&str>, Vec<&str>) = Default::default();
    let flush = |pending: &mut (Vec<_>, Vec<_>), joined: &mut Vec<_>| {
        let (gone, come) = std::mem::take(pending);
        if !gone.is_empty() {
            joined.push((ChangeTag::Delete, gone));
        }
        if !come.is_empty() {
            joined.push((ChangeTag::Insert, come));
        }
    };
    let count = runs.len();
    for (at, (tag, words)) in std::mem::take(runs).into_iter().enumerate() {
        let is_blank = words.iter().all(|word| word.trim().is_empty());
        let between = !(pending.0.is_empty() && pending.1.is_empty()) && at + 1 < count;
        match tag {
            ChangeTag::Delete => pending.0.extend(words),
            ChangeTag::Insert => pending.1.extend(words),
            ChangeTag::Equal if is_blank && between => {
                pending.0.extend(words.iter().copied());
                pending.1.extend(words);
            }
            ChangeTag::Equal => {
                flush(&mut pending, &mut joined);
                joined.push((tag, words));
            }
        }
    }
    flush(&mut pending, &mut joined);
    *runs = joined;
}

/// Unchanged words with their middle left out; at the ends of the text only the side that meets a change stays.
fn folded(words: &[&str], is_first: bool, is_last: bool) -> String {
    // Words and the blanks between them are both items of the diff.
    let keep = CONTEXT * 2;
    let head = if is_first { 0 } else { keep.min(words.len()) };
    let tail = if is_last { 0 } else { keep.min(words.len()) };
    if head + tail + 2 >= words.len() {
        return words.concat();
    }
    let middle = if is_first || is_last { "…" } else { " … " };
    let (start, end) = (words[..head].concat(), words[words.len() - tail..].concat());
    format!("{}{middle}{}", start.trim_end(), end.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(before: &str, after: &str) -> String {
        word_diff(before, after, Paint::new(false))
    }

    #[test]
    fn changed_words_stand_in_their_place() {
        insta::assert_snapshot!(
            diff("Describe a time when you debugged it.", "Describe an occasion when you debugged it."),
            @"Describe [-a time-]{+an occasion+} when you debugged it."
        );
    }

    #[test]
    fn what_is_far_from_any_change_is_folded() {
        let before = format!("{}one {}", "before ".repeat(30), "after ".repeat(30));
        let after = format!("{}two {}", "before ".repeat(30), "after ".repeat(30));
        insta::assert_snapshot!(diff(&before, &after), @"…before before before before before before [-one-]{+two+} after after after after after after…");
    }
}
