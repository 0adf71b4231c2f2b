//! Reads a list to its proven end, whether or not the server pages it.
//!
//! "All lists take `limit` and `offset` and tell the total" (reviewers/resources/pagination), but neither the list of
//! assessments nor that of keys shows any of it. With a total, the list is complete if so many different ones came.
//! Without one, a page as long as any page could be is followed by another, which begins with the last one seen: if that
//! is not so, the list moved while it was read.

use std::collections::BTreeSet;

use crate::model::Listing;
use crate::provider::http::{BadAnswer, Call, Path, ReadError, ReadTransport};
use crate::provider::wire::Page;

/// The greatest page (reviewers/resources/pagination).
const LIMIT: u64 = 100;
/// Sizes of pages are multiples of this: a page of any other length is the last one.
const PAGE_SIZES: u64 = 5;
/// How often a list that does not add up is read.
const READINGS: u32 = 3;
/// A list of more pages than this is not believed to end: at the documented pace they take minutes.
const MOST_PAGES: u64 = 1_000;

/// What does not add up in one reading.
struct Discrepancy(String);

/// Reads the whole list below `path`. An item comes with its id.
pub(super) async fn list<T>(
    transport: &ReadTransport,
    path: &Path,
    decode: impl Fn(&[u8]) -> Result<Page<(String, T)>, BadAnswer>,
) -> Result<Listing<T>, ReadError> {
    let mut reading = 1;
    loop {
        match read_once(transport, path, &decode).await? {
            Ok(items) => return Ok(Listing::proven_complete(items)),
            Err(Discrepancy(_)) if reading < READINGS => {
                tokio::time::sleep(transport.settling_delay(reading)).await;
                reading += 1;
            }
            Err(Discrepancy(what)) => {
                return Err(ReadError::Incomplete {
                    call: Call::get(path),
                    what: format!("{what} (read {READINGS} times)"),
                });
            }
        }
    }
}

async fn read_once<T>(
    transport: &ReadTransport,
    path: &Path,
    decode: &impl Fn(&[u8]) -> Result<Page<(String, T)>, BadAnswer>,
) -> Result<Result<Vec<T>, Discrepancy>, ReadError> {
    let mut reading = Reading::new();
    for _ in 0..MOST_PAGES {
        let query = [("limit", LIMIT), ("offset", reading.offset())];
        let page = transport
            .get(&path.clone().with_query(&query), decode)
            .await?;
        if let Some(total) = page.total.filter(|total| *total > MOST_PAGES * LIMIT) {
            let what =
                format!("the total is {total}, which is more than the limit of {MOST_PAGES} pages");
            return Err(endless(path, what));
        }
        match reading.take(page) {
            Ok(Progress::Complete) => return Ok(Ok(reading.items)),
            Ok(Progress::More) => {}
            Err(discrepancy) => return Ok(Err(discrepancy)),
        }
    }
    Err(endless(
        path,
        format!("it does not end after {MOST_PAGES} pages"),
    ))
}

/// Another reading would not end either.
fn endless(path: &Path, what: String) -> ReadError {
    ReadError::Incomplete {
        call: Call::get(path),
        what,
    }
}

enum Progress {
    Complete,
    More,
}

/// One go through the pages.
struct Reading<T> {
    items: Vec<T>,
    ids: BTreeSet<String>,
    last: Option<String>,
    total: Option<u64>,
}

impl<T> Reading<T> {
    const fn new() -> Self {
        Self {
            items: Vec::new(),
            ids: BTreeSet::new(),
            last: None,
            total: None,
        }
    }

    /// Where the next page begins: with the last one seen, to see that nothing moved.
    fn offset(&self) -> u64 {
        (self.ids.len() as u64).saturating_sub(1)
    }

    fn take(&mut self, page: Page<(String, T)>) -> Result<Progress, Discrepancy> {
        let items = page.items.unwrap_or_default();
        let came = items.len() as u64;
        let before = self.last.take();
        if before.is_some() && page.total != self.total {
            return Err(Discrepancy(
                "the total changed between two pages".to_owned(),
            ));
        }
        self.total = page.total;
        let first = items.first().map(|(id, _)| id.clone());
        let fresh = self.add(items);
        let is_in_place = before.is_none() || first.is_none() || first == before;
        let have = self.ids.len() as u64;
        if fresh > 0 && !is_in_place {
            return Err(Discrepancy("the list changed between two pages".to_owned()));
        }
        match self.total {
            Some(total) if have == total => Ok(Progress::Complete),
            Some(total) if have > total || fresh == 0 => Err(Discrepancy(format!(
                "the total is {total}, but {have} different ones arrived"
            ))),
            None if fresh == 0 && came == LIMIT && !is_in_place => {
                Err(Discrepancy(format!("every page has the same {LIMIT}")))
            }
            None if fresh == 0 || !came.is_multiple_of(PAGE_SIZES) => Ok(Progress::Complete),
            Some(_) | None => Ok(Progress::More),
        }
    }

    /// Adds what was not there before; says how many that were.
    fn add(&mut self, items: Vec<(String, T)>) -> u64 {
        let before = self.ids.len();
        for (id, item) in items {
            self.last = Some(id.clone());
            if self.ids.insert(id) {
                self.items.push(item);
            }
        }
        (self.ids.len() - before) as u64
    }
}
