//! A plan in sentences for a terminal: what `plan --summary` prints.

use super::look::PlanText;
use super::page::Page;
use crate::plan::Plan;
use crate::render::escape::one_line;
use crate::render::review::{
    Answer, Chapter, Headline, PAST, Point, Run, answers, past, points, quoted,
};
use crate::render::word_diff::word_diff;

/// Characters of a text that is quoted.
const QUOTE: usize = 160;

/// The sentences without the details.
pub fn plan_story(plan: &Plan, look: PlanText<'_>) -> String {
    let points = points(plan, look.titles, look.occasion);
    let answers = answers(plan, &points, look.titles, look.occasion);
    let mut page = Page {
        look,
        lines: Vec::new(),
    };
    let Headline { title, sentence } = Headline::of(plan, &points);
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
    page.past(plan);
    if !answers.is_empty() {
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
            let text: String = point.sentence().iter().map(|run| self.run(run)).collect();
            let fact = point.says.fact.as_deref();
            let fact = fact.map_or_else(String::new, |fact| format!("; {fact}"));
            self.text(0, &format!("- {}{fact}.", text.trim_end()));
        }
    }

    /// What past results tell, if somebody asked.
    pub(super) fn past(&mut self, plan: &Plan) {
        let sentences = past(plan, self.look.effects, self.look.titles);
        if sentences.is_empty() {
            return;
        }
        self.blank();
        let heading = self.look.paint.strong(PAST);
        self.lines.push(heading);
        for sentence in sentences {
            let text: String = sentence.iter().map(|run| self.run(run)).collect();
            self.text(0, &format!("- {text}."));
        }
    }

    fn run(&self, run: &Run) -> String {
        match run {
            Run::Words(text) => text.clone(),
            Run::Subject(text) | Run::Title(text) => format!("“{text}”"),
            Run::Inside(text) => format!(" ({text})"),
            Run::More(titles) => format!("{} more", titles.len()),
            Run::Quote(text) => quoted(text, QUOTE),
            Run::Values { before, after } => format!(
                "{} instead of {}",
                self.look.paint.added(after),
                self.look.paint.removed(before)
            ),
            Run::Texts { before, after } => {
                format!("“{}”", word_diff(before, after, self.look.paint))
            }
        }
    }

    fn answers(&mut self, answers: &[Answer]) {
        self.blank();
        for Answer { asks, says } in answers {
            let says: String = says.iter().map(|run| self.run(run)).collect();
            self.text(0, &format!("{asks}: {says}."));
        }
    }
}
