//! The embedded systems, as commands use them: for a workspace that is a sandbox, and served by `vetform sandbox`. Where the
//! program was built without them (feature `sandbox`), whoever asks for one is told so.

mod args;
#[cfg(feature = "sandbox")]
mod serve;
#[cfg(feature = "sandbox")]
mod systems;

#[cfg(not(feature = "sandbox"))]
mod absent;

pub(super) use args::SandboxArgs;
#[cfg(feature = "sandbox")]
pub(super) use {serve::serve, systems::Embedded};

#[cfg(not(feature = "sandbox"))]
pub(super) use absent::{Embedded, rehearse, serve};
