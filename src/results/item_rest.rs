//! How well a question tells strong candidates from weak ones: the item–rest correlation, which is the point-biserial
//! correlation where a question is scored with two values only.
//!
//! It is Pearson's correlation of the score for the question with the mean score for the other questions of the same
//! person. The question itself is left out of what it is held against: otherwise it would agree with itself.

/// Where a difference is no more than what adding up leaves.
const NOTHING: f64 = 1e-9;

/// How strong a correlation is, in words that need no statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discrimination {
    /// From 0.30.
    Well,
    /// From 0.10.
    ALittle,
    NotAtAll,
    /// To −0.10: those who do well elsewhere do badly here.
    WrongWay,
}

impl Discrimination {
    /// In two digits, as it is shown: what is shown and what is said must agree.
    pub fn of(correlation: f64) -> Self {
        match (correlation * 100.0).round() {
            to if to <= -10.0 => Self::WrongWay,
            to if to < 10.0 => Self::NotAtAll,
            to if to < 30.0 => Self::ALittle,
            _ => Self::Well,
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::ALittle => "a little",
            Self::NotAtAll => "not at all",
            Self::WrongWay => "the wrong way round",
        }
    }
}

/// Pearson's correlation; `None` where one side is the same for everybody, and there is nothing to hold against.
pub(super) fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let one = deviations(pairs.iter().map(|pair| pair.0))?;
    let other = deviations(pairs.iter().map(|pair| pair.1))?;
    let square = |all: &[f64]| all.iter().map(|by| by * by).sum::<f64>();
    let both: f64 = one.iter().zip(&other).map(|(one, other)| one * other).sum();
    Some((both / (square(&one) * square(&other)).sqrt()).clamp(-1.0, 1.0))
}

/// By how much each is off the mean.
fn deviations(values: impl Iterator<Item = f64>) -> Option<Vec<f64>> {
    let values: Vec<f64> = values.collect();
    let mean = mean(&values)?;
    let off: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let differs = off
        .iter()
        .any(|by| by.abs() > NOTHING * mean.abs().max(1.0));
    differs.then_some(off)
}

/// `None`: of nothing.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a list in memory has far fewer than 2^52 items"
    )]
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_correlation_of_the_textbooks() {
        let pairs = [
            (43.0, 99.0),
            (21.0, 65.0),
            (25.0, 79.0),
            (42.0, 75.0),
            (57.0, 87.0),
            (59.0, 81.0),
        ];
        let found = correlation(&pairs).unwrap();
        assert!((found - 0.529_809).abs() < 1e-6, "{found}");
        assert_eq!(correlation(&[(1.0, 2.0), (2.0, 4.0)]), Some(1.0));
        assert_eq!(correlation(&[(1.0, 4.0), (2.0, 2.0)]), Some(-1.0));
    }

    #[test]
    fn what_is_the_same_for_everybody_has_none() {
        assert_eq!(correlation(&[]), None);
        assert_eq!(correlation(&[(1.0, 2.0), (1.0, 4.0)]), None);
        assert_eq!(correlation(&[(1.0, 0.1 + 0.2), (2.0, 0.3)]), None);
    }

    #[test]
    fn words_follow_the_two_digits_that_are_shown() {
        let words = [-0.5, -0.095, -0.094, 0.094, 0.095, 0.294, 0.295, 0.9];
        assert_eq!(
            words.map(|one| Discrimination::of(one).as_str()),
            [
                "the wrong way round",
                "the wrong way round",
                "not at all",
                "not at all",
                "a little",
                "a little",
                "well",
                "well"
            ]
        );
    }
}
