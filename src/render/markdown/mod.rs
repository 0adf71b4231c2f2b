//! A plan as a comment under a pull request, and what came of an apply: GitHub's Markdown, always short enough to be posted.
//!
//! Foreign text passes through [`inline`] or the chart's own escape, and nowhere else: it cannot leave its place, make a
//! link, call a person or close a fold. What does not fit is counted and named, never cut in the middle.

mod change;
mod chart;
mod escape;
mod fit;
mod page;
mod report;
mod story;
#[cfg(test)]
mod tests;
mod words;

pub use chart::chart_label;
pub use escape::inline;
pub(super) use escape::prose;
pub(super) use fit::{Item, Section, fit};
pub(super) use page::FRAME;
pub use page::{LIMIT, plan_markdown};
pub use report::report_markdown;
