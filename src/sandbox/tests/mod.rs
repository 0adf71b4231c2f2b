//! The sandbox, driven over real HTTP as a client would.

mod assessments;
mod client;
mod faults;
mod flows;
mod jobs;
mod questions;
mod server;
mod web_app;
