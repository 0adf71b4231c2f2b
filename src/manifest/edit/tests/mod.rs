//! Edits as people would see them, and the law: what was wanted is there, and nothing else moved.

mod edits;
mod laws;
