//! What all manifests of a project want, taken together: checked, with every reference resolved.

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};

use super::address::{Address, Kind, Name};
use super::assessment::Assessment;
use super::flow::Flow;
use super::id::{AssessmentId, FlowId};
use super::lifecycle::Lifecycle;
use super::origin::Origin;

/// The wanted state. Only [`manifest`](crate::manifest) builds it, and only if no manifest has an error.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Desired {
    /// TapTalent assessments, in order of address.
    pub assessments: Vec<Resource<Assessment>>,
    /// TapTalent flows, in order of address.
    pub flows: Vec<Resource<Flow>>,
    /// BLAKE3 of every manifest's path and text, as hex: two plans of the same manifests have the same digest.
    pub digest: String,
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
    /// Its kind.
    const KIND: Kind;
}

impl Spec for Assessment {
    type Id = AssessmentId;
    const KIND: Kind = Kind::Assessment;
}

impl Spec for Flow {
    type Id = FlowId;
    const KIND: Kind = Kind::Flow;
}
