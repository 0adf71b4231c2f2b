//! The whole program from outside: manifests in, HTTP to an embedded system with faults, state on disk.

mod acme;
mod binary;
mod faults;
mod kills;
mod lab;
mod laws;
mod quickstart;
mod saved_plans;
