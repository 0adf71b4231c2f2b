//! Values against the bounds of their fields: one place for all kinds.

use crate::diagnostic::{Help, did_you_mean};
use crate::model::{Bounds, FieldSpec, FieldValue, Number};

/// What is wrong with a value, and what to do.
pub(super) type Objection = (String, String);

/// Holds a value against the bounds of its field.
pub(super) fn check(spec: &FieldSpec, value: &FieldValue) -> Option<(String, Help)> {
    let name = spec.name;
    let objection = match (spec.bounds, value) {
        (Bounds::Length { min, max }, FieldValue::Text(text)) => length(name, text, min, max),
        (Bounds::Range { min, max }, FieldValue::Number(number)) => range(name, *number, min, max),
        (Bounds::Items { min, max }, FieldValue::List(list)) => items(name, list.len(), min, max),
        (Bounds::Items { min, max }, FieldValue::Buckets(list)) => {
            items(name, list.len(), min, max)
        }
        (Bounds::OneOf(known), FieldValue::Text(text)) => {
            let known: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            return one_of(name, text, &known);
        }
        // The types are the decoder's; a bound of another type than its field is a slip in the table.
        _ => None,
    };
    objection.map(|(message, help)| (message, help.into()))
}

/// What may be wrong: a system may count characters, or the halves of UTF-16 in which it keeps them, of which most emoji have
/// two.
pub(super) fn doubt(spec: &FieldSpec, value: &FieldValue) -> Option<Objection> {
    let (Bounds::Length { min, max }, FieldValue::Text(text)) = (spec.bounds, value) else {
        return None;
    };
    let (trimmed, whole) = (text.trim(), text.as_str());
    let (counted_text, help) = if is_short_by_one_count(trimmed, min) {
        (
            trimmed,
            format!("write at least {min} characters besides emoji"),
        )
    } else if is_long_by_one_count(whole, max) {
        let more = whole.encode_utf16().count() - max;
        (whole, format!("shorten it by {more}, or remove emoji"))
    } else {
        return None;
    };
    let message = format!(
        "`{}` has {}, or {} if the system counts an emoji as two; it must have {}",
        spec.name,
        counted(counted_text.chars().count(), "character"),
        counted_text.encode_utf16().count(),
        span("character", min, max)
    );
    Some((message, help))
}

fn is_short_by_one_count(text: &str, min: usize) -> bool {
    text.chars().count() < min && text.encode_utf16().count() >= min
}

fn is_long_by_one_count(text: &str, max: usize) -> bool {
    text.chars().count() <= max && text.encode_utf16().count() > max
}

fn length(name: &str, text: &str, min: usize, max: usize) -> Option<Objection> {
    let trimmed = text.trim().chars().count();
    let whole = text.chars().count();
    if is_short_by_one_count(text.trim(), min) {
        // It may be enough: said in `doubt`.
        None
    } else if trimmed < min {
        let wanted = span("character", min, max);
        Some(match trimmed {
            0 => (
                format!("`{name}` is empty; it must have {wanted}"),
                format!("write some text after `{name}:`"),
            ),
            _ => (
                format!(
                    "`{name}` has {}; it must have {wanted}",
                    counted(trimmed, "character")
                ),
                format!("lengthen it by {}", counted(min - trimmed, "character")),
            ),
        })
    } else if whole > max {
        let message = format!(
            "`{name}` has {}; it must have {}",
            counted(whole, "character"),
            span("character", min, max)
        );
        let help = format!("shorten it by {}", counted(whole - max, "character"));
        Some((message, help))
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
    let help = match (number.get() < min, is_above_zero(min)) {
        (true, true) => "write a number above 0".to_owned(),
        (true, false) => format!("raise it to {least} or more"),
        (false, _) => format!("lower it to {most} or less"),
    };
    (!fits).then(|| (format!("`{name}` is {number}; it must be {span}"), help))
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
    text.trim().is_empty().then(|| {
        let help = format!("give it a value, or remove `{name}`");
        (format!("`{name}` is empty"), help)
    })
}

/// An objection to a text that is no whole URL.
pub(super) fn not_a_url(name: &str, text: &str) -> Option<Objection> {
    let is_whole = reqwest::Url::parse(text).is_ok_and(|url| url.has_host());
    // Of an empty one its bounds tell.
    (!is_whole && !text.trim().is_empty()).then(|| {
        (
            format!("`{name}` is not a valid URL"),
            "write the complete URL, like `https://git.example.com/acme/challenge`".to_owned(),
        )
    })
}

/// An objection to a number that JSON cannot carry.
pub(super) fn not_finite(name: &str, number: f64) -> Option<Objection> {
    (!number.is_finite()).then(|| {
        let message = format!("`{name}` is not a finite number");
        (message, "write a plain number, like `20`".to_owned())
    })
}

/// An objection to a number with a fraction, or without an end.
pub(super) fn not_whole(name: &str, number: f64) -> Option<Objection> {
    if number.is_finite() && number.fract() != 0.0 {
        let message = format!("`{name}` is {number}; it must be a whole number");
        let help = format!("write {} or {}", number.floor(), number.ceil());
        return Some((message, help));
    }
    not_finite(name, number)
}

fn items(name: &str, count: usize, min: usize, max: usize) -> Option<Objection> {
    let fits = (min..=max).contains(&count);
    (!fits).then(|| {
        let message = format!(
            "`{name}` has {}; it must have {}",
            counted(count, "item"),
            span("item", min, max)
        );
        let help = if count < min {
            format!("add {}", counted(min - count, "item"))
        } else {
            format!("remove {}", counted(count - max, "item"))
        };
        (message, help)
    })
}

/// Also for fields that have no table: a choice of `lifecycle`, the status of a bucket.
pub(super) fn one_of(name: &str, text: &str, known: &[&str]) -> Option<(String, Help)> {
    if known.contains(&text) {
        return None;
    }
    let help = did_you_mean(text, known.iter().copied(), || {
        "use one of these, exactly as written".to_owned()
    });
    let shown: String = text.chars().take(40).collect();
    Some((
        format!("`{name}` is `{shown}`; it must be {}", either(known)),
        help,
    ))
}

/// a, b or c, each in backquotes.
pub(super) fn either(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
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
