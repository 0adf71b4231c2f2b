//! Questions of different documents that are almost the same. Linear: a text is only compared with the few that share
//! a hash of its word pairs (min-hashing), and of those only with the first of each hash.

use std::collections::HashMap;
use std::num::NonZero;

use super::finding::Findings;
use super::texts::{AQuestion, called, questions};
use crate::manifest::check::Draft;

/// Hashes of a text, and how many of them together make a key. Two texts that differ in one word of seventeen share a
/// key with a probability of 92 %; two that share a third of their word pairs with one of 14 %.
const BANDS: usize = 4;
const ROWS: usize = 3;

/// Texts with one key that others are compared with: what makes it linear when thousands are alike.
const KEPT: usize = 4;

/// Almost the same means one word in so many; a shorter text must be the same word by word. Below it, a changed word
/// mostly changes the question.
const WORDS_PER_DIFFERENCE: usize = 17;

pub(super) fn check(drafts: &[Draft], found: &mut Findings<'_>) {
    let all: Vec<(AQuestion<'_>, Words)> = questions(drafts)
        .map(|question| (question, Words::of(&question.content.question)))
        .collect();
    let mut known: HashMap<u64, [Option<Number>; KEPT]> = HashMap::with_capacity(all.len());
    for (number, (question, words)) in numbers().zip(&all) {
        let keys = words.keys();
        let candidates = keys.iter().filter_map(|key| known.get(key));
        let twin = candidates
            .flat_map(|same| same.iter().flatten())
            .map(|other| &all[place(*other)])
            .filter(|(other, _)| !std::ptr::eq(other.draft, question.draft))
            .find(|(_, other)| words.is_near(other));
        if let Some((twin, of_twin)) = twin {
            report(question, twin, words.hashes == of_twin.hashes, found);
        }
        for key in keys {
            let same = known.entry(key).or_default();
            if let Some(free) = same.iter_mut().find(|kept| kept.is_none()) {
                *free = Some(number);
            }
        }
    }
}

/// A question, from 1: half as large as a place in a list, of which hundreds of thousands are kept.
type Number = NonZero<u32>;

fn numbers() -> impl Iterator<Item = Number> {
    (1..=u32::MAX).filter_map(Number::new)
}

const fn place(number: Number) -> usize {
    number.get() as usize - 1
}

fn report(question: &AQuestion<'_>, twin: &AQuestion<'_>, is_same: bool, found: &mut Findings<'_>) {
    let how = if is_same {
        "the same"
    } else {
        "almost the same"
    };
    let message = format!("this is {how} as a question of {}", called(twin.draft));
    let name = |question: &AQuestion<'_>| question.draft.name.as_ref().map(ToString::to_string);
    let shared = [question, twin].into_iter().find(|one| one.is_shared());
    let help = match shared.and_then(name) {
        Some(name) => format!("use the shared question in both: `- use: {name}`"),
        None => "move it to a `kind: Question` manifest, and `use:` it in both".to_owned(),
    };
    found.report_with(
        question.spot(),
        message,
        help,
        (twin.text(), "the other one"),
    );
}

/// A text as hashes of its words, without case and punctuation.
#[derive(Debug)]
struct Words {
    hashes: Box<[u32]>,
    /// Of the words that hold digits: texts with other numbers are meant to differ.
    numbers: u64,
    /// The least hash of the text's word pairs, for each of several hash functions.
    least: [u32; BANDS * ROWS],
}

impl Words {
    fn of(text: &str) -> Self {
        let mut hashes = Vec::new();
        let mut numbers = 0_u64;
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            if word.is_empty() {
                continue;
            }
            let hash = hash(word);
            if word.contains(|c: char| c.is_numeric()) {
                numbers = numbers.wrapping_add(hash);
            }
            hashes.push(hash);
        }
        Self {
            least: least(&hashes),
            hashes: hashes.iter().copied().map(upper).collect(),
            numbers,
        }
    }

    /// Cheap looks first: most candidates are none.
    fn is_near(&self, other: &Self) -> bool {
        let longest = self.hashes.len().max(other.hashes.len());
        let most = longest / WORDS_PER_DIFFERENCE;
        if self.numbers != other.numbers
            || longest == 0
            || self.hashes.len().abs_diff(other.hashes.len()) > most
        {
            return false;
        }
        let agreeing = self.least.iter().zip(&other.least);
        let agreeing = agreeing.filter(|(a, b)| a == b).count();
        self.hashes == other.hashes
            || (most > 0
                && agreeing * 2 >= self.least.len()
                && strsim::generic_levenshtein(&self.hashes, &other.hashes) <= most)
    }

    /// One key a band. Texts with other numbers never share one.
    fn keys(&self) -> [u64; BANDS] {
        std::array::from_fn(|band| {
            let rows = &self.least[band * ROWS..(band + 1) * ROWS];
            let start = mixed(self.numbers, band as u64);
            rows.iter()
                .fold(start, |key, row| mixed(key ^ u64::from(*row), 0))
        })
    }
}

fn least(words: &[u64]) -> [u32; BANDS * ROWS] {
    let mut least = [u64::MAX; BANDS * ROWS];
    let pairs = words.windows(2).map(|pair| mixed(pair[0], pair[1]));
    let alone = words.first().copied().filter(|_| words.len() == 1);
    for pair in pairs.chain(alone) {
        for (seed, least) in (1_u64..).zip(&mut least) {
            // The pair is well mixed already: one multiplication makes another order of all pairs.
            let another = (pair ^ seed.wrapping_mul(SPREAD)).wrapping_mul(SPREAD);
            *least = (*least).min(another);
        }
    }
    least.map(upper)
}

/// Half of a hash, the better mixed one: enough to tell the words of two texts apart.
const fn upper(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// FNV-1a of a word in lower case. Nothing hostile can come of two words that meet: a question is compared in vain.
fn hash(word: &str) -> u64 {
    let step = |hash: u64, unit: u32| (hash ^ u64::from(unit)).wrapping_mul(0x100_0000_01b3);
    let lower = word.chars().flat_map(|c| {
        // Much faster than the general way, and nearly all letters are of this sort.
        let (ascii, other) = if c.is_ascii() {
            (Some(c.to_ascii_lowercase()), None)
        } else {
            (None, Some(c.to_lowercase()))
        };
        ascii.into_iter().chain(other.into_iter().flatten())
    });
    lower.map(u32::from).fold(0xcbf2_9ce4_8422_2325, step)
}

/// 2^64 divided by the golden ratio.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// `SplitMix64`: one hash as if by many functions.
const fn mixed(hash: u64, seed: u64) -> u64 {
    let mut value = hash.wrapping_add(seed.wrapping_mul(SPREAD));
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "Tell me about the bug that took you longest to find in the last two years. What did \
                        you believe at first, and what made you give that up?";

    fn near(a: &str, b: &str) -> bool {
        let (a, b) = (Words::of(a), Words::of(b));
        let met = a.keys().iter().any(|key| b.keys().contains(key));
        met && a.is_near(&b)
    }

    #[test]
    fn a_word_here_and_there_makes_no_other_question() {
        assert!(near(LONG, LONG));
        assert!(near(LONG, &LONG.to_uppercase().replace(',', " –")));
        assert!(near(
            LONG,
            &LONG
                .replace("longest", "the longest time")
                .replace("the longest time", "longer")
        ));
        assert!(near("Tell me about yourself.", "tell me about yourself"));
    }

    #[test]
    fn another_subject_or_another_number_does() {
        assert!(!near(
            "What do you like about Rust?",
            "What do you like about Go?"
        ));
        let template = "Describe a time when you had to debug a critical production issue, number 1. What \
                        was your approach, and what did you learn?";
        assert!(!near(template, &template.replace("number 1", "number 2")));
        assert!(!near(
            LONG,
            &LONG
                .replace("bug", "decision")
                .replace("find", "take")
                .replace("give", "turn")
        ));
    }
}
