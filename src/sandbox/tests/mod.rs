//! Driven over real HTTP.
