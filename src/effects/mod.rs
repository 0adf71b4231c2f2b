//! What past results tell of a plan: who would have passed with another mark, and what a question was worth that is changed
//! or deleted.
//!
//! Pure: says of which interviews results have to be read, and makes figures of them. Holds nobody's name, address or
//! answer, and no number of fewer than ten people ([`Headcount`](crate::results::Headcount)), so that none can be shown.

mod asked;
mod effect;
#[cfg(test)]
mod tests;

pub use asked::{Asked, What, asked, silent};
pub use effect::{Effect, Effects, Past, work_out};
