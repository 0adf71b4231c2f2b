//! Characters that are not seen where they stand: control characters, what changes the direction of what follows, and
//! what has no width. The one list: what is escaped when it is shown, and what is left out when two texts are compared
//! by what the eye sees, must not disagree. No output here.

use unicode_normalization::UnicodeNormalization;

/// Has no form of its own on a page or a terminal, or changes the form of what stands after it. A line break, too.
///
/// By property: `Cc`, `Cf`, `Zl`, `Zp`, and what Unicode names `Default_Ignorable_Code_Point`.
pub const fn is_invisible(c: char) -> bool {
    // Two joiners and two selectors are parts of emoji and of words in several scripts.
    !is_joining(c) && is_ignorable(c)
}

/// The same in a word without blanks, such as an address: there the joiners have no form either, nor has any blank of
/// another script.
pub fn is_invisible_in_word(c: char) -> bool {
    const BRAILLE_BLANK: char = '\u{2800}';
    is_ignorable(c) || c == BRAILLE_BLANK || (c.is_whitespace() && !c.is_ascii())
}

/// `U+200B (zero width space)`: a character that cannot be shown, with its name if it is one of those that come with a
/// copy from pages, mails and spreadsheets.
pub fn name_of_invisible(c: char) -> String {
    let name = match c {
        '\t' => "tab",
        '\n' => "line feed",
        '\r' => "carriage return",
        '\u{a0}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{61c}' => "arabic letter mark",
        '\u{2007}' => "figure space",
        '\u{2009}' => "thin space",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "pop directional formatting",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{202f}' => "narrow no-break space",
        '\u{2060}' => "word joiner",
        '\u{2800}' => "braille pattern blank",
        '\u{3000}' => "ideographic space",
        '\u{3164}' => "hangul filler",
        '\u{feff}' => "byte-order mark",
        _ => return format!("U+{:04X}", u32::from(c)),
    };
    format!("U+{:04X} ({name})", u32::from(c))
}

const fn is_joining(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
}

const fn is_ignorable(c: char) -> bool {
    // Every letter that a plan shows is asked about.
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    matches!(c,
        '\u{80}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}'
        | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
        | '\u{890}'..='\u{891}' | '\u{8e2}'
        | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Two texts that are not the same ([`same_text`](super::same_text)) and that a reader takes for the same: they differ in
/// capitals, in blanks (how many, which), in invisible characters, or in compatibility forms (`ﬁ` and `fi`) only.
pub fn differs_only_invisibly(left: &str, right: &str) -> bool {
    !super::same_text(left, right) && seen(left) == seen(right)
}

fn seen(text: &str) -> String {
    let shown: String = text
        .chars()
        .filter(|c| c.is_whitespace() || !is_ignorable(*c))
        .nfkc()
        .flat_map(char::to_lowercase)
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_blanks_and_zero_width_are_not_seen() {
        for (left, right) in [
            ("Voice Interview", "voice interview"),
            ("Voice Interview", "Voice\u{a0}Interview"),
            ("Voice Interview", "Voice  Interview"),
            ("Voice Interview", "Voice\u{200b} Interview"),
            ("Voice Interview", "\u{feff}Voice Interview"),
            ("Voice Interview", "Voice Inter\u{ad}view"),
        ] {
            assert!(differs_only_invisibly(left, right), "{left:?} {right:?}");
        }
    }

    #[test]
    fn the_same_text_and_another_text_do_not_differ_invisibly() {
        assert!(!differs_only_invisibly("Café", "Cafe\u{301}"));
        assert!(!differs_only_invisibly("Voice", "Voice "));
        assert!(!differs_only_invisibly("Voice", "Voices"));
        assert!(!differs_only_invisibly("Cafe", "Café"));
    }

    #[test]
    fn marks_of_direction_are_invisible_and_parts_of_emoji_are_not() {
        for c in [
            '\u{61c}',
            '\u{200b}',
            '\u{202e}',
            '\u{2066}',
            '\u{e0041}',
            '\u{1b}',
        ] {
            assert!(is_invisible(c), "{c:?}");
        }
        for c in ['a', ' ', '\u{200d}', '\u{fe0f}', 'é', '\u{a0}'] {
            assert!(!is_invisible(c), "{c:?}");
        }
    }
}
