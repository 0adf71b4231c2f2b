//! What results can be asked of, what has to be read for it, and what that makes.

use std::collections::BTreeSet;

use super::invited::Known;
use super::no_results::NoResults;
use super::promptster as keys;
use super::rosters::{of_flowmingo_roster, of_roster};
use super::row::{Results, Row, in_order};
use super::seen::{Ids, Seen, people};
use crate::model::taptalent::Roster;
use crate::model::{
    Address, Desired, InterviewSetId, Kind, Live, ProjectId, Resource, Spec, TaskId, Wants,
    flowmingo, promptster,
};
use crate::state::Recorded;

/// A resource that people are in.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A TapTalent assessment: who submitted or timed out.
    Assessment(&'a Address),
    /// A TapTalent flow: everybody who is assigned.
    Flow(&'a Address),
    /// A TapTalent roster: its people only.
    Roster(&'a Resource<Roster>),
    /// A Flowmingo interview set: its submissions.
    InterviewSet(&'a Address),
    /// A Flowmingo project: its applications.
    Project(&'a Address),
    /// A Flowmingo roster: its people only.
    FlowmingoRoster(&'a Resource<flowmingo::Roster>),
    /// A coding task: its candidate keys, without the keys.
    Task(&'a Address),
    /// A Promptster roster: its people only.
    PromptsterRoster(&'a Resource<promptster::Roster>),
}

impl<'a> Subject<'a> {
    /// The subject at an address of the project. `None`: nobody can be in it, or no manifest has it.
    pub fn at(desired: &'a Desired, address: &Address) -> Option<Self> {
        match address.kind() {
            Kind::TapTalentAssessment => {
                at(&desired.taptalent.assessments, address).map(Self::Assessment)
            }
            Kind::Flow => at(&desired.taptalent.flows, address).map(Self::Flow),
            Kind::TapTalentRoster => {
                resource(&desired.taptalent.rosters, address).map(Self::Roster)
            }
            Kind::InterviewSet => at(&desired.externals, address).map(Self::InterviewSet),
            Kind::Project => at(&desired.externals, address).map(Self::Project),
            Kind::FlowmingoRoster => {
                resource(&desired.flowmingo.rosters, address).map(Self::FlowmingoRoster)
            }
            Kind::PromptsterAssessment => {
                at(&desired.promptster.assessments, address).map(Self::Task)
            }
            Kind::PromptsterRoster => {
                resource(&desired.promptster.rosters, address).map(Self::PromptsterRoster)
            }
            Kind::Question | Kind::Job | Kind::Branding => None,
        }
    }

    /// Whether people can be in what has this kind.
    pub const fn is_of(kind: Kind) -> bool {
        !matches!(kind, Kind::Question | Kind::Job | Kind::Branding)
    }

    /// The resources whose live objects have to be found.
    pub fn objects(&self) -> BTreeSet<Address> {
        match self {
            Self::Assessment(address)
            | Self::Flow(address)
            | Self::InterviewSet(address)
            | Self::Project(address)
            | Self::Task(address) => [(*address).clone()].into(),
            Self::Roster(roster) => [roster.spec.target.address().clone()].into(),
            Self::FlowmingoRoster(roster) => {
                let spec = &roster.spec;
                let both = spec.interview_set.iter().chain(&spec.project);
                both.cloned().collect()
            }
            Self::PromptsterRoster(roster) => [roster.spec.assessment.clone()].into(),
        }
    }

    /// The reads that show the people.
    ///
    /// # Errors
    /// An object is not live.
    pub fn wants(&self, ids: &Ids) -> Result<Wants, NoResults> {
        let mut wants = Wants::default();
        for address in self.objects() {
            let Some(id) = ids.get(&address) else {
                return Err(NoResults::NotLive(address));
            };
            match address.kind() {
                Kind::TapTalentAssessment | Kind::Flow => {
                    _ = wants.taptalent.candidates.insert(people(&address, id));
                }
                Kind::InterviewSet => {
                    wants
                        .flowmingo
                        .submissions_of
                        .insert(InterviewSetId::new(id));
                }
                Kind::Project => {
                    wants.flowmingo.applications_of.insert(ProjectId::new(id));
                }
                Kind::PromptsterAssessment => {
                    wants.promptster.keys.insert(TaskId::new(id));
                }
                Kind::Question
                | Kind::Job
                | Kind::TapTalentRoster
                | Kind::FlowmingoRoster
                | Kind::PromptsterRoster
                | Kind::Branding => {}
            }
        }
        Ok(wants)
    }

    /// The results, of what [`Subject::wants`] asked for.
    ///
    /// # Errors
    /// An object is gone, or the key may not see it.
    pub fn results(
        &self,
        address: &Address,
        ids: &Ids,
        desired: &Desired,
        recorded: &Recorded,
        live: &Live,
    ) -> Result<Results, NoResults> {
        let seen = Seen { ids, live };
        let mut rows = match self {
            Self::Assessment(object) | Self::Flow(object) => seen
                .candidates(object)?
                .iter()
                .map(Row::of_candidate)
                .collect(),
            Self::Roster(roster) => of_roster(roster, recorded, &seen)?,
            Self::InterviewSet(object) => {
                let known = Known::new(desired, recorded);
                let all = seen.submissions(object)?.iter();
                all.map(|one| known.named(Row::of_submission(one), one.talent.as_ref()))
                    .collect()
            }
            Self::Project(object) => {
                let known = Known::new(desired, recorded);
                let all = seen.applications(object)?.iter();
                all.map(|one| known.named(Row::of_application(one), one.talent.as_ref()))
                    .collect()
            }
            Self::FlowmingoRoster(roster) => of_flowmingo_roster(roster, recorded, &seen)?,
            Self::Task(object) => seen.keys(object)?.iter().map(Row::of_key).collect(),
            Self::PromptsterRoster(roster) => keys::of_roster(roster, recorded, &seen)?,
        };
        rows.sort_by(in_order);
        let objects = self.objects();
        let ids: Vec<&str> = objects
            .iter()
            .filter_map(|object| Some(ids.get(object)?.as_str()))
            .collect();
        Ok(Results {
            address: address.clone(),
            id: ids.join("+"),
            rows,
        })
    }
}

fn resource<'a, S: Spec>(all: &'a [Resource<S>], address: &Address) -> Option<&'a Resource<S>> {
    all.iter().find(|resource| resource.address == *address)
}

fn at<'a, S: Spec>(all: &'a [Resource<S>], address: &Address) -> Option<&'a Address> {
    resource(all, address).map(|resource| &resource.address)
}
