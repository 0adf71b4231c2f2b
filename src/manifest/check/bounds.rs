//! Values against the bounds of their fields: one place for all kinds.

use crate::diagnostic::nearest;
use crate::model::{Bounds, FieldSpec, FieldValue, Number};

/// What is wrong with a value: the message and, where there is something to say, what to do.
pub(super) type Objection = (String, Option<String>);

/// Holds a value against the bounds of its field.
pub(super) fn check(spec: &FieldSpec, value: &FieldValue) -> Option<Objection> {
    let name = spec.name;
    match (spec.bounds, value) {
        (Bounds::Length { min, max }, FieldValue::Text(text)) => length(name, text, min, max),
        (Bounds::Range { min, max }, FieldValue::Number(number)) => range(name, *number, min, max),
        (Bounds::Items { min, max }, FieldValue::List(list)) => items(name, list.len(), min, max),
        (Bounds::Items { min, max }, FieldValue::Buckets(list)) => {
            items(name, list.len(), min, max)
        }
        (Bounds::OneOf(known), FieldValue::Text(text)) => one_of(name, text, known),
        // The types are the decoder's; a bound of another type than its field is a slip in the table.
        _ => None,
    }
}

fn length(name: &str, text: &str, min: usize, max: usize) -> Option<Objection> {
    let trimmed = text.trim().chars().count();
    let whole = text.chars().count();
    if trimmed < min {
        let message = match trimmed {
            0 => format!(
                "`{name}` is empty; it must have {}",
                span("character", min, max)
            ),
            _ => format!(
                "`{name}` has {}; it must have {}",
                counted(trimmed, "character"),
                span("character", min, max)
            ),
        };
        Some((message, None))
    } else if whole > max {
        let message = format!(
            "`{name}` has {}; it must have {}",
            counted(whole, "character"),
            span("character", min, max)
        );
        Some((
            message,
            Some(format!(
                "shorten it by {}",
                counted(whole - max, "character")
            )),
        ))
    } else {
        None
    }
}

fn range(name: &str, number: Number, min: f64, max: f64) -> Option<Objection> {
    let fits = (min..=max).contains(&number.get());
    let (least, most) = (shown_number(min), shown_number(max));
    let span = match (is_above_zero(min), is_without_end(max)) {
        (true, _) => format!("more than 0 and at most {most}"),
        (false, true) => format!("{least} or more"),
        (false, false) => format!("from {least} to {most}"),
    };
    (!fits).then(|| (format!("`{name}` is {number}; it must be {span}"), None))
}

/// Whether a least value stands for "more than zero".
pub(in crate::manifest) fn is_above_zero(min: f64) -> bool {
    min > 0.0 && min <= f64::MIN_POSITIVE
}

/// Whether a greatest value is only what a number can hold.
pub(in crate::manifest) fn is_without_end(max: f64) -> bool {
    const MAX_EXACT: f64 = 9_007_199_254_740_991.0;
    max >= MAX_EXACT
}

/// An objection to a text that says nothing.
pub(super) fn not_blank(name: &str, text: &str) -> Option<Objection> {
    text.trim()
        .is_empty()
        .then(|| (format!("`{name}` is empty"), None))
}

fn items(name: &str, count: usize, min: usize, max: usize) -> Option<Objection> {
    let fits = (min..=max).contains(&count);
    (!fits).then(|| {
        let message = format!(
            "`{name}` has {}; it must have {}",
            counted(count, "item"),
            span("item", min, max)
        );
        (message, None)
    })
}

/// Also for fields that have no table: a choice of `lifecycle`, the status of a bucket.
pub(super) fn one_of(name: &str, text: &str, known: &[&str]) -> Option<Objection> {
    if known.contains(&text) {
        return None;
    }
    let listed: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    let help = nearest(text, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
    let shown: String = text.chars().take(40).collect();
    Some((
        format!("`{name}` is `{shown}`; it must be {}", either(&listed)),
        help,
    ))
}

/// `a or b`, `a, b or c`
fn either(words: &[String]) -> String {
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

fn span(noun: &str, min: usize, max: usize) -> String {
    match (min, max) {
        (min, usize::MAX) => format!("at least {}", counted(min, noun)),
        (0, max) => format!("at most {}", counted(max, noun)),
        (min, max) => format!("from {min} to {}", counted(max, noun)),
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// A bound as people write it: without a fraction where it has none.
fn shown_number(number: f64) -> String {
    Number::new(number).map_or_else(|| number.to_string(), |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_characters_and_blanks_do_not_fill_a_minimum() {
        assert!(length("a", "ääääääääää", 10, 10).is_none());
        assert!(length("a", "          ", 1, 10).is_some());
        insta::assert_snapshot!(length("a", "  b ", 2, 9).unwrap().0, @"`a` has 1 character; it must have from 2 to 9 characters");
        insta::assert_snapshot!(length("a", "", 1, usize::MAX).unwrap().0, @"`a` is empty; it must have at least 1 character");
    }
}
