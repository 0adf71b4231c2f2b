//! Every create of every system × every answer that tells no id, or that gets lost × what the lists show afterwards and when ×
//! how the server spells what was sent. After a yes it is never sent again; after a lost answer at most once more; nobody is
//! mailed twice; and whatever is not done is said, with the way out.

use std::fmt;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use vetform::apply::Report;
use vetform::sandbox::seed_from_text;

use super::at_once;
use super::creates::{MARK, Row, SEED, field_is, mails, rows};
use super::lab::{Lab, is_empty};
use super::proxy::{Answer, Arrives, Proxy};
use super::visibility::hide;

/// What comes back of the create.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bend {
    /// A status and a body in the place of the real ones.
    Says(u16, &'static str),
    Half,
    Nothing,
}

impl Bend {
    const fn is_yes(self) -> bool {
        matches!(self, Self::Says(200..=299, _) | Self::Half)
    }
}

/// These are crossed with everything else.
const BENDS: [Bend; 4] = [
    Bend::Says(200, "<html><body>Welcome to the gateway</body></html>"),
    Bend::Says(202, "{}"),
    Bend::Nothing,
    Bend::Says(503, "{}"),
];

/// These are played where nothing shows for long.
const MORE_BENDS: [Bend; 7] = [
    Bend::Half,
    Bend::Says(202, r#"{"status":"queued","message":"We are on it"}"#),
    Bend::Says(204, ""),
    Bend::Says(200, "null"),
    Bend::Says(201, r#"{"result":{"uuid":"a1"}}"#),
    Bend::Says(502, "<html>Bad gateway</html>"),
    Bend::Says(504, ""),
];

/// When reads show what the create made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    AtOnce,
    /// From the second read on that would show it.
    Later,
    /// Only some runs later.
    InTheEnd,
}

/// How reads spell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spells {
    AsSent,
    /// Entities, one blank for two, letters composed.
    Otherwise,
}

struct Case<'a> {
    row: &'a Row,
    bend: Bend,
    shows: Shows,
    spells: Spells,
}

impl fmt::Display for Case<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            row,
            bend,
            shows,
            spells,
        } = self;
        write!(f, "{}, {bend:?}, {shows:?}, {spells:?}", row.name)
    }
}

#[derive(Debug, Default)]
struct Between {
    is_bent: bool,
    sent: usize,
    /// Reads that did not show it, or would not have.
    reads: usize,
    is_over: bool,
}

impl Case<'_> {
    fn is_create(&self, answer: &Answer<'_>) -> bool {
        let (method, end) = self.row.write;
        (answer.method == method || method.is_empty() && answer.method != "GET")
            && answer.path.ends_with(end)
    }

    /// What the proxy does with an answer.
    fn change(&self, answer: &mut Answer<'_>, between: &mut Between) {
        if answer.method != "GET" {
            if self.is_create(answer) && (200..300).contains(&answer.status) && !between.is_over {
                between.sent += 1;
                between.is_bent = true;
                self.bend(answer);
            }
            return;
        }
        if self.spells == Spells::Otherwise {
            answer.body = answer
                .body
                .replace('&', "&amp;")
                .replace("D  Z", "D Z")
                .replace("e\u{301}", "é");
        }
        let has_it = answer.body.to_lowercase().contains("zebra");
        if !between.is_bent || !has_it || !self.row.is_readable {
            return;
        }
        between.reads += 1;
        let is_hidden = match self.shows {
            Shows::AtOnce => false,
            Shows::Later => between.reads < 2,
            Shows::InTheEnd => !between.is_over,
        };
        if is_hidden {
            let mark = if self.row.name == "version" {
                " v2"
            } else {
                "zebra"
            };
            answer.edit(|json| {
                hide(json, &|item| {
                    item.is_object() && item.to_string().to_lowercase().contains(mark)
                });
            });
        }
    }

    fn bend(&self, answer: &mut Answer<'_>) {
        match self.bend {
            Bend::Says(status, body) => {
                answer.status = status;
                body.clone_into(&mut answer.body);
            }
            Bend::Half => answer.arrives = Arrives::Half,
            Bend::Nothing => answer.arrives = Arrives::Nothing,
        }
    }
}

/// The id of what was made, if it is an object of its own.
fn own_id(case: &Case<'_>, state: &Value) -> Option<String> {
    let (list, field, id) = match case.row.name {
        "assessment" => (&state["assessments"], "title", "assessmentId"),
        "flow" | "version" => (&state["flows"], "flowName", "id"),
        "task" => (&state["promptster"]["assessments"], "title", "id"),
        _ => return None,
    };
    let mark = if case.row.name == "version" {
        " v2"
    } else {
        MARK
    };
    let mut all = list.as_array()?.iter();
    let own = &all.find(|one| field_is(one, field, mark))?[id];
    Some(
        own.as_str()
            .map_or_else(|| own.to_string(), ToOwned::to_owned),
    )
}

/// Plays one case to its end; what does not hold, in words.
async fn play(case: Case<'static>) -> Vec<String> {
    let case = Arc::new(case);
    let lab = Lab::seeded(&case.row.before, seed_from_text(SEED).unwrap()).await;
    let between = Arc::new(Mutex::new(Between::default()));
    let [tap, flo, pro] = [
        lab.sandbox.taptalent_url(),
        lab.sandbox.flowmingo_url(),
        lab.sandbox.promptster_url(),
    ]
    .map(|url| Proxy::before(&url));
    let lab = lab
        .through(&tap)
        .through_at_flowmingo(&flo)
        .through_at_promptster(&pro);
    if !case.row.before.is_empty() {
        lab.apply_until_done().await;
    }
    lab.some_time_passes().await;
    lab.sandbox.clear_received();
    for proxy in [&tap, &flo, &pro] {
        let (case, between) = (Arc::clone(&case), Arc::clone(&between));
        proxy.answers(move |answer| case.change(answer, &mut between.lock().unwrap()));
    }
    lab.write("all.yaml", &case.row.after);
    let mut wrong = Vec::new();
    let mailed_before = mails(&lab.sandbox.web_app().state().unwrap());
    let made_before = (case.row.made)(&lab.sandbox.web_app().state().unwrap());
    let mut reports: Vec<Report> = Vec::new();
    let mut words = Vec::new();
    for round in 0..3 {
        if round == 2 {
            between.lock().unwrap().is_over = true;
        }
        if let Some(report) = lab.apply().await {
            words.extend(report.failed.iter().map(|one| one.error.clone()));
            words.extend(report.skipped.iter().map(|one| one.because.clone()));
            reports.push(report);
        } else {
            let plan = lab.plan().await.unwrap();
            let blocked = plan.blocked.iter();
            words.extend(blocked.map(|one| format!("{} {} {}", one.code, one.message, one.help)));
        }
    }
    let state = lab.sandbox.web_app().state().unwrap();
    let sent = between.lock().unwrap().sent;
    let made = (case.row.made)(&state) - made_before;
    let mailed = mails(&state) - mailed_before;
    // A PATCH says all that stands and all that comes: twice is the same as once.
    let is_idempotent = case.row.write.0 == "PATCH";
    let most = if case.bend.is_yes() { 1 } else { 2 };
    if sent > most && !is_idempotent {
        wrong.push(format!("sent {sent} times"));
    }
    // Whatever gets lost and then shows to nobody for longer than is looked for may be there twice, and that is said.
    let may_be_twice = !case.bend.is_yes() && case.shows == Shows::InTheEnd && case.row.is_readable;
    if made > if may_be_twice { 2 } else { 1 } {
        wrong.push(format!("made {made} times"));
    }
    if mailed > 1 && !may_be_twice {
        wrong.push(format!("mailed {mailed} times"));
    }
    if sent > 1 && !is_idempotent && reports.iter().all(|report| report.repeated.is_empty()) {
        wrong.push("sent again without a word".to_owned());
    }
    let plan = lab.plan().await.unwrap();
    let is_done = is_empty(&plan);
    let is_named = |id: &str| plan.blocked.iter().any(|one| one.message.contains(id));
    let own = own_id(&case, &state);
    if case.row.is_readable && made == 1 && !is_done && !own.is_some_and(|id| is_named(&id)) {
        wrong.push(format!(
            "it shows, and is not adopted: {:?} {:?}",
            plan.changes
                .iter()
                .flat_map(|one| &one.fields)
                .collect::<Vec<_>>(),
            plan.blocked
        ));
    }
    let says_how = words.iter().any(|text| {
        text.contains("state settle") || text.contains("apply again") || text.contains("pin")
    });
    if !is_done && !says_how {
        wrong.push("not done, and no way out is told".to_owned());
    }
    lab.sandbox.stop().await;
    wrong
        .into_iter()
        .map(|what| format!("{case}: {what}\n      {}", words.join("\n      ")))
        .collect()
}

fn cases_of(row: &'static Row) -> Vec<Case<'static>> {
    let ways = if row.is_readable {
        vec![
            (Shows::Later, Spells::AsSent),
            (Shows::InTheEnd, Spells::AsSent),
            (Shows::AtOnce, Spells::Otherwise),
            (Shows::InTheEnd, Spells::Otherwise),
        ]
    } else {
        vec![(Shows::AtOnce, Spells::AsSent)]
    };
    let crossed = BENDS
        .into_iter()
        .flat_map(|bend| ways.iter().map(move |way| (bend, *way)));
    let last = (Shows::InTheEnd, Spells::AsSent);
    let more = MORE_BENDS.into_iter().map(|bend| (bend, last));
    crossed
        .chain(more)
        .map(|(bend, (shows, spells))| Case {
            row,
            bend,
            shows,
            spells,
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_create_is_made_twice_whatever_its_answer_says_and_whenever_it_shows() {
    let rows: &'static [Row] = Box::leak(rows().into_boxed_slice());
    let cases: Vec<Case<'_>> = rows.iter().flat_map(cases_of).collect();
    let count = cases.len();
    let wrong: Vec<Vec<String>> = at_once::each(cases, play).await;
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
