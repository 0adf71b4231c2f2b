//! The whole way: files in a folder to the wanted state, or to the text that a person reads.

mod all_kinds;
mod bench;
mod broken_config;
mod broken_credentials;
mod broken_envelopes;
mod broken_file_placeholders;
mod broken_flowmingo;
mod broken_kinds;
mod broken_placeholders;
mod broken_project;
mod broken_rosters;
mod broken_sources;
mod broken_systems;
mod broken_values;
mod broken_yaml;
mod cohort_rows;
mod cohorts;
mod found;
mod good;
mod helps;
mod ids;
mod kept_placeholders;
mod placeholders;
mod readings;
mod values;
mod workspace_documents;
pub(super) mod world;
