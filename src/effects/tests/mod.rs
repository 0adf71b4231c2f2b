//! What is said of past results.

mod recount;
mod scene;
mod told;
