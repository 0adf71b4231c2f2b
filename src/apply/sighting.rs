//! What looks at live objects tell of a create: before it, whether there is one like it; after a lost answer, whether it was
//! done; after a success, whether somebody else made the same. Plain values, as in `decide`.

use super::lists::{Before, Seen};
use crate::model::{Kind, Role, Written};
use crate::plan::Absent;
use crate::state::RecordChange;

/// What reading showed about a write in doubt.
#[derive(Debug)]
pub enum Settled {
    Done(Written),
    /// Every look was complete and showed nothing of it.
    NotSeen,
    /// Any of these could be it; in words too.
    Among(Vec<String>, String),
    /// Nobody can tell, and why.
    Unclear(String),
}

#[derive(Debug)]
pub enum Sighting {
    /// New things that are what was sent: their ids, and what the write would have told.
    Like(Vec<(String, Written)>),
    /// Nothing like it, but new things that could be it under another name.
    New(Vec<String>),
    /// The object that was to be changed is as wanted.
    AsWanted,
    AsBefore,
    Otherwise(String),
}

impl Sighting {
    /// Nothing new is nothing at all.
    pub(super) fn or_nothing(self) -> Self {
        match self {
            Self::New(ids) if ids.is_empty() => Self::Like(Vec::new()),
            other => other,
        }
    }
}

/// Absence is proven by so many looks.
const LEAST_LOOKS: usize = 2;

/// The looks at one write in doubt.
#[derive(Debug, Default)]
pub struct Looks {
    count: usize,
    last: Option<Result<Sighting, String>>,
}

impl Looks {
    /// Takes one more look; tells what it settles at once.
    pub fn take(&mut self, sighting: Result<Sighting, String>) -> Option<Settled> {
        self.count += 1;
        match sighting {
            Ok(Sighting::AsWanted) => return Some(Settled::Done(Written::Nothing)),
            Ok(Sighting::Otherwise(what)) => return Some(Settled::Unclear(what)),
            Ok(Sighting::Like(mut found)) if found.len() == 1 => {
                return found.pop().map(|(_, one)| Settled::Done(one));
            }
            other => self.last = Some(other),
        }
        None
    }

    /// What all of them come to.
    pub fn settle(self) -> Settled {
        match self.last {
            Some(Err(read)) => Settled::Unclear(format!(
                "reading what is live failed too: {read}; apply again to settle it"
            )),
            Some(Ok(Sighting::Like(found))) if !found.is_empty() => {
                let ids: Vec<String> = found.into_iter().map(|(id, _)| id).collect();
                let words = format!("{} live objects could be it: {}", ids.len(), ids.join(", "));
                Settled::Among(ids, words)
            }
            Some(Ok(Sighting::New(ids))) => {
                let words = format!(
                    "a new live object could be it under another name: {}",
                    ids.join(", ")
                );
                Settled::Among(ids, words)
            }
            _ if self.count < LEAST_LOOKS => {
                Settled::Unclear("a single read does not prove that it was not done".to_owned())
            }
            _ => Settled::NotSeen,
        }
    }
}

/// The first live object that has appeared under the name of one that is to be created.
pub fn appeared<'s>(
    seen: &'s Seen,
    absent: &Absent,
    is_ours: impl Fn(&str) -> bool,
) -> Option<&'s String> {
    let mut named = seen.named(&absent.name).iter();
    named.find(|id| !absent.known.contains(id) && !is_ours(id))
}

/// What has the name of what was created, was not there before, and is nothing that the state knows.
pub fn new_alike<'s>(
    seen: &'s Seen,
    before: Option<&Before>,
    name: &str,
    is_ours: impl Fn(&str) -> bool,
) -> impl Iterator<Item = &'s String> {
    let alike = seen.alike(name).iter();
    alike.filter(move |id| !before.is_some_and(|before| before.has(id)) && !is_ours(id))
}

/// A fact about what was found by reading, and whose id no answer has told: it may be a stranger's of the same name, so that
/// nothing deletes it by itself (law 8).
pub fn found(fact: RecordChange, kind: Kind) -> RecordChange {
    match fact {
        RecordChange::Identify { id, .. } if kind.role() == Role::Deletable => {
            RecordChange::Identify { id, adopted: true }
        }
        fact => fact,
    }
}

/// What was made, of what is new under its name: `like` is as it was sent in the rest, `other` is not. `is_expected` tells of
/// the form of a name whether a create of the same run makes that.
pub fn made_among(
    seen: &Seen,
    before: Option<&Before>,
    like: Vec<String>,
    mut other: Vec<String>,
    is_expected: impl Fn(&str) -> bool,
    is_ours: impl Fn(&str) -> bool,
) -> Sighting {
    if !like.is_empty() {
        let like = like.into_iter();
        return Sighting::Like(like.map(|id| (id.clone(), Written::Object(id))).collect());
    }
    // Without a list from before, everything would be new.
    if let Some(before) = before {
        let unexplained = seen.objects().filter(|(id, form)| {
            // What other changes of this run make is theirs, also before they know its id.
            !form.is_some_and(&is_expected) && !before.has(id) && !is_ours(id)
        });
        other.extend(unexplained.map(|(id, _)| id.to_owned()));
    }
    Sighting::New(other).or_nothing()
}
