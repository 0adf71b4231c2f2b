//! Texts as snippets and messages may show them: nobody's address and no key in clear (law 9). What is hidden keeps its length, so
//! that every place stays true.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::cohort::{Sheet, names_a_column};
use super::key_shape::keys;
use super::people_words::people_words;
use super::yaml::Tree;
use crate::model::masked;

/// A manifest: whatever looks like an address or a key is hidden, whatever stands under a key `email`, address or not, and
/// whatever else tells who a candidate is.
///
/// The tree is asked for only where there may be anything of that: of most manifests it would be built for nothing.
pub(super) fn manifest<'t>(text: &Arc<str>, tree: impl FnOnce() -> &'t Tree) -> Arc<str> {
    if !may_tell(text) {
        return Arc::clone(text);
    }
    starred(text, told(text, tree()))
}

/// What of a manifest is hidden.
fn told(text: &str, tree: &Tree) -> Vec<Range<usize>> {
    let mut told = tree.values_of("email");
    told.extend(tree.values_in_items_of("candidates", &PLAIN_COLUMNS));
    told.extend(people_words(text, tree));
    told.extend(addresses(text));
    told.extend(keys(text));
    told
}

/// Whether a manifest may hold anything to hide. A key of the tree stands in the text as it is, unless it is written with escapes.
fn may_tell(text: &str) -> bool {
    let marks = ["@", "email", "candidates", "\\"];
    marks.iter().any(|mark| text.contains(mark)) || keys(text).next().is_some()
}

/// What tells nothing of who a candidate is, of all fields and columns.
const PLAIN_COLUMNS: [&str; 5] = [
    "stage",
    "rejected",
    "revoked",
    "jobCandidateId",
    "atsCandidateId",
];

/// A file with people: every cell below the header that may hold a name, an address or a link to somebody. A row that
/// does not fit the header is hidden as a whole, and a first line that is not a header.
pub(super) fn rows(text: &Arc<str>) -> Arc<str> {
    let sheet = Sheet::new(text);
    let mut hidden: Vec<Range<usize>> = addresses(text).chain(keys(text)).collect();
    let Some(header) = sheet.header() else {
        return starred(text, hidden);
    };
    let is_header = header.cells.iter().any(|cell| names_a_column(&cell.text))
        && !header.cells.iter().any(|cell| cell.text.contains('@'));
    let plain = PLAIN_COLUMNS.map(|name| sheet.column(name).filter(|_| is_header));
    let first = (!is_header).then(|| header.clone());
    for row in first.into_iter().chain(sheet.rows()) {
        let fits = row.misquoted.is_none() && row.cells.len() == header.cells.len();
        let cells = row.cells.iter().enumerate();
        let told = cells.filter(|(index, _)| !(fits && plain.contains(&Some(*index))));
        hidden.extend(told.map(|(_, cell)| cell.bytes.clone()));
    }
    starred(text, hidden)
}

/// A message: addresses in it are masked, and of keys only the prefix is left.
pub(super) fn words(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut done = 0;
    for bytes in keys(text) {
        let key = &text[bytes.clone()];
        let prefix = key.rfind('_').map_or("", |at| &key[..=at]);
        shown.push_str(&text[done..bytes.start]);
        shown.push_str(prefix);
        shown.push('…');
        done = bytes.end;
    }
    if done == 0 {
        return without_addresses(text);
    }
    shown.push_str(&text[done..]);
    Cow::Owned(without_addresses(&shown).into_owned())
}

fn without_addresses(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut done = 0;
    for bytes in addresses(text) {
        shown.push_str(&text[done..bytes.start]);
        let word = &text[bytes.clone()];
        if is_masked(word) {
            shown.push_str(word);
        } else {
            shown.push_str(&masked(word));
        }
        done = bytes.end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(&text[done..]);
    Cow::Owned(shown)
}

/// Whether a word is what [`masked`] makes of an address: masked again it would tell less.
fn is_masked(word: &str) -> bool {
    let (local, domain) = word.rsplit_once('@').unwrap_or((word, ""));
    let name = domain.rsplit_once('.').map_or(domain, |(name, _)| name);
    let is_short = |text: &str, most| text.contains('…') && text.chars().count() <= most;
    is_short(local, 3) && is_short(name, 2)
}

/// Every word with an `@` inside, in order, apart from each other. Linear: what one word has taken is not looked at again.
fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut done = 0;
    text.match_indices('@').filter_map(move |(at, _)| {
        if at < done {
            return None;
        }
        let before = &text[done..at];
        // A quoted local part may hold anything.
        let quoted = before
            .strip_suffix('"')
            .and_then(|local| local.rfind(['"', '\n']));
        let word = before.rfind(ends_word).map(|end| {
            let length = before[end..].chars().next().map_or(1, char::len_utf8);
            end + length
        });
        let start = done + quoted.or(word).unwrap_or(0);
        let after = &text[at + 1..];
        let end = at + 1 + after.find(ends_word).unwrap_or(after.len());
        let is_address = start < at && at + 1 < end;
        done = if is_address { end } else { at + 1 };
        is_address.then_some(start..end)
    })
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || ",;:<>()[]{}\"`".contains(c)
}

/// The text with these bytes as asterisks; line ends stay.
pub(super) fn starred(text: &Arc<str>, mut hidden: Vec<Range<usize>>) -> Arc<str> {
    if hidden.is_empty() {
        return Arc::clone(text);
    }
    hidden.sort_by_key(|bytes| bytes.start);
    let mut shown = String::with_capacity(text.len());
    for Range { start, end } in hidden {
        // Ranges may overlap: what is shown already is not shown again.
        let start = start.max(shown.len());
        if start >= end {
            continue;
        }
        shown.push_str(&text[shown.len()..start]);
        for c in text[start..end].chars() {
            match c {
                '\n' | '\r' => shown.push(c),
                c => shown.extend(std::iter::repeat_n('*', c.len_utf8())),
            }
        }
    }
    shown.push_str(&text[shown.len()..]);
    shown.into()
}

#[cfg(test)]
mod tests {
    use std::cell::OnceCell;

    use super::*;
    use proptest::prelude::*;

    fn hide(text: &str) -> String {
        let text: Arc<str> = text.into();
        let tree = OnceCell::new();
        manifest(&text, || tree.get_or_init(|| Tree::read(&text))).to_string()
    }

    #[test]
    fn addresses_are_hidden_wherever_they_stand() {
        assert_eq!(hide("a: [x@y.example, b]"), "a: [***********, b]");
        assert_eq!(hide("<mailto:ä@b.example>"), "<mailto:************>");
        assert_eq!(hide("a: '\"a b\"@c.example'"), "a: '****************");
        assert_eq!(hide("on @ home, @x, x@"), "on @ home, @x, x@");
    }

    #[test]
    fn what_stands_under_email_is_hidden_address_or_not() {
        assert_eq!(
            hide("- { email: alex example, n: 1 }"),
            "- { email: ************, n: 1 }"
        );
        assert_eq!(
            hide("email: |\n  alex\n  doe\n"),
            "email: |\n  ****\n*****\n"
        );
        assert_eq!(hide("x: &a alex\nemail: *a\n"), "x: &a ****\nemail: **\n");
        assert_eq!(
            hide(
                "candidates:\n- { frstName: Alex, stage: Applied }\n- Sam\n- name: &n Kim\nname: x"
            ),
            "candidates:\n- { frstName: ****, stage: Applied }\n- ***\n- name: &n ***\nname: x"
        );
    }

    #[test]
    fn cells_that_tell_of_somebody_are_hidden() {
        let hide = |text: &str| rows(&text.into()).to_string();
        assert_eq!(
            hide("First Name,email,stage\nA,alex example,Applied\nBo,\"b@c.example\",x\n"),
            "First Name,email,stage\n*,************,Applied\n**,*************,x\n"
        );
        assert_eq!(hide("name;mail\nAlex;Doe,x\n"), "name;mail\n****;*****\n");
        assert_eq!(
            hide("stage,email\nDoe\n\"A, b\n"),
            "stage,email\n***\n*****\n"
        );
        assert_eq!(hide("a@b.example,Alex\n"), "***********,****\n");
    }

    #[test]
    fn messages_keep_what_tells_addresses_apart() {
        assert_eq!(words("`alex@example.com` is none"), "`a…x@e….com` is none");
        for shown in ["a…x@e….com", "a…@e….com", "a…@b…"] {
            assert_eq!(words(shown), shown);
        }
        assert_eq!(words("the part before `@`"), "the part before `@`");
        assert_eq!(
            words("`sk_live_1234567` of a@b.example"),
            "`sk_live_…` of a…@b….example"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_is_hidden_in_what_is_not_looked_into(
            parts in proptest::collection::vec("email|candidates|e|\\\\x65|mail|@|[-a:{}\"'&*\n ]{1,3}", 0..12)
        ) {
            let text: Arc<str> = parts.concat().into();
            prop_assert!(may_tell(&text) || told(&text, &Tree::read(&text)).is_empty(), "{text}");
        }

        #[test]
        fn hiding_keeps_every_place(text in "[a-zä@ ,:\"\n{}-]{0,60}") {
            let hidden = hide(&text);
            prop_assert_eq!(hidden.len(), text.len());
            let ends = |text: &str| text.match_indices('\n').map(|(at, _)| at).collect::<Vec<_>>();
            prop_assert_eq!(ends(&hidden), ends(&text));
        }
    }
}
