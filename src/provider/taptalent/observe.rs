//! Everything that one plan needs, with the fewest calls and nothing waiting that need not wait.
//!
//! Lists and single reads of known ids start together; a page of a list that shows a wanted title sends for the single
//! read at once, before the list is whole. Single reads stand in a queue of our own, so that list pages, which unlock
//! more work, are never behind a thousand of them. What was begun [`ahead`](super::prefetch) is only awaited.

use std::collections::{BTreeSet, VecDeque};

use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::model::taptalent::{Live, ObservedAssessment, ObservedFlow, Wants};

use crate::provider::http::{ReadError, ReadErrors};
use crate::provider::listing::list;

use super::begun::Begun;
use super::detail::{Detail, News};
use super::listed::All;
use super::observation::Observation;
use super::read_filter::Wanted;
use super::reader::Reader;

/// How often everything that contradicts itself is read.
const ROUNDS: u32 = 3;
/// With so many failures the read is over; more of them would tell nothing new.
const MOST_FAILURES: usize = 20;

/// Where news came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    List,
    Detail,
    /// A single read that was begun ahead: it stands in no queue.
    Ahead,
}

type Work<'a> = FuturesUnordered<BoxFuture<'a, (Source, Result<News, ReadError>)>>;

impl Reader {
    /// Reads all that `wants` names of TapTalent: the lists, proven complete, and one single read for each wanted object;
    /// candidates alone, without the lists.
    ///
    /// An object that the list shows and the single read denies is read again, list and all; if it still does not fit,
    /// that is an error.
    ///
    /// # Errors
    /// All failures, up to a bound; at once if one concerns every read (the key, the host, the limits).
    pub async fn observe(&self, wants: &Wants) -> Result<Live, ReadErrors> {
        let objects = self.observe_objects(wants);
        let candidates = self.candidates(&wants.candidates);
        let (live, candidates) = tokio::try_join!(objects, candidates)?;
        Ok(Live { candidates, ..live })
    }

    /// One single read.
    pub(super) async fn detail(&self, detail: Detail) -> Result<News, ReadError> {
        Ok(match detail {
            Detail::Assessment(id) => {
                let found = self.read_assessment(&id).await?;
                News::Assessment(id, found)
            }
            Detail::Flow(id) => {
                let found = self.read_flow(&id).await?;
                News::Flow(id, found)
            }
        })
    }

    /// Everything but people.
    async fn observe_objects(&self, wants: &Wants) -> Result<Live, ReadErrors> {
        let wanted = Wanted::new(wants);
        let mut seen = Observation::new(&wanted);
        let mut round = 1;
        loop {
            Round::new(self, &wanted, &seen).run(&mut seen).await?;
            let contradictions = seen.settle(round);
            if contradictions.is_empty() {
                return Ok(seen.into_live());
            }
            if round == ROUNDS {
                return Err(ReadErrors::all(contradictions));
            }
            tokio::time::sleep(self.transport.settling_delay(round)).await;
            round += 1;
        }
    }
}

/// One go at everything that is still missing.
struct Round<'a> {
    reader: &'a Reader,
    wanted: &'a Wanted<'a>,
    work: Work<'a>,
    queue: VecDeque<Detail>,
    asked: BTreeSet<Detail>,
    in_flight: usize,
    /// Lists that are not there yet.
    lists: usize,
    failures: Vec<ReadError>,
}

impl<'a> Round<'a> {
    fn new(reader: &'a Reader, wanted: &'a Wanted<'a>, seen: &Observation<'_>) -> Self {
        let mut round = Self {
            reader,
            wanted,
            work: FuturesUnordered::new(),
            queue: VecDeque::new(),
            asked: BTreeSet::new(),
            in_flight: 0,
            lists: 0,
            failures: Vec::new(),
        };
        for detail in Detail::known(wanted.wants) {
            round.ask(detail, seen);
        }
        round
    }

    async fn run(mut self, seen: &mut Observation<'_>) -> Result<(), ReadErrors> {
        let (shown, mut arrived) = unbounded_channel();
        self.start_lists(shown, seen);
        let mut is_over = false;
        loop {
            if !is_over {
                self.start_details();
            }
            tokio::select! {
                biased;
                Some(detail) = arrived.recv() => self.ask(detail, seen),
                Some((source, result)) = self.work.next() => {
                    self.in_flight -= usize::from(source == Source::Detail);
                    self.lists -= usize::from(source == Source::List);
                    match result {
                        Ok(news) => self.take(news, seen),
                        Err(error) => is_over |= self.fail(source, error),
                    }
                    // What was begun ahead is in no order: the lists have the first word, so that every run tells the same.
                    if is_over && (source != Source::Ahead || self.lists == 0) {
                        break;
                    }
                }
                else => break,
            }
        }
        if self.failures.is_empty() {
            return Ok(());
        }
        // What ended the read first, then the same order in every run.
        self.failures
            .sort_by_cached_key(|error| (!error.concerns_all(), error.to_string()));
        Err(ReadErrors::all(self.failures))
    }

    /// Notes a failure; says whether there is no use in going on.
    fn fail(&mut self, source: Source, error: ReadError) -> bool {
        let concerns_all = error.concerns_all();
        if source == Source::List && concerns_all {
            self.failures.clear();
        }
        self.failures.push(error);
        source == Source::List || concerns_all || self.failures.len() >= MOST_FAILURES
    }

    /// Every list that is needed and not there. Each page tells `shown` what it shows that is wanted.
    fn start_lists(&mut self, shown: UnboundedSender<Detail>, seen: &Observation<'_>) {
        let (transport, wanted) = (&self.reader.transport, self.wanted);
        let lacking = seen.lacking();
        if lacking.assessments {
            let begun = self.reader.ahead.reads().assessments.take();
            let shown = shown.clone();
            let on_page = move |items: &[ObservedAssessment]| {
                let wanted = items.iter().filter(|item| wanted.has_title_of(item));
                // Nobody listens any more once the read has failed.
                wanted.for_each(|item| _ = shown.send(Detail::Assessment(item.id.clone())));
            };
            let read = async move { list(transport, &All::new(), on_page).await };
            self.start(Source::List, async move {
                answer(begun, read).await.map(News::Assessments)
            });
        }
        if lacking.flows {
            let begun = self.reader.ahead.reads().flows.take();
            let on_page = move |items: &[ObservedFlow]| {
                let wanted = items.iter().filter(|item| wanted.has_name_of(item));
                wanted.for_each(|item| _ = shown.send(Detail::Flow(item.id.clone())));
            };
            let read = async move { list(transport, &All::new(), on_page).await };
            self.start(Source::List, async move {
                answer(begun, read).await.map(News::Flows)
            });
        }
        if lacking.jobs {
            let begun = self.reader.ahead.reads().jobs.take();
            let read = self.reader.list_jobs();
            self.start(Source::List, async move {
                answer(begun, read).await.map(News::Jobs)
            });
        }
    }

    /// As many single reads as the transport lets through at once; the rest waits here, behind list pages.
    fn start_details(&mut self) {
        let reader = self.reader;
        while self.in_flight < reader.transport.concurrency()
            && let Some(detail) = self.queue.pop_front()
        {
            self.in_flight += 1;
            self.start(Source::Detail, reader.detail(detail));
        }
    }

    fn start(
        &mut self,
        source: Source,
        read: impl Future<Output = Result<News, ReadError>> + Send + 'a,
    ) {
        self.lists += usize::from(source == Source::List);
        self.work.push(async move { (source, read.await) }.boxed());
    }

    fn ask(&mut self, detail: Detail, seen: &Observation<'_>) {
        let known = match &detail {
            Detail::Assessment(id) => seen.assessment_details.contains_key(id),
            Detail::Flow(id) => seen.flow_details.contains_key(id),
        };
        if known || !self.asked.insert(detail.clone()) {
            return;
        }
        let begun = self.reader.ahead.reads().details.remove(&detail);
        match begun {
            None => self.queue.push_back(detail),
            Some(begun) => self.start(Source::Ahead, async move {
                let unsent = || Ok(News::Unsent(detail));
                begun.answer().await.unwrap_or_else(unsent)
            }),
        }
    }

    fn take(&mut self, news: News, seen: &mut Observation<'_>) {
        match news {
            News::Assessments(listing) => {
                seen.assessments = Some(listing);
                // Of a list that was begun ahead nobody saw the pages.
                for id in seen.references_to_read().into_iter().chain(seen.titled()) {
                    self.ask(Detail::Assessment(id), seen);
                }
            }
            News::Flows(listing) => {
                seen.flows = Some(listing);
                for id in seen.named() {
                    self.ask(Detail::Flow(id), seen);
                }
            }
            News::Jobs(listing) => seen.jobs = Some(listing),
            News::Assessment(id, found) => _ = seen.assessment_details.insert(id, found),
            News::Flow(id, found) => _ = seen.flow_details.insert(id, found),
            News::Unsent(detail) => self.queue.push_back(detail),
        }
    }
}

/// What was begun ahead brings, or what `read` does if nothing was.
async fn answer<T>(
    begun: Option<Begun<T>>,
    read: impl Future<Output = Result<T, ReadError>>,
) -> Result<T, ReadError> {
    if let Some(begun) = begun
        && let Some(answer) = begun.answer().await
    {
        return answer;
    }
    read.await
}
