//! Whom the rosters of the state have entered into what, their manifests being there or not: for systems that do not show
//! it, so that no other roster enters the same people again (law 7).

use std::collections::HashMap;

use crate::model::{Address, Kind};
use crate::state::{Fingerprint, Part, Pending, PersonRecord, Record, Recorded};

/// Everybody, by the kind of the roster and the person.
#[derive(Default)]
pub(super) struct Entered<'a> {
    people: ByKind<'a, Entry<'a>>,
    doubts: ByKind<'a, Doubt<'a>>,
    rejections: ByKind<'a, Doubt<'a>>,
    forgetful: Vec<(Kind, &'a Record)>,
}

type ByKind<'a, T> = HashMap<Kind, HashMap<&'a Fingerprint, Vec<T>>>;

/// One person that a roster has entered.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    /// The id of what the person was entered into.
    pub place: &'a str,
    pub person: &'a PersonRecord,
}

/// One write about a person whose outcome nobody knows.
struct Doubt<'a> {
    roster: &'a Address,
    record: Option<&'a Record>,
    pending: &'a Pending,
}

/// What another roster has to do with a person who is not to be seen where this roster wants them.
pub(super) enum Elsewhere<'a> {
    /// It entered the person.
    Entered(Entry<'a>),
    /// It tried to, and nobody knows the outcome.
    InDoubt(&'a Address, &'a Pending),
}

impl<'a> Entered<'a> {
    /// Of everything that is remembered.
    pub(super) fn of(recorded: &'a Recorded) -> Self {
        let mut all = Self::default();
        for (address, record) in &recorded.resources {
            if !record.forgotten.is_empty() {
                all.forgetful.push((address.kind(), record));
            }
            for (place, people) in record.entered() {
                for (who, person) in people {
                    let of_kind = all.people.entry(address.kind()).or_default();
                    of_kind
                        .entry(who)
                        .or_default()
                        .push(Entry { place, person });
                }
            }
        }
        for (key, pending) in &recorded.pending {
            let (doubts, who) = match &key.part {
                Part::Person(who) => (&mut all.doubts, who),
                Part::Rejection(who) => (&mut all.rejections, who),
                Part::Whole | Part::Question(_) | Part::Generation => continue,
            };
            let of_kind = doubts.entry(key.address.kind()).or_default();
            of_kind.entry(who).or_default().push(Doubt {
                roster: &key.address,
                record: recorded.record(&key.address),
                pending,
            });
        }
        all
    }

    /// What any roster of this kind has remembered of a person. `is_there` tells of an id of what people were entered into
    /// whether it is what this roster is about.
    pub(super) fn find(
        &self,
        kind: Kind,
        who: &Fingerprint,
        is_there: impl Fn(&str) -> bool,
    ) -> Option<Elsewhere<'a>> {
        let mut entered = self.entries(kind, who).iter();
        if let Some(entry) = entered.find(|entry| is_there(entry.place)) {
            return Some(Elsewhere::Entered(*entry));
        }
        let (roster, pending) = first_about(&self.doubts, kind, who, is_there)?;
        Some(Elsewhere::InDoubt(roster, pending))
    }

    /// What the rosters of this kind know of a person whom a read does not show, though it shows everybody who is there: of
    /// several requests that nobody heard the end of, the one that says most against another.
    pub(super) fn unseen(
        &self,
        kind: Kind,
        who: &Fingerprint,
        is_there: impl Fn(&str) -> bool,
    ) -> Option<Elsewhere<'a>> {
        let mut entered = self.entries(kind, who).iter();
        let is_in = |entry: &&Entry<'_>| is_there(entry.place) && !entry.person.stayed;
        if let Some(entry) = entered.find(is_in) {
            return Some(Elsewhere::Entered(*entry));
        }
        let doubts = self.doubts.get(&kind)?.get(who)?.iter();
        let about = doubts.filter(|doubt| doubt.is_about(&is_there));
        let worst = about.max_by_key(|doubt| (doubt.pending.is_spent(), doubt.pending.sends))?;
        Some(Elsewhere::InDoubt(worst.roster, worst.pending))
    }

    /// The roster of this kind that tried to reject a person, if nobody knows the outcome.
    pub(super) fn doubted_rejection(
        &self,
        kind: Kind,
        who: &Fingerprint,
        is_there: impl Fn(&str) -> bool,
    ) -> Option<(&'a Address, &'a Pending)> {
        first_about(&self.rejections, kind, who, is_there)
    }

    /// Everything that rosters of this kind have remembered of a person.
    pub(super) fn entries(&self, kind: Kind, who: &Fingerprint) -> &[Entry<'a>] {
        let of_kind = self.people.get(&kind);
        let of_person = of_kind.and_then(|people| people.get(who));
        of_person.map_or(&[], Vec::as_slice)
    }

    /// Everybody whom rosters of this kind have entered, person by person.
    pub(super) fn people(&self, kind: Kind) -> impl Iterator<Item = &[Entry<'a>]> {
        let of_kind = self.people.get(&kind).into_iter();
        of_kind.flat_map(HashMap::values).map(Vec::as_slice)
    }

    /// How many people somebody has said to be entered there again, whatever is to be seen of them.
    pub(super) fn forgotten(&self, kind: Kind, is_there: impl Fn(&str) -> bool) -> usize {
        let of_kind = self.forgetful.iter().filter(|(of, _)| *of == kind);
        let there = of_kind.filter(|(_, record)| is_there(&record.id));
        there.map(|(_, record)| record.forgotten.len()).sum()
    }

    /// How many people may have been entered there, without that anybody knows.
    pub(super) fn doubtful(&self, kind: Kind, is_there: impl Fn(&str) -> bool) -> usize {
        let of_kind = self.doubts.get(&kind).into_iter();
        let all = of_kind.flat_map(HashMap::values);
        all.filter(|doubts| doubts.iter().any(|one| one.is_about(&is_there)))
            .count()
    }
}

fn first_about<'a>(
    doubts: &ByKind<'a, Doubt<'a>>,
    kind: Kind,
    who: &Fingerprint,
    is_there: impl Fn(&str) -> bool,
) -> Option<(&'a Address, &'a Pending)> {
    let mut doubts = doubts.get(&kind)?.get(who)?.iter();
    let doubt = doubts.find(|doubt| doubt.is_about(&is_there))?;
    Some((doubt.roster, doubt.pending))
}

impl Doubt<'_> {
    /// An attempt of which no place is remembered may have been about any: nobody is mailed on "could not know".
    fn is_about(&self, is_there: impl Fn(&str) -> bool) -> bool {
        self.record.is_none_or(|record| {
            let mut places = record.entered();
            places.any(|(place, _)| place.is_empty() || is_there(place))
        })
    }
}
