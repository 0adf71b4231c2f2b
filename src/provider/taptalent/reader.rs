//! What can be read of TapTalent, one thing at a time. Everything at once is in `observe`.

use crate::model::taptalent::{ObservedAssessment, ObservedFlow};
use crate::model::{AssessmentId, FlowId, Listing, LiveExternal, Lookup};
use crate::provider::http::{BadAnswer, Call, Path, ReadError, ReadTransport};

use super::begun::Ahead;
use super::listed::All;
use super::observation::missing_questions;
use super::wire::{AssessmentWire, FlowWire, Source};
use crate::provider::listing::{gone_if, list};
use crate::provider::wire;

/// How often an assessment that came with too few questions is read.
const READINGS: u32 = 3;

/// Reads TapTalent. Cheap to clone; holds no way to write.
#[derive(Debug, Clone)]
pub struct Reader {
    pub(super) transport: ReadTransport,
    /// What [`Reader::observe`] need not send any more.
    pub(super) ahead: Ahead,
}

impl Reader {
    /// A reader over a transport whose base URL ends in `/v1/partner`.
    pub fn new(transport: ReadTransport) -> Self {
        Self {
            transport,
            ahead: Ahead::default(),
        }
    }

    /// `GET /assessment`, all pages, proven complete. Without questions.
    pub async fn list_assessments(&self) -> Result<Listing<ObservedAssessment>, ReadError> {
        list(&self.transport, &All::new(), |_| ()).await
    }

    /// `GET /assessment-flows`, proven complete. Mostly without steps.
    pub async fn list_flows(&self) -> Result<Listing<ObservedFlow>, ReadError> {
        list(&self.transport, &All::new(), |_| ()).await
    }

    /// `GET /jobs`, all pages, proven complete.
    pub async fn list_jobs(&self) -> Result<Listing<LiveExternal>, ReadError> {
        list(&self.transport, &All::new(), |_| ()).await
    }

    /// `GET /assessment/:id`, with all its questions: an answer with fewer than it counts is read again, then an error.
    pub async fn assessment(
        &self,
        id: &AssessmentId,
    ) -> Result<Lookup<ObservedAssessment>, ReadError> {
        let found = self.read_assessment(id).await?;
        Ok(gone_if(found, |found| found.deleted))
    }

    /// The same, also of one that is marked as deleted.
    pub(super) async fn read_assessment(
        &self,
        id: &AssessmentId,
    ) -> Result<Lookup<ObservedAssessment>, ReadError> {
        let path = Path::of(&["assessment", id.as_str()])?;
        let mut reading = 1;
        loop {
            let read = self
                .transport
                .get(&path, |body| decode_assessment(body, id));
            let found = match looked_up(read.await)? {
                Lookup::Found(found) => found,
                other => return Ok(other),
            };
            match missing_questions(&found) {
                None => return Ok(Lookup::Found(found)),
                Some(_) if reading < READINGS => {
                    tokio::time::sleep(self.transport.settling_delay(reading)).await;
                    reading += 1;
                }
                Some(what) => {
                    return Err(ReadError::Incomplete {
                        call: Call::get(&path),
                        what: format!("{what} (read {READINGS} times)"),
                    });
                }
            }
        }
    }

    /// The cheapest read that proves that the key is taken: no call of its own is documented for that.
    /// `GET /assessment`, the smallest page of it.
    pub async fn check_key(&self) -> Result<Option<String>, ReadError> {
        let path = Path::of(&["assessment"])?.with_query(&[("pageNumber", 1_u64), ("perPage", 10)]);
        let decode = |body: &[u8]| {
            let page: wire::Page<AssessmentWire> = wire::json(body, wire::Quoting::Whole)?;
            match page.items {
                Some(items) => Ok(items.into_iter().find_map(AssessmentWire::company)),
                None => Err(BadAnswer::whole("it has no list of assessments")),
            }
        };
        self.transport.get(&path, decode).await
    }

    /// `GET /assessment-flows/:id`
    pub async fn flow(&self, id: &FlowId) -> Result<Lookup<ObservedFlow>, ReadError> {
        let found = self.read_flow(id).await?;
        Ok(gone_if(found, |found| found.deleted))
    }

    /// The same, also of one that is marked as deleted.
    pub(super) async fn read_flow(&self, id: &FlowId) -> Result<Lookup<ObservedFlow>, ReadError> {
        let path = Path::of(&["assessment-flows", id.as_str()])?;
        looked_up(
            self.transport
                .get(&path, |body| decode_flow(body, id))
                .await,
        )
    }
}

pub(super) fn decode_assessment(
    body: &[u8],
    id: &AssessmentId,
) -> Result<ObservedAssessment, BadAnswer> {
    let found = wire::single(body, |wire: AssessmentWire| wire.observed(Source::Single))?;
    same_id(found.id.as_str(), id.as_str())?;
    Ok(found)
}

pub(super) fn decode_flow(body: &[u8], id: &FlowId) -> Result<ObservedFlow, BadAnswer> {
    let found = wire::single(body, |wire: FlowWire| wire.observed(Source::Single))?;
    same_id(found.id.as_str(), id.as_str())?;
    Ok(found)
}

/// A cache in between that answers with another object must not pass for this one.
fn same_id(came: &str, asked: &str) -> Result<(), BadAnswer> {
    if came == asked {
        return Ok(());
    }
    Err(BadAnswer::whole(format!("it is about {came}")))
}

/// 404 and `ACCESS_DENIED` are answers; any other failure leaves us in the dark.
pub(super) fn looked_up<T>(read: Result<T, ReadError>) -> Result<Lookup<T>, ReadError> {
    match read {
        Ok(found) => Ok(Lookup::Found(found)),
        Err(ReadError::Refused { refusal, .. }) if refusal.status == 404 => Ok(Lookup::Gone),
        // Any other 403 has become `KeyRefused`.
        Err(ReadError::Refused { refusal, .. }) if refusal.status == 403 => {
            Ok(Lookup::Denied(refusal.to_string()))
        }
        Err(error) => Err(error),
    }
}
