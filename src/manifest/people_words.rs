//! Words in a list of people that may be of somebody: all but the names of fields. For what the tree of a file does not show:
//! keys that nobody knows, comments, and documents that are beyond reading.

use std::collections::BTreeSet;
use std::ops::Range;

use super::yaml::Tree;
use crate::diagnostic::nearest;
use crate::model::masked_name;

/// Of a person in a roster of any system.
const FIELDS: [&str; 13] = [
    "candidates",
    "email",
    "firstName",
    "lastName",
    "firstname",
    "lastname",
    "name",
    "jobCandidateId",
    "cvLink",
    "atsCandidateId",
    "stage",
    "rejected",
    "revoked",
];

/// The bytes of such words in a manifest.
pub(super) fn people_words(text: &str, tree: &Tree) -> Vec<Range<usize>> {
    let lists = tree.places_of("candidates");
    let mut hidden: Vec<Range<usize>> = Vec::new();
    for list in &lists {
        let keys = words_in(text, list.clone());
        hidden.extend(keys.filter(|word| is_key(text, word) && !is_field(&text[word.clone()])));
    }
    if tree.has_lost_a_document() {
        for list in unread_lists(text, &lists) {
            let words = words_in(text, list);
            hidden.extend(
                words.filter(|word| !(is_key(text, word) && is_field(&text[word.clone()]))),
            );
        }
    }
    hidden
}

/// The words of a text that are hidden where it is shown. One letter is not a name.
pub(super) fn hidden_words(text: &str, shown: &str) -> BTreeSet<String> {
    let is_hidden = |word: &Range<usize>| {
        let shown = shown.as_bytes().get(word.start..word.end);
        shown.is_some_and(|shown| shown.iter().all(|byte| *byte == b'*'))
    };
    let words = words_in(text, 0..text.len()).filter(is_hidden);
    words
        .map(|word| text[word].to_owned())
        .filter(|word| word.chars().count() > 1)
        .collect()
}

/// A message, whose quotes of nothing but such words are masked.
pub(super) fn without_quotes(message: &str, hidden: &BTreeSet<String>) -> String {
    let pieces = message.split('`').enumerate();
    let pieces = pieces.map(|(index, piece)| {
        let is_quote = index % 2 == 1;
        if is_quote && is_all_hidden(piece, hidden) {
            masked_name(piece.trim_matches(|c| !is_of_word(c)))
        } else {
            piece.to_owned()
        }
    });
    pieces.collect::<Vec<_>>().join("`")
}

/// A text, in which these words, given in small letters, are masked wherever they stand.
pub(super) fn without_words(text: &str, hidden: &BTreeSet<String>) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for word in words_in(text, 0..text.len()) {
        let is_name = word.len() > 1 && hidden.contains(&text[word.clone()].to_lowercase());
        if is_name {
            shown.push_str(&text[at..word.start]);
            shown.push_str(&masked_name(&text[word.clone()]));
            at = word.end;
        }
    }
    shown + &text[at..]
}

/// The last word of a quote may be cut.
fn is_all_hidden(quote: &str, hidden: &BTreeSet<String>) -> bool {
    let is_hidden = |word: Range<usize>| {
        let is_cut = quote[word.end..] == *"…";
        let word = &quote[word];
        hidden.contains(word) || is_cut && hidden.iter().any(|whole| whole.starts_with(word))
    };
    let mut words = words_in(quote, 0..quote.len()).peekable();
    words.peek().is_some() && words.all(is_hidden)
}

/// From the key to the end of the document, where no tree shows the list.
fn unread_lists<'t>(
    text: &'t str,
    read: &'t [Range<usize>],
) -> impl Iterator<Item = Range<usize>> + 't {
    let keys = text
        .match_indices("candidates")
        .map(|(at, key)| at + key.len());
    let keys = keys.filter(|end| {
        text[*end..]
            .trim_start_matches(['"', '\'', ' '])
            .starts_with(':')
    });
    let is_quote = |c: char| c.is_whitespace() || "\"'".contains(c);
    let unread = keys.filter(move |end| {
        let mut read = read.iter();
        !read.any(|list| {
            let between = text.get(*end..list.start).unwrap_or_default();
            between.trim_matches(is_quote) == ":" || list.contains(end)
        })
    });
    unread.map(|start| {
        let rest = &text[start..];
        let end = rest.find("\n---").unwrap_or(rest.len());
        start..start + end
    })
}

/// Runs of letters and digits.
fn words_in(text: &str, within: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = within.start;
    std::iter::from_fn(move || {
        let rest = text.get(at..within.end)?;
        let start = at + rest.find(is_of_word)?;
        let word = &text[start..within.end];
        let end = start + word.find(|c| !is_of_word(c)).unwrap_or(word.len());
        at = end;
        Some(start..end)
    })
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_key(text: &str, word: &Range<usize>) -> bool {
    let rest = text[word.end..].trim_start_matches(['"', '\'', ' ']);
    rest.starts_with(':')
}

/// Written rightly, or nearly so.
fn is_field(word: &str) -> bool {
    nearest(word, FIELDS).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_masked_as_whole_words_in_any_capitals() {
        let names = BTreeSet::from(["alex".to_owned(), "doe".to_owned()]);
        let of = |text| without_words(text, &names);
        assert_eq!(of("read ALEX Doe, alexander"), "read A… D…, alexander");
        assert_eq!(of("nobody"), "nobody");
    }
}
