//! How people are shown: enough to tell two apart, not enough to know who it is. The one place that decides it, for
//! addresses and for names.

/// Masks an address, valid or not.
pub fn masked(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let first = |text: &str| text.chars().next().map_or_else(String::new, String::from);
    let last = local.chars().skip(1).last();
    let local = format!(
        "{}…{}",
        first(local),
        last.map_or_else(String::new, String::from)
    );
    match domain.rsplit_once('.') {
        _ if domain.is_empty() => local,
        Some((name, top)) => format!("{local}@{}….{top}", first(name)),
        None => format!("{local}@{}…", first(domain)),
    }
}

/// Masks a name, `Alex Doe` to `A… D…`; of an address that stands in it, as an address.
pub fn masked_name(name: &str) -> String {
    let words = name.split_whitespace().map(|word| {
        if word.contains('@') {
            return masked(word);
        }
        let first = word.chars().next();
        first.map_or_else(String::new, |first| format!("{first}…"))
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A text in which these people's names may stand, as a whole or word by word: masked. Of a text that is cut at its end, the half of a name goes too.
pub fn without_names<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    let all = names.into_iter().flat_map(|name| {
        let whole = std::iter::once(name.trim());
        whole.chain(name.split_whitespace())
    });
    without(text, all)
}

/// The same of whole names only: where a word may be anything, and must stay what it is.
pub fn without_whole_names<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    without(text, names.into_iter().map(str::trim))
}

fn without<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> String {
    let names = names.map(|name| name.chars().collect());
    // One letter is not a name.
    let mut names: Vec<Vec<char>> = names.filter(|name: &Vec<char>| name.len() > 1).collect();
    // The whole name before its words.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    let chars: Vec<char> = text.chars().collect();
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(next) = chars.get(at) {
        let length = names.iter().find_map(|name| length_at(&chars, at, name));
        if let Some(length) = length {
            let found: String = chars.iter().skip(at).take(length).collect();
            shown.push_str(&masked_name(&found));
        } else {
            shown.push(*next);
        }
        at += length.unwrap_or(1);
    }
    shown
}

/// How much of the text from `at` is this name, whatever its capitals: to the end of a word, or to the cut.
fn length_at(text: &[char], at: usize, name: &[char]) -> Option<usize> {
    let is_letter = |at: usize| text.get(at).is_some_and(|next| next.is_alphanumeric());
    if at > 0 && is_letter(at - 1) && has_words(name) {
        return None;
    }
    let same = name.iter().zip(text.iter().skip(at));
    let length = same
        .take_while(|(one, other)| is_same(**one, **other))
        .count();
    let is_cut = length > 1 && text.get(at + length) == Some(&'…') && at + length + 1 == text.len();
    let is_whole = length == name.len() && !(is_letter(at + length) && has_words(name));
    (is_whole || is_cut).then_some(length)
}

fn is_same(one: char, other: char) -> bool {
    one == other || one.to_lowercase().eq(other.to_lowercase())
}

/// Whether what it is written in parts words: then half a word is not it.
fn has_words(name: &[char]) -> bool {
    name.iter().any(|c| c.is_lowercase() || c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_ends() {
        assert_eq!(masked("alex@example.com"), "a…x@e….com");
        assert_eq!(masked("a@b"), "a…@b…");
        assert_eq!(masked("nobody"), "n…y");
        assert_eq!(masked(""), "…");
    }

    #[test]
    fn a_name_keeps_its_first_letters() {
        assert_eq!(masked_name(" Alex  Doe"), "A… D…");
        assert_eq!(masked_name("李娜 li@example.com"), "李… l…i@e….com");
        assert_eq!(masked_name(""), "");
    }

    #[test]
    fn names_go_from_a_text_as_a_whole_and_word_by_word() {
        let hide = |text: &str| without_names(text, ["Alex", "Doe", "李娜", "J"]);
        assert_eq!(hide("ALEX DOE is in; J too"), "A… D… is in; J too");
        assert_eq!(
            hide("Alexander Doering: Doe's, alex."),
            "Alexander Doering: D…'s, a…."
        );
        assert_eq!(hide("与李娜会面"), "与李…会面");
        assert_eq!(hide("is taken by Ale…"), "is taken by A……");
        assert_eq!(hide("do… it"), "do… it");
    }
}
