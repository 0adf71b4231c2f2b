//! What can be wrong with what a person wrote, and where: codes, places, severity, help.
//!
//! Values only. Nothing here prints (that is `render`) or reads files (that is `manifest`).

mod code;
mod explain;
mod fix;
mod place;
mod problem;
mod remedy;
mod suggest;

pub use code::{Code, UnknownCode};
pub use fix::{Applicability, Change, Fix, Help, Scalar};
pub use place::{Place, Position, Span};
pub use problem::{Diagnostic, Severity};
pub use suggest::{did_you_mean, nearest};
