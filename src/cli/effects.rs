//! `plan --effects`: reads past results, after it has said how many pages that takes. Whatever happens to them, the plan
//! stands: what could not be read is told as missing, with the reason.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;

use super::output::Output;
use super::unread::cause;
use crate::effects::{Effects, asked, work_out};
use crate::model::taptalent::{CandidatesOf, Live, ObservedCandidate};
use crate::model::{AssessmentId, Listing, Lookup, System, counted};
use crate::plan::Plan;
use crate::provider::Readers;
use crate::provider::http::ReadError;
use crate::provider::taptalent::{Reader, pages_of_results};

type Results = Result<Vec<ObservedCandidate>, String>;

/// Reads what past results tell of the plan.
pub(super) async fn read(
    plan: &Plan,
    live: &crate::model::Live,
    readers: &Readers,
    output: Output,
) -> Effects {
    let live = &live.taptalent;
    let mut results = BTreeMap::new();
    let mut to_read = BTreeSet::new();
    for one in asked(plan) {
        // Who is in an assessment was read already, if people are invited to it.
        let of = CandidatesOf::Assessment(one.assessment.clone());
        match live.candidates.get(&of).map(listed) {
            Some(read) => _ = results.insert(one.assessment, read),
            None => _ = to_read.insert(one.assessment),
        }
    }
    let expected: Vec<(AssessmentId, Option<u64>)> = to_read
        .into_iter()
        .map(|id| (id.clone(), submissions(live, &id)))
        .collect();
    announce(&expected, &results, output);
    let reads = expected.iter().map(async |(id, count)| {
        let (read, pages) = match &readers.taptalent {
            Some(reader) => interview(reader, id, *count, output).await,
            None => (Err("the workspace has no TapTalent".to_owned()), 0),
        };
        (id.clone(), read, pages)
    });
    let mut pages = 0;
    for (id, read, asked_for) in join_all(reads).await {
        pages += asked_for;
        if let Err(why) = &read {
            let what = format!("past results of the interview {id} are missing, because {why}");
            output.warning(&format!("{what}; the plan itself is whole"));
        }
        results.insert(id, read);
    }
    work_out(plan, &results, pages)
}

/// How many people took an assessment, as the system counts them.
fn submissions(live: &Live, id: &AssessmentId) -> Option<u64> {
    let listed = live.assessments.items().iter().find(|one| one.id == *id);
    let alone = live.assessment_details.get(id);
    let alone = alone.and_then(|found| match found {
        Lookup::Found(found) => found.submission_count,
        Lookup::Gone | Lookup::Denied(_) => None,
    });
    listed.and_then(|one| one.submission_count).or(alone)
}

fn announce(
    expected: &[(AssessmentId, Option<u64>)],
    known: &BTreeMap<AssessmentId, Results>,
    output: Output,
) {
    if expected.is_empty() {
        let why = if known.is_empty() {
            "the plan changes no pass mark and no live question"
        } else {
            "the plan has read them"
        };
        output.insist(&format!("past results: 0 pages to read, because {why}"));
        return;
    }
    let pages: u64 = expected
        .iter()
        .map(|(_, count)| pages_of_results(count.unwrap_or(0)))
        .sum();
    let interviews = counted(expected.len() as u64, "interview");
    let uncounted = expected.iter().filter(|(_, count)| count.is_none()).count();
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
async fn interview(
    reader: &Reader,
    id: &AssessmentId,
    count: Option<u64>,
    output: Output,
) -> (Results, usize) {
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
    (
        read.map_or_else(|error| Err(reason(&error)), |found| listed(&found)),
        pages,
    )
}

fn listed(found: &Lookup<Listing<ObservedCandidate>>) -> Results {
    match found {
        Lookup::Found(listing) => Ok(listing.items().to_vec()),
        Lookup::Gone => Err("the system does not have it any more".to_owned()),
        Lookup::Denied(words) => Err(format!("the key may not read them: {words}")),
    }
}

fn reason(error: &ReadError) -> String {
    let (cause, _) = cause(error);
    format!("{} {cause}", System::TapTalent.title())
}
