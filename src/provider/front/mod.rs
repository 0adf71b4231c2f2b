//! One front for all systems, so that nobody further up has to know which of them a workspace names.

mod options;
mod readers;
#[cfg(test)]
mod tests;
mod writers;

pub use options::transport_options;
pub use readers::Readers;
pub use writers::Writers;
