//! What the shapes of all three systems' answers are made of, read straight from bytes: envelopes, pages, and single
//! values in every dress; and bodies of writes. Knows no field of any system.

mod body;
mod bucket;
mod decode;
mod deletion;
mod envelope;
mod moment;
mod page;
mod rows;
mod scalar;

pub(super) use body::{Body, body, object};
pub(super) use decode::{Quoting, json, single};
pub(super) use deletion::{Mark, is_deleted};
pub(super) use envelope::enveloped;
pub(super) use moment::Moment;
pub(super) use page::{ListItem, Page};
pub(super) use rows::SeenFields;
pub(super) use scalar::{Count, Decimal, Id, LooseText, Seen, value};
