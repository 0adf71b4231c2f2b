//! The kinds of Promptster.

mod assessment;
mod branding;
mod roster;

pub(in crate::manifest) use assessment::{TOOLS, assessment};
pub(in crate::manifest) use branding::branding;
pub(in crate::manifest) use roster::roster;
