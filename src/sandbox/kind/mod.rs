//! What a kind of object and its endpoints are made of: rows, bodies, parameters, refusals. It knows no system.

pub(super) mod body;
mod fields;
mod form;
mod query;
mod record;
mod refusal;

pub(super) use body::Unfit;
pub(super) use fields::{Fields, Manner, Problems, looks_like_an_address};
pub(super) use form::{one_of, words};
pub(super) use query::Parameters;
pub(super) use record::{Record, Row, Shown, record};
pub(super) use refusal::{Outcome, Refusal, counted, found};

#[cfg(test)]
pub(super) use fields::is_uuid;
