//! What a reviewer is told of a plan, worked out once for Markdown and HTML: the verdict, the counts, what is grave, each
//! difference, the pictures of flows.
//!
//! No markup. Every text that comes from a manifest or a system has its control characters escaped already, and is still
//! foreign: who writes it into a page escapes it for that page. A new kind of thing to show of a change (its people, for
//! example) gets a file here, and a section in `markdown::change` and in `html::change`.

mod block;
mod difference;
mod look;
mod order;
mod picture;
mod provenance;
mod story;
mod tally;
mod titles;
mod verdict;

pub(super) use block::{Block, blocks};
pub(super) use difference::{Difference, Part, Shown};
pub use look::ReviewLook;
pub(super) use look::place_words;
pub(super) use order::{is_grave, ordered, sign};
pub(super) use picture::{FlowPicture, StepBox, StepState};
pub use provenance::Provenance;
pub(super) use story::{
    Answer, Chapter, FEW, Headline, PAST, Point, Run, answers, headcount, past, past_words, points,
    quoted, strength,
};
pub(super) use tally::{Tally, causes};
pub use titles::Titles;
pub use verdict::plan_line;
pub(super) use verdict::{Verdict, cost};
