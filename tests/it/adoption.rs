//! What is live and no state knows: taken over by its name only where every read says that it is there. What the list shows and
//! the single read denies, what is marked as deleted and what shows no name is neither adopted nor doubled without a word.

use serde_json::{Value, json};
use vetform::plan::{Action, Plan};

use super::creates::{STEP, VOICE, flow, task};
use super::lab::Lab;
use super::proxy::{Answer, Proxy};

/// What a system shows of the one object.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shows {
    /// The single read says 404.
    OnlyTheList,
    /// The same, and the list shows no name.
    OnlyTheListWithoutAName,
    /// Marked by both reads.
    Deleted(&'static str),
    /// Marked by the list alone.
    DeletedInTheList,
    /// Marked by the single read alone.
    DeletedAlone,
    /// No read shows a name.
    NoName,
    /// The list shows none.
    NoNameInTheList,
}

const WAYS: [Shows; 10] = [
    Shows::OnlyTheList,
    Shows::OnlyTheListWithoutAName,
    Shows::Deleted("deletedAt"),
    Shows::Deleted("isDeleted"),
    Shows::Deleted("deleted"),
    Shows::Deleted("status"),
    Shows::DeletedInTheList,
    Shows::DeletedAlone,
    Shows::NoName,
    Shows::NoNameInTheList,
];

struct Kind {
    manifests: String,
    address: &'static str,
    list: &'static str,
}

fn kinds() -> [Kind; 3] {
    [
        Kind {
            manifests: VOICE.to_owned(),
            address: "taptalent/Assessment/voice",
            list: "/assessment",
        },
        Kind {
            manifests: format!("{VOICE}{}", flow("Screen", STEP, "")),
            address: "taptalent/Flow/screen",
            list: "/assessment-flows",
        },
        Kind {
            manifests: task("Task", "Build an endpoint."),
            address: "promptster/Assessment/task",
            list: "/v1/assessments",
        },
    ]
}

/// The objects of an answer, in the list or alone.
fn each(json: &mut Value, change: &dyn Fn(&mut serde_json::Map<String, Value>)) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(|item| each(item, change)),
        Value::Object(fields) => {
            let names = ["testName", "title", "flowName"];
            if names.iter().any(|name| fields.contains_key(*name)) {
                change(fields);
            } else {
                fields.values_mut().for_each(|value| each(value, change));
            }
        }
        _ => {}
    }
}

fn change(shows: Shows, list: &str, answer: &mut Answer<'_>) {
    let is_list = answer.path.ends_with(list);
    let is_single = answer.path.contains(&format!("{list}/")) && !answer.path.ends_with("/keys");
    if answer.method != "GET" || !(is_list || is_single) {
        return;
    }
    let mark = |answer: &mut Answer<'_>, field: &str| {
        let value = match field {
            "deletedAt" => json!("2026-04-01T00:00:00Z"),
            "status" => json!("DELETED"),
            _ => json!(true),
        };
        answer.edit(|json| {
            each(json, &|object| {
                object.insert(field.to_owned(), value.clone());
            });
        });
    };
    let unname = |answer: &mut Answer<'_>| {
        answer.edit(|json| {
            each(json, &|object| {
                for name in ["testName", "title", "flowName"] {
                    if let Some(value) = object.get_mut(name) {
                        *value = Value::Null;
                    }
                }
            });
        });
    };
    match shows {
        Shows::OnlyTheList | Shows::OnlyTheListWithoutAName if is_single => answer.be_absent(),
        Shows::OnlyTheListWithoutAName | Shows::NoName => unname(answer),
        Shows::NoNameInTheList if is_list => unname(answer),
        Shows::Deleted(field) => mark(answer, field),
        Shows::DeletedInTheList if is_list => mark(answer, "deletedAt"),
        Shows::DeletedAlone if is_single => mark(answer, "isDeleted"),
        _ => {}
    }
}

/// The plan of somebody for whom a system shows the one object so.
async fn plan_of(kind: &Kind, shows: Shows, keeps_state: bool) -> Result<Plan, String> {
    let lab = Lab::new(&kind.manifests).await;
    lab.apply_until_done().await;
    if keeps_state {
        lab.some_time_passes().await;
    } else {
        lab.lose_state();
    }
    let (tap, pro) = (
        Proxy::before(&lab.sandbox.taptalent_url()),
        Proxy::before(&lab.sandbox.promptster_url()),
    );
    let lab = lab.through(&tap).through_at_promptster(&pro);
    let list = kind.list;
    for proxy in [tap, pro] {
        proxy.answers(move |answer| change(shows, list, answer));
    }
    lab.plan().await.map_err(|error| error.to_string())
}

/// What happens to the one object, and what is said of it.
fn of(kind: &Kind, plan: &Plan) -> (Option<Action>, String) {
    let changes = plan.changes.iter();
    let mut own = changes.filter(|change| change.address.to_string() == kind.address);
    let notes = plan
        .notes
        .iter()
        .map(|one| format!("{} {}", one.code, one.message));
    let blocked = plan
        .blocked
        .iter()
        .map(|one| format!("{} {}", one.code, one.message));
    let words: Vec<String> = notes.chain(blocked).collect();
    (own.next().map(|change| change.action), words.join("\n"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_every_read_shows_is_adopted_and_nothing_is_doubled_without_a_word() {
    for kind in kinds() {
        for shows in WAYS {
            let what = format!("{} {shows:?}", kind.address);
            let plan = plan_of(&kind, shows, false).await;
            if matches!(shows, Shows::OnlyTheList | Shows::OnlyTheListWithoutAName) {
                let error = plan.unwrap_err();
                assert!(
                    error.contains("does not exist when read alone"),
                    "{what}: {error}"
                );
                continue;
            }
            let (action, words) = of(&kind, &plan.unwrap());
            let (right, word) = match shows {
                Shows::NoNameInTheList => (Some(Action::Adopt), "adopted"),
                Shows::NoName => (None, "ambiguous-match no live object has the"),
                _ => (Some(Action::Create), "lists a deleted one with this"),
            };
            assert_eq!(action, right, "{what}: {words}");
            assert!(words.contains(word), "{what}: {words}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_state_knows_is_gone_once_it_is_marked_as_deleted_and_needs_no_name() {
    for kind in kinds() {
        for shows in WAYS {
            let what = format!("{} {shows:?}", kind.address);
            let plan = plan_of(&kind, shows, true).await;
            if matches!(shows, Shows::OnlyTheList | Shows::OnlyTheListWithoutAName) {
                assert!(
                    plan.unwrap_err().contains("does not exist when read alone"),
                    "{what}"
                );
                continue;
            }
            let (action, words) = of(&kind, &plan.unwrap());
            let is_named = matches!(shows, Shows::NoName | Shows::NoNameInTheList);
            let is_new = action == Some(Action::Create) && words.contains("recreated");
            assert_eq!(is_new, !is_named, "{what}: {action:?} {words}");
        }
    }
}
