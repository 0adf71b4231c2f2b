//! What past results tell of a plan, in sentences. They are not changes, so they are no points and have a section of their
//! own.

use super::point::{Run, words};
use crate::effects::{Effect, Effects, Past, What};
use crate::model::System;
use crate::plan::Plan;
use crate::render::effects_json::two_digits;
use crate::render::escape::one_line;
use crate::render::review::Titles;
use crate::results::{Apart, Discrimination, Headcount};

/// What the section is called.
pub(in crate::render) const PAST: &str = "What past results say";

/// Those who are not counted.
pub(in crate::render) const FEW: &str = "fewer than ten";

/// Of fewer people a correlation is mostly chance.
const MANY: usize = 30;

/// One sentence each, without a full stop; empty where nobody asked.
pub(in crate::render) fn past(
    plan: &Plan,
    effects: Option<&Effects>,
    titles: &Titles<'_>,
) -> Vec<Vec<Run>> {
    let Some(effects) = effects else {
        return Vec::new();
    };
    let told = effects.told.iter();
    let mut sentences: Vec<_> = told.map(|effect| sentence(plan, effect, titles)).collect();
    if sentences.is_empty() {
        sentences.push(vec![words(
            "Nothing here changes a pass mark, or a question that is live",
        )]);
    }
    sentences.extend(
        effects
            .silent
            .iter()
            .map(|system| vec![words(silence(*system))]),
    );
    sentences
}

fn sentence(plan: &Plan, effect: &Effect, titles: &Titles<'_>) -> Vec<Run> {
    let asked = &effect.asked;
    let mut changes = plan.changes.iter();
    let change = changes.find(|change| change.address == asked.address);
    let title = change.map_or_else(
        || titles.of_address(&asked.address),
        |change| titles.of_change(change),
    );
    let mut runs = vec![Run::Subject(title), words(", ")];
    match &asked.what {
        What::PassMark { step, .. } => {
            runs.push(words(format!("step {}", step + 1)));
            if let Some(name) = titles.step(&asked.address, *step) {
                runs.extend([words(" "), Run::Title(name)]);
            }
        }
        What::Question {
            name,
            text,
            is_deleted,
            ..
        } => {
            let what = if *is_deleted { "deleted" } else { "changed" };
            runs.push(words(format!("{what} question ")));
            let text = text
                .as_deref()
                .map(|text| one_line(text.trim()).into_owned());
            let text = text.or_else(|| titles.question(&asked.address, name));
            runs.push(Run::Quote(
                text.unwrap_or_else(|| one_line(name).into_owned()),
            ));
        }
    }
    runs.push(words(": "));
    runs.push(words(past_words(effect)));
    runs
}

/// The same without what it is of: `70 → 65: of 212 scored, 31 more would have passed`.
pub(in crate::render) fn past_words(effect: &Effect) -> String {
    let said = match &effect.past {
        Past::TooFew => format!("{FEW} are scored"),
        Past::PassMark { scored, moved } => replayed(&effect.asked.what, *scored, *moved),
        Past::Question { answered, apart } => worth(*answered, *apart),
        Past::NoQuestions => "the results have no score for any question".to_owned(),
        Past::Missing(why) => format!("not known, because {}", one_line(why)),
    };
    match &effect.asked.what {
        What::PassMark {
            before: Some(before),
            after,
            ..
        } => format!("{} → {}: {said}", before.to_json(), after.to_json()),
        What::PassMark { after, .. } => format!("now {}: {said}", after.to_json()),
        What::Question { .. } => said,
    }
}

fn replayed(what: &What, scored: Headcount, moved: Headcount) -> String {
    let rises =
        matches!(what, What::PassMark { before: Some(before), after, .. } if before < after);
    let way = if rises { "fewer" } else { "more" };
    let moved = match moved {
        Headcount::Nobody => "just as many".to_owned(),
        Headcount::Few => format!("{FEW} {way}"),
        Headcount::Exactly(people) => format!("{people} {way}"),
        Headcount::AllButFew => format!("all but {FEW} {way}"),
    };
    format!("of {} scored, {moved} would have passed", headcount(scored))
}

/// How many, as far as that may be told.
pub(in crate::render) fn headcount(count: Headcount) -> String {
    match count {
        Headcount::Nobody => "nobody".to_owned(),
        Headcount::Few => FEW.to_owned(),
        Headcount::Exactly(people) => people.to_string(),
        Headcount::AllButFew => format!("all but {FEW}"),
    }
}

fn worth(answered: Headcount, apart: Apart) -> String {
    match answered {
        Headcount::Nobody => "nobody who is scored has answered it".to_owned(),
        Headcount::Few => format!("{FEW} answered it"),
        Headcount::Exactly(_) | Headcount::AllButFew => {
            format!(
                "{} answered it; {}",
                headcount(answered),
                apart_words(apart)
            )
        }
    }
}

fn apart_words(apart: Apart) -> String {
    match apart {
        Apart::By {
            correlation,
            people,
        } => {
            let how = match Discrimination::of(correlation) {
                Discrimination::Well => "it tells strong from weak candidates well",
                Discrimination::ALittle => "it tells strong from weak candidates a little",
                Discrimination::NotAtAll => "it does not tell strong from weak candidates at all",
                Discrimination::WrongWay => {
                    "those who are strong elsewhere score low on it, and those who are weak high"
                }
            };
            format!(
                "{how} (item–rest correlation {})",
                strength(correlation, people)
            )
        }
        Apart::Few => {
            format!(
                "{FEW} have a score for it and for another question, to tell how well it tells candidates apart"
            )
        }
        Apart::NoOther => "no other question has a score that it could be compared with".to_owned(),
        Apart::Alike => {
            "it tells nobody apart, because all scores for it, or all for the rest, are the same"
                .to_owned()
        }
    }
}

/// The correlation over so many people, and how far it can be relied on.
pub(in crate::render) fn strength(correlation: f64, people: usize) -> String {
    let hint = if people < MANY {
        ", of few people: a hint only"
    } else {
        ""
    };
    let digits = format!("{:.2}", two_digits(correlation));
    format!("{}{hint}", digits.replace('-', "−"))
}

fn silence(system: System) -> String {
    let why = match system {
        System::TapTalent => "nothing of it changes a pass mark or a question",
        System::Flowmingo => {
            "interview sets are made in its web app, and its results have no score for a question"
        }
        System::Promptster => {
            "its tasks have no pass mark, and its results no score for a question"
        }
    };
    format!("Of {} there is nothing to tell: {why}", system.title())
}
