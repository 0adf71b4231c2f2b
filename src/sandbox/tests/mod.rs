//! The sandbox, driven over real HTTP as a client would.

mod assessments;
mod client;
mod copy;
mod faults;
mod flow_people;
mod flowmingo;
mod flows;
mod generation;
mod jobs;
mod migration;
mod people;
mod pipeline;
mod promptster;
mod promptster_keys;
mod promptster_org;
mod questions;
mod seed;
mod server;
mod web_app;
