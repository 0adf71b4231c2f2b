//! The whole way: files in a folder to the wanted state, or to the text that a person reads.

mod bench;
mod broken_config;
mod broken_kinds;
mod broken_project;
mod broken_yaml;
mod good;
mod readings;
pub(super) mod world;
