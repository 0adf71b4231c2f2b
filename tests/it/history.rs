//! What the systems received, held against what was planned (law 11): each write is one that a plan showed; what came twice was
//! in doubt before, came once more at most, and was said; and after a yes no create came again.

use serde_json::Value;
use vetform::plan::Plan;
use vetform::sandbox::{Fault, Received};

use super::person::{Outcome, Person};

/// A write that a plan showed: its method, and its path with an address in braces for each id that was not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Planned {
    method: String,
    path: String,
}

/// How a run is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judged {
    /// The program got the answers that the system gave.
    ByAnswers,
    /// Something between them changes answers.
    Behind,
}

/// The writes that a plan shows.
pub(crate) fn of_plan(plan: &Plan) -> Vec<Planned> {
    let calls = plan.changes.iter().flat_map(|change| &change.calls);
    let routes = calls.map(|call| call.operation.route());
    routes
        .map(|route| Planned {
            method: route.method().to_string(),
            path: route.path(),
        })
        .collect()
}

/// Only the writes.
pub(crate) fn writes(received: Vec<Received>) -> Vec<Received> {
    let writes = received.into_iter().filter(|one| one.method != "GET");
    writes.collect()
}

impl Planned {
    /// What a report says was sent again: `taptalent/Flow/screen: POST /assessment-flows was sent twice: …`.
    fn said(words: &str) -> Option<Self> {
        let (_, call) = words.split_once(": ")?;
        let (route, _) = call.split_once(" was sent ")?;
        let (method, path) = route.split_once(' ')?;
        Some(Self {
            method: method.to_owned(),
            path: path.to_owned(),
        })
    }

    fn is(&self, write: &Received) -> bool {
        let (ours, theirs) = (self.path.split('/'), write.path.split('/'));
        self.method == write.method && is_same_path(&joined(ours), &theirs.collect::<Vec<_>>())
    }
}

/// An address in braces has slashes of its own.
fn joined<'p>(parts: impl Iterator<Item = &'p str>) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for part in parts {
        match whole.last_mut() {
            Some(open) if open.starts_with('{') && !open.ends_with('}') => {
                open.push('/');
                open.push_str(part);
            }
            _ => whole.push(part.to_owned()),
        }
    }
    whole
}

fn is_same_path(planned: &[String], received: &[&str]) -> bool {
    let mut pairs = planned.iter().zip(received);
    planned.len() == received.len()
        && pairs.all(|(planned, received)| planned.starts_with('{') || planned == received)
}

/// The same request, or what is left of it after a part of its people turned out to be there.
fn is_again(write: &Received, earlier: &Received) -> bool {
    (&write.method, &write.path) == (&earlier.method, &earlier.path)
        && (write.body == earlier.body || is_rest(&write.body, &earlier.body))
}

fn is_rest(body: &Value, earlier: &Value) -> bool {
    let (Some(people), Some(before)) = (
        body["candidates"].as_array(),
        earlier["candidates"].as_array(),
    ) else {
        return false;
    };
    people.iter().all(|person| before.contains(person))
}

/// It was not looked at, and the system said so: a 503 that names no pause says nothing.
const fn is_turned_away(write: &Received) -> bool {
    let is_unclear = matches!(
        write.fault,
        Some(Fault::Status {
            retry_after: None,
            ..
        })
    );
    matches!(write.status, Some(429)) || matches!(write.status, Some(503)) && !is_unclear
}

const fn is_yes(write: &Received) -> bool {
    matches!(write.status, Some(200..=299))
}

/// What twice is the same as once.
fn is_idempotent(write: &Received) -> bool {
    matches!(write.method.as_str(), "PUT" | "DELETE" | "PATCH")
}

/// TapTalent refuses to invite a person a second time: asking again is how to find out.
fn refuses_a_second(write: &Received) -> bool {
    write.path.starts_with("/assessment/") && write.path.ends_with("/invite")
}

/// How often one request may be worked on. The transport repeats what is idempotent by itself.
fn most(write: &Received) -> usize {
    if is_idempotent(write) { 3 } else { 2 }
}

/// Holds one run's writes against its plan; what does not hold, in words. `repeated` is what the run's report says was sent
/// again.
pub(crate) fn faults_of(
    planned: &[Planned],
    received: &[Received],
    repeated: &[String],
    judged: Judged,
) -> Vec<String> {
    let mut open = planned.to_vec();
    let mut wrong = Vec::new();
    for (at, write) in received.iter().enumerate() {
        let words = format!("{} {} {}", write.method, write.path, write.body);
        let before = received[..at].iter().filter(|one| is_again(write, one));
        let before: Vec<&Received> = before.collect();
        // What twice is the same as once, a later run plans again.
        if before.is_empty() || is_idempotent(write) {
            let planned = open.iter().position(|planned| planned.is(write));
            if let Some(position) = planned {
                open.swap_remove(position);
                continue;
            }
        }
        if before.is_empty() {
            wrong.push(format!("no plan showed {words}"));
            continue;
        }
        let is_known = judged == Judged::ByAnswers;
        let was_heard =
            |one: &&&Received| is_yes(one) && !is_idempotent(one) && !refuses_a_second(one);
        if is_known && before.iter().any(|one| was_heard(&one)) {
            wrong.push(format!("after a yes, once more: {words}"));
        }
        let worked_on = before.iter().filter(|one| !is_turned_away(one)).count();
        let worked_on = worked_on + usize::from(!is_turned_away(write));
        if worked_on > most(write) {
            wrong.push(format!("worked on {worked_on} times: {words}"));
        }
        let mut said = repeated.iter().filter_map(|said| Planned::said(said));
        if worked_on > 1 && !said.any(|said| said.is(write)) {
            wrong.push(format!("once more without a word: {words}"));
        }
    }
    wrong
}

/// What the runs of one project planned and said, the killed ones too. What a killed run had on its way arrives while the next
/// one works: so all of them are judged together.
#[derive(Debug, Default)]
pub(crate) struct History {
    planned: Vec<Planned>,
    said: Vec<String>,
    sent: usize,
}

impl History {
    /// Of a project whose next run will be killed.
    #[track_caller]
    pub(crate) fn before_a_kill(person: &Person) -> Self {
        let plan = person.runs("plan --format json");
        let plan: Value = serde_json::from_str(&plan.stdout).unwrap();
        let changes = plan["changes"].as_array().unwrap().iter();
        let calls = changes.flat_map(|change| change["calls"].as_array().unwrap());
        let text = |call: &Value, name: &str| call[name].as_str().unwrap().to_owned();
        let planned = calls.map(|call| Planned {
            method: text(call, "method"),
            path: text(call, "path"),
        });
        Self {
            planned: planned.collect(),
            ..Self::default()
        }
    }

    /// Runs `apply` with these words more, and holds what was received so far against the plans that were shown.
    #[track_caller]
    pub(crate) fn applies(&mut self, person: &Person, more: &str) -> Outcome {
        let line = format!("apply --auto-approve --report report.json {more}");
        let outcome = person.runs(&line);
        let report: Value = serde_json::from_str(&person.read("report.json")).unwrap();
        let said = report["repeated"].as_array().into_iter().flatten();
        self.said
            .extend(said.map(|one| one.as_str().unwrap().to_owned()));
        self.planned.extend(shown_by(&outcome));
        self.sent += usize::try_from(report["sent"].as_u64().unwrap_or_default()).unwrap();
        self.holds(person);
        outcome
    }

    #[track_caller]
    fn holds(&self, person: &Person) {
        let received = writes(person.system().received());
        let wrong = faults_of(&self.planned, &received, &self.said, Judged::ByAnswers);
        assert!(wrong.is_empty(), "{wrong:#?} {self:#?}");
        assert!(self.sent <= received.len(), "{self:#?} {received:#?}");
        for (at, write) in received.iter().enumerate() {
            if is_idempotent(write) || refuses_a_second(write) {
                continue;
            }
            let again = received[..at].iter().find(|one| is_again(write, one));
            assert_eq!(
                again, None,
                "made once, and asked for once more: {write:#?}"
            );
        }
    }
}

/// The plan that a run shows before it begins: `→ POST /assessment/abc/questions × 2`.
fn shown_by(outcome: &Outcome) -> Vec<Planned> {
    let lines = outcome.stdout.lines();
    let calls = lines.filter_map(|line| line.trim_start().strip_prefix("→ "));
    let all = calls.flat_map(|call| {
        let (call, times) = call.split_once(" × ").unwrap_or((call, "1"));
        let mut words = call.split(' ').map(ToOwned::to_owned);
        let planned = Planned {
            method: words.next().unwrap(),
            path: words.next().unwrap(),
        };
        let times = times.split(' ').next().unwrap();
        std::iter::repeat_n(planned, times.parse().unwrap())
    });
    all.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn received(method: &str, path: &str, body: &str, status: Option<u16>) -> Received {
        Received {
            system: None,
            method: method.to_owned(),
            path: path.to_owned(),
            query: String::new(),
            body: Value::from(body),
            status,
            fault: None,
        }
    }

    #[test]
    fn the_check_itself_finds_what_it_is_there_for() {
        let planned = [Planned {
            method: "POST".to_owned(),
            path: "/assessment/{taptalent/Assessment/a}/questions".to_owned(),
        }];
        let ask = |body, status| received("POST", "/assessment/7/questions", body, status);
        let said = |path: &str| [format!("a: POST {path} was sent twice: no answer came")];
        let (of_another, said) = (
            said("/assessment/8/questions"),
            said("/assessment/{taptalent/Assessment/a}/questions"),
        );
        let faults = |all: &[Received], said: &[String]| {
            faults_of(&planned, all, said, Judged::ByAnswers).len()
        };
        assert_eq!(faults(&[ask("x", Some(200))], &[]), 0);
        assert_eq!(faults(&[ask("x", None), ask("x", Some(200))], &said), 0);
        assert_eq!(faults(&[ask("x", Some(429)), ask("x", Some(200))], &[]), 0);
        assert_eq!(faults(&[ask("x", None), ask("x", Some(200))], &[]), 1);
        let lost = [ask("x", None), ask("x", Some(200))];
        assert_eq!(faults(&lost, &of_another), 1);
        assert_eq!(
            faults(&[ask("x", Some(202)), ask("x", Some(200))], &said),
            1
        );
        assert_eq!(faults(&[ask("x", None), ask("y", Some(200))], &said), 1);
        let thrice = [ask("x", None), ask("x", None), ask("x", None)];
        assert_eq!(faults(&thrice, &said), 1);
        assert_eq!(faults(&[received("POST", "/assessment", "", None)], &[]), 1);
    }
}
