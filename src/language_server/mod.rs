//! `vetform lsp`: what an editor asks about the manifests and the configuration that somebody types, over the Language Server
//! Protocol.
//!
//! [`serve`] reads messages, keeps the texts of open files, reads projects with these in the place of what is on the disk, and
//! answers. It never runs a program, never contacts a system, and never writes a file: what is to be changed goes to the editor,
//! whose user sees it. What is right and wrong is `manifest`'s to say; here it is only put into the editor's terms.

mod actions;
mod completion;
mod context;
mod definition;
mod diagnostics;
mod documents;
mod frames;
mod hover;
mod lifecycle;
mod paths;
mod position;
mod project;
mod projects;
mod rename;
mod requests;
mod schema;
mod server;

pub use server::{Ended, serve};
