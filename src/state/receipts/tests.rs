//! What is written is read back whole, and whatever is done to it is found.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::chain::read_chain;
use super::page::{end_of, page_of};
use super::*;
use crate::model::Address;
use crate::state::{FingerprintKey, Part, Pending, PersonRecord, RecordChange, Recorded};

fn receipt(run: u64, line: usize) -> Receipt {
    Receipt {
        time: "2026-05-03T10:00:00Z".parse().unwrap(),
        commit: None,
        actor: Some("kim".to_owned()),
        pull_request: Some("12".to_owned()),
        run: format!("run-{run}"),
        workspace: Some("production".to_owned()),
        address: format!("taptalent/Flow/f{line}").parse().unwrap(),
        id: Some("7".to_owned()),
        what: What::Updated,
        from: None,
        fields: BTreeMap::new(),
        people: People::default(),
        in_doubt: false,
    }
}

/// Pages with so many lines each, and how far they go.
fn pages(lines: &[usize]) -> (Vec<String>, Option<ReceiptsEnd>) {
    let (mut pages, mut head) = (Vec::new(), None);
    for (run, count) in (0..).zip(lines) {
        let run: Vec<Receipt> = (0..*count).map(|line| receipt(run, line)).collect();
        let (text, next) = page_of(&run, head.as_ref());
        pages.push(text);
        head = Some(next);
    }
    (pages, head)
}

fn read(pages: &[String], head: Option<&ReceiptsEnd>) -> Chain {
    let pages = (1..).zip(pages.iter().map(String::as_str));
    read_chain(pages, head)
}

fn rejoined(lines: Vec<Vec<&str>>) -> Vec<String> {
    let page = |lines: Vec<&str>| lines.iter().flat_map(|line| [line, "\n"]).collect();
    lines.into_iter().map(page).collect()
}

proptest! {
    #[test]
    fn a_line_that_was_changed_removed_or_moved_is_found(
        counts in proptest::collection::vec(1_usize..5, 1..5),
        at in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        with in any::<u8>(),
        place in any::<prop::sample::Index>(),
    ) {
        let (pages, head) = pages(&counts);
        let whole = read(&pages, head.as_ref());
        prop_assert_eq!(&whole.faults, &[]);
        prop_assert_eq!(whole.entries.len(), counts.iter().sum::<usize>());
        let lines: Vec<Vec<&str>> = pages.iter().map(|page| page.lines().collect()).collect();
        let places: Vec<(usize, usize)> = lines
            .iter()
            .enumerate()
            .flat_map(|(page, lines)| (0..lines.len()).map(move |line| (page, line)))
            .collect();
        let (page, line) = *at.get(&places);

        let mut removed = lines.clone();
        removed[page].remove(line);
        prop_assert_ne!(read(&rejoined(removed), head.as_ref()).faults, []);

        let mut changed = pages.clone();
        let position = place.index(changed[page].len() - 1);
        let mut bytes = changed[page].clone().into_bytes();
        let byte = if with.is_ascii() { with } else { b'x' };
        if bytes[position] != byte {
            bytes[position] = byte;
            changed[page] = String::from_utf8(bytes).unwrap();
            prop_assert_ne!(read(&changed, head.as_ref()).faults, []);
        }

        let (other, second) = *to.get(&places);
        if (other, second) != (page, line) {
            let mut swapped = lines.clone();
            (swapped[page][line], swapped[other][second]) = (lines[other][second], lines[page][line]);
            prop_assert_ne!(read(&rejoined(swapped), head.as_ref()).faults, []);

            let mut twice = lines.clone();
            twice[page].insert(line, lines[other][second]);
            prop_assert_ne!(read(&rejoined(twice), head.as_ref()).faults, []);
        }
    }

    #[test]
    fn a_page_that_was_removed_is_named(
        counts in proptest::collection::vec(1_usize..4, 1..6),
        at in any::<prop::sample::Index>(),
    ) {
        let (pages, head) = pages(&counts);
        let gone = u64::try_from(at.index(pages.len())).unwrap() + 1;
        let left = (1..).zip(pages.iter().map(String::as_str));
        let chain = read_chain(left.filter(|(number, _)| *number != gone), head.as_ref());
        prop_assert_eq!(chain.faults, [Fault::Missing { page: gone }]);
    }
}

#[test]
fn a_fault_says_where_and_what_follows_it_is_no_other() {
    let (pages, head) = pages(&[2, 2]);
    let changed = pages[0].replacen("kim", "sam", 1);
    let chain = read(&[changed, pages[1].clone()], head.as_ref());
    assert_eq!(chain.faults, [Fault::Changed { page: 1, line: 1 }]);
    let cut = pages[0].lines().nth(1).unwrap().to_owned() + "\n";
    let chain = read(&[cut, pages[1].clone()], head.as_ref());
    assert_eq!(chain.faults, [Fault::Gap { page: 1, line: 1 }]);
    let last = pages[1].lines().next().unwrap().to_owned() + "\n";
    let chain = read(&[pages[0].clone(), last], head.as_ref());
    assert_eq!(chain.faults, [Fault::End { page: 2 }]);
}

#[test]
fn a_line_reads_well_and_its_hash_is_that_of_its_text() {
    let (pages, _) = pages(&[1]);
    insta::assert_snapshot!(pages[0], @r#"{"time":"2026-05-03T10:00:00Z","actor":"kim","pullRequest":"12","run":"run-0","workspace":"production","address":"taptalent/Flow/f0","id":"7","what":"updated","previous":"0000000000000000000000000000000000000000000000000000000000000000","hash":"af8fded46ed6758e777f501df5ad23e555d82bd31daf5f27dc238b95e1c6185e"}"#);
}

#[test]
fn the_end_of_a_page_says_whose_it_is_and_what_follows() {
    let (pages, end) = pages(&[2]);
    let (run, last) = end_of(&pages[0]).unwrap();
    assert_eq!(run.as_deref(), Some("run-0"));
    assert_eq!(last, end.unwrap().last);
    assert_eq!(end_of("{}\n"), None);
}

fn heard(changes: Vec<RecordChange>, address: &str) -> (Vec<Receipt>, Recorded) {
    let address: Address = address.parse().unwrap();
    let mut recorded = Recorded::new(FingerprintKey::new([7; 32]), String::new());
    let mut deeds = Deeds::default();
    for change in changes {
        deeds.apply(&change.of(&address), &mut recorded);
    }
    (deeds.receipts(&Origin::from("r"), &recorded), recorded)
}

fn wrote(removed: Option<&str>) -> RecordChange {
    RecordChange::Wrote {
        at: "2026-05-03T10:00:00.5Z".parse().unwrap(),
        replaced: BTreeMap::new(),
        removed: removed.map(str::to_owned),
        changed: BTreeMap::new(),
        moved: 0,
        revoked: 0,
    }
}

fn identify(id: &str, adopted: bool) -> RecordChange {
    let id = id.to_owned();
    RecordChange::Identify { id, adopted }
}

fn started(part: Part) -> RecordChange {
    let pending = Pending::begun("2026-05-03T09:00:00Z".into(), BTreeMap::new());
    RecordChange::Started { part, pending }
}

#[test]
fn what_was_done_is_told_from_the_facts() {
    let what = |changes| {
        let (receipts, _) = heard(changes, "promptster/Assessment/a");
        receipts.into_iter().map(|one| one.what).collect::<Vec<_>>()
    };
    let created = || vec![started(Part::Whole), identify("1", false), wrote(None)];
    assert_eq!(what(created()), [What::Created]);
    assert_eq!(what(vec![identify("1", true)]), [What::Adopted]);
    assert_eq!(what(vec![wrote(None)]), [What::Updated]);
    assert_eq!(what(vec![started(Part::Whole)]), [What::InDoubt]);
    let not_done = RecordChange::NotDone { part: Part::Whole };
    assert_eq!(what(vec![started(Part::Whole), not_done]), []);
    let forgotten = [created(), vec![RecordChange::Forget]].concat();
    assert_eq!(what(forgotten.clone()), [What::Forgotten]);
    let deleted = [forgotten, vec![wrote(Some("1"))]].concat();
    assert_eq!(what(deleted), [What::Deleted]);
    let fields = BTreeMap::new();
    assert_eq!(what(vec![RecordChange::Fields { fields }]), []);
}

#[test]
fn people_are_counted_and_nothing_of_them_is_written() {
    let key = FingerprintKey::new([7; 32]);
    let people = ["a@example.com", "b@example.com", "c@example.com"].map(|who| key.of_person(who));
    let entered = |who: &crate::state::Fingerprint| RecordChange::Person {
        who: who.clone(),
        person: PersonRecord {
            id: Some("submission".to_owned()),
            ..PersonRecord::default()
        },
    };
    let mut changes: Vec<RecordChange> = people[..2]
        .iter()
        .map(|who| started(Part::Person(who.clone())))
        .collect();
    // The third was there already, and the second is in doubt.
    changes.extend([entered(&people[0]), entered(&people[2])]);
    let (receipts, _) = heard(changes, "flowmingo/Roster/r");
    let expected = People {
        entered: 1,
        in_doubt: 1,
        ..People::default()
    };
    assert_eq!(receipts[0].people, expected);
    assert_eq!(receipts[0].what, What::Invited);
    let text = serde_json::to_string(&receipts).unwrap();
    for who in &people {
        assert!(
            !text.contains(&who.to_string()) && !text.contains("submission"),
            "{text}"
        );
    }
}
