//! Places of a text that a reader takes for something else: letters of one script that stand for those of another, and
//! characters that are not seen. For warnings; no output here.

use std::collections::BTreeSet;

use unicode_security::confusable_detection;

use super::invisible::is_invisible;

/// What is not as it looks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confusable {
    /// A letter that is taken for another one.
    LooksLike {
        /// The word that it stands in.
        word: String,
        /// The letter.
        letter: char,
        /// What it is taken for.
        taken_for: String,
    },
    /// A character that is not seen.
    Unseen(char),
}

/// All of it, each once.
pub fn confusables(text: &str) -> BTreeSet<Confusable> {
    if text.is_ascii() && !text.contains(|c: char| is_unseen(c)) {
        return BTreeSet::new();
    }
    let unseen = text.chars().filter(|c| is_unseen(*c));
    let mut found: BTreeSet<Confusable> = unseen.map(Confusable::Unseen).collect();
    found.extend(hidden_joiners(text).map(Confusable::Unseen));
    let is_latin_text = is_mostly_latin(text);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if is_mixed(word, is_latin_text) {
            found.extend(look_alikes(word));
        }
    }
    found
}

/// A line break and a tab are seen by what stands after them.
fn is_unseen(c: char) -> bool {
    !matches!(c, '\n' | '\r' | '\t') && is_invisible(c)
}

/// Joiners do something in other scripts and in emoji; between two Latin letters they only hide.
fn hidden_joiners(text: &str) -> impl Iterator<Item = char> {
    let chars: Vec<char> = text.chars().collect();
    let hidden: Vec<char> = chars
        .windows(3)
        .filter(|three| {
            matches!(three[1], '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
                && three[0].is_ascii_alphanumeric()
                && three[2].is_ascii_alphanumeric()
        })
        .map(|three| three[1])
        .collect();
    hidden.into_iter()
}

/// Whether a word has letters of two scripts; in a Latin text also a word that only looks as if it were of it.
fn is_mixed(word: &str, is_latin_text: bool) -> bool {
    let has_latin = word.chars().any(is_latin);
    let looks_latin = || word.chars().all(|c| latin_look(c).is_some());
    has_latin || (is_latin_text && looks_latin())
}

fn is_mostly_latin(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (latin, other): (Vec<char>, Vec<char>) = letters.partition(|c| is_latin(*c));
    latin.len() > other.len()
}

/// Letters of the languages that are written in Latin; not those of phonetics.
const fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// The Latin letters that a letter of another script is taken for.
fn latin_look(c: char) -> Option<String> {
    const ROMAN_NUMBERS: std::ops::RangeInclusive<char> = '\u{2150}'..='\u{218f}';
    if is_latin(c) || !c.is_alphabetic() || ROMAN_NUMBERS.contains(&c) {
        return None;
    }
    let look: String = confusable_detection::skeleton(c.encode_utf8(&mut [0; 4])).collect();
    let is_latin_look = !look.is_empty() && look.chars().all(|c| c.is_ascii_alphabetic());
    is_latin_look.then_some(look)
}

fn look_alikes(word: &str) -> impl Iterator<Item = Confusable> {
    word.chars().filter_map(|letter| {
        Some(Confusable::LooksLike {
            word: word.to_owned(),
            letter,
            taken_for: latin_look(letter)?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> String {
        let found = confusables(text).into_iter();
        let letters = found.map(|one| match one {
            Confusable::LooksLike { letter, .. } | Confusable::Unseen(letter) => letter,
        });
        letters.collect()
    }

    #[test]
    fn a_letter_of_another_script_in_a_word_is_found() {
        for (text, found) in [
            ("S\u{435}nior Engineer", "\u{435}"),
            ("Senior Eng\u{456}neer", "\u{456}"),
            ("B\u{391}CKEND", "\u{391}"),
            ("Senior \u{441}\u{43e}\u{440} test", "\u{43e}\u{440}\u{441}"),
            ("b\u{251}ckend", "\u{251}"),
        ] {
            assert_eq!(letters(text), found, "{text}");
        }
    }

    #[test]
    fn what_is_not_seen_is_found() {
        assert_eq!(letters("Voice\u{200b} Interview"), "\u{200b}");
        assert_eq!(letters("Voice \u{202e}weiv"), "\u{202e}");
        assert_eq!(letters("Sen\u{200d}ior"), "\u{200d}");
        assert_eq!(letters("a\u{7}"), "\u{7}");
    }

    #[test]
    fn other_languages_emoji_and_lines_are_as_they_look() {
        for text in [
            "Backend\n\tInterview\r\n",
            "Entretien d’ingénieur·e, 1º grado, Straße, Satış Uzmanı",
            "Старший инженер Python, сор",
            "Web\u{30a8}\u{30f3}\u{30b8}\u{30cb}\u{30a2} 面接",
            "Ανώτερος μηχανικός λογισμικού",
            "👩\u{200d}💻 IT-специалист ❤\u{fe0f}",
            "می\u{200c}خواهم",
            "µService 5 µm, Level Ⅱ",
        ] {
            assert_eq!(letters(text), "", "{text}");
        }
    }
}
