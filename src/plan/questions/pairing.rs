//! Which live question is which declared one. Never by position: a list that shifted by one would re-word every question.

use std::collections::BTreeSet;

use crate::model::same_text;

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

/// For each declared question the position of its live one: by the record, else by equal text, else by the pairing of
/// all that is left that keeps the most words.
pub(super) fn pair(wanted: &[Wanted<'_>], live: &[Candidate<'_>]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; wanted.len()];
    let mut free: BTreeSet<usize> = (0..live.len()).collect();
    for (pair, want) in pairs.iter_mut().zip(wanted) {
        *pair = want.recorded.filter(|position| free.remove(position));
    }
    for (pair, want) in pairs
        .iter_mut()
        .zip(wanted)
        .filter(|(pair, _)| pair.is_none())
    {
        *pair = free
            .iter()
            .copied()
            .find(|&position| same_text(want.text, live[position].text));
        pair.inspect(|position| {
            free.remove(position);
        });
    }
    pair_by_similarity(&mut pairs, wanted, live, &free);
    pairs
}

fn pair_by_similarity(
    pairs: &mut [Option<usize>],
    wanted: &[Wanted<'_>],
    live: &[Candidate<'_>],
    free: &BTreeSet<usize>,
) {
    let rows: Vec<usize> = (0..pairs.len())
        .filter(|&row| pairs[row].is_none())
        .collect();
    let columns: Vec<usize> = free
        .iter()
        .copied()
        .filter(|&position| live[position].may_be_reworded)
        .collect();
    if rows.is_empty() || columns.is_empty() {
        return;
    }
    // The solver wants a square: what lies outside costs more than any pairing.
    let size = rows.len().max(columns.len());
    let mut costs = lapjv::Matrix::from_elem((size, size), 2.0_f64);
    for (i, &row) in rows.iter().enumerate() {
        for (j, &column) in columns.iter().enumerate() {
            let similarity = similarity(wanted[row].text, live[column].text);
            if similarity >= LEAST_SIMILARITY {
                costs[(i, j)] = 1.0 - similarity;
            }
        }
    }
    // The solver fails on matrices that are not square or not finite only; then nothing counts as a re-wording.
    let Ok((assigned, _)) = lapjv::lapjv(&costs) else {
        return;
    };
    for (i, &row) in rows.iter().enumerate() {
        let j = assigned[i];
        pairs[row] = columns.get(j).copied().filter(|_| costs[(i, j)] < 1.0);
    }
}

/// Blanks are no words: counted as such they would make any two sentences half alike.
fn similarity(left: &str, right: &str) -> f64 {
    let left: Vec<&str> = left.split_whitespace().collect();
    let right: Vec<&str> = right.split_whitespace().collect();
    f64::from(similar::TextDiff::from_slices(&left, &right).ratio())
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
        pair(&wanted, &live)
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
}
