//! People who are in a set or project already and whom no state knows. Flowmingo shows ids, never addresses: they could be
//! the very people of the roster, entered by a run whose state was lost. Then nobody may be invited.

use std::collections::HashSet;

use super::memory::Destination;
use crate::diagnostic::Code;
use crate::model::flowmingo::{Roster, Submission};
use crate::model::{Kind, Pointer, Resource};
use crate::plan::context::Context;
use crate::plan::draft::Draft;
use crate::state::Record;

/// Blocks the first invites of a roster while there are such people, unless the manifest says that they are others.
pub(super) fn check(
    draft: &mut Draft<'_>,
    resource: &Resource<Roster>,
    destination: &Destination<'_>,
    record: Option<&Record>,
    submissions: Option<&[Submission]>,
    context: &Context<'_>,
) {
    if record.is_some() || resource.spec.ignores_unknown_submissions {
        return;
    }
    let known = known_ids(context);
    let (count, what) = match (submissions, &destination.project) {
        (Some(all), _) => {
            let unknown = all.iter().filter(|one| {
                let by_talent = one
                    .talent
                    .as_ref()
                    .is_some_and(|id| known.contains(id.as_str()));
                !by_talent && !known.contains(one.id.as_str())
            });
            (unknown.count(), "submissions of the interview set")
        }
        (None, Some(project)) => {
            let all = context.live.flowmingo.applications.get(project);
            let all = all.map_or(&[][..], |all| all.items());
            let unknown = all.iter().filter(|one| {
                !one.talent
                    .as_ref()
                    .is_some_and(|id| known.contains(id.as_str()))
            });
            (unknown.count(), "applications of the project")
        }
        (None, None) => (0, ""),
    };
    if count > 0 {
        draft.block(
            Code::UnknownSubmissions,
            Pointer::spec("candidates"),
            format!(
                "{count} {what} are not known to the state, and Flowmingo tells nobody whose they are: if an earlier \
                 run invited people of this roster and its state was lost, they would be mailed twice"
            ),
            "bring the state back; or, if these are surely other people, say so: \
             `lifecycle: { unknownSubmissions: ignore }`",
        );
    }
}

/// Every id of a submission or a person that some roster of the state has.
fn known_ids<'a>(context: &Context<'a>) -> HashSet<&'a str> {
    let records = context.recorded.resources.iter();
    let rosters = records.filter(|(address, _)| address.kind() == Kind::FlowmingoRoster);
    let people = rosters.flat_map(|(_, record)| record.people.values());
    people
        .flat_map(|person| person.id.iter().chain(&person.talent))
        .map(String::as_str)
        .collect()
}
