//! Letters of other alphabets in those that names are made of, as most people would write them without a keyboard for them.

/// `ü` is `ue`, `Ж` is `zh`; `None` for what no word has, such as an emoji, or what only a dictionary could tell.
pub(super) fn plain(letter: char) -> Option<&'static str> {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let found = GROUPS.iter().find(|(of_group, _)| of_group.contains(small));
    found.map(|(_, plain)| *plain)
}

/// What stands inside words and is not to be seen.
pub(super) const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{300}'..='\u{36f}'
    )
}

/// Small letters and what each of them becomes. Umlauts as German writes them: most titles with them are German.
const GROUPS: [(&str, &str); 60] = [
    ("ä", "ae"),
    ("ö", "oe"),
    ("ü", "ue"),
    ("ß", "ss"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("å", "aa"),
    ("ø", "oe"),
    ("þ", "th"),
    ("áàâãāăąǎ", "a"),
    ("çćčċĉ", "c"),
    ("ďđð", "d"),
    ("éèêëēĕęěė", "e"),
    ("ğĝģġ", "g"),
    ("ĥħ", "h"),
    ("íìîïīĩįı", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("łļĺľ", "l"),
    ("ñńňņ", "n"),
    ("óòôõōőŏ", "o"),
    ("ŕřŗ", "r"),
    ("śšşșŝ", "s"),
    ("ťţțŧ", "t"),
    ("úùûūůűũųŭ", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
    ("аα", "a"),
    ("б", "b"),
    ("вβ", "v"),
    ("гґγ", "g"),
    ("дδ", "d"),
    ("еэєε", "e"),
    ("ё", "yo"),
    ("ж", "zh"),
    ("зζ", "z"),
    ("иіιη", "i"),
    ("йыїυ", "y"),
    ("кκ", "k"),
    ("лλ", "l"),
    ("мμ", "m"),
    ("нν", "n"),
    ("оοω", "o"),
    ("пπ", "p"),
    ("рρ", "r"),
    ("сσς", "s"),
    ("тτ", "t"),
    ("у", "u"),
    ("фφ", "f"),
    ("х", "kh"),
    ("ц", "ts"),
    ("чχ", "ch"),
    ("ш", "sh"),
    ("щ", "shch"),
    ("ъь", ""),
    ("ю", "yu"),
    ("я", "ya"),
    ("θ", "th"),
    ("ξψ", "x"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_becomes_of_a_letter_is_what_names_are_made_of() {
        for (letters, plain) in GROUPS {
            assert!(
                plain.bytes().all(|byte| byte.is_ascii_lowercase()),
                "{letters}"
            );
            for letter in letters.chars() {
                let small: Vec<char> = letter.to_lowercase().collect();
                assert_eq!(small, [letter], "only small letters are looked up");
            }
        }
        assert_eq!(
            (plain('Ä'), plain('Щ'), plain('🚀')),
            (Some("ae"), Some("shch"), None)
        );
    }
}
