//! What a pull is asked for: everything, whole systems, or single resources.

use std::collections::BTreeSet;
use std::str::FromStr;

use crate::model::{Address, Desired, ParseAddressError, System};
use crate::state::Recorded;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    System(System),
    /// One resource, managed or not.
    Resource(Address),
}

impl FromStr for Asked {
    type Err = ParseAddressError;

    fn from_str(text: &str) -> Result<Self, ParseAddressError> {
        let system = System::ALL
            .into_iter()
            .find(|system| system.as_str() == text);
        system.map_or_else(
            || text.parse().map(Self::Resource),
            |system| Ok(Self::System(system)),
        )
    }
}

/// Everything that is asked for together; nothing in it means everything.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a>(pub &'a [Asked]);

impl Scope<'_> {
    /// Whether nothing is left out.
    pub const fn is_everything(&self) -> bool {
        self.0.is_empty()
    }

    pub fn systems(&self) -> BTreeSet<System> {
        if self.is_everything() {
            return BTreeSet::from(System::ALL);
        }
        let system = |asked: &Asked| match asked {
            Asked::System(system) => *system,
            Asked::Resource(address) => address.kind().system(),
        };
        self.0.iter().map(system).collect()
    }

    /// Whether a resource is asked for.
    pub fn contains(&self, address: &Address) -> bool {
        let is_it = |asked: &Asked| match asked {
            Asked::System(system) => address.kind().system() == *system,
            Asked::Resource(asked) => asked == address,
        };
        self.is_everything() || self.0.iter().any(is_it)
    }

    /// The resources that are asked for by their addresses.
    pub fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.0.iter().filter_map(|asked| match asked {
            Asked::Resource(address) => Some(address),
            Asked::System(_) => None,
        })
    }

    /// What the manifests want of the systems that are looked at, and what is remembered of it. No reference leads from
    /// one system to another.
    pub fn narrowed(&self, desired: &Desired, recorded: &Recorded) -> (Desired, Recorded) {
        let systems = self.systems();
        let is_looked_at = |address: &Address| systems.contains(&address.kind().system());
        let mut recorded = recorded.clone();
        recorded
            .resources
            .retain(|address, _| is_looked_at(address));
        recorded.taken_in.retain(|address, _| is_looked_at(address));
        recorded.pending.retain(|key, _| is_looked_at(&key.address));
        (desired.part(is_looked_at), recorded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(texts: &[&str]) -> Vec<Asked> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn a_system_stands_for_all_of_its_resources() {
        let asked = asked(&["flowmingo", "taptalent/Flow/screen"]);
        let scope = Scope(&asked);
        let contains = |text: &str| scope.contains(&text.parse().unwrap());
        assert!(contains("flowmingo/Project/backend"));
        assert!(contains("taptalent/Flow/screen"));
        assert!(!contains("taptalent/Flow/other"));
        assert!(!contains("promptster/Branding/org"));
        assert_eq!(
            scope.systems(),
            [System::TapTalent, System::Flowmingo].into()
        );
    }

    #[test]
    fn nothing_asked_for_is_everything() {
        let scope = Scope(&[]);
        assert!(scope.contains(&"promptster/Branding/org".parse().unwrap()));
        assert_eq!(scope.systems().len(), 3);
    }

    #[test]
    fn what_is_neither_says_how_an_address_is_written() {
        insta::assert_snapshot!("lever".parse::<Asked>().unwrap_err(), @"`lever` is not a valid address: write it as system/Kind/name, for example taptalent/Flow/screen");
    }
}
