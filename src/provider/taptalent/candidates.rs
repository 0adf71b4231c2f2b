//! Who is in a flow, and who has submitted an assessment: to the proven end of either list.
//!
//! The flow's list has pages and a total (api-reference/assessment-flows, "List candidates"). The assessment's is a chain of
//! tokens without a total: only a page that names no further token ends it.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;

use crate::model::taptalent::{CandidatesOf, ObservedCandidate};
use crate::model::{AssessmentId, FlowId, Listing, Lookup};
use crate::provider::http::{BadAnswer, Call, Path, ReadError, ReadErrors};
use crate::provider::listing::{Paged, list};
use crate::provider::wire::{Page, Quoting, Seen, json};

use super::reader::{Reader, looked_up};
use super::wire::CandidateWire;

/// The default size of a page of results; no greatest one is documented.
const RESULTS_A_PAGE: u64 = 50;
/// A chain of more pages than this is not believed to end.
const MOST_LINKS: usize = 1_000;

impl Reader {
    /// `GET /assessment-flows/:id/candidates`, all pages, proven complete; with `status` only those in it.
    pub async fn flow_candidates(
        &self,
        flow: &FlowId,
        status: Option<&str>,
    ) -> Result<Lookup<Listing<ObservedCandidate>>, ReadError> {
        let source = OfFlow { flow, status };
        let read = list(&self.transport, &source, |_| ()).await;
        looked_up(read.map(|listing| without_keys(&listing)))
    }

    /// `GET /assessment/:id/candidates` to its end: only people who submitted or timed out.
    pub async fn assessment_candidates(
        &self,
        assessment: &AssessmentId,
    ) -> Result<Lookup<Listing<ObservedCandidate>>, ReadError> {
        self.announced_candidates(assessment, |_| ()).await
    }

    /// The same; `announce` hears the number of each page, from 1, right before it is asked for.
    pub async fn announced_candidates(
        &self,
        assessment: &AssessmentId,
        announce: impl FnMut(usize) + Send,
    ) -> Result<Lookup<Listing<ObservedCandidate>>, ReadError> {
        looked_up(self.chain(assessment, announce).await)
    }

    /// The candidates of everything that is named, side by side.
    pub(super) async fn candidates(
        &self,
        wanted: &BTreeSet<CandidatesOf>,
    ) -> Result<BTreeMap<CandidatesOf, Lookup<Listing<ObservedCandidate>>>, ReadErrors> {
        let reads = wanted.iter().map(async |of| {
            let read = match of {
                CandidatesOf::Flow(flow) => self.flow_candidates(flow, None).await,
                CandidatesOf::Assessment(assessment) => {
                    self.assessment_candidates(assessment).await
                }
            };
            (of.clone(), read)
        });
        let mut found = BTreeMap::new();
        let mut errors = Vec::new();
        for (of, read) in join_all(reads).await {
            match read {
                Ok(candidates) => _ = found.insert(of, candidates),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            Ok(found)
        } else {
            Err(ReadErrors::all(errors))
        }
    }

    async fn chain(
        &self,
        assessment: &AssessmentId,
        mut announce: impl FnMut(usize) + Send,
    ) -> Result<Listing<ObservedCandidate>, ReadError> {
        let first = Path::of(&["assessment", assessment.as_str(), "candidates"])?
            .with_query(&[("limit", RESULTS_A_PAGE)]);
        let broken = |what: String| ReadError::Incomplete {
            call: Call::get(&first),
            what,
        };
        let (mut seen, mut tokens) = (BTreeSet::new(), BTreeSet::new());
        let mut everybody = Vec::new();
        let mut path = first.clone();
        for number in 1..=MOST_LINKS {
            announce(number);
            let page = self.transport.get(&path, decode_page).await?;
            let came = page.items.as_ref().map_or(0, Vec::len) as u64;
            let before = everybody.len();
            for (key, candidate) in page.items.into_iter().flatten() {
                if seen.insert(key) {
                    everybody.push(candidate);
                }
            }
            match page.next_token {
                Seen::Null => return Ok(Listing::proven_complete(everybody)),
                Seen::Absent if came < RESULTS_A_PAGE => {
                    return Ok(Listing::proven_complete(everybody));
                }
                Seen::Absent => {
                    return Err(broken(format!(
                        "one page had {came}, and does not say whether there are more"
                    )));
                }
                Seen::Value(token) => {
                    path = first.clone().with("nextToken", &token);
                    if !tokens.insert(token) {
                        return Err(broken("the same `nextToken` came twice".to_owned()));
                    }
                    if everybody.len() == before {
                        return Err(broken(
                            "a page had nobody new, but refers to another page".to_owned(),
                        ));
                    }
                }
            }
        }
        Err(broken(format!("it does not end after {MOST_LINKS} pages")))
    }
}

/// How many pages the results of an assessment have that says that so many people have submitted it: one at least, and
/// as many more as it takes if its count is not right.
pub fn pages_of_results(submissions: u64) -> u64 {
    submissions.div_ceil(RESULTS_A_PAGE).max(1)
}

/// The list of a flow's candidates.
struct OfFlow<'a> {
    flow: &'a FlowId,
    status: Option<&'a str>,
}

impl Paged for OfFlow<'_> {
    type Item = (String, ObservedCandidate);
    const HAS_PAGES: bool = true;

    fn path(&self, number: u64, limit: u64) -> Result<Path, ReadError> {
        let path = Path::of(&["assessment-flows", self.flow.as_str(), "candidates"])?
            .with_query(&[("page", number), ("pageSize", limit)]);
        Ok(match self.status {
            Some(status) => path.with("status", status),
            None => path,
        })
    }

    fn decode(&self, body: &[u8]) -> Result<Page<Self::Item>, BadAnswer> {
        decode_page(body)
    }

    fn what(&self) -> &'static str {
        "candidates"
    }

    fn id((key, _): &Self::Item) -> &str {
        key
    }
}

pub(super) fn decode_page(body: &[u8]) -> Result<Page<(String, ObservedCandidate)>, BadAnswer> {
    let page = json::<Page<CandidateWire>>(body, Quoting::Nothing)?;
    if page.items.is_none() {
        return Err(BadAnswer::whole("it has no list of candidates"));
    }
    page.try_map(CandidateWire::observed)
        .map_err(BadAnswer::whole)
}

fn without_keys(listing: &Listing<(String, ObservedCandidate)>) -> Listing<ObservedCandidate> {
    let items = listing.items().iter();
    Listing::proven_complete(items.map(|(_, candidate)| candidate.clone()).collect())
}
