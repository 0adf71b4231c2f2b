//! The whole program from outside: manifests in, HTTP to an embedded system with faults, state on disk.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it is surprised, and prints what it counted"
)]

#[macro_use]
mod manifests;

mod acme;
#[cfg(target_os = "linux")]
mod action;
mod addresses;
mod adoption;
mod agency;
mod apply_formats;
mod asked_by_others;
mod at_once;
mod behaviours;
mod binary;
mod blocked;
mod broken_states;
mod broken_texts;
#[cfg(feature = "remote-state")]
mod bucket;
mod certificates;
mod ci_jobs;
mod claims;
mod code_hosts;
mod cohort_files;
mod commanding_texts;
mod config_from;
mod conflicts;
mod confusable_texts;
mod consent;
mod creates;
mod cron_job;
mod doctor;
mod doubt_codes;
mod doubts;
mod drift;
mod drift_formats;
mod earlier_name;
mod echoed;
mod echoing_systems;
mod editor_schemas;
mod effects;
mod empty_variables;
mod endpoints;
mod entered;
mod every_create;
mod externals;
mod failed_formats;
mod fault_rules;
mod faults;
mod faulty_servers;
mod fleet;
mod fleet_choice;
mod fleet_example;
mod fleet_pipeline;
mod fleet_recipes;
mod fleet_reports;
mod forgotten;
mod full_disks;
mod generate;
mod habits;
mod head_start;
mod history;
#[cfg(unix)]
mod hostile_pull_requests;
mod hostile_servers;
#[cfg(feature = "remote-state")]
mod hostile_stores;
mod init_adopt;
#[cfg(target_os = "linux")]
mod installing;
mod interrupted;
#[path = "../proof/journals.rs"]
mod journals;
mod kept_secret;
mod kills;
mod lab;
mod laws;
mod left_journals;
mod left_states;
mod live_twice;
mod local_files;
mod locks;
mod looks;
#[cfg(feature = "lsp")]
mod lsp;
mod manifest_texts;
mod masked_people;
mod merge_request;
mod messages;
mod moved_rosters;
mod named_tests;
mod names;
mod new_project;
mod odd_files;
mod offline_codes;
mod old_versions;
mod one_state_each;
mod open_files;
mod outside_folders;
mod ownership;
#[cfg(all(target_os = "linux", feature = "remote-state"))]
mod paused_runs;
mod people;
mod people_forget;
mod person;
mod pipelines;
mod pipelines_shown;
mod plan_codes;
#[cfg(target_os = "linux")]
mod preparing;
mod problems_together;
mod promotion;
mod proxy;
mod pull;
mod pull_deleted;
mod pull_everywhere;
mod pull_files;
mod pull_formats;
mod pull_laws;
mod pull_left;
mod pull_names;
mod pull_order;
mod pull_places;
mod pull_questions;
mod pull_records;
mod pull_references;
mod pull_request;
#[cfg(feature = "remote-state")]
mod pull_shared_state;
mod pull_systems;
mod pull_values;
mod question_scores;
mod quickstart;
mod readme;
mod receipts;
mod recipes;
mod recruiter;
mod rehearse;
#[cfg(target_os = "linux")]
mod release_folder;
mod replaced_tasks;
mod results;
mod resumed_plans;
mod review;
mod roster_faults;
mod rosters;
mod saved_plans;
mod selection;
mod settled;
mod several_formats;
mod source_faults;
mod sources;
mod spelled_otherwise;
mod state_formats;
mod stopped;
mod streams;
mod terminal;
mod terminals;
mod told_exactly;
mod two_runs;
mod validate_files;
mod validate_fix;
mod values;
mod visibility;
mod walked;
mod webhooks;
mod webhooks_lost;
mod who_changed_what;
mod workspaces;
mod worlds;
