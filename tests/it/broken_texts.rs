//! Texts that a system cut in the middle of an emoji: half of a surrogate pair is not JSON, and nobody knows what it was.

use super::binary::SCREEN;
use super::lab::{Lab, is_empty};
use super::proxy::{Answer, Proxy};

async fn lab() -> (Lab, Proxy) {
    let lab = Lab::new(SCREEN).await;
    let proxy = Proxy::before(&lab.sandbox.taptalent_url());
    (lab.through(&proxy), proxy)
}

/// Titles, names of flows and of steps, and questions end in half an emoji.
fn cut(answer: &mut Answer<'_>) {
    if answer.method == "GET" {
        for text in [
            "Backend interview",
            "Engineering screen",
            "Technical",
            "production issue?",
        ] {
            answer.body = answer.body.replace(text, r"cut \ud83d");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_cut_is_unknown_and_nothing_is_done_about_it() {
    let (lab, proxy) = lab().await;
    let _ = lab.apply().await.unwrap();
    let before = lab.sandbox.web_app().state().unwrap();
    proxy.answers(cut);
    let plan = lab.plan().await.unwrap();
    assert!(is_empty(&plan), "{plan:#?}");
    let report = lab.apply().await.unwrap();
    assert!(report.verified, "{report:#?}");
    assert_eq!(lab.sandbox.web_app().state().unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_system_cuts_from_the_start_is_made_once() {
    let (lab, proxy) = lab().await;
    proxy.answers(cut);
    let report = lab.apply().await.unwrap();
    assert!(report.verified, "{report:#?}");
    assert!(is_empty(&lab.plan().await.unwrap()));
    let state = lab.sandbox.web_app().state().unwrap();
    assert_eq!(state["assessments"].as_array().unwrap().len(), 1);
    assert_eq!(state["flows"].as_array().unwrap().len(), 1);
}

/// Without a state nothing tells whether it is the one.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_created_beside_something_with_a_cut_title_is_told() {
    let (lab, proxy) = lab().await;
    let _ = lab.apply().await.unwrap();
    lab.lose_state();
    proxy.answers(cut);
    let plan = lab.plan().await.unwrap();
    let notes = plan
        .notes
        .iter()
        .filter(|note| note.code.as_str() == "looks-alike");
    assert_eq!(notes.count(), 2, "{plan:#?}");
}
