//! Systems that show texts otherwise than they got them, and orders otherwise than they were sent.

use super::lab::{Lab, is_empty};
use super::proxy::{Answer, Proxy};

const FLOW: &str = concat!(
    manifest!("backend"),
    "---\n",
    manifest!("engineering-screen"),
    "  steps:
    - { assessment: backend, passThreshold: 60, name: Q&A round, instructions: Ask & listen. }
",
);

/// Every read shows `&amp;` where `&` was sent.
fn escapes(answer: &mut Answer<'_>) {
    if answer.method == "GET" {
        answer.body = answer.body.replace('&', "&amp;");
    }
}

async fn lab(manifests: &str) -> (Lab, Proxy) {
    let lab = Lab::new(manifests).await;
    let proxy = Proxy::before(&lab.sandbox.taptalent_url());
    (lab.through(&proxy), proxy)
}

fn step_names(lab: &Lab) -> Vec<String> {
    let state = lab.sandbox.web_app().state().unwrap();
    let flows = state["flows"].as_array().unwrap();
    let steps = flows
        .iter()
        .flat_map(|flow| flow["steps"].as_array().unwrap());
    steps.map(|step| step["name"].to_string()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_of_steps_that_the_system_spells_otherwise_block_nothing_and_are_not_sent_back() {
    let (lab, proxy) = lab(FLOW).await;
    proxy.answers(escapes);
    let report = lab.apply().await.unwrap();
    assert!(report.verified, "{report:#?}");
    assert_eq!(report.rewritten.len(), 2, "{:?}", report.rewritten);
    let plan = lab.plan().await.unwrap();
    assert!(is_empty(&plan), "{plan:#?}");

    lab.write(
        "all.yaml",
        &FLOW.replace("passThreshold: 60", "passThreshold: 65"),
    );
    let report = lab.apply().await.unwrap();
    assert!(report.verified, "{report:#?}");
    assert_eq!(step_names(&lab), ["\"Q&A round\""]);
    assert!(is_empty(&lab.plan().await.unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retired_version_keeps_the_texts_that_were_sent_to_it() {
    let (lab, proxy) = lab(FLOW).await;
    proxy.answers(escapes);
    let _ = lab.apply().await.unwrap();
    let first = "    - { assessment: backend, passThreshold: 60, name: Q&A round, instructions: Ask & listen. }\n";
    let second = "    - { assessment: backend, passThreshold: 50, name: Warm-up }\n";
    let longer = FLOW.replace(first, &format!("{second}{first}"));
    lab.write(
        "all.yaml",
        &format!("{longer}lifecycle: {{ onImmutableChange: newVersion }}\n"),
    );
    let report = lab.apply().await.unwrap();
    assert!(report.verified, "{report:#?}");
    let names = step_names(&lab);
    assert_eq!(names.len(), 3);
    assert!(names.iter().all(|name| !name.contains("amp;")), "{names:?}");
}

const QUESTIONS: &str = concat!(
    manifest!("backend"),
    "  questions:
    - { name: one, question: What is the first thing that you look at? }
    - { name: two, question: Which tools help you to find a cause? }
    - { name: three, question: When do you ask a colleague for help? }
lifecycle: { questionOrder: enforce }
",
);

fn reversed(answer: &mut Answer<'_>) {
    if answer.method == "GET" && answer.path.contains("/assessment/") {
        answer.edit(|json| {
            let json = if json.get("data").is_some() {
                &mut json["data"]
            } else {
                json
            };
            if let Some(questions) = json.get_mut("questions").and_then(|all| all.as_array_mut()) {
                questions.reverse();
            }
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_does_not_come_out_as_sent_is_said_once_and_not_tried_for_ever() {
    let (lab, proxy) = lab(QUESTIONS).await;
    proxy.answers(reversed);
    let report = lab.apply().await.unwrap();
    assert!(!report.verified);
    let why = report.unverified_because.join("\n");
    assert!(why.contains("shows them in another"), "{why}");
    let writes = lab.writes().len();
    for _ in 0..2 {
        let plan = lab.plan().await.unwrap();
        assert!(is_empty(&plan), "{plan:#?}");
        let told = plan
            .notes
            .iter()
            .any(|note| note.message.contains("is not tried again"));
        assert!(told, "{:#?}", plan.notes);
        let _ = lab.apply().await;
    }
    assert_eq!(lab.writes().len(), writes);

    // Whoever asks for no order and then for one again means to try it.
    lab.write("all.yaml", &QUESTIONS.replace("enforce", "ignore"));
    let _ = lab.apply().await;
    lab.write("all.yaml", QUESTIONS);
    assert!(lab.plan().await.unwrap().has_pending_changes());
    let _ = lab.apply().await;
    assert!(is_empty(&lab.plan().await.unwrap()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_that_lists_questions_in_any_order_does_not_have_them_added_for_ever() {
    let (lab, proxy) = lab(QUESTIONS).await;
    // Not every other answer: the number of reads in a run may be even, and then each run would see the same.
    let mut turn = 1_u64;
    proxy.answers(move |answer| {
        turn = turn
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        if turn >> 63 == 0 {
            reversed(answer);
        }
    });
    for _ in 0..20 {
        let _ = lab.apply().await;
    }
    let writes = lab.writes().len();
    for _ in 0..3 {
        let _ = lab.apply().await;
    }
    assert_eq!(lab.writes().len(), writes, "{:?}", lab.writes());
}

const PEOPLE: &str = concat!("---\n", manifest!("spring-of-screen"),);

#[tokio::test(flavor = "multi_thread")]
async fn people_who_stay_in_an_old_version_are_not_called_gone() {
    let screen = FLOW.to_owned() + "lifecycle: { onImmutableChange: newVersion }\n";
    let lab = Lab::new(&format!("{screen}{PEOPLE}")).await;
    let _ = lab.apply().await.unwrap();
    lab.write(
        "all.yaml",
        &format!(
            "{}{PEOPLE}",
            screen.replace("name: Q&A round", "name: Questions")
        ),
    );
    for _ in 0..3 {
        let plan = lab.plan().await.unwrap();
        let codes: Vec<&str> = plan.notes.iter().map(|note| note.code.as_str()).collect();
        assert!(!codes.contains(&"person-gone"), "{:#?}", plan.notes);
        assert!(!codes.contains(&"not-visible-yet"), "{:#?}", plan.notes);
        assert!(codes.contains(&"old-version"), "{:#?}", plan.notes);
        let _ = lab.apply().await;
    }
    let mails = lab.sandbox.web_app().state().unwrap()["mails"].clone();
    assert_eq!(mails.as_array().unwrap().len(), 1);
}
