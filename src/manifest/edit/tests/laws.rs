//! What was wanted is there, and nothing else moved, whatever the values.

use proptest::prelude::*;

use super::super::{Edit, Line, Slot, Yaml, document, edited};
use super::edits::{at, set};
use crate::model::Number;

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z ]{1,20}",
        "[ -~]{0,24}",
        "[ -~\n]{0,40}",
        "[ -~\n\t\u{85}\u{2028}äß:#'\"]{0,20}",
        Just("no".to_owned()),
        Just("1.20".to_owned()),
        Just("~".to_owned()),
    ]
}

fn values() -> impl Strategy<Value = Yaml> {
    let leaf = prop_oneof![
        4 => texts().prop_map(Yaml::Text),
        1 => (0u32..1000).prop_map(|number| Yaml::Number(Number::from(number))),
        1 => any::<bool>().prop_map(Yaml::Bool),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Yaml::List),
            proptest::collection::vec(inner, 1..4).prop_map(|values| {
                let entry = |(i, value)| Line::entry(format!("k{i}"), value);
                Yaml::Map(values.into_iter().enumerate().map(entry).collect())
            }),
        ]
    })
}

/// A document with a comment on every line of its own that may have one.
fn commented(values: &[Yaml]) -> String {
    let lines = values.iter().enumerate().flat_map(|(i, value)| {
        let comment = Line::Comment(format!("about {i}"));
        [comment, Line::entry(format!("k{i}"), value.clone())]
    });
    document(&lines.collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn what_is_written_reads_back(values in proptest::collection::vec(values(), 1..4)) {
        let text = commented(&values);
        // An edit that says nothing new proves the text, with both readings.
        let edits = [set(&["k0"], values[0].clone())];
        prop_assert!(edited(&text, 0, &edits).is_ok(), "{}", text);
    }

    #[test]
    fn an_edit_is_exactly_what_was_wanted_and_comments_stay(
        before in proptest::collection::vec(values(), 2..5),
        new in values(),
        other in values(),
        which in 0usize..5,
    ) {
        let text = commented(&before);
        let which = which % before.len();
        let key = format!("k{which}");
        let edits = [
            set(&[&key], new),
            set(&["added"], other.clone()),
            Edit::Append(at(&["list"]), other),
        ];
        let after = edited(&text, 0, &edits);
        prop_assert!(after.is_ok(), "{:?}\n{}", after, text);
        let after = after.unwrap();
        for i in 0..before.len() {
            let comment = format!("# about {i}\n");
            prop_assert!(after.contains(&comment), "{}", after);
        }
    }

    #[test]
    fn items_of_lists_change_places(
        items in proptest::collection::vec(values(), 1..6),
        order in proptest::collection::vec(0usize..8, 0..7),
        line_end in prop_oneof![Just("\n"), Just("\r\n")],
    ) {
        let lines = Yaml::Map(vec![
            Line::entry("first", Yaml::text("x")),
            Line::entry("list", Yaml::List(items.clone())),
            Line::entry("last", Yaml::text("y")),
        ]);
        let Yaml::Map(lines) = lines else { unreachable!() };
        let text = document(&lines).replace('\n', line_end);
        let mut seen = std::collections::BTreeSet::new();
        let order: Vec<usize> = order.into_iter().filter(|at| *at >= items.len() || seen.insert(*at)).collect();
        let slots = order.iter().map(|at| match items.get(*at) {
            Some(_) => Slot::Kept(*at),
            None => Slot::New(Yaml::text("new")),
        });
        let after = edited(&text, 0, &[Edit::Arrange(at(&["list"]), slots.collect())]).unwrap();
        let comments = |text: &str| text.matches("# ").count();
        if order.len() >= items.len() && seen.len() == items.len() {
            prop_assert_eq!(comments(&text), comments(&after), "{}", after);
        }
    }

    #[test]
    fn items_of_lists_come_and_go(
        items in proptest::collection::vec(values(), 1..6),
        gone in proptest::collection::btree_set(0usize..6, 0..4),
        new in proptest::collection::vec(values(), 0..3),
    ) {
        let text = commented(&[Yaml::List(items.clone()), Yaml::text("end")]);
        let removals = gone.iter().filter(|i| **i < items.len());
        let edits: Vec<Edit> = removals
            .map(|i| Edit::Remove(at(&["k0"]).index(*i)))
            .chain(new.into_iter().map(|item| Edit::Append(at(&["k0"]), item)))
            .collect();
        let after = edited(&text, 0, &edits);
        prop_assert!(after.is_ok(), "{:?}\n{}", after, text);
        prop_assert!(after.unwrap().contains("# about 1\n"));
    }
}
