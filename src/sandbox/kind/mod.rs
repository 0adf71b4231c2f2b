//! What a kind of object and its endpoints are made of: rows, bodies, parameters, refusals. It knows no system.

pub(super) mod body;
mod fields;
mod form;
mod query;
mod record;
mod refusal;
mod text;

pub(super) use fields::{Fields, Manner, Problems};
pub(super) use form::{Row, Shown, one_of, words};
pub(super) use query::Parameters;
pub(super) use record::{Record, record};
pub(super) use refusal::{Outcome, Refusal, Unfit, counted, found};
pub(super) use text::looks_like_an_address;

#[cfg(test)]
pub(super) use text::is_uuid;
