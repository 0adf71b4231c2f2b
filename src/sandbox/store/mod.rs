//! What the systems hold, in SQLite: one table of JSON objects, and one of numbers. The only place with SQL.
//!
//! It keeps what it is given; what a client may write is the systems' business.

mod database;
pub(super) mod ids;
pub(super) mod numbers;
mod objects;
mod select;
mod stored;
mod world;

pub(super) use database::Database;
pub(super) use objects::{
    Object, object, refused, require_list, require_one_of, require_there, with,
};
pub(super) use select::Select;
pub(super) use world::{Row, Rows};
