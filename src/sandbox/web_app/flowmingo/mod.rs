//! What somebody does in Flowmingo's own pages.

mod app;
mod edit;
mod state;

pub use app::FlowmingoApp;
pub(super) use edit::Edit;
pub(super) use state::dump;
