//! The laws of the comment, and how it reads.

mod harmless;
mod pages;
