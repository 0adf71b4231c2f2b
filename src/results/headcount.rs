//! How many people, as far as that may be told: whoever is one of few could be recognised.

/// Groups of fewer people are not told of.
pub const FEWEST: usize = 10;

/// A number of people of a group that is itself large enough to be told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headcount {
    Nobody,
    /// One to nine.
    Few,
    Exactly(usize),
    /// One to nine are left over: their number would follow from the other.
    AllButFew,
}

impl Headcount {
    /// Of people whose complement says nothing.
    pub(super) const fn of(people: usize) -> Self {
        match people {
            0 => Self::Nobody,
            few if few < FEWEST => Self::Few,
            people => Self::Exactly(people),
        }
    }

    /// Of a part that parts those people from all others.
    pub(super) const fn of_part(part: usize, whole: usize) -> Self {
        match Self::of(whole.saturating_sub(part)) {
            Self::Few if part >= FEWEST => Self::AllButFew,
            _ => Self::of(part),
        }
    }

    /// The number, if it may be told.
    pub const fn told(self) -> Option<usize> {
        match self {
            Self::Nobody => Some(0),
            Self::Exactly(people) => Some(people),
            Self::Few | Self::AllButFew => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Headcount::{AllButFew, Exactly, Few, Nobody};
    use super::*;

    #[test]
    fn neither_few_nor_all_but_few_are_counted() {
        let of_30 = [0, 1, 9, 10, 20, 21, 29, 30];
        assert_eq!(
            of_30.map(|part| Headcount::of_part(part, 30)),
            [
                Nobody,
                Few,
                Few,
                Exactly(10),
                Exactly(20),
                AllButFew,
                AllButFew,
                Exactly(30)
            ]
        );
        assert_eq!(Headcount::of_part(6, 12), Few);
        assert_eq!(Headcount::of(25), Exactly(25));
    }

    #[test]
    fn a_number_that_is_not_told_has_no_figure() {
        assert_eq!(
            [Nobody, Few, Exactly(12), AllButFew].map(Headcount::told),
            [Some(0), None, Some(12), None]
        );
    }
}
