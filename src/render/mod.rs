//! Values to text and JSON for people and scripts. Nothing here decides, reads or prints.

pub mod diagnostics;
