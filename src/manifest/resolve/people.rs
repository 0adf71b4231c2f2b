//! People who stand twice: in one roster an error, in two rosters of the same thing a warning, or an error where both
//! cannot come true. Capitals make no other person.

use std::collections::{BTreeMap, HashMap};

use super::index::Index;
use super::look_alikes::{Alike, Seen, look_alikes};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::manifest::capped::Capped;
use crate::manifest::check::{Body, Draft};
use crate::manifest::sources::Sources;
use crate::model::{Address, Email, Person, PersonSource, Pointer, System, flowmingo};

pub(super) fn problems(index: &Index<'_>, sources: &Sources) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut rosters: BTreeMap<Shared<'_>, Vec<Listed<'_>>> = BTreeMap::new();
    for draft in index.drafts.iter().copied() {
        let Some(body) = &draft.body else { continue };
        match body {
            Body::Roster(roster) => {
                problems.extend(in_one_roster(sources, draft, &roster.candidates));
                let Some(target) = &roster.target else {
                    continue;
                };
                let target = Shared::Target(target.address());
                add(&mut rosters, target, draft, &roster.candidates, |_| {
                    Some("")
                });
            }
            Body::PromptsterRoster(roster) => {
                problems.extend(in_one_roster(sources, draft, &roster.candidates));
                let Some(assessment) = &roster.assessment else {
                    continue;
                };
                let target = Shared::Target(assessment);
                add(&mut rosters, target, draft, &roster.candidates, |person| {
                    Some(if person.revoked { "revoked" } else { "" })
                });
            }
            Body::FlowmingoRoster(roster) => {
                problems.extend(in_one_roster(sources, draft, &roster.candidates));
                problems.extend(twice_by_ats_id(sources, draft, &roster.candidates));
                add_flowmingo(&mut rosters, draft, roster);
            }
            _ => {}
        }
    }
    for (shared, people) in rosters {
        problems.extend(in_two_rosters(sources, shared, &people));
        if let Shared::Target(_) = shared {
            problems.extend(looking_alike(sources, &people));
        }
    }
    problems
}

/// What two rosters have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shared<'a> {
    /// People are invited to the same thing.
    Target(&'a Address),
    /// People are in stages of the same project, however they came into it.
    Pipeline(&'a Address),
}

/// One person of one roster.
struct Listed<'a> {
    draft: &'a Draft,
    email: &'a Email,
    called: Vec<&'a str>,
    source: &'a PersonSource,
    /// What is to become of the person besides being invited; two rosters must not differ in it.
    fate: &'a str,
}

fn add<'a, P: Person>(
    rosters: &mut BTreeMap<Shared<'a>, Vec<Listed<'a>>>,
    shared: Shared<'a>,
    draft: &'a Draft,
    people: &'a [P],
    fate: impl Fn(&'a P) -> Option<&'a str>,
) {
    let listed = people.iter().filter_map(|person| {
        Some(Listed {
            draft,
            email: person.email(),
            called: person.called(),
            source: person.source(),
            fate: fate(person)?,
        })
    });
    rosters.entry(shared).or_default().extend(listed);
}

fn add_flowmingo<'a>(
    rosters: &mut BTreeMap<Shared<'a>, Vec<Listed<'a>>>,
    draft: &'a Draft,
    roster: &'a flowmingo::Roster,
) {
    let people = &roster.candidates;
    if let Some(target) = roster.interview_set.as_ref().or(roster.project.as_ref()) {
        add(rosters, Shared::Target(target), draft, people, |_| Some(""));
    }
    if let Some(project) = &roster.project {
        add(
            rosters,
            Shared::Pipeline(project),
            draft,
            people,
            |person| match &person.stage {
                _ if person.rejected => Some("rejected"),
                stage => stage.as_deref(),
            },
        );
    }
}

fn in_one_roster<P: Person>(sources: &Sources, draft: &Draft, people: &[P]) -> Vec<Diagnostic> {
    let people = people
        .iter()
        .map(|person| (person.email().canonical(), person.email(), person.source()));
    twice(sources, draft, "email", people, |email| {
        let words = format!("{email} is listed twice in this roster");
        Diagnostic::error(Code::DuplicatePerson, words)
            .with_help("remove one of the two; case does not distinguish people")
    })
}

/// By this id an answer of the system is told to a person.
fn twice_by_ats_id(
    sources: &Sources,
    draft: &Draft,
    people: &[flowmingo::Candidate],
) -> Vec<Diagnostic> {
    let people = people.iter().filter_map(|person| {
        let id = person.ats_candidate_id.as_deref()?;
        Some((id, id, &person.source))
    });
    twice(sources, draft, "atsCandidateId", people, |id| {
        let words = format!("two people of this roster have the `atsCandidateId` `{id}`");
        Diagnostic::error(Code::DuplicatePerson, words)
            .with_help("give each person their own id, or omit it")
    })
}

/// Everybody whose key stood in the roster before: key, what is said of it, where.
fn twice<'p, W>(
    sources: &Sources,
    draft: &Draft,
    field: &str,
    people: impl Iterator<Item = (&'p str, W, &'p PersonSource)>,
    problem: impl Fn(W) -> Diagnostic,
) -> Vec<Diagnostic> {
    let mut first: HashMap<&str, &PersonSource> = HashMap::new();
    let mut problems = Capped::default();
    for (key, shown, source) in people {
        match first.get(key) {
            None => {
                first.insert(key, source);
            }
            Some(earlier) => problems.push(|| {
                let problem = at(sources, source, field, problem(shown));
                and_at(sources, earlier, field, "the first", problem)
            }),
        }
    }
    problems.finish(|more| rest(sources, draft, Severity::Error, more))
}

fn in_two_rosters(sources: &Sources, shared: Shared<'_>, people: &[Listed<'_>]) -> Vec<Diagnostic> {
    let mut first: HashMap<&Email, &Listed<'_>> = HashMap::new();
    let mut problems = Capped::default();
    let mut worst = Severity::Warning;
    for person in people {
        let Some(earlier) = first.get(person.email) else {
            first.insert(person.email, person);
            continue;
        };
        // Within one roster it is reported already.
        if earlier.draft.origin == person.draft.origin {
            continue;
        }
        if let Some(problem) = clash(shared, earlier, person) {
            worst = worst.min(problem.severity);
            problems.push(|| {
                let problem = at(sources, person.source, "email", problem);
                and_at(sources, earlier.source, "email", "the other one", problem)
            });
        }
    }
    problems.finish(|more| match people.last() {
        Some(last) => rest(sources, last.draft, worst, more),
        None => Diagnostic::warning(Code::DuplicatePerson, "some people are in two rosters")
            .with_help("remove each of them from one of the two"),
    })
}

/// Two people who may be one and would both be mailed.
fn looking_alike(sources: &Sources, people: &[Listed<'_>]) -> Vec<Diagnostic> {
    let seen = people.iter().map(|person| Seen {
        email: person.email,
        called: person.called.clone(),
    });
    let mut problems = Capped::default();
    for Alike {
        first,
        second,
        because,
    } in look_alikes(&seen.collect::<Vec<_>>())
    {
        let (first, second) = (&people[first], &people[second]);
        problems.push(|| {
            let words = format!("{} looks like {}: {because}", second.email, first.email);
            let problem = Diagnostic::warning(Code::LookAlikePerson, words)
                .with_help("if it is one person, remove one of the two: each of them gets a mail");
            let problem = at(sources, second.source, "email", problem);
            and_at(sources, first.source, "email", "the other one", problem)
        });
    }
    problems.finish(|more| {
        let words = format!("{more} more people that look like others are not shown");
        Diagnostic::warning(Code::LookAlikePerson, words)
            .with_help("fix those that are shown; the next run shows more")
    })
}

/// What is wrong with a person in two rosters, if anything.
fn clash(shared: Shared<'_>, earlier: &Listed<'_>, person: &Listed<'_>) -> Option<Diagnostic> {
    let email = person.email;
    let other = earlier.draft.name.as_ref().map_or("", |name| name.as_str());
    let differs = earlier.fate != person.fate;
    let code = Code::DuplicatePerson;
    match shared {
        Shared::Pipeline(_) if !differs => None,
        Shared::Pipeline(project) => {
            let words = format!(
                "{email} is {} here, but {} in the roster `{other}` of the same project `{}`",
                words_of(person.fate),
                words_of(earlier.fate),
                project.name(),
            );
            Some(Diagnostic::error(code, words).with_help("keep only one of the two"))
        }
        Shared::Target(target) if differs => {
            let words = format!(
                "{email} is revoked in one roster of `{}`, but not in the other, `{other}`",
                target.name(),
            );
            Some(Diagnostic::error(code, words).with_help("remove the person from one of the two"))
        }
        Shared::Target(target) => {
            let words = format!(
                "{email} is also in the roster `{other}` of the same {} `{}`",
                target.kind(),
                target.name()
            );
            let help = "remove the person from one of the two";
            // Flowmingo does not say what a second invite does: it may well be a second mail.
            Some(match target.kind().system() {
                System::Flowmingo => Diagnostic::error(code, words),
                _ => Diagnostic::warning(code, words),
            })
            .map(|problem| problem.with_help(help))
        }
    }
}

fn words_of(fate: &str) -> String {
    match fate {
        "rejected" => "rejected".to_owned(),
        stage => format!("in the stage `{stage}`"),
    }
}

fn rest(sources: &Sources, draft: &Draft, severity: Severity, more: usize) -> Diagnostic {
    let words = match more {
        1 => "1 more person is listed twice and not shown".to_owned(),
        more => format!("{more} more people are listed twice and not shown"),
    };
    let problem = Diagnostic {
        severity,
        ..Diagnostic::error(Code::DuplicatePerson, words)
            .with_help("fix those that are shown; the next run shows more")
    };
    let spec = Pointer::root().key("spec");
    super::index::at(sources, draft, spec, problem)
}

fn at(sources: &Sources, person: &PersonSource, field: &str, problem: Diagnostic) -> Diagnostic {
    Diagnostic {
        place: sources.locate_person(person, field),
        ..problem
    }
}

fn and_at(
    sources: &Sources,
    person: &PersonSource,
    field: &str,
    words: &str,
    problem: Diagnostic,
) -> Diagnostic {
    match sources.locate_person(person, field) {
        Some(place) => problem.with_related(place, words),
        None => problem,
    }
}
