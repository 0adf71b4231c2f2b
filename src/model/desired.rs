//! What all manifests of a project want, taken together: checked, with every reference resolved.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Display};

use super::address::{Address, Name};
use super::external::External;
use super::id::{AssessmentId, ExternalId, FlowId, TaskId};
use super::kind::Kind;
use super::lifecycle::Lifecycle;
use super::origin::Origin;
use super::taptalent::{Assessment, Flow, JobRef, Roster, StepTarget};
use super::{flowmingo, promptster};

/// The wanted state. Only [`manifest`](crate::manifest) builds it, and only if no manifest has an error.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Desired {
    /// TapTalent assessments, in order of address.
    pub assessments: Vec<Resource<Assessment>>,
    /// TapTalent flows, in order of address.
    pub flows: Vec<Resource<Flow>>,
    /// TapTalent rosters, in order of address.
    pub rosters: Vec<Resource<Roster>>,
    /// What must exist, of every kind and system, in order of address.
    pub externals: Vec<Resource<External>>,
    /// What Flowmingo is to have.
    pub flowmingo: DesiredOfFlowmingo,
    /// What Promptster is to have.
    pub promptster: DesiredOfPromptster,
    /// Addresses of what manifests declare for other workspaces only, also earlier ones: not wanted here, and not given up.
    pub elsewhere: BTreeSet<Address>,
    /// BLAKE3 of every manifest's path and text, as hex: two plans of the same manifests have the same digest.
    pub digest: String,
}

/// The part of the wanted state that is Flowmingo's; each list in order of address.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DesiredOfFlowmingo {
    /// Who is invited.
    pub rosters: Vec<Resource<flowmingo::Roster>>,
}

/// The part of the wanted state that is Promptster's; each list in order of address.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DesiredOfPromptster {
    /// Coding tasks.
    pub assessments: Vec<Resource<promptster::Assessment>>,
    /// Who has candidate keys.
    pub rosters: Vec<Resource<promptster::Roster>>,
    /// The branding; checked to be one at most.
    pub branding: Vec<Resource<promptster::Branding>>,
}

impl Desired {
    /// Only the resources whose addresses are `kept`.
    #[must_use]
    pub fn part(&self, kept: impl Fn(&Address) -> bool) -> Self {
        fn of<S: Spec>(
            resources: &[Resource<S>],
            kept: &impl Fn(&Address) -> bool,
        ) -> Vec<Resource<S>> {
            let kept = resources.iter().filter(|resource| kept(&resource.address));
            kept.cloned().collect()
        }
        let Self {
            assessments,
            flows,
            rosters,
            externals,
            flowmingo,
            promptster,
            elsewhere,
            digest,
        } = self;
        Self {
            assessments: of(assessments, &kept),
            flows: of(flows, &kept),
            rosters: of(rosters, &kept),
            externals: of(externals, &kept),
            flowmingo: DesiredOfFlowmingo {
                rosters: of(&flowmingo.rosters, &kept),
            },
            promptster: DesiredOfPromptster {
                assessments: of(&promptster.assessments, &kept),
                rosters: of(&promptster.rosters, &kept),
                branding: of(&promptster.branding, &kept),
            },
            elsewhere: elsewhere.clone(),
            digest: digest.clone(),
        }
    }

    /// Only some resources, with those that they name, and that those name: a flow needs its assessments, a roster what it
    /// leads to.
    #[must_use]
    pub fn part_with_named(&self, addresses: &BTreeSet<&Address>) -> Self {
        let mut wanted = addresses.clone();
        loop {
            let heads = self.heads().filter(|head| wanted.contains(head.address));
            let named: BTreeSet<&Address> = heads.flat_map(|head| head.names).collect();
            if named.is_subset(&wanted) {
                return self.part(|address| wanted.contains(address));
            }
            wanted.extend(named);
        }
    }

    /// The address of every resource that stands for something live.
    pub fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.heads().map(|head| head.address)
    }

    /// The live objects that resources are pinned to.
    pub fn pins(&self) -> impl Iterator<Item = (&Address, String)> {
        self.heads()
            .filter_map(|head| Some((head.address, head.pin?)))
    }

    /// What must exist, of one kind.
    pub fn externals_of(&self, kind: Kind) -> impl Iterator<Item = &Resource<External>> {
        let of_kind = move |one: &&Resource<External>| one.address.kind() == kind;
        self.externals.iter().filter(of_kind)
    }

    /// Addresses that they had before.
    pub fn previous_addresses(&self) -> impl Iterator<Item = Address> {
        self.heads().flat_map(|head| {
            let names = head.previous_names.iter().cloned();
            names.map(|name| Address::new(head.address.kind(), name))
        })
    }

    /// Where a resource stands.
    pub fn origin(&self, address: &Address) -> Option<&Origin> {
        let found = self.heads().find(|head| head.address == address);
        found.map(|head| head.origin)
    }

    fn heads(&self) -> impl Iterator<Item = Head<'_>> {
        fn of<S: Spec>(resources: &[Resource<S>]) -> impl Iterator<Item = Head<'_>> {
            resources.iter().map(|resource| Head {
                address: &resource.address,
                previous_names: &resource.previous_names,
                origin: &resource.origin,
                names: resource.spec.names(),
                pin: resource.pin.as_ref().map(ToString::to_string),
            })
        }
        let Self {
            assessments,
            flows,
            rosters,
            externals,
            flowmingo,
            promptster,
            elsewhere: _,
            digest: _,
        } = self;
        of(assessments)
            .chain(of(flows))
            .chain(of(rosters))
            .chain(of(externals))
            .chain(of(&flowmingo.rosters))
            .chain(of(&promptster.assessments))
            .chain(of(&promptster.rosters))
            .chain(of(&promptster.branding))
    }
}

/// What all kinds of resources say alike.
struct Head<'a> {
    address: &'a Address,
    previous_names: &'a [Name],
    origin: &'a Origin,
    names: Vec<&'a Address>,
    pin: Option<String>,
}

/// One manifest that stands for a live object.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource<S: Spec> {
    /// Its address.
    pub address: Address,
    /// `metadata.labels`
    pub labels: BTreeMap<String, String>,
    /// `metadata.id`: the live object it stands for, whatever that is called.
    pub pin: Option<S::Id>,
    /// `metadata.previousNames`, newest first.
    pub previous_names: Vec<Name>,
    /// What it wants.
    pub spec: S,
    /// What may happen to the live object.
    pub lifecycle: Lifecycle,
    /// Where it stands.
    pub origin: Origin,
}

/// What a kind's `spec` decodes to.
pub trait Spec: Debug + Clone + PartialEq {
    /// The id of its live object.
    type Id: Debug + Display + Clone + PartialEq + Eq + Ord;

    /// The other resources that it names.
    fn names(&self) -> Vec<&Address> {
        Vec::new()
    }
}

impl Spec for Assessment {
    type Id = AssessmentId;

    fn names(&self) -> Vec<&Address> {
        match &self.job {
            Some(JobRef::Manifest(address)) => vec![address],
            Some(JobRef::Title(_)) | None => Vec::new(),
        }
    }
}

impl Spec for Flow {
    type Id = FlowId;

    fn names(&self) -> Vec<&Address> {
        let steps = self.steps.iter().filter_map(|step| match &step.target {
            StepTarget::Manifest(address) => Some(address),
            StepTarget::Id(_) => None,
        });
        steps.collect()
    }
}

/// A thing without an id of its own, such as a roster or the branding: nothing can be pinned to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoId {}

impl Display for NoId {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl Spec for Roster {
    type Id = NoId;

    fn names(&self) -> Vec<&Address> {
        vec![self.target.address()]
    }
}

impl Spec for External {
    type Id = ExternalId;
}

impl Spec for flowmingo::Roster {
    type Id = NoId;

    fn names(&self) -> Vec<&Address> {
        self.interview_set.iter().chain(&self.project).collect()
    }
}

impl Spec for promptster::Assessment {
    type Id = TaskId;
}

impl Spec for promptster::Roster {
    type Id = NoId;

    fn names(&self) -> Vec<&Address> {
        vec![&self.assessment]
    }
}

impl Spec for promptster::Branding {
    type Id = NoId;
}
