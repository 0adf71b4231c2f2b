//! The kinds of TapTalent.

mod assessment;
mod flow;
mod generate;
mod question;
mod roster;

pub(in crate::manifest) use assessment::assessment;
pub(in crate::manifest) use flow::flow;
pub(in crate::manifest) use question::question;
pub(in crate::manifest) use roster::roster;
