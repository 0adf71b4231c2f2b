//! `plan --effects`: reads past results, after it has said how many pages that takes. Whatever happens to them, the plan
//! stands: what could not be read is told as missing, with the reason.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;

use super::output::Output;
use super::past_results::{announce, interview, submissions};
use super::unread::cause;
use crate::effects::{Effects, asked, work_out};
use crate::model::taptalent::{CandidatesOf, ObservedCandidate};
use crate::model::{AssessmentId, Listing, Lookup, System};
use crate::plan::Plan;
use crate::provider::Readers;
use crate::provider::http::ReadError;

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
    announced(&expected, &results, output);
    let reads = expected.iter().map(async |(id, count)| {
        let (read, pages) = match &readers.taptalent {
            Some(reader) => {
                let (read, pages) = interview(reader, id, *count, output).await;
                let read = read.map_or_else(|error| Err(reason(&error)), |found| listed(&found));
                (read, pages)
            }
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

fn announced(
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
    let counts: Vec<Option<u64>> = expected.iter().map(|(_, count)| *count).collect();
    announce(&counts, output);
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
