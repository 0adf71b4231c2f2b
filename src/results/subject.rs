//! What results can be asked of, what has to be read for it, and what that makes.

use std::collections::{BTreeMap, BTreeSet};

use super::row::{Results, Row, in_order};
use super::who::Who;
use crate::model::flowmingo::Submission;
use crate::model::{
    Address, AssessmentId, CandidatesOf, Desired, FlowId, InterviewSetId, Kind, Listing, Live,
    Lookup, ObservedCandidate, Person, ProjectId, Resource, Roster, RosterTarget, Spec, TalentId,
    TaskId, Wants, flowmingo, promptster,
};
use crate::state::{PersonRecord, Recorded};

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

/// Why there are no results.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoResults {
    /// Nothing was applied yet, or what was is gone.
    #[error("{0} is not live yet, so nobody can be in it")]
    NotLive(Address),
    /// The key's fault.
    #[error("the key may not see who is in {address}: {words}")]
    Denied {
        /// The object.
        address: Address,
        /// The system's own words.
        words: String,
    },
}

type Ids = BTreeMap<Address, String>;

impl<'a> Subject<'a> {
    /// The subject at an address of the project. `None`: nobody can be in it, or no manifest has it.
    pub fn at(desired: &'a Desired, address: &Address) -> Option<Self> {
        match address.kind() {
            Kind::Assessment => at(&desired.assessments, address).map(Self::Assessment),
            Kind::Flow => at(&desired.flows, address).map(Self::Flow),
            Kind::Roster => resource(&desired.rosters, address).map(Self::Roster),
            Kind::InterviewSet => {
                at(&desired.flowmingo.interview_sets, address).map(Self::InterviewSet)
            }
            Kind::Project => at(&desired.flowmingo.projects, address).map(Self::Project),
            Kind::FlowmingoRoster => {
                resource(&desired.flowmingo.rosters, address).map(Self::FlowmingoRoster)
            }
            Kind::PromptsterAssessment => {
                at(&desired.promptster.assessments, address).map(Self::Task)
            }
            Kind::PromptsterRoster => {
                resource(&desired.promptster.rosters, address).map(Self::PromptsterRoster)
            }
            Kind::Question | Kind::Branding => None,
        }
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
                Kind::Assessment | Kind::Flow => _ = wants.candidates.insert(people(&address, id)),
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
                | Kind::Roster
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
            Self::PromptsterRoster(roster) => of_promptster_roster(roster, recorded, &seen)?,
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

fn people(address: &Address, id: &str) -> CandidatesOf {
    if address.kind() == Kind::Flow {
        CandidatesOf::Flow(FlowId::new(id))
    } else {
        CandidatesOf::Assessment(AssessmentId::new(id))
    }
}

/// What was read, by the addresses of the project.
struct Seen<'a> {
    ids: &'a Ids,
    live: &'a Live,
}

impl<'a> Seen<'a> {
    fn id(&self, address: &Address) -> Result<&'a str, NoResults> {
        let id = self.ids.get(address).map(String::as_str);
        id.ok_or_else(|| NoResults::NotLive(address.clone()))
    }

    fn candidates(&self, address: &Address) -> Result<&'a [ObservedCandidate], NoResults> {
        let of = people(address, self.id(address)?);
        items(address, self.live.candidates.get(&of))
    }

    fn submissions(&self, address: &Address) -> Result<&'a [Submission], NoResults> {
        let set = InterviewSetId::new(self.id(address)?);
        items(address, self.live.flowmingo.submissions.get(&set))
    }

    fn applications(&self, address: &Address) -> Result<&'a [flowmingo::Application], NoResults> {
        let project = ProjectId::new(self.id(address)?);
        let all = self.live.flowmingo.applications.get(&project);
        Ok(all.map_or(&[], Listing::items))
    }

    fn keys(&self, address: &Address) -> Result<&'a [promptster::ObservedKey], NoResults> {
        let task = TaskId::new(self.id(address)?);
        items(address, self.live.promptster.keys.get(&task))
    }
}

fn items<'a, T>(
    address: &Address,
    read: Option<&'a Lookup<Listing<T>>>,
) -> Result<&'a [T], NoResults> {
    match read {
        Some(Lookup::Found(listing)) => Ok(listing.items()),
        Some(Lookup::Denied(words)) => Err(NoResults::Denied {
            address: address.clone(),
            words: words.clone(),
        }),
        Some(Lookup::Gone) | None => Err(NoResults::NotLive(address.clone())),
    }
}

fn of_roster(
    roster: &Resource<Roster>,
    recorded: &Recorded,
    seen: &Seen<'_>,
) -> Result<Vec<Row>, NoResults> {
    let (RosterTarget::Flow(object) | RosterTarget::Assessment(object)) = &roster.spec.target;
    let all = seen.candidates(object)?;
    let mut rows = Vec::new();
    for person in &roster.spec.candidates {
        let is_it = |one: &&ObservedCandidate| {
            let by_job = person.job_candidate_id.is_some()
                && one.job_candidate_id == person.job_candidate_id;
            one.email.as_deref() == Some(person.email.canonical()) || by_job
        };
        let declared = full_name(person.first_name.as_deref(), person.last_name.as_deref());
        let own = all.iter().filter(is_it).map(Row::of_candidate);
        let known = memory(&roster.address, recorded, person);
        rows.extend(people_rows(
            person,
            declared.as_deref(),
            own.collect(),
            known,
        ));
    }
    Ok(rows)
}

fn of_promptster_roster(
    roster: &Resource<promptster::Roster>,
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

fn of_flowmingo_roster(
    roster: &Resource<flowmingo::Roster>,
    recorded: &Recorded,
    seen: &Seen<'_>,
) -> Result<Vec<Row>, NoResults> {
    let spec = &roster.spec;
    let submissions = spec.interview_set.as_ref();
    let submissions = submissions.map(|set| seen.submissions(set)).transpose()?;
    let applications = spec.project.as_ref();
    let applications = applications
        .map(|project| seen.applications(project))
        .transpose()?;
    let mut rows = Vec::new();
    for person in &spec.candidates {
        let known = memory(&roster.address, recorded, person);
        let (id, talent) = known.map_or((None, None), |known| {
            (known.id.as_deref(), known.talent.as_deref())
        });
        let is_theirs =
            |own: Option<&TalentId>| talent.is_some() && own.map(TalentId::as_str) == talent;
        let mut own: Vec<Row> = submissions
            .unwrap_or_default()
            .iter()
            .filter(|one| Some(one.id.as_str()) == id || is_theirs(one.talent.as_ref()))
            .map(Row::of_submission)
            .collect();
        let application = applications
            .unwrap_or_default()
            .iter()
            .find(|one| is_theirs(one.talent.as_ref()))
            .map(Row::of_application);
        match application {
            Some(application) if own.is_empty() => own.push(application),
            Some(application) => {
                for row in &mut own {
                    row.stage.clone_from(&application.stage);
                }
            }
            None => {}
        }
        let declared = full_name(person.firstname.as_deref(), person.lastname.as_deref());
        rows.extend(people_rows(person, declared.as_deref(), own, known));
    }
    Ok(rows)
}

/// The rows of one person of a roster: those that are live, or one that says how far it has come without them.
fn people_rows(
    person: &impl Person,
    declared_name: Option<&str>,
    mut own: Vec<Row>,
    known: Option<&PersonRecord>,
) -> Vec<Row> {
    let taken_out = match known {
        Some(known) if known.rejected => Some("rejected"),
        Some(known) if known.revoked => Some("revoked"),
        _ => None,
    };
    if own.is_empty() {
        let invited = if known.is_some() {
            "invited"
        } else {
            "not started"
        };
        own.push(Row {
            id: known.and_then(|known| known.id.clone()),
            status: Some(invited.to_owned()),
            ..Row::default()
        });
    }
    for row in &mut own {
        row.who = Some(Who::from(person.email()));
        row.name = row.name.take().or_else(|| declared_name.map(str::to_owned));
        if let Some(word) = taken_out {
            row.status = Some(word.to_owned());
        }
    }
    own
}

fn full_name(first: Option<&str>, last: Option<&str>) -> Option<String> {
    let parts: Vec<&str> = first.into_iter().chain(last).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What the state remembers of a person in a roster.
fn memory<'r>(
    roster: &Address,
    recorded: &'r Recorded,
    person: &impl Person,
) -> Option<&'r PersonRecord> {
    let print = recorded
        .fingerprint_key
        .of_person(person.email().canonical());
    recorded.record(roster)?.people.get(&print)
}

/// Flowmingo shows nobody's address. Whom this project invited is known all the same, by the ids that the invites gave.
struct Known<'a> {
    by_id: BTreeMap<&'a str, &'a flowmingo::Candidate>,
    by_talent: BTreeMap<&'a str, &'a flowmingo::Candidate>,
}

impl<'a> Known<'a> {
    fn new(desired: &'a Desired, recorded: &'a Recorded) -> Self {
        let (mut by_id, mut by_talent) = (BTreeMap::new(), BTreeMap::new());
        for roster in &desired.flowmingo.rosters {
            for person in &roster.spec.candidates {
                if let Some(known) = memory(&roster.address, recorded, person) {
                    by_id.extend(known.id.as_deref().map(|id| (id, person)));
                    by_talent.extend(known.talent.as_deref().map(|id| (id, person)));
                }
            }
        }
        Self { by_id, by_talent }
    }

    fn named(&self, mut row: Row, talent: Option<&TalentId>) -> Row {
        let by_id = row.id.as_deref().and_then(|id| self.by_id.get(id));
        let by_talent = talent.and_then(|id| self.by_talent.get(id.as_str()));
        if let Some(person) = by_id.or(by_talent) {
            row.who = Some(Who::from(&person.email));
            row.name = full_name(person.firstname.as_deref(), person.lastname.as_deref());
        }
        row
    }
}
