//! What past results say, in each form that shows it: the same sentences from one model.

use std::collections::BTreeSet;

use super::html::plan_html;
use super::markdown::plan_markdown;
use super::sample::{LOOK, address, edited_assessment, grown_flow};
use super::{Occasion, Paint, PlanText, ReviewLook, Titles, effects_json, plan_story, plan_text};
use crate::effects::{Asked, Effect, Effects, Past, What};
use crate::model::{AssessmentId, Kind, Number, QuestionId, System};
use crate::plan::Plan;
use crate::results::{Apart, Headcount};

fn plan() -> Plan {
    Plan {
        changes: vec![
            edited_assessment("backend", "an outage"),
            grown_flow("Screen"),
        ],
        ..Plan::default()
    }
}

fn mark(before: Option<f64>, after: f64, past: Past) -> Effect {
    Effect {
        asked: Asked {
            address: address(Kind::Flow, "engineering"),
            path: "spec.steps[1].passThreshold".to_owned(),
            assessment: AssessmentId::new("live-7"),
            what: What::PassMark {
                step: 1,
                before: before.and_then(Number::new),
                after: Number::new(after).unwrap(),
            },
        },
        past,
    }
}

fn question(text: &str, is_deleted: bool, answered: Headcount, apart: Apart) -> Effect {
    Effect {
        asked: Asked {
            address: address(Kind::TapTalentAssessment, "backend"),
            path: "spec.questions[debugging]".to_owned(),
            assessment: AssessmentId::new("live-7"),
            what: What::Question {
                id: QuestionId::new("q1"),
                name: "debugging".to_owned(),
                text: Some(text.to_owned()),
                is_deleted,
            },
        },
        past: Past::Question { answered, apart },
    }
}

/// Every sentence that there is.
fn effects() -> Effects {
    let moved = |moved| Past::PassMark {
        scored: Headcount::Exactly(212),
        moved,
    };
    let many = Headcount::Exactly(208);
    let by = |correlation| Apart::By {
        correlation,
        people: 208,
    };
    let hint = Apart::By {
        correlation: 0.5,
        people: 12,
    };
    Effects {
        told: vec![
            mark(Some(70.0), 65.0, moved(Headcount::Exactly(31))),
            mark(Some(65.5), 70.0, moved(Headcount::Exactly(31))),
            mark(Some(70.0), 69.0, moved(Headcount::Few)),
            mark(Some(70.0), 0.0, moved(Headcount::AllButFew)),
            mark(Some(70.0), 69.5, moved(Headcount::Nobody)),
            mark(Some(69.5), 70.0, moved(Headcount::Nobody)),
            mark(Some(70.0), 65.0, Past::TooFew),
            mark(None, 65.0, Past::Missing("no read shows it".to_owned())),
            question("What is <b>debugging</b>?", false, many, by(0.41)),
            question("What?", true, many, by(0.2)),
            question("What?", true, many, by(-0.004)),
            question("What?", true, many, by(-0.3)),
            question("What?", true, Headcount::Exactly(12), hint),
            question("What?", true, many, Apart::Few),
            question("What?", true, many, Apart::NoOther),
            question("What?", true, many, Apart::Alike),
            question("What?", false, Headcount::Few, Apart::Few),
            question("What?", false, Headcount::Nobody, Apart::Few),
        ],
        pages: 5,
        silent: BTreeSet::from([System::Flowmingo, System::Promptster]),
    }
}

fn text(plan: &Plan, effects: &Effects, form: fn(&Plan, PlanText<'_>) -> String) -> String {
    let look = PlanText {
        workspace: "production",
        width: 100,
        paint: Paint::new(false),
        requests_per_second: None,
        show_candidates: false,
        occasion: Occasion::Holding,
        links: false,
        locate: &|_| None,
        titles: &Titles::NONE,
        effects: Some(effects),
    };
    form(plan, look)
}

fn look(effects: &Effects) -> ReviewLook<'_> {
    ReviewLook {
        effects: Some(effects),
        ..LOOK
    }
}

/// What stands between these two.
#[track_caller]
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap();
    rest.split_once(end).unwrap().0
}

#[test]
fn a_terminal_shows_every_sentence_whole_and_as_a_summary() {
    let story = text(&plan(), &effects(), plan_story);
    let told = between(&story, "What past results say\n", "\n\nMail");
    insta::assert_snapshot!(told, @"
    - “engineering”, step 2: 70 → 65: of 212 scored, 31 more would have passed.
    - “engineering”, step 2: 65.5 → 70: of 212 scored, 31 fewer would have passed.
    - “engineering”, step 2: 70 → 69: of 212 scored, fewer than ten more would have passed.
    - “engineering”, step 2: 70 → 0: of 212 scored, all but fewer than ten more would have passed.
    - “engineering”, step 2: 70 → 69.5: of 212 scored, just as many would have passed.
    - “engineering”, step 2: 69.5 → 70: of 212 scored, just as many would have passed.
    - “engineering”, step 2: 70 → 65: fewer than ten are scored.
    - “engineering”, step 2: now 65: not known, because no read shows it.
    - “an outage”, changed question “What is <b>debugging</b>?”: 208 answered it; it tells strong from
      weak candidates well (item–rest correlation 0.41).
    - “an outage”, deleted question “What?”: 208 answered it; it tells strong from weak candidates a
      little (item–rest correlation 0.20).
    - “an outage”, deleted question “What?”: 208 answered it; it does not tell strong from weak
      candidates at all (item–rest correlation 0.00).
    - “an outage”, deleted question “What?”: 208 answered it; those who are strong elsewhere score low
      on it, and those who are weak high (item–rest correlation −0.30).
    - “an outage”, deleted question “What?”: 12 answered it; it tells strong from weak candidates well
      (item–rest correlation 0.50, of few people: a hint only).
    - “an outage”, deleted question “What?”: 208 answered it; fewer than ten have a score for it and for
      another question, to tell how well it tells candidates apart.
    - “an outage”, deleted question “What?”: 208 answered it; no other question has a score that it
      could be compared with.
    - “an outage”, deleted question “What?”: 208 answered it; it tells nobody apart, because all scores
      for it, or all for the rest, are the same.
    - “an outage”, changed question “What?”: fewer than ten answered it.
    - “an outage”, changed question “What?”: nobody who is scored has answered it.
    - Of Flowmingo there is nothing to tell: interview sets are made in its web app, and its results
      have no score for a question.
    - Of Promptster there is nothing to tell: its tasks have no pass mark, and its results no score for
      a question.
    ");
    let whole = text(&plan(), &effects(), plan_text);
    assert_eq!(
        between(&whole, "What past results say\n", "\n\nPlan for"),
        told
    );
}

#[test]
fn a_comment_shows_them_as_a_list() {
    let effects = effects();
    let page = plan_markdown(&plan(), look(&effects));
    insta::assert_snapshot!(between(&page, "### What past results say\n\n", "\n\n###"), @"
    - <b>“engineering”</b>, step 2: 70 → 65: of 212 scored, 31 more would have passed.
    - <b>“engineering”</b>, step 2: 65.5 → 70: of 212 scored, 31 fewer would have passed.
    - <b>“engineering”</b>, step 2: 70 → 69: of 212 scored, fewer than ten more would have passed.
    - <b>“engineering”</b>, step 2: 70 → 0: of 212 scored, all but fewer than ten more would have passed.
    - <b>“engineering”</b>, step 2: 70 → 69.5: of 212 scored, just as many would have passed.
    - <b>“engineering”</b>, step 2: 69.5 → 70: of 212 scored, just as many would have passed.
    - <b>“engineering”</b>, step 2: 70 → 65: fewer than ten are scored.
    - <b>“engineering”</b>, step 2: now 65: not known, because no read shows it.
    - <b>“an outage”</b>, changed question “What is &#60;b&#62;debugging&#60;/b&#62;?”: 208 answered it; it tells strong from weak candidates well (item–rest correlation 0.41).
    - <b>“an outage”</b>, deleted question “What?”: 208 answered it; it tells strong from weak candidates a little (item–rest correlation 0.20).
    - <b>“an outage”</b>, deleted question “What?”: 208 answered it; it does not tell strong from weak candidates at all (item–rest correlation 0.00).
    - <b>“an outage”</b>, deleted question “What?”: 208 answered it; those who are strong elsewhere score low on it, and those who are weak high (item–rest correlation −0.30).
    - <b>“an outage”</b>, deleted question “What?”: 12 answered it; it tells strong from weak candidates well (item–rest correlation 0.50, of few people: a hint only).
    - <b>“an outage”</b>, deleted question “What?”: 208 answered it; fewer than ten have a score for it and for another question, to tell how well it tells candidates apart.
    - <b>“an outage”</b>, deleted question “What?”: 208 answered it; no other question has a score that it could be compared with.
    - <b>“an outage”</b>, deleted question “What?”: 208 answered it; it tells nobody apart, because all scores for it, or all for the rest, are the same.
    - <b>“an outage”</b>, changed question “What?”: fewer than ten answered it.
    - <b>“an outage”</b>, changed question “What?”: nobody who is scored has answered it.
    - Of Flowmingo there is nothing to tell: interview sets are made in its web app, and its results have no score for a question.
    - Of Promptster there is nothing to tell: its tasks have no pass mark, and its results no score for a question.
    ");
}

#[test]
fn a_page_shows_them_as_a_section() {
    let mut effects = effects();
    effects.told.drain(1..8);
    effects.told.truncate(2);
    let page = plan_html(&plan(), look(&effects));
    insta::assert_snapshot!(between(&page, "<section class=\"chapter is-past\">", "</section>"), @"<h2>What past results say</h2><ul><li><b>“engineering”</b>, step 2: 70 → 65: of 212 scored, 31 more would have passed.</li><li><b>“an outage”</b>, changed question “What is &lt;b&gt;debugging&lt;/b&gt;?”: 208 answered it; it tells strong from weak candidates well (item–rest correlation 0.41).</li><li>Of Flowmingo there is nothing to tell: interview sets are made in its web app, and its results have no score for a question.</li><li>Of Promptster there is nothing to tell: its tasks have no pass mark, and its results no score for a question.</li></ul>");
}

#[test]
fn a_script_gets_numbers_and_null_for_what_is_not_told() {
    let mut effects = effects();
    effects.told.drain(9..16);
    effects.told.drain(3..6);
    let document = effects_json(&effects);
    let lines = document.told.iter();
    let lines: Vec<String> = lines
        .map(|one| serde_json::to_string(one).unwrap())
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    {"address":"taptalent/Flow/engineering","path":"spec.steps[1].passThreshold","assessment":"live-7","text":"70 → 65: of 212 scored, 31 more would have passed","missing":null,"before":70,"after":65,"scored":212,"morePassed":31,"deleted":null,"answered":null,"itemRest":null,"tellsApart":null}
    {"address":"taptalent/Flow/engineering","path":"spec.steps[1].passThreshold","assessment":"live-7","text":"65.5 → 70: of 212 scored, 31 fewer would have passed","missing":null,"before":65.5,"after":70,"scored":212,"morePassed":-31,"deleted":null,"answered":null,"itemRest":null,"tellsApart":null}
    {"address":"taptalent/Flow/engineering","path":"spec.steps[1].passThreshold","assessment":"live-7","text":"70 → 69: of 212 scored, fewer than ten more would have passed","missing":null,"before":70,"after":69,"scored":212,"morePassed":null,"deleted":null,"answered":null,"itemRest":null,"tellsApart":null}
    {"address":"taptalent/Flow/engineering","path":"spec.steps[1].passThreshold","assessment":"live-7","text":"70 → 65: fewer than ten are scored","missing":null,"before":70,"after":65,"scored":null,"morePassed":null,"deleted":null,"answered":null,"itemRest":null,"tellsApart":null}
    {"address":"taptalent/Flow/engineering","path":"spec.steps[1].passThreshold","assessment":"live-7","text":"now 65: not known, because no read shows it","missing":"no read shows it","before":null,"after":65,"scored":null,"morePassed":null,"deleted":null,"answered":null,"itemRest":null,"tellsApart":null}
    {"address":"taptalent/Assessment/backend","path":"spec.questions[debugging]","assessment":"live-7","text":"208 answered it; it tells strong from weak candidates well (item–rest correlation 0.41)","missing":null,"before":null,"after":null,"scored":null,"morePassed":null,"deleted":false,"answered":208,"itemRest":0.41,"tellsApart":"well"}
    {"address":"taptalent/Assessment/backend","path":"spec.questions[debugging]","assessment":"live-7","text":"fewer than ten answered it","missing":null,"before":null,"after":null,"scored":null,"morePassed":null,"deleted":false,"answered":null,"itemRest":null,"tellsApart":null}
    {"address":"taptalent/Assessment/backend","path":"spec.questions[debugging]","assessment":"live-7","text":"nobody who is scored has answered it","missing":null,"before":null,"after":null,"scored":null,"morePassed":null,"deleted":false,"answered":0,"itemRest":null,"tellsApart":null}
    "#);
    assert_eq!((document.pages, document.silent.len()), (5, 2));
}

#[test]
fn that_there_is_nothing_to_tell_is_told_too() {
    let told = text(&plan(), &Effects::default(), plan_story);
    insta::assert_snapshot!(between(&told, "What past results say\n", "\n\nMail"), @"- Nothing here changes a pass mark, or a question that is live.");
}

#[test]
fn a_comment_stays_within_its_limit() {
    let mut effects = effects();
    let one = effects.told[8].clone();
    effects.told.extend(std::iter::repeat_n(one, 2_000));
    let page = plan_markdown(&plan(), look(&effects));
    assert!(
        page.len() <= 65_536 && page.contains("more, see the HTML"),
        "{}",
        page.len()
    );
}
