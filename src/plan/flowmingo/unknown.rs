//! People who are in a set or project already and whom the state does not know, having been lost or being an older one.
//! Flowmingo shows ids, never addresses: they could be the very people of the roster. Then nobody may be invited.

use std::collections::HashSet;

use super::known::Seen;
use crate::diagnostic::Code;
use crate::model::flowmingo::Roster;
use crate::model::{Kind, Pointer, Resource, TalentId};
use crate::plan::context::Context;
use crate::plan::draft::Draft;
use crate::plan::invited_before::Entry;
use crate::state::Recorded;

/// Blocks the invites of a roster while there are such people, unless the manifest says that they are others. Whoever of
/// the roster has a known id was looked for there before.
pub(super) fn check(
    draft: &mut Draft<'_>,
    resource: &Resource<Roster>,
    seen: Seen<'_>,
    context: &Context<'_>,
) {
    if resource.spec.ignores_unknown_submissions {
        return;
    }
    let all = ids(seen, context);
    let known = known_ids(context);
    let unknown = all
        .iter()
        .filter(|ids| !ids.is_one_of(&known) && !ids.is_forgotten(context.recorded));
    // Several submissions of one person are one.
    let unknown: HashSet<&str> = unknown.map(Ids::of_person).collect();
    let count = unknown.len().saturating_sub(nameless(seen, &all, context));
    let (one, of) = match seen.submissions {
        Some(_) => ("submission", "the interview set"),
        None => ("application", "the project"),
    };
    let (what, whose) = match count {
        1 => (format!("1 {one} of {of} is"), "it is"),
        _ => (format!("{count} {one}s of {of} are"), "they are"),
    };
    if count > 0 {
        draft.block(
            Code::UnknownSubmissions,
            Pointer::spec("candidates"),
            format!(
                "{what} not in the state, and Flowmingo does not show whose {whose}: if an earlier run invited \
                 people of this roster and its state was lost, they would be mailed twice"
            ),
            "restore the newest state; or, if these are certainly other people, set \
             `lifecycle: { unknownSubmissions: ignore }`",
        );
    }
}

/// What one live submission or application is known by.
struct Ids<'a> {
    /// `None`: an application, whose id no answer to an invite tells.
    submission: Option<&'a str>,
    talent: Option<&'a str>,
    own: &'a str,
}

impl<'a> Ids<'a> {
    fn is_one_of(&self, known: &HashSet<&str>) -> bool {
        let mut both = self.submission.into_iter().chain(self.talent);
        both.any(|id| known.contains(id))
    }

    /// Of somebody who is to be forgotten, so that nothing else tells who it is.
    fn is_forgotten(&self, recorded: &Recorded) -> bool {
        let mut both = self.submission.into_iter().chain(self.talent);
        both.any(|id| recorded.is_forgotten_id(id))
    }

    const fn of_person(&self) -> &'a str {
        match self.talent {
            Some(talent) => talent,
            None => self.own,
        }
    }
}

fn ids<'a>(seen: Seen<'a>, context: &Context<'a>) -> Vec<Ids<'a>> {
    let talent = |id: &'a Option<TalentId>| id.as_ref().map(TalentId::as_str);
    if let Some(all) = seen.submissions {
        let ids = all.iter().map(|one| Ids {
            submission: Some(one.id.as_str()),
            talent: talent(&one.talent),
            own: one.id.as_str(),
        });
        return ids.collect();
    }
    let all = seen.destination.applications(context).unwrap_or_default();
    let ids = all.iter().map(|one| Ids {
        submission: None,
        talent: talent(&one.talent),
        own: one.id.as_str(),
    });
    ids.collect()
}

/// Every id of a submission or a person that some roster of the state has.
fn known_ids<'a>(context: &Context<'a>) -> HashSet<&'a str> {
    let people = context.entered.people(Kind::FlowmingoRoster).flatten();
    people
        .flat_map(|entry| entry.person.id.iter().chain(&entry.person.talent))
        .map(String::as_str)
        .collect()
}

/// How many of the unknown are explained: people who were entered there, or may have been, and of whom no answer told the
/// ids by which they would be known; and those of whom somebody has said that they are to be invited again.
fn nameless(seen: Seen<'_>, all: &[Ids<'_>], context: &Context<'_>) -> usize {
    let live: HashSet<&str> = all
        .iter()
        .flat_map(|ids| ids.submission.into_iter().chain(ids.talent))
        .collect();
    let is_there = |place: &str| seen.destination.is_in(place);
    let is_shown = |id: &Option<String>| id.as_deref().is_some_and(|id| live.contains(id));
    let is_nameless = |entry: &Entry<'_>| {
        let person = entry.person;
        let is_told = match seen.submissions {
            Some(_) => person.id.is_some(),
            None => person.talent.is_some(),
        };
        is_there(entry.place) && !is_told && !is_shown(&person.talent)
    };
    let people = context.entered.people(Kind::FlowmingoRoster);
    let nameless = people.filter(|entries| {
        let there = |entry: &&Entry<'_>| is_there(entry.place);
        entries.iter().filter(there).all(is_nameless) && entries.iter().any(|one| there(&one))
    });
    nameless.count()
        + context.entered.doubtful(Kind::FlowmingoRoster, is_there)
        + context.entered.forgotten(Kind::FlowmingoRoster, is_there)
        + let_go(seen, context, is_there)
}

/// People who are to be forgotten, and of whom no id was known.
fn let_go(seen: Seen<'_>, context: &Context<'_>, is_there: impl Fn(&str) -> bool) -> usize {
    let places = context.recorded.forgotten_people.nameless.iter();
    let there = places.filter(|(place, _)| is_there(place));
    there
        .map(|(_, nameless)| match seen.submissions {
            Some(_) => nameless.all,
            None => nameless.all + nameless.in_projects,
        })
        .sum()
}
