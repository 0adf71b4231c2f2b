//! Why there can be no plan.

use crate::model::Address;

/// Why there is no plan. Always a mistake of this program: what was read is not what was wanted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Who is in a live object was not read.
    #[error(
        "{address}: the people in {of} were not read; this is a bug in vetform, please report it"
    )]
    PeopleNotRead {
        /// The roster.
        address: Address,
        /// The flow, assessment or set.
        of: String,
    },
    /// A live object that the plan needs was not read.
    #[error(
        "{address}: the live object {id} was not read; this is a bug in vetform, please report it"
    )]
    NotRead {
        /// The resource.
        address: Address,
        /// The live object.
        id: String,
    },
}
