//! A plan in sentences for a terminal: what `plan --summary` prints.

use super::look::PlanText;
use super::page::Page;
use crate::plan::Plan;
use crate::render::escape::one_line;
use crate::render::review::{
    Answers, Chapter, Headline, Mail, Point, Run, Subject, Titles, joined, named, people, points,
    quoted,
};
use crate::render::word_diff::word_diff;

/// Characters of a text that is quoted.
const QUOTE: usize = 160;

/// The sentences without the details.
pub fn plan_story(plan: &Plan, titles: &Titles<'_>, look: PlanText<'_>) -> String {
    let points = points(plan, titles, look.occasion);
    let answers = Answers::of(plan, &points, titles, look.occasion);
    let mut page = Page {
        look,
        lines: Vec::new(),
    };
    let Headline { title, sentence } = Headline::of(plan, points.len(), answers.noticed);
    let workspace = one_line(look.workspace);
    let title = look
        .paint
        .strong(format!("Plan for workspace {workspace}: {title}"));
    page.text(0, format!("{title} {sentence}").trim_end());
    for blocked in &plan.blocked {
        page.blocked(blocked);
    }
    for chapter in Chapter::ALL {
        page.chapter(chapter, &points);
    }
    if !points.is_empty() {
        page.answers(&answers);
    }
    page.lines.join("\n") + "\n"
}

impl Page<'_> {
    fn chapter(&mut self, chapter: Chapter, points: &[Point]) {
        let mut points = points
            .iter()
            .filter(|point| point.chapter == chapter)
            .peekable();
        if points.peek().is_none() {
            return;
        }
        self.blank();
        let heading = self.look.paint.strong(chapter.heading());
        self.lines.push(heading);
        for point in points {
            let runs: String = point.says.rest.iter().map(|run| self.run(run)).collect();
            let fact = point.says.fact;
            let fact = fact.map_or_else(String::new, |fact| format!("; {fact}"));
            let subjects = subject_list(&point.subjects);
            let text = format!("- {subjects} {} {}", point.verb(), runs.trim_end());
            self.text(0, &format!("{}{fact}.", text.trim_end()));
        }
    }

    fn run(&self, run: &Run) -> String {
        match run {
            Run::Words(text) => text.clone(),
            Run::Title(text) => format!("“{text}”"),
            Run::Quote(text) => quoted(text, QUOTE),
            Run::Values { before, after } => format!(
                "{} instead of {}",
                self.look.paint.added(after),
                self.look.paint.removed(before)
            ),
            Run::Texts { before, after } => word_diff(before, after, self.look.paint),
        }
    }

    fn answers(&mut self, answers: &Answers) {
        self.blank();
        let Answers {
            mail,
            inside,
            lasting,
            noticed: _,
        } = answers;
        let mail = match mail {
            Mail::Nobody => "nobody is mailed".to_owned(),
            Mail::Held(count, titles) => format!(
                "nobody, until `apply --send-invites`: then {}, for {}",
                people(*count),
                title_list(titles)
            ),
            Mail::Sent(count, titles) => format!("{}, for {}", people(*count), title_list(titles)),
        };
        self.text(0, &format!("Mail: {mail}."));
        if !inside.is_empty() {
            let (shown, more) = named(inside);
            let shown = shown.iter();
            let shown = shown.map(|(title, count)| format!("“{title}” ({count})"));
            let inside = joined(shown.collect(), more);
            self.text(0, &format!("Already begun: {inside}."));
        }
        let lasting: Vec<String> = lasting
            .iter()
            .map(|(what, titles)| format!("{what} ({})", title_list(titles)))
            .collect();
        let undo = if lasting.is_empty() {
            "all of it, by putting the manifests back".to_owned()
        } else {
            let lasting = lasting.join("; ");
            format!("by putting the manifests back, except: {lasting}")
        };
        self.text(0, &format!("Undo: {undo}."));
    }
}

fn subject_list(subjects: &[Subject]) -> String {
    let (shown, more) = named(subjects);
    joined(shown.iter().map(subject).collect(), more)
}

fn subject(subject: &Subject) -> String {
    let Subject {
        address: _,
        title,
        inside,
    } = subject;
    let inside = inside
        .as_ref()
        .map_or_else(String::new, |inside| format!(" ({inside})"));
    format!("“{title}”{inside}")
}

fn title_list(titles: &[String]) -> String {
    let (shown, more) = named(titles);
    joined(
        shown.iter().map(|title| format!("“{title}”")).collect(),
        more,
    )
}
