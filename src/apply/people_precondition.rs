//! The look right before anybody of a roster is entered or moved: who is there already, and where.

use std::collections::{BTreeMap, HashMap};

use super::decide::{self, There};
use super::failure::Failure;
use super::run::Run;
use crate::model::taptalent::CandidatesOf;
use crate::model::{ApplicationId, Listing, Lookup, ProjectId, StageId, TaskId, Wants};
use crate::plan::Change;

impl Run<'_> {
    /// People of a TapTalent roster who are listed there by now: somebody else was quicker, or an earlier run.
    pub(super) async fn already_among(
        &self,
        change: &Change,
        of: &CandidatesOf,
    ) -> Result<There, Failure> {
        let mut wants = Wants::default();
        wants.taptalent.candidates.insert(of.clone());
        let live = self.live(&wants).await?;
        let listed = match live.taptalent.candidates.get(of) {
            Some(Lookup::Found(listed)) => listed.items(),
            _ => {
                return Err(Failure::Moved {
                    what: "what people are invited to has disappeared".to_owned(),
                });
            }
        };
        let ids = listed
            .iter()
            .filter_map(|one| Some((one.email.as_deref()?, one.id.clone())));
        Ok(decide::there(change, &ids.collect()))
    }

    /// People of a Promptster roster who have a key by now.
    pub(super) async fn already_with_key(
        &self,
        change: &Change,
        id: &TaskId,
    ) -> Result<There, Failure> {
        let keys = self.keys(id).await?;
        let ids = keys
            .iter()
            .filter_map(|key| Some((key.email.as_deref()?, Some(key.id.to_string()))));
        // A revocation is about somebody who has one.
        let mut there = decide::there(change, &ids.collect());
        let revoked = change
            .people
            .iter()
            .filter(|one| one.action == crate::model::PersonAction::Revoke);
        for person in revoked {
            there.remove(&person.who);
        }
        Ok(there)
    }

    pub(super) async fn check_stages(
        &self,
        project: &ProjectId,
        stages: &BTreeMap<ApplicationId, Option<StageId>>,
    ) -> Result<(), Failure> {
        let mut wants = Wants::default();
        wants.flowmingo.applications_of.insert(project.clone());
        let live = self.live(&wants).await?;
        let all = live.flowmingo.applications.get(project);
        let now: HashMap<_, _> = all
            .into_iter()
            .flat_map(Listing::items)
            .map(|one| (&one.id, one.stage.as_ref().map(|stage| &stage.id)))
            .collect();
        let moved = stages
            .iter()
            .find(|(id, then)| now.get(id).is_none_or(|now| *now != then.as_ref()));
        moved.map_or(Ok(()), |(id, _)| {
            Err(Failure::Moved {
                what: format!("the application {id} was moved in the web app or by another run"),
            })
        })
    }
}
