//! A plan for people at a terminal: what stands in the way first, then what cannot be undone, then the rest; each
//! difference in words, long texts word by word.

mod change;
mod look;
mod notices;
mod page;
mod story;
mod summary;

pub(super) use change::cause_words;
pub use look::{Occasion, PlanText};
pub use page::plan_text;
pub use story::plan_story;
pub(super) use summary::summary_words;
