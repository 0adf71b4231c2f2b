//! What was just written is not visible yet: never doubled, never blamed on the web app, never taken back by a pull.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use vetform::sandbox::seed_from_text;

use super::binary::{SCREEN, applied};
use super::lab::Lab;
use super::person::Person;
use super::pipelines::project;
use super::proxy::{Answer, Proxy};

/// Takes items out of every list of an answer, and out of its totals.
pub(super) fn hide(json: &mut Value, is_hidden: &dyn Fn(&Value) -> bool) -> i64 {
    match json {
        Value::Array(items) => {
            let before = items.len();
            items.retain(|item| !is_hidden(item));
            let hidden = i64::try_from(before - items.len()).unwrap();
            hidden
                + items
                    .iter_mut()
                    .map(|item| hide(item, is_hidden))
                    .sum::<i64>()
        }
        Value::Object(fields) => {
            let hidden: i64 = fields
                .values_mut()
                .map(|value| hide(value, is_hidden))
                .sum();
            for name in ["total", "totalCount", "totalItems", "questionCount"] {
                if let Some(total) = fields.get(name).and_then(Value::as_i64) {
                    fields.insert(name.to_owned(), (total - hidden).into());
                }
            }
            for value in fields.values_mut() {
                if let Some(total) = value.get("total").and_then(Value::as_i64) {
                    value["total"] = (total - hidden).into();
                }
            }
            hidden
        }
        _ => 0,
    }
}

fn has(item: &Value, text: &str) -> bool {
    item.is_object() && item.to_string().contains(text)
}

/// Nothing of this kind shows: lists are empty, and single reads find nothing.
fn nothing_shows(answer: &mut Answer<'_>, list: &str) {
    if answer.reads(list) {
        answer.edit(|json| _ = hide(json, &Value::is_object));
    } else if answer.method == "GET" && answer.path.contains(&format!("{list}/")) {
        answer.be_absent();
    }
}

/// `SCREEN`, live and recorded, with something between the program and the system.
fn behind() -> (Person, Proxy) {
    let person = applied();
    let proxy = Proxy::before(&person.system().taptalent_url());
    person.configure(&proxy.url(), "");
    (person, proxy)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_that_shows_a_little_later_is_verified_a_little_later() {
    let lab = Lab::new(SCREEN).await;
    let proxy = Proxy::before(&lab.sandbox.taptalent_url());
    let lab = lab.through(&proxy);
    let (mut created, mut looks) = (false, 0);
    proxy.answers(move |answer| {
        created |= answer.method == "POST" && answer.path.ends_with("/assessment-flows");
        if created && looks < 2 && answer.method == "GET" {
            looks += usize::from(answer.reads("/assessment"));
            nothing_shows(answer, "/assessment");
        }
    });
    let report = lab.apply().await.unwrap();
    assert!(report.verified, "{report:#?}");
    assert_eq!(report.unverified_because, [""; 0]);
    assert_eq!(lab.writes().len(), 3, "{:?}", lab.writes());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_shows_at_once_is_read_once() {
    let lab = Lab::new(SCREEN).await;
    let _ = lab.apply().await.unwrap();
    let reads = |lab: &Lab| {
        let received = lab.sandbox.received().into_iter();
        received.filter(|one| one.method == "GET").count()
    };
    let before = reads(&lab);
    lab.write(
        "all.yaml",
        &SCREEN.replace("Backend interview", "Backend talk"),
    );
    let report = lab.apply().await.unwrap();
    assert!(report.verified);
    // To plan: two lists, two singles. Before the write: one. After it: one list and one single at most for each.
    assert!(reads(&lab) - before <= 9, "{}", reads(&lab) - before);
}

#[test]
fn an_assessment_that_was_just_created_and_is_not_visible_is_in_doubt_and_not_gone() {
    let (person, proxy) = behind();
    proxy.answers(|answer| nothing_shows(answer, "/assessment"));
    for command in ["plan", "apply --auto-approve"] {
        let outcome = person.runs(command).exits(4);
        let text = format!("{outcome}");
        assert!(text.contains("not-visible-yet"), "{text}");
        assert!(text.contains("is not visible yet"), "{text}");
        assert!(!text.contains("no longer exists"), "{text}");
    }
    let drift = person.runs("drift --detailed-exitcode").exits(0);
    drift.shows("not visible yet");
    assert!(!drift.stdout.contains("web app;"), "{drift}");
    let _ = person.runs("pull --write");
    assert_eq!(person.read("all.yaml"), SCREEN);
    assert_eq!(person.writes(), [""; 0]);

    person.some_time_passes();
    let plan = person.runs("plan");
    plan.shows("no longer exists");
}

#[test]
fn a_flow_that_was_just_created_and_is_not_visible_is_in_doubt_and_not_gone() {
    let (person, proxy) = behind();
    proxy.answers(|answer| nothing_shows(answer, "/assessment-flows"));
    let plan = person.runs("plan").exits(4);
    plan.shows("not-visible-yet");
    person.ends("apply --auto-approve", 4);
    assert_eq!(person.writes(), [""; 0]);
    person.some_time_passes();
    let plan = person.runs("plan").exits(0);
    plan.shows("no longer exists");
}

#[test]
fn a_question_that_was_just_added_and_is_not_visible_is_not_asked_twice() {
    let (person, proxy) = behind();
    proxy.answers(|answer| {
        if answer.method == "GET" && answer.path.contains("/assessment/") {
            answer.edit(|json| _ = hide(json, &|item| has(item, "How do you debug")));
        } else if answer.reads("/assessment") {
            answer.body = answer
                .body
                .replace("\"questionCount\":1", "\"questionCount\":0");
        }
    });
    let plan = person.runs("plan").exits(4);
    plan.shows("question `debug` was added");
    let drift = person.runs("drift --detailed-exitcode").exits(0);
    drift.shows("not visible yet");
    let _ = person.runs("pull --write");
    assert_eq!(person.read("all.yaml"), SCREEN);
    assert_eq!(person.writes(), [""; 0]);
    person.some_time_passes();
    let plan = person.runs("plan").exits(0);
    plan.shows("/questions");
}

#[test]
fn an_old_value_after_our_own_write_is_not_blamed_on_the_web_app() {
    let (person, proxy) = behind();
    let edited = SCREEN
        .replace("Backend interview", "Backend talk")
        .replace("How do you debug a", "How did you last debug a")
        .replace("passThreshold: 60", "passThreshold: 65");
    person.write("all.yaml", &edited);
    person.does("apply --auto-approve");
    let _ = person.calls();
    proxy.answers(|answer| {
        if answer.method == "GET" {
            answer.body = answer
                .body
                .replace("Backend talk", "Backend interview")
                .replace("How did you last debug a", "How do you debug a")
                .replace("\"passThreshold\":65", "\"passThreshold\":60");
        }
    });
    let plan = person.runs("plan").exits(4);
    for path in [
        "spec.title",
        "spec.questions[debug]",
        "spec.steps[0].passThreshold",
    ] {
        plan.shows(path);
    }
    plan.shows("[not-visible-yet]");
    let drift = person.runs("drift --detailed-exitcode").exits(0);
    drift.shows("[not-visible-yet]");
    let _ = person.runs("pull --write");
    assert_eq!(person.read("all.yaml"), edited);
    assert_eq!(person.writes(), [""; 0]);

    person.some_time_passes();
    let plan = person.runs("plan").exits(0);
    plan.shows("Backend interview");
}

#[test]
fn a_value_that_the_web_app_changed_right_after_our_write_is_drift() {
    let (person, proxy) = behind();
    person.changes("Backend interview", "Backend talk");
    person.does("apply --auto-approve");
    proxy.answers(|answer| {
        if answer.method == "GET" {
            answer.body = answer.body.replace("Backend talk", "Something else");
        }
    });
    let drift = person.runs("drift --detailed-exitcode").exits(2);
    drift.shows("Something else");
}

#[test]
fn a_question_that_was_just_deleted_and_still_shows_is_nobody_elses() {
    let (person, proxy) = behind();
    let both = SCREEN.replace(
        "idealAnswer: With a method. }\n",
        "idealAnswer: With a method. }\n    - { name: why, question: Why did it break in the end? }\n",
    );
    person.write("all.yaml", &both);
    person.does("apply --auto-approve");
    let assessment = person.live()["assessments"][0]["assessmentId"].clone();
    let end = format!("/assessment/{}", assessment.as_str().unwrap());
    let seen = Arc::new(Mutex::new(String::new()));
    let keep = Arc::clone(&seen);
    let of = end.clone();
    proxy.answers(move |answer| {
        if answer.reads(&of) {
            keep.lock().unwrap().clone_from(&answer.body);
        }
    });
    person.does("plan");
    person.write("all.yaml", SCREEN);
    let old = seen.lock().unwrap().clone();
    proxy.answers(|_| {});
    person.does("apply --auto-approve");
    let _ = person.calls();
    proxy.answers(move |answer| {
        if answer.reads(&end) {
            answer.body.clone_from(&old);
        } else if answer.reads("/assessment") {
            answer.body = answer
                .body
                .replace("\"questionCount\":1", "\"questionCount\":2");
        }
    });
    let plan = person.runs("plan").exits(4);
    plan.shows("is still visible");
    let drift = person.runs("drift --detailed-exitcode").exits(0);
    assert!(!drift.stdout.contains("not declared"), "{drift}");
    let _ = person.runs("pull --write");
    assert_eq!(person.read("all.yaml"), SCREEN);
}

#[test]
fn a_step_that_was_just_appended_and_is_not_visible_is_not_appended_again() {
    let (person, proxy) = behind();
    let longer =
        format!("{SCREEN}    - {{ assessment: backend, passThreshold: 70, name: Again }}\n");
    person.write("all.yaml", &longer);
    person.does("apply --auto-approve");
    let _ = person.calls();
    proxy.answers(|answer| {
        if answer.method == "GET" && answer.path.contains("/assessment-flows/") {
            answer.edit(|json| _ = hide(json, &|item| has(item, "\"Again\"")));
        }
    });
    let plan = person.runs("plan").exits(4);
    plan.shows("can be read yet");
    let _ = person.runs("pull --write");
    assert_eq!(person.read("all.yaml"), longer);
    assert_eq!(person.writes(), [""; 0]);
}

const PEOPLE: &str = concat!("---\n", manifest!("spring-of-screen"),);

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_was_accepted_and_is_not_listed_is_said_and_not_verified() {
    let lab = Lab::new(&format!("{SCREEN}{PEOPLE}")).await;
    let proxy = Proxy::before(&lab.sandbox.taptalent_url());
    let lab = lab.through(&proxy);
    proxy.answers(|answer| {
        if answer.reads("/candidates") {
            answer.edit(|json| _ = hide(json, &|item| has(item, "alex@example.com")));
        }
    });
    let report = lab.apply().await.unwrap();
    assert!(!report.verified);
    let why = report.unverified_because.join("\n");
    assert!(
        why.contains("is not yet among the flow's candidates"),
        "{why}"
    );
    assert!(!why.contains("alex@example.com"), "{why}");
    let again = lab.plan().await.unwrap();
    assert!(!again.has_pending_changes(), "{again:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_is_listed_a_little_later_is_verified_a_little_later() {
    let lab = Lab::new(&format!("{SCREEN}{PEOPLE}")).await;
    let proxy = Proxy::before(&lab.sandbox.taptalent_url());
    let lab = lab.through(&proxy);
    let mut looks = 0;
    proxy.answers(move |answer| {
        if answer.reads("/candidates") && looks < 2 {
            looks += 1;
            answer.edit(|json| _ = hide(json, &|item| has(item, "alex@example.com")));
        }
    });
    let report = lab.apply().await.unwrap();
    assert!(report.verified, "{report:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_precondition_is_patient_with_our_own_write_of_a_moment_ago() {
    let lab = Lab::new(SCREEN).await;
    let proxy = Proxy::before(&lab.sandbox.taptalent_url());
    let lab = lab.through(&proxy);
    let _ = lab.apply().await.unwrap();
    lab.write(
        "all.yaml",
        &SCREEN.replace("Backend interview", "Backend talk"),
    );
    let _ = lab.apply().await.unwrap();
    let edited = SCREEN
        .replace("Backend interview", "Backend talk")
        .replace("how the candidate finds causes", "how they find causes");
    lab.write("all.yaml", &edited);
    let mut recorded = lab.state().load().await.unwrap();
    let plan = lab.plan_with(&recorded).await.unwrap();
    let mut looks = 0;
    proxy.answers(move |answer| {
        let is_single = answer.method == "GET" && answer.path.contains("/assessment/");
        if is_single && looks < 2 {
            looks += 1;
            answer.body = answer.body.replace("Backend talk", "Backend interview");
        }
    });
    let report = lab.execute(&plan, &mut recorded).await.unwrap();
    assert_eq!(report.failed, [], "{report:#?}");
    assert!(report.verified, "{report:#?}");
}

const SEED: &str = "
flowmingo:
  projects: [{ title: Backend, stages: [Applied, Screening, Final], jobPosts: [Engineer] }]
";

fn in_stage(stage: &str) -> String {
    project(&format!(
        "    - {{ email: a@example.com, stage: {stage} }}\n"
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stage_that_still_shows_as_before_our_move_is_not_moved_again() {
    let lab = Lab::seeded(&in_stage("Screening"), seed_from_text(SEED).unwrap()).await;
    let proxy = Proxy::before(&lab.sandbox.flowmingo_url());
    let lab = lab.through_at_flowmingo(&proxy);
    assert_eq!(lab.apply_until_done().await, 1);
    let before: Arc<Mutex<BTreeMap<String, String>>> = Arc::default();
    let keep = Arc::clone(&before);
    proxy.answers(move |answer| {
        if answer.method == "GET" && answer.path.contains("application") {
            let path = answer.path.to_owned();
            keep.lock().unwrap().insert(path, answer.body.clone());
        }
    });
    let _ = lab.plan().await.unwrap();
    let old = before.lock().unwrap().clone();
    assert!(!old.is_empty());
    proxy.answers(|_| {});
    lab.write("all.yaml", &in_stage("Final"));
    let report = lab.apply().await.unwrap();
    assert!(report.verified, "{report:#?}");

    proxy.answers(move |answer| {
        if let Some(body) = old.get(answer.path) {
            answer.body.clone_from(body);
        }
    });
    let plan = lab.plan().await.unwrap();
    assert!(!plan.has_pending_changes(), "{plan:#?}");
    let told = plan
        .notes
        .iter()
        .any(|note| note.code.as_str() == "not-visible-yet");
    assert!(told, "{:#?}", plan.notes);
    assert!(!plan.only_drift().has_drift());
}
