//! What the three lists are made of and where they are. How a list is proven complete is in `provider::listing`.

use std::marker::PhantomData;

use crate::model::LiveExternal;
use crate::model::taptalent::{ObservedAssessment, ObservedFlow};
use crate::provider::http::{BadAnswer, Path, ReadError};
use crate::provider::listing::{PER_PAGE, Paged};
use crate::provider::wire::{ListItem, Page, Quoting, json};

use super::wire::{AssessmentWire, FlowWire, JobWire, Source};

/// All of one sort that there are.
pub(super) struct All<T>(PhantomData<fn() -> T>);

impl<T> All<T> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: Listed> Paged for All<T> {
    type Item = T;
    const HAS_PAGES: bool = T::PAGED;

    fn path(&self, number: u64, limit: u64) -> Result<Path, ReadError> {
        T::path(number, limit)
    }

    fn decode(&self, body: &[u8]) -> Result<Page<T>, BadAnswer> {
        let page = json::<Page<T::Wire>>(body, Quoting::Whole)?;
        page.try_map(T::observed).map_err(BadAnswer::whole)
    }

    fn what(&self) -> &'static str {
        T::Wire::KEY
    }

    fn id(item: &T) -> &str {
        item.id()
    }

    fn is_deleted(item: &T) -> bool {
        item.is_deleted()
    }
}

/// Something that a list is made of.
pub(super) trait Listed: Sized + Send {
    /// Its shape in an answer.
    type Wire: ListItem + Send;
    /// Whether the list comes in pages and must say how many there are.
    const PAGED: bool;

    /// Where page `number` (from 1) is.
    fn path(number: u64, limit: u64) -> Result<Path, ReadError>;
    fn observed(wire: Self::Wire) -> Result<Self, String>;
    fn id(&self) -> &str;

    /// Whether the system marks it as deleted.
    fn is_deleted(&self) -> bool {
        false
    }
}

impl ListItem for AssessmentWire {
    const KEY: &'static str = "assessments";
}

impl ListItem for FlowWire {
    const KEY: &'static str = "flows";
}

impl ListItem for JobWire {
    const KEY: &'static str = "jobs";
}

impl Listed for ObservedAssessment {
    type Wire = AssessmentWire;
    const PAGED: bool = true;

    fn path(number: u64, _: u64) -> Result<Path, ReadError> {
        let query = [("pageNumber", number), ("perPage", PER_PAGE)];
        Ok(Path::of(&["assessment"])?.with_query(&query))
    }

    fn observed(wire: AssessmentWire) -> Result<Self, String> {
        wire.observed(Source::List)
    }

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn is_deleted(&self) -> bool {
        self.deleted
    }
}

impl Listed for ObservedFlow {
    type Wire = FlowWire;
    const PAGED: bool = false;

    /// The document knows no pages here. Should a server have them all the same, both spellings of its other lists are sent.
    fn path(number: u64, limit: u64) -> Result<Path, ReadError> {
        let path = Path::of(&["assessment-flows"])?;
        Ok(if number == 1 {
            path
        } else {
            path.with_query(&[("page", number), ("pageNumber", number), ("perPage", limit)])
        })
    }

    fn observed(wire: FlowWire) -> Result<Self, String> {
        wire.observed(Source::List)
    }

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn is_deleted(&self) -> bool {
        self.deleted
    }
}

impl Listed for LiveExternal {
    type Wire = JobWire;
    const PAGED: bool = true;

    fn path(number: u64, _: u64) -> Result<Path, ReadError> {
        let query = [("pageNumber", number), ("perPage", PER_PAGE)];
        Ok(Path::of(&["jobs"])?.with_query(&query))
    }

    fn observed(wire: JobWire) -> Result<Self, String> {
        wire.observed()
    }

    fn id(&self) -> &str {
        self.id.as_str()
    }
}
