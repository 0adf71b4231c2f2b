//! How the embedded systems are set up: what the real ones keep in a contract, a key, or a plan.
//!
//! A seed and an edit name what they change; the store keeps the whole (one object a system). A seed of a system
//! is its settings and, beside them, what is there from the start.

mod flowmingo;
mod pattern;
mod promptster;
mod taptalent;

use rusqlite::{Connection, Result};
use serde::Serialize;

pub use flowmingo::{FlowmingoChange, FlowmingoSeed, FlowmingoSettings};
pub use pattern::AddressPattern;
pub use promptster::{
    Branding, Plan, PromptsterChange, PromptsterSeed, PromptsterSettings, Subscription,
};
pub use taptalent::{
    Generation, GenerationFailure, TaptalentChange, TaptalentSeed, TaptalentSettings,
};

use super::store::Object;

/// A system's settings; the defaults while nobody has set any.
pub(super) fn of<T: Object + Default>(connection: &Connection) -> Result<T> {
    Ok(T::get(connection, "")?.unwrap_or_default())
}

/// Sets what a change names, or the part of a seed that has the settings' names.
pub(super) fn change<T: Object + Default>(
    connection: &Connection,
    change: &impl Serialize,
) -> Result<()> {
    of::<T>(connection)?.with(change)?.put(connection)
}
