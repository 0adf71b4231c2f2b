//! What came of the people: who is in a live object, how far they are, and with which score.
//!
//! Pure: says what has to be read, and makes rows of it. Must never show an address by itself: [`Who`] is masked wherever
//! it is not revealed.

mod headcount;
mod invited;
mod item_rest;
mod live_questions;
mod moment;
mod no_results;
mod promptster;
mod questions;
mod rosters;
mod row;
mod scored;
mod seen;
mod subject;
mod who;

pub use headcount::{FEWEST, Headcount};
pub use item_rest::Discrimination;
pub use live_questions::{NoFigures, QuestionRow, QuestionScores};
pub use no_results::NoResults;
pub use questions::{Apart, QuestionFigures, question_figures};
pub use row::{Results, Row};
pub use scored::Scored;
pub use subject::Subject;
pub use who::{Who, without_addresses};
