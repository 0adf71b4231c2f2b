//! What a write is about: a live object, or one that is still to be created.

use std::collections::BTreeMap;
use std::fmt;

use super::address::Address;
use super::route::PathId;

/// A live object, or one that the same plan creates before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target<I> {
    /// Known.
    Id(I),
    /// Known once this resource is created.
    Created(Address),
}

impl<I> Target<I> {
    /// The id.
    ///
    /// # Errors
    /// That it is not known yet, and whose it will be.
    pub fn known(&self) -> Result<&I, String> {
        match self {
            Self::Id(id) => Ok(id),
            Self::Created(address) => Err(format!("the id of {address} is not known yet")),
        }
    }
}

impl<I: fmt::Display> Target<I> {
    pub(super) fn in_path(&self) -> PathId {
        match self.known() {
            Ok(id) => PathId::known(id),
            Err(why) => PathId::Unknown {
                shown: self.to_string(),
                why,
            },
        }
    }
}

impl<I: fmt::Display> fmt::Display for Target<I> {
    /// The id, or the address in braces, as a plan shows a path.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Created(address) => write!(f, "{{{address}}}"),
        }
    }
}

/// A target of whatever kind.
pub trait AnyTarget {
    /// Fills in the id of what was created.
    ///
    /// # Errors
    /// The address whose id `created` does not have.
    fn resolve(&mut self, created: &BTreeMap<Address, String>) -> Result<(), Address>;

    /// Puts the address in the place of an id that `created` has.
    fn forget_id(&mut self, created: &BTreeMap<String, Address>);
}

impl<I: AsRef<str> + From<String>> AnyTarget for Target<I> {
    fn resolve(&mut self, created: &BTreeMap<Address, String>) -> Result<(), Address> {
        if let Self::Created(address) = self {
            let known = created.get(address).ok_or_else(|| address.clone())?;
            *self = Self::Id(I::from(known.clone()));
        }
        Ok(())
    }

    fn forget_id(&mut self, created: &BTreeMap<String, Address>) {
        if let Self::Id(id) = self
            && let Some(address) = created.get(id.as_ref())
        {
            *self = Self::Created(address.clone());
        }
    }
}
