//! The order of questions. The API appends only, so another order costs deleting and adding again from the first
//! misplaced question on.

/// The first declared question that would not stand where it should, if the live ones stay in their order and new ones
/// are appended. `places` holds for each declared question its live position, or `None` if it is new.
pub(super) fn first_misplaced(places: &[Option<usize>]) -> Option<usize> {
    let mut would_stand: Vec<usize> = (0..places.len()).filter(|&i| places[i].is_some()).collect();
    would_stand.sort_by_key(|&i| places[i]);
    would_stand.extend((0..places.len()).filter(|&i| places[i].is_none()));
    would_stand
        .iter()
        .enumerate()
        .find(|(at, question)| at != *question)
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::first_misplaced;

    #[test]
    fn new_questions_at_the_end_misplace_nothing() {
        assert_eq!(first_misplaced(&[Some(0), Some(1), None]), None);
        assert_eq!(first_misplaced(&[None, None]), None);
        assert_eq!(first_misplaced(&[]), None);
    }

    #[test]
    fn a_new_question_before_a_live_one_misplaces_from_there() {
        assert_eq!(first_misplaced(&[Some(0), None, Some(1)]), Some(1));
    }

    #[test]
    fn swapped_questions_misplace_from_the_first_of_them() {
        assert_eq!(first_misplaced(&[Some(0), Some(2), Some(1)]), Some(1));
    }

    #[test]
    fn foreign_questions_between_them_do_not_count() {
        assert_eq!(first_misplaced(&[Some(0), Some(5), Some(9)]), None);
    }
}
