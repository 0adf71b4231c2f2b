//! The first words of a review: may it be merged, how much changes, and how much of it a candidate can notice.

use super::point::Point;
use crate::plan::Plan;
use crate::render::review::verdict::{Verdict, doubt_sentence, warnings_sentence};
use crate::render::value_words::counted;

/// What stands out, and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Headline {
    /// Ends with a full stop.
    pub title: String,
    pub sentence: String,
}

impl Headline {
    pub(in crate::render) fn of(plan: &Plan, points: &[Point]) -> Self {
        let told = points.len();
        let noticed = points.iter().filter(|point| point.chapter.is_noticed());
        let noticed = noticed.count();
        let verdict = Verdict::of(plan);
        let (title, sentence) = match verdict {
            Verdict::Grave { .. } if told > 0 => (
                changes(told, noticed),
                "Not all of it can be undone.".to_owned(),
            ),
            Verdict::Changes(_) if told > 0 => (changes(told, noticed), String::new()),
            _ => (format!("{}.", verdict.title()), verdict.sentence()),
        };
        let doubts = match verdict {
            Verdict::InDoubt(_) => None,
            _ => doubt_sentence(plan),
        };
        let sentences = [Some(sentence), doubts, warnings_sentence(plan)];
        let sentences = sentences.into_iter().flatten();
        let said: Vec<String> = sentences.filter(|sentence| !sentence.is_empty()).collect();
        Self {
            title,
            sentence: said.join(" "),
        }
    }
}

/// `7 changes; candidates can notice 5 of them.`
fn changes(all: usize, noticed: usize) -> String {
    let changes = counted(all, "change", "changes");
    match (all, noticed) {
        (1, 0) => format!("{changes}, which candidates do not notice."),
        (1, _) => format!("{changes}, which candidates can notice."),
        (_, 0) => format!("{changes}; candidates notice none of them."),
        (all, noticed) if all == noticed => {
            format!("{changes}; candidates can notice all of them.")
        }
        (_, noticed) => format!("{changes}; candidates can notice {noticed} of them."),
    }
}

#[cfg(test)]
mod tests {
    use super::changes;

    #[test]
    fn it_is_grammatical_for_one_and_for_many() {
        insta::assert_snapshot!(
            [(1, 0), (1, 1), (2, 0), (2, 1), (2, 2)]
                .map(|(all, noticed)| changes(all, noticed))
                .join("\n"),
            @"
            1 change, which candidates do not notice.
            1 change, which candidates can notice.
            2 changes; candidates notice none of them.
            2 changes; candidates can notice 1 of them.
            2 changes; candidates can notice all of them.
            "
        );
    }
}
