//! Results of a coding task: its candidate keys, and who of a roster has one. A key itself is never shown.

use super::invited::memory;
use super::moment::iso;
use super::no_results::NoResults;
use super::rosters::people_rows;
use super::row::Row;
use super::seen::{Seen, items};
use super::who::Who;
use crate::model::promptster::{ObservedKey, Roster};
use crate::model::{Address, Resource, TaskId};
use crate::state::Recorded;

pub(super) fn of_roster(
    roster: &Resource<Roster>,
    recorded: &Recorded,
    seen: &Seen<'_>,
) -> Result<Vec<Row>, NoResults> {
    let all = seen.keys(&roster.spec.assessment)?;
    let mut rows = Vec::new();
    for person in &roster.spec.candidates {
        let own = all
            .iter()
            .filter(|one| one.email.as_deref() == Some(person.email.canonical()))
            .map(Row::of_key);
        let known = memory(&roster.address, recorded, person);
        rows.extend(people_rows(
            person,
            person.name.as_deref(),
            own.collect(),
            known,
        ));
    }
    Ok(rows)
}

impl<'a> Seen<'a> {
    pub(super) fn keys(&self, address: &Address) -> Result<&'a [ObservedKey], NoResults> {
        let task = TaskId::new(self.id(address)?);
        items(address, self.live.promptster.keys.get(&task))
    }
}

impl Row {
    pub(super) fn of_key(seen: &ObservedKey) -> Self {
        let ObservedKey {
            id,
            email,
            name,
            status,
            created_at,
            redeemed_at,
            completed_at,
            expires_at,
            session,
            total_cost_usd,
        } = seen.clone();
        Self {
            id: Some(id.to_string()),
            who: email.map(Who::new),
            name,
            status,
            created_at: created_at.as_deref().map(iso),
            started_at: redeemed_at.as_deref().map(iso),
            submitted_at: completed_at.as_deref().map(iso),
            expires_at: expires_at.as_deref().map(iso),
            session,
            cost_usd: total_cost_usd,
            is_listed: true,
            ..Self::default()
        }
    }
}
