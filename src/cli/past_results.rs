//! Reads everybody's results of an interview for figures of them, after it has said how many pages that takes.

use super::output::Output;
use crate::model::taptalent::{Live, ObservedCandidate};
use crate::model::{AssessmentId, Listing, Lookup, counted};
use crate::provider::http::ReadError;
use crate::provider::taptalent::{Reader, pages_of_results};

/// Everybody of one interview.
pub(super) type PastResults = Result<Lookup<Listing<ObservedCandidate>>, ReadError>;

/// How many people took an assessment, as the system counts them.
pub(super) fn submissions(live: &Live, id: &AssessmentId) -> Option<u64> {
    let listed = live.assessments.items().iter().find(|one| one.id == *id);
    let alone = live.assessment_details.get(id);
    let alone = alone.and_then(|found| match found {
        Lookup::Found(found) => found.submission_count,
        Lookup::Gone | Lookup::Denied(_) => None,
    });
    listed.and_then(|one| one.submission_count).or(alone)
}

/// Says how many pages interviews with so many results take.
pub(super) fn announce(counts: &[Option<u64>], output: Output) {
    let pages = counts
        .iter()
        .map(|count| pages_of_results(count.unwrap_or(0)));
    let pages: u64 = pages.sum();
    let interviews = counted(counts.len() as u64, "interview");
    let uncounted = counts.iter().filter(|count| count.is_none()).count();
    let more = if uncounted > 0 {
        format!(
            ", or more: the system does not count who took {}",
            counted(uncounted as u64, "interview")
        )
    } else {
        String::new()
    };
    output.insist(&format!(
        "past results: {} to read, of {interviews} (GET /assessment/:id/candidates){more}",
        counted(pages, "page")
    ));
}

/// The results of one interview, and how many pages were asked for. A page beyond those that were announced is announced
/// as well, before it is asked for.
pub(super) async fn interview(
    reader: &Reader,
    id: &AssessmentId,
    count: Option<u64>,
    output: Output,
) -> (PastResults, usize) {
    let announced = usize::try_from(pages_of_results(count.unwrap_or(0))).unwrap_or(usize::MAX);
    let mut pages = 0;
    let read = reader
        .announced_candidates(id, |page| {
            pages = page;
            if page > announced {
                output.insist(&format!(
                    "past results: 1 page more to read, page {page} of interview {id}, which has more than its count says"
                ));
            }
        })
        .await;
    if read.is_ok() && pages < announced {
        output.insist(&format!(
            "past results: {} fewer were read, because interview {id} ended before its count",
            counted((announced - pages) as u64, "page")
        ));
    }
    (read, pages)
}
