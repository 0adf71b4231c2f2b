//! The commands. Each wires the other rooms together and decides nothing that another room could: what to say is
//! `render`'s, what to do `plan`'s, how `apply`'s.

mod apply;
mod args;
mod bar_terminal;
mod call_log;
mod ci;
mod core_dumps;
mod doctor;
mod drift;
mod editor_schemas;
mod end_request;
mod examples;
mod exit;
mod explain;
mod failed;
mod failure;
mod formats;
mod gauge;
mod generate;
mod graph;
mod head_start;
mod init;
mod listen;
mod manifest_file;
mod output;
mod outputs;
mod packaging;
mod plan;
mod planning;
mod progress;
mod prompt;
mod pull;
mod result_file;
mod results;
mod review;
mod reviewed;
mod sandbox;
mod schema;
mod session;
mod signals;
mod start;
mod state;
mod systems;
mod unread;
mod validate;

pub use start::main;
