//! The order of questions, where the manifest enforces it (`lifecycle.questionOrder: enforce`).

/// A question of the list that a manifest is to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<Q> {
    pub question: Q,
    /// Its position among the live ones; `None`: it is not live.
    pub live: Option<usize>,
}

/// Puts those that are live into the live order. Those that are not live yet stay where they are.
pub(super) fn in_live_order<Q: Copy>(places: &[Place<Q>]) -> Vec<Place<Q>> {
    let is_live = |place: &&Place<Q>| place.live.is_some();
    let mut live: Vec<Place<Q>> = places.iter().filter(is_live).copied().collect();
    live.sort_by_key(|place| place.live);
    let mut live = live.into_iter();
    let next = |place: &Place<Q>| match place.live {
        Some(_) => live.next().unwrap_or(*place),
        None => *place,
    };
    places.iter().map(next).collect()
}

/// Puts one more live question where it stands live: right after the one that is live before it.
pub(super) fn insert<Q>(places: &mut Vec<Place<Q>>, question: Q, live: usize) {
    let before = places
        .iter()
        .enumerate()
        .filter_map(|(at, place)| Some((place.live.filter(|position| *position < live)?, at)))
        .max();
    let at = before.map_or(0, |(_, at)| at + 1);
    let live = Some(live);
    places.insert(at, Place { question, live });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(list: &[(char, Option<usize>)]) -> Vec<Place<char>> {
        let place = |&(question, live)| Place { question, live };
        list.iter().map(place).collect()
    }

    fn letters(places: &[Place<char>]) -> String {
        places.iter().map(|place| place.question).collect()
    }

    #[test]
    fn live_ones_change_places_and_new_ones_stay() {
        let list = places(&[('a', Some(2)), ('n', None), ('b', Some(0)), ('c', Some(1))]);
        assert_eq!(letters(&in_live_order(&list)), "bnca");
    }

    #[test]
    fn a_question_of_the_web_app_stands_after_the_one_that_is_live_before_it() {
        let mut list = places(&[('a', Some(0)), ('b', Some(2)), ('n', None)]);
        insert(&mut list, 'x', 1);
        insert(&mut list, 'y', 3);
        assert_eq!(letters(&list), "axbyn");
        let mut list = places(&[('a', Some(1))]);
        insert(&mut list, 'x', 0);
        assert_eq!(letters(&list), "xa");
    }
}
