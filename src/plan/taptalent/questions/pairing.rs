//! Which live question is which declared one. Never by position: a list that shifted by one would re-word every question.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::assignment::assign;
use crate::model::canonical_text;

/// A declared question, as far as pairing looks at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// Its text.
    pub text: &'a str,
    /// Position in the live list of the question that the record says it is.
    pub recorded: Option<usize>,
}

/// A live question, as far as pairing looks at it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    /// Its text.
    pub text: &'a str,
    /// Whether it may be taken for a re-worded question: it is ours, or nothing is known of the whole assessment.
    /// A question that somebody added in the web app must not be written over because it reads alike.
    pub may_be_reworded: bool,
}

/// Least share of words in common by which two texts count as versions of one question.
pub(super) const LEAST_SIMILARITY: f64 = 0.6;

/// Most pairs of a declared and a live question that are held against each other. Far more than any assessment has: a
/// system that lists a hundred thousand questions must cost neither the memory nor the hours.
const MOST_PAIRS: usize = 100_000;

/// More than any pairing costs.
const OUTSIDE: f64 = 2.0;

/// Words of a text that are looked at.
const MOST_WORDS: usize = 2_000;

/// Which live question is which declared one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pairs {
    /// For each declared question the position of its live one.
    pub positions: Vec<Option<usize>>,
    /// So many declared and so many live questions are left that were not held against each other.
    pub too_many: Option<(usize, usize)>,
}

/// For each declared question the position of its live one: by the record, else by equal text, else by the pairing of
/// all that is left that keeps the most words.
pub(super) fn pair(wanted: &[Wanted<'_>], live: &[Candidate<'_>]) -> Pairs {
    let mut positions: Vec<Option<usize>> = vec![None; wanted.len()];
    let mut free: BTreeSet<usize> = (0..live.len()).collect();
    for (pair, want) in positions.iter_mut().zip(wanted) {
        *pair = want.recorded.filter(|position| free.remove(position));
    }
    pair_by_text(&mut positions, wanted, live, &mut free);
    let rows: Vec<usize> = (0..positions.len())
        .filter(|&row| positions[row].is_none())
        .collect();
    let columns: Vec<usize> = free
        .into_iter()
        .filter(|&position| live[position].may_be_reworded)
        .collect();
    if rows.len().saturating_mul(columns.len()) > MOST_PAIRS {
        let too_many = Some((rows.len(), columns.len()));
        return Pairs {
            positions,
            too_many,
        };
    }
    let declared: Vec<Words<'_>> = rows
        .iter()
        .map(|&row| Words::of(wanted[row].text))
        .collect();
    let there: Vec<Words<'_>> = columns
        .iter()
        .map(|&column| Words::of(live[column].text))
        .collect();
    for (row, column) in alike(&declared, &there) {
        positions[rows[row]] = Some(columns[column]);
    }
    Pairs {
        positions,
        too_many: None,
    }
}

fn pair_by_text(
    positions: &mut [Option<usize>],
    wanted: &[Wanted<'_>],
    live: &[Candidate<'_>],
    free: &mut BTreeSet<usize>,
) {
    let mut by_text: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    for &position in &*free {
        let text = canonical_text(live[position].text);
        by_text.entry(text).or_default().push_back(position);
    }
    for (pair, want) in positions.iter_mut().zip(wanted) {
        if pair.is_none() {
            let equal = by_text.get_mut(&canonical_text(want.text));
            *pair = equal.and_then(VecDeque::pop_front);
            pair.inspect(|position| _ = free.remove(position));
        }
    }
}

/// The pairs of rows and columns that are alike enough and keep the most words together.
fn alike(rows: &[Words<'_>], columns: &[Words<'_>]) -> Vec<(usize, usize)> {
    if rows.len() > columns.len() {
        let turned = alike(columns, rows).into_iter();
        return turned.map(|(column, row)| (row, column)).collect();
    }
    let costs: Vec<f64> = rows
        .iter()
        .flat_map(|row| columns.iter().map(|column| row.likeness(column)))
        .map(|likeness| likeness.map_or(OUTSIDE, |likeness| 1.0 - likeness))
        .collect();
    let assigned = assign(&costs, columns.len()).into_iter().enumerate();
    assigned
        .filter(|(row, column)| costs[row * columns.len() + column] < OUTSIDE)
        .collect()
}

/// The words of a text. Blanks are no words: counted as such they would make any two sentences half alike.
struct Words<'a> {
    in_order: Vec<&'a str>,
    sorted: Vec<&'a str>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let in_order: Vec<&str> = text.split_whitespace().take(MOST_WORDS).collect();
        let mut sorted = in_order.clone();
        sorted.sort_unstable();
        Self { in_order, sorted }
    }

    /// The share of words in common, if it is enough.
    fn likeness(&self, other: &Self) -> Option<f64> {
        // What they have in common in any order is at least what they have in common in this one, and quickly counted.
        if self.most_alike(other) < LEAST_SIMILARITY {
            return None;
        }
        let diff = similar::TextDiff::from_slices(&self.in_order, &other.in_order);
        let likeness = f64::from(diff.ratio());
        (likeness >= LEAST_SIMILARITY).then_some(likeness)
    }

    #[expect(clippy::cast_precision_loss, reason = "a few thousand words at most")]
    fn most_alike(&self, other: &Self) -> f64 {
        let all = self.sorted.len() + other.sorted.len();
        let (mut left, mut right) = (
            self.sorted.iter().peekable(),
            other.sorted.iter().peekable(),
        );
        let mut common = 0_usize;
        while let (Some(ours), Some(theirs)) = (left.peek(), right.peek()) {
            match ours.cmp(theirs) {
                Ordering::Less => _ = left.next(),
                Ordering::Greater => _ = right.next(),
                Ordering::Equal => {
                    common += 1;
                    _ = (left.next(), right.next());
                }
            }
        }
        // Rounded up a little: the exact share is a 32-bit number.
        (2 * common) as f64 / all.max(1) as f64 + 1e-6
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(wanted: &[(&str, Option<usize>)], live: &[(&str, bool)]) -> Vec<Option<usize>> {
        let wanted: Vec<_> = wanted
            .iter()
            .map(|&(text, recorded)| Wanted { text, recorded })
            .collect();
        let live: Vec<_> = live
            .iter()
            .map(|&(text, may_be_reworded)| Candidate {
                text,
                may_be_reworded,
            })
            .collect();
        pair(&wanted, &live).positions
    }

    const DEBUG: &str = "Describe a time when you had to debug a critical production issue.";
    const DEBUG_2: &str = "Describe a time when you had to debug a severe production issue.";
    const DESIGN: &str = "Walk us through a complex system that you designed from scratch.";

    #[test]
    fn the_record_is_stronger_than_the_text() {
        assert_eq!(
            pairs(&[(DEBUG, Some(1))], &[(DEBUG, true), (DESIGN, true)]),
            [Some(1)]
        );
    }

    #[test]
    fn equal_text_pairs_across_any_shift() {
        let live = [(DESIGN, false), (DEBUG, false)];
        assert_eq!(
            pairs(&[(DEBUG, None), (DESIGN, None)], &live),
            [Some(1), Some(0)]
        );
    }

    #[test]
    fn a_reworded_question_keeps_its_live_one_and_a_new_one_gets_none() {
        let wanted = [
            ("What do you expect of your manager?", None),
            (DEBUG_2, None),
        ];
        assert_eq!(
            pairs(&wanted, &[(DEBUG, true), (DESIGN, true)]),
            [None, Some(0)]
        );
    }

    #[test]
    fn all_that_is_left_is_paired_at_the_least_total_cost() {
        let live = [
            ("one two three four five", true),
            ("one two three four six", true),
        ];
        let wanted = [
            ("one two three four six seven", None),
            ("one two three four five seven", None),
        ];
        assert_eq!(pairs(&wanted, &live), [Some(1), Some(0)]);
    }

    #[test]
    fn somebody_elses_question_is_not_taken_for_a_rewording() {
        assert_eq!(pairs(&[(DEBUG_2, None)], &[(DEBUG, false)]), [None]);
    }

    #[test]
    fn two_declared_questions_never_share_a_live_one() {
        assert_eq!(
            pairs(&[(DEBUG, Some(0)), (DEBUG, Some(0))], &[(DEBUG, true)]),
            [Some(0), None]
        );
    }

    #[test]
    fn twenty_thousand_live_questions_against_one_cost_a_row_and_not_a_square() {
        let texts: Vec<String> = (0..20_000)
            .map(|n| format!("What is number {n} about?"))
            .collect();
        let mut live: Vec<_> = texts.iter().map(|text| (text.as_str(), true)).collect();
        live[17_000].0 = DEBUG;
        assert_eq!(pairs(&[(DEBUG_2, None)], &live), [Some(17_000)]);
    }

    #[test]
    fn more_pairs_than_are_held_against_each_other_are_counted_and_not_guessed() {
        let texts: Vec<String> = (0..400)
            .map(|n| format!("What is number {n} about?"))
            .collect();
        let wanted: Vec<_> = texts
            .iter()
            .map(|text| Wanted {
                text,
                recorded: None,
            })
            .collect();
        let live: Vec<String> = texts.iter().map(|text| format!("{text} Why?")).collect();
        let mut live: Vec<_> = live
            .iter()
            .map(|text| Candidate {
                text,
                may_be_reworded: true,
            })
            .collect();
        live[9].text = &texts[3];
        let pairs = pair(&wanted, &live);
        assert_eq!(pairs.too_many, Some((399, 399)));
        assert_eq!(pairs.positions[3], Some(9), "what is equal needs no guess");
        assert_eq!(pairs.positions.iter().flatten().count(), 1);
    }
}
