//! A plan as one HTML file for any browser: it loads nothing, and reads without its filters and its script too.
//!
//! Every text passes through `maud`, which escapes it; what is not escaped is this room's own style sheet, its script, and the
//! filters' rules, made from words of this program. The file's own policy forbids everything but these.

mod change;
mod filter;
mod frame;
mod link;
mod page;
mod picture;
mod policy;
mod story;
#[cfg(test)]
mod tests;
mod value;

pub(super) use frame::document;
pub use page::plan_html;
pub(super) use value::prose;
