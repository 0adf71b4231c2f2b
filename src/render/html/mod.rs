//! A plan as one HTML file for any browser: it loads nothing, runs nothing, and reads without its filters too.
//!
//! Every text passes through `maud`, which escapes it; what is not escaped is this room's own style sheet and the filters'
//! rules, made from words of this program. The file's own policy forbids everything but that one style sheet.

mod change;
mod filter;
mod page;
mod picture;
mod policy;
#[cfg(test)]
mod tests;
mod value;

pub use page::plan_html;
