//! The whole program from outside: manifests in, HTTP to an embedded system with faults, state on disk.

mod acme;
mod binary;
mod faults;
mod kills;
mod lab;
mod laws;
mod locks;
mod messages;
mod person;
mod quickstart;
mod saved_plans;
