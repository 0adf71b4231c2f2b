//! What somebody does in Promptster's dashboard.

mod app;
mod edit;
mod state;

pub use app::PromptsterApp;
pub(super) use edit::Edit;
pub(super) use state::dump;
