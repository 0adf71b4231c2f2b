//! Reads a list to its proven end.
//!
//! The order of the lists is not documented and pages shift while others work, so a page more or less proves nothing:
//! the list is complete if the number of *different* ids equals the total that every page names. Otherwise the whole
//! list is read again, a few times, and then it is an error. Must never return a list that does not add up.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::{StreamExt, TryStreamExt, stream};

use crate::model::{Listing, Lookup, counted};
use crate::provider::http::{BadAnswer, Call, Path, ReadError, ReadTransport};

use super::wire::Page;

/// The largest page that the systems' list endpoints accept; TapTalent takes 10, 20, 40, 80 or 100 only.
pub(super) const PER_PAGE: u64 = 100;

/// How often a list that does not add up is read.
const READINGS: u32 = 3;
/// A total beyond this many pages is not believed.
const MOST_PAGES: u64 = 1_000;

/// A list: where its pages are and what is on them.
pub(super) trait Paged: Sync {
    /// What it is made of.
    type Item: Send;
    /// Whether the list comes in pages and must say how many there are.
    const HAS_PAGES: bool;

    /// Where page `number` (from 1) of `limit` items is.
    fn path(&self, number: u64, limit: u64) -> Result<Path, ReadError>;
    fn decode(&self, body: &[u8]) -> Result<Page<Self::Item>, BadAnswer>;
    /// What it is made of, in one word for complaints.
    fn what(&self) -> &'static str;
    fn id(item: &Self::Item) -> &str;

    /// Whether the system marks it as deleted.
    fn is_deleted(_: &Self::Item) -> bool {
        false
    }
}

/// Reads the whole list. `on_page` sees each page as it arrives, before anything is proven, and maybe twice.
pub(super) async fn list<L: Paged>(
    transport: &ReadTransport,
    source: &L,
    on_page: impl Fn(&[L::Item]) + Send + Sync,
) -> Result<Listing<L::Item>, ReadError> {
    let mut reading = 1;
    loop {
        match read_once(transport, source, reading, &on_page).await? {
            Ok(items) => {
                let mut listing = Listing::proven_complete(items);
                listing.set_aside(L::is_deleted);
                return Ok(listing);
            }
            Err(Discrepancy(_)) if reading < READINGS => {
                tokio::time::sleep(transport.settling_delay(reading)).await;
                reading += 1;
            }
            Err(Discrepancy(what)) => {
                return Err(ReadError::Incomplete {
                    call: Call::get(&source.path(1, PER_PAGE)?),
                    what: format!("{what} (read {READINGS} times)"),
                });
            }
        }
    }
}

/// What either the list or a single read marks as deleted is gone for both.
pub(super) fn set_deleted_aside<I: Ord + Clone, T>(
    listing: &mut Listing<T>,
    details: &mut BTreeMap<I, Lookup<T>>,
    id: fn(&T) -> &I,
    is_deleted: fn(&T) -> bool,
) {
    let found = details.iter().filter_map(|(id, found)| match found {
        Lookup::Found(found) if is_deleted(found) => Some(id.clone()),
        _ => None,
    });
    let gone: BTreeSet<I> = found.collect();
    listing.set_aside(|item| is_deleted(item) || gone.contains(id(item)));
    let listed = listing.deleted().iter().map(|item| id(item).clone());
    for id in listed.chain(gone).collect::<BTreeSet<I>>() {
        if let Some(detail) = details.get_mut(&id) {
            *detail = Lookup::Gone;
        }
    }
}

/// What is found alone and marked as deleted is gone.
pub(super) fn gone_if<T>(found: Lookup<T>, is_deleted: fn(&T) -> bool) -> Lookup<T> {
    match found {
        Lookup::Found(found) if is_deleted(&found) => Lookup::Gone,
        other => other,
    }
}

/// What does not add up in one reading.
struct Discrepancy(String);

async fn read_once<L: Paged>(
    transport: &ReadTransport,
    source: &L,
    reading: u32,
    on_page: &(impl Fn(&[L::Item]) + Send + Sync),
) -> Result<Result<Vec<L::Item>, Discrepancy>, ReadError> {
    let first = read_page(transport, source, 1, PER_PAGE, on_page).await?;
    let extent = match Extent::of(&first, L::HAS_PAGES, reading) {
        Ok(extent) => extent,
        Err(discrepancy) => return Ok(Err(discrepancy)),
    };
    let rest = stream::iter(2..=extent.pages)
        .map(|number| read_page(transport, source, number, extent.limit, on_page))
        .buffered(transport.concurrency())
        .try_collect::<Vec<_>>()
        .await;
    match rest {
        Ok(rest) => Ok(add_up::<L>(first, rest, &extent)),
        // The first page went well, so a later one that is refused is one that is not there any more.
        Err(ReadError::Refused { call, refusal }) => Ok(Err(Discrepancy(format!(
            "page 1 says that there are {}, but {call} was refused: {refusal}",
            counted(extent.pages, "page")
        )))),
        Err(error) => Err(error),
    }
}

/// How much there is to read, by the first page.
struct Extent {
    /// `None` only where the document promises everything at once.
    total: Option<u64>,
    pages: u64,
    limit: u64,
}

impl Extent {
    fn of<T>(first: &Page<T>, is_paged: bool, reading: u32) -> Result<Self, Discrepancy> {
        let came = first.items.as_ref().map_or(0, Vec::len) as u64;
        let Some(total) = first.total else {
            return if is_paged {
                Err(Discrepancy("page 1 does not give the total".to_owned()))
            } else {
                Ok(Self {
                    total: None,
                    pages: 1,
                    limit: PER_PAGE,
                })
            };
        };
        if total <= came {
            return Ok(Self {
                total: Some(total),
                pages: 1,
                limit: PER_PAGE,
            });
        }
        let held = (is_paged && came > 0).then_some(came);
        let limit = match (first.limit, held) {
            // A server that clamps may name the limit that was asked for all the same. It did not add up: then what came
            // is what a page holds.
            (Some(named), Some(held)) if reading > 1 => Some(named.min(held)),
            (named, held) => named.or(held),
        };
        let limit = limit.filter(|limit| *limit > 0);
        let by_limit = limit.map(|limit| total.div_ceil(limit));
        let by_count = first.pages.max(by_limit);
        let Some(pages) = by_count.filter(|count| *count > 1) else {
            return Err(Discrepancy(format!(
                "only {came} of {total} arrived, and the response does not say how to get the rest"
            )));
        };
        if pages > MOST_PAGES {
            return Err(Discrepancy(format!(
                "page 1 says that there are {pages} pages"
            )));
        }
        Ok(Self {
            total: Some(total),
            pages,
            limit: limit.unwrap_or(PER_PAGE),
        })
    }
}

fn add_up<L: Paged>(
    first: Page<L::Item>,
    rest: Vec<Page<L::Item>>,
    extent: &Extent,
) -> Result<Vec<L::Item>, Discrepancy> {
    let mut ids = BTreeSet::new();
    let mut items = Vec::new();
    let mut repeated = 0;
    for (page, number) in std::iter::once(first).chain(rest).zip(1_u64..) {
        if page.total != extent.total {
            return Err(Discrepancy(format!(
                "the total is {} on page 1, but {} on page {number}",
                shown(extent.total),
                shown(page.total)
            )));
        }
        for item in page.items.unwrap_or_default() {
            if ids.insert(L::id(&item).to_owned()) {
                items.push(item);
            } else {
                repeated += 1;
            }
        }
    }
    let different = ids.len() as u64;
    let expected = extent.total.unwrap_or(different + repeated);
    if different != expected {
        return Err(Discrepancy(format!(
            "the total is {expected}, but {} had {different} different ones{}",
            counted(extent.pages, "page"),
            if repeated > 0 {
                format!(" and {repeated} repeated")
            } else {
                String::new()
            }
        )));
    }
    Ok(items)
}

fn shown(total: Option<u64>) -> String {
    total.map_or_else(|| "missing".to_owned(), |total| total.to_string())
}

async fn read_page<L: Paged>(
    transport: &ReadTransport,
    source: &L,
    number: u64,
    limit: u64,
    on_page: &(impl Fn(&[L::Item]) + Send + Sync),
) -> Result<Page<L::Item>, ReadError> {
    let decode = |body: &[u8]| {
        let page = source.decode(body)?;
        if page.items.is_none() {
            let what = source.what().replace('-', " ");
            return Err(BadAnswer::whole(format!("it has no list of {what}")));
        }
        Ok(page)
    };
    let page = transport.get(&source.path(number, limit)?, decode).await?;
    on_page(page.items.as_deref().unwrap_or_default());
    Ok(page)
}
