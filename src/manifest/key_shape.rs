//! What has the shape of a key of one of the systems, wherever it stands: found by the prefixes that their documents name
//! (law 9: a pasted key must not reach a log). Keys of another shape are found by where they stand: `config::literal`.

use std::ops::Range;

/// Prefixes of keys and of webhook secrets (TapTalent, authentication/api-keys; Flowmingo's guide, 2.2; Promptster,
/// reviewers/api/authentication).
const PREFIXES: [&str; 8] = [
    "sk_live_",
    "sk_test_",
    "fl_live_",
    "fl_pre_",
    "fl_test_",
    "psk_live_",
    "psk_test_",
    "whsec_",
];

/// As many characters after the prefix are a key; fewer may be the speech of somebody who explains them.
const SHORTEST: usize = 6;

/// Every one, in order, apart from each other.
pub(super) fn keys(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut done = 0;
    text.match_indices('_').filter_map(move |(at, _)| {
        if at < done {
            return None;
        }
        let start = text[done..at].rfind(|c| !is_of_key(c)).map_or(done, |end| {
            done + end + text[done + end..].chars().next().map_or(1, char::len_utf8)
        });
        let word = &text[start..];
        let end = start + word.find(|c| !is_of_key(c)).unwrap_or(word.len());
        let is_key = is_key(&text[start..end]);
        done = end;
        is_key.then_some(start..end)
    })
}

/// Whether all of a text has the shape of a key.
pub(super) fn is_key(text: &str) -> bool {
    PREFIXES.iter().any(|prefix| {
        text.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() >= SHORTEST && rest.chars().all(is_of_key))
    })
}

const fn is_of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        keys(text).map(|bytes| &text[bytes]).collect()
    }

    #[test]
    fn keys_are_found_by_their_prefix_wherever_they_stand() {
        assert_eq!(
            found("a_b: sk_live_AbCdEf12, ü\"psk_live_a-b.c_d\" x/fl_pre_abc.secret"),
            ["sk_live_AbCdEf12", "psk_live_a-b.c_d", "fl_pre_abc.secret"]
        );
        assert_eq!(found("?k=whsec_1234567"), ["whsec_1234567"]);
    }

    #[test]
    fn names_and_speech_about_keys_are_none() {
        for text in [
            "TAPTALENT_API_KEY",
            "sk_live_",
            "keys begin with `fl_live_`",
            "sk_live_…",
            "task_live_1234567",
            "",
            "_",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
