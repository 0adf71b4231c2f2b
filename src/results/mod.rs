//! What came of the people: who is in a live object, how far they are, and with which score.
//!
//! Pure: says what has to be read, and makes rows of it. Must never show an address by itself: [`Who`] is masked wherever
//! it is not revealed.

mod invited;
mod moment;
mod no_results;
mod promptster;
mod rosters;
mod row;
mod seen;
mod subject;
mod who;

pub use no_results::NoResults;
pub use row::{Results, Row};
pub use subject::Subject;
pub use who::{Who, without_addresses};
