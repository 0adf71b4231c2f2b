//! A plan as a recruiter reads it: sentences about titles, the most serious first, equal ones told once; and the questions
//! that everybody asks (is anybody mailed, who is inside, can it be undone) answered whether or not there is much to say.
//!
//! Knows no markup, no address as a subject, no endpoint. A new sort of change gets its sentence in `telling`.

mod answers;
mod chapter;
mod field_words;
mod headline;
mod listing;
mod past;
mod people;
mod point;
mod points;
mod telling;

pub(in crate::render) use answers::{Answer, answers};
pub(in crate::render) use chapter::Chapter;
pub(in crate::render) use headline::Headline;
pub(in crate::render) use listing::quoted;
pub(in crate::render) use past::{FEW, PAST, headcount, past, past_words, strength};
pub(in crate::render) use point::{Point, Run};
pub(in crate::render) use points::points;
