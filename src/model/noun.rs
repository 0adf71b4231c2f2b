//! Nouns in messages that are put together: the article and the number.

use std::fmt::Display;

/// `an interview set`, `a project`. For the nouns of this program, which sound as they are spelled.
pub fn with_article(noun: &str) -> String {
    let article = match noun.chars().next() {
        Some('A' | 'E' | 'I' | 'O' | 'U' | 'a' | 'e' | 'i' | 'o' | 'u') => "an",
        _ => "a",
    };
    format!("{article} {noun}")
}

/// `1 cell`, `3 cells`.
pub fn counted(count: impl Copy + Display + PartialEq + From<u8>, noun: &str) -> String {
    if count == 1.into() {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

/// `twice`
pub fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_goes_with_the_sound() {
        for (noun, whole) in [
            ("interview set", "an interview set"),
            ("Assessment", "an Assessment"),
            ("project", "a project"),
            ("Roster", "a Roster"),
        ] {
            assert_eq!(with_article(noun), whole);
        }
    }

    #[test]
    fn only_one_is_singular() {
        let of = |count: u64| counted(count, "cell");
        assert_eq!([of(0), of(1), of(2)], ["0 cells", "1 cell", "2 cells"]);
    }
}
