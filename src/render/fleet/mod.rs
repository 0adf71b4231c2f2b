//! What came of a command in many workspaces, as one text, page or document. What one workspace has to say is made already; here
//! it is put in order: what needs somebody first, what needs nobody in a line.

mod entry;
mod html;
mod json;
mod markdown;
mod text;

pub use entry::{Entry, Fleet};
pub use html::fleet_html;
pub use json::{FleetDocument, fleet_json};
pub use markdown::fleet_markdown;
pub use text::fleet_text;
