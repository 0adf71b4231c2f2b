//! Everything that one plan needs of Promptster: the list first, since it says which single reads are needed, and beside it
//! what does not depend on it.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::{join_all, join3};

use crate::model::promptster::{Live, ObservedAssessment, ObservedBranding, ObservedKey, Wants};
use crate::model::{Listing, Lookup, TaskId};
use crate::provider::http::{ReadError, ReadErrors};
use crate::provider::listing::set_deleted_aside;

use super::observation::{settle, to_read};
use super::reader::Reader;

/// How often everything that contradicts itself is read.
const ROUNDS: u32 = 3;

type Details = BTreeMap<TaskId, Lookup<ObservedAssessment>>;
type Keys = BTreeMap<TaskId, Lookup<Listing<ObservedKey>>>;

impl Reader {
    /// Reads all that `wants` names.
    ///
    /// # Errors
    /// All failures.
    pub async fn observe(&self, wants: &Wants) -> Result<Live, ReadErrors> {
        let (assessments, branding, keys) = join3(
            self.observe_assessments(wants),
            self.branding_if(wants.branding),
            self.all_keys(&wants.keys),
        )
        .await;
        let mut errors = Vec::new();
        let assessments = assessments.map_err(|failed| errors.extend(failed));
        let branding = branding.map_err(|failed| errors.push(failed));
        let keys = keys.map_err(|failed| errors.extend(failed));
        let (Ok((assessments, details)), Ok(branding), Ok(keys)) = (assessments, branding, keys)
        else {
            return Err(ReadErrors::all(errors));
        };
        Ok(Live {
            assessments,
            details,
            branding,
            keys,
        })
    }

    async fn observe_assessments(
        &self,
        wants: &Wants,
    ) -> Result<(Listing<ObservedAssessment>, Details), Vec<ReadError>> {
        let mut round = 1;
        loop {
            let mut list = if wants.list || wants.every_assessment || !wants.natural_keys.is_empty()
            {
                self.list_assessments().await.map_err(|error| vec![error])?
            } else {
                Listing::default()
            };
            let mut details = self.details(&to_read(wants, &list)).await?;
            set_deleted_aside(&mut list, &mut details, |one| &one.id, |one| one.deleted);
            let contradictions = settle(&mut list, &mut details);
            if contradictions.is_empty() {
                return Ok((list, details));
            }
            if round == ROUNDS {
                return Err(contradictions);
            }
            tokio::time::sleep(self.transport.settling_delay(round)).await;
            round += 1;
        }
    }

    async fn details(&self, ids: &BTreeSet<TaskId>) -> Result<Details, Vec<ReadError>> {
        sorted(
            join_all(
                ids.iter()
                    .map(async |id| (id.clone(), self.assessment(id).await)),
            )
            .await,
        )
    }

    async fn all_keys(&self, ids: &BTreeSet<TaskId>) -> Result<Keys, Vec<ReadError>> {
        sorted(join_all(ids.iter().map(async |id| (id.clone(), self.keys(id).await))).await)
    }

    async fn branding_if(&self, wanted: bool) -> Result<Option<ObservedBranding>, ReadError> {
        if wanted {
            self.branding().await.map(Some)
        } else {
            Ok(None)
        }
    }
}

/// All that went well, or all that did not.
fn sorted<T>(
    reads: Vec<(TaskId, Result<T, ReadError>)>,
) -> Result<BTreeMap<TaskId, T>, Vec<ReadError>> {
    let mut good = BTreeMap::new();
    let mut bad = Vec::new();
    for (id, read) in reads {
        match read {
            Ok(found) => _ = good.insert(id, found),
            Err(error) => bad.push(error),
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(bad) }
}
