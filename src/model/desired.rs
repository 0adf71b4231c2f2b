//! What all manifests of a project want, taken together: checked, with every reference resolved.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Display};

use super::address::{Address, Name};
use super::external::External;
use super::id::ExternalId;
use super::kind::Kind;
use super::lifecycle::Lifecycle;
use super::origin::Origin;
use super::text::canonical_text;
use super::{flowmingo, promptster, taptalent};

/// The wanted state. Only [`manifest`](crate::manifest) builds it, and only if no manifest has an error.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Desired {
    /// What TapTalent is to have.
    pub taptalent: taptalent::Desired,
    /// What Flowmingo is to have.
    pub flowmingo: flowmingo::Desired,
    /// What Promptster is to have.
    pub promptster: promptster::Desired,
    /// What must exist, of every kind and system, in order of address.
    pub externals: Vec<Resource<External>>,
    /// Questions that have a manifest of their own, used or not.
    pub shared_questions: BTreeMap<Address, taptalent::QuestionContent>,
    /// Addresses of what manifests declare for other workspaces only, also earlier ones: not wanted here, and not given up.
    pub elsewhere: BTreeSet<Address>,
    /// Resources that this run leaves out, with their pins: neither read nor planned, and what is live of them stays theirs.
    pub left_out: BTreeMap<Address, Option<String>>,
    /// BLAKE3 of every manifest's path and text, as hex: two plans of the same manifests have the same digest.
    pub digest: String,
    /// The same of each file by its path; what vetform.yaml gives them as values has an empty one.
    pub files: BTreeMap<String, FileDigest>,
}

/// What a file of manifests held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDigest {
    /// BLAKE3, as hex. No key is in it: whoever writes it down takes one.
    pub hash: String,
    /// Whether it may name a person: it has an `@`.
    pub names_people: bool,
}

/// The resources of a system, a list for each kind; each list in order of address.
macro_rules! desired {
    ($(#[doc = $doc:literal])+ { $($(#[doc = $about:literal])+ $list:ident: $Spec:ty,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Desired {
            $($(#[doc = $about])+ pub $list: Vec<$crate::model::desired::Resource<$Spec>>,)+
        }

        impl Desired {
            pub(in crate::model) fn keep(&mut self, kept: &dyn Fn(&$crate::model::address::Address) -> bool) {
                $(self.$list.retain(|resource| kept(&resource.address));)+
            }

            pub(in crate::model) fn sort(&mut self) {
                $(self.$list.sort_by(|a, b| a.address.cmp(&b.address));)+
            }

            pub(in crate::model) fn heads(&self) -> impl Iterator<Item = $crate::model::desired::Head<'_>> {
                let heads = std::iter::empty();
                $(let heads = heads.chain(self.$list.iter().map($crate::model::desired::Head::of));)+
                heads
            }
        }
    };
}
pub(in crate::model) use desired;

impl Desired {
    /// Only the resources whose addresses are `kept`.
    #[must_use]
    pub fn part(&self, kept: impl Fn(&Address) -> bool) -> Self {
        let mut part = self.clone();
        part.taptalent.keep(&kept);
        part.flowmingo.keep(&kept);
        part.promptster.keep(&kept);
        part.externals.retain(|one| kept(&one.address));
        part
    }

    /// Puts every list into the order of addresses.
    pub fn sort(&mut self) {
        self.taptalent.sort();
        self.flowmingo.sort();
        self.promptster.sort();
        self.externals.sort_by(|a, b| a.address.cmp(&b.address));
    }

    /// Only some resources, with those that they name, and that those name: a flow needs its assessments, a roster what it
    /// leads to.
    #[must_use]
    pub fn part_with_named(&self, addresses: &BTreeSet<&Address>) -> Self {
        let mut wanted = addresses.clone();
        loop {
            let heads = self.heads().filter(|head| wanted.contains(head.address));
            let named: BTreeSet<&Address> = heads.flat_map(|head| head.resource.names()).collect();
            if named.is_subset(&wanted) {
                return self.part(|address| wanted.contains(address));
            }
            wanted.extend(named);
        }
    }

    /// Only these resources, those that they name, and those that could be taken for one of them, since they are called alike.
    /// All others are left out.
    #[must_use]
    pub fn selected(&self, addresses: &BTreeSet<Address>) -> Self {
        let chosen = self.heads().filter(|head| addresses.contains(head.address));
        let keys: BTreeSet<(Kind, String)> = chosen.filter_map(|head| head.called()).collect();
        let alike = self
            .heads()
            .filter(|head| head.called().is_some_and(|key| keys.contains(&key)));
        let wanted: BTreeSet<&Address> = alike.map(|head| head.address).chain(addresses).collect();
        let mut part = self.part_with_named(&wanted);
        let kept: BTreeSet<Address> = part.addresses().cloned().collect();
        for head in self.heads().filter(|head| !kept.contains(head.address)) {
            let before = head.previous_addresses().map(|address| (address, None));
            part.left_out.extend(before);
            part.left_out
                .insert(head.address.clone(), head.resource.pin());
        }
        part
    }

    /// The labels of every resource that stands for something live.
    pub fn labels(&self) -> impl Iterator<Item = (&Address, &BTreeMap<String, String>)> {
        self.heads().map(|head| (head.address, head.labels))
    }

    /// The address of every resource that stands for something live.
    pub fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.heads().map(|head| head.address)
    }

    /// The live objects that resources are pinned to.
    pub fn pins(&self) -> impl Iterator<Item = (&Address, String)> {
        self.heads()
            .filter_map(|head| Some((head.address, head.resource.pin()?)))
    }

    /// What must exist, of one kind.
    pub fn externals_of(&self, kind: Kind) -> impl Iterator<Item = &Resource<External>> {
        let of_kind = move |one: &&Resource<External>| one.address.kind() == kind;
        self.externals.iter().filter(of_kind)
    }

    /// Addresses that they had before.
    pub fn previous_addresses(&self) -> impl Iterator<Item = Address> {
        self.heads().flat_map(|head| head.previous_addresses())
    }

    /// What every resource with a title of its own is to be called in its system.
    pub fn titles(&self) -> impl Iterator<Item = (&Address, &str)> {
        self.heads()
            .filter_map(|head| Some((head.address, head.resource.title()?)))
    }

    /// What every resource leads to, or is made of: the flow of a roster, the interviews of a flow.
    pub fn named(&self) -> impl Iterator<Item = (&Address, Vec<&Address>)> {
        self.heads()
            .map(|head| (head.address, head.resource.names()))
    }

    /// Where a resource stands.
    pub fn origin(&self, address: &Address) -> Option<&Origin> {
        let found = self.heads().find(|head| head.address == address);
        found.map(|head| head.origin)
    }

    /// Where each resource stands.
    pub fn origins(&self) -> impl Iterator<Item = (&Address, &Origin)> {
        self.heads().map(|head| (head.address, head.origin))
    }

    fn heads(&self) -> impl Iterator<Item = Head<'_>> {
        let Self {
            taptalent,
            flowmingo,
            promptster,
            externals,
            shared_questions: _,
            elsewhere: _,
            left_out: _,
            digest: _,
            files: _,
        } = self;
        let heads = taptalent.heads().chain(flowmingo.heads());
        let heads = heads.chain(promptster.heads());
        heads.chain(externals.iter().map(Head::of))
    }
}

/// What all kinds of resources say alike.
pub(super) struct Head<'a> {
    address: &'a Address,
    previous_names: &'a [Name],
    labels: &'a BTreeMap<String, String>,
    origin: &'a Origin,
    resource: &'a dyn AnyResource,
}

impl<'a> Head<'a> {
    pub(super) fn of<S: Spec>(resource: &'a Resource<S>) -> Self {
        Self {
            address: &resource.address,
            previous_names: &resource.previous_names,
            labels: &resource.labels,
            origin: &resource.origin,
            resource,
        }
    }

    fn previous_addresses(&self) -> impl Iterator<Item = Address> + use<'a> {
        let kind = self.address.kind();
        let names = self.previous_names.iter().cloned();
        names.map(move |name| Address::new(kind, name))
    }

    /// Kind and natural key, in the form in which live ones are compared.
    fn called(&self) -> Option<(Kind, String)> {
        let key = self.resource.natural_key()?;
        Some((self.address.kind(), canonical_text(&key)))
    }
}

/// A resource of whatever kind.
trait AnyResource {
    fn names(&self) -> Vec<&Address>;
    fn natural_key(&self) -> Option<String>;
    fn pin(&self) -> Option<String>;
    fn title(&self) -> Option<&str>;
}

impl<S: Spec> AnyResource for Resource<S> {
    fn names(&self) -> Vec<&Address> {
        self.spec.names()
    }

    fn natural_key(&self) -> Option<String> {
        self.spec.natural_key()
    }

    fn pin(&self) -> Option<String> {
        self.pin.as_ref().map(ToString::to_string)
    }

    fn title(&self) -> Option<&str> {
        self.spec.title()
    }
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

    /// What its live object is found by where no pin and no record tells it.
    fn natural_key(&self) -> Option<String> {
        None
    }

    /// The other resources that it names.
    fn names(&self) -> Vec<&Address> {
        Vec::new()
    }

    /// What people know its live object by.
    fn title(&self) -> Option<&str> {
        None
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

impl Spec for External {
    type Id = ExternalId;

    fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }
}
