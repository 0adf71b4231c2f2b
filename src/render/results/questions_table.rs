//! What came of each question, for people: a row each, the question cut to what the width leaves.

use textwrap::core::display_width;

use super::table::{Column, aligned};
use crate::render::effects_json::two_digits;
use crate::render::review::{FEW, headcount, strength};
use crate::render::{Paint, one_line};
use crate::results::{Apart, Discrimination, FEWEST, Headcount, QuestionRow, QuestionScores};

/// However narrow it is: less of a question says nothing.
const LEAST: usize = 24;

/// The scores for each question under a line that says of how many people; one line where there is nothing to tell.
pub fn questions_table(scores: &QuestionScores, paint: Paint, width: usize) -> String {
    let of = format!("{} ({})", scores.address, one_line(&scores.id));
    match &scores.rows {
        Err(why) => format!("{}\n", paint.strong(format!("{of}: {why}"))),
        Ok(rows) => {
            let people = headcount(scores.scored);
            let heading = paint.strong(format!("{of}: {people} scored"));
            format!("{heading}\n\n{}", aligned(&columns(rows, width), paint))
        }
    }
}

fn columns(rows: &[QuestionRow], width: usize) -> Vec<Column> {
    let column = |heading, is_number, of: fn(&QuestionRow) -> String| Column {
        heading,
        cells: rows.iter().map(of).collect(),
        is_number,
    };
    let mut columns = vec![
        column("QUESTION", false, |row| {
            one_line(row.text.trim()).into_owned()
        }),
        column("ANSWERED", true, |row| answered(row.answered)),
        column("MEAN", true, |row| {
            let mean = row.mean.map(two_digits);
            mean.map_or_else(|| "–".to_owned(), |mean| format!("{mean:.2}"))
        }),
        column("TELLS STRONG FROM WEAK", false, |row| apart(row.apart)),
    ];
    let taken: usize = columns[1..].iter().map(|column| column.width() + 2).sum();
    let left = width.saturating_sub(taken).max(LEAST);
    for cell in &mut columns[0].cells {
        *cell = cut(cell, left);
    }
    columns
}

/// A column has no room for words.
fn answered(count: Headcount) -> String {
    match count {
        Headcount::Nobody => "0".to_owned(),
        Headcount::Few => format!("<{FEWEST}"),
        Headcount::Exactly(people) => people.to_string(),
        Headcount::AllButFew => format!("all but <{FEWEST}"),
    }
}

fn apart(apart: Apart) -> String {
    match apart {
        Apart::By {
            correlation,
            people,
        } => {
            let how = Discrimination::of(correlation).as_str();
            format!("{how} ({})", strength(correlation, people))
        }
        Apart::Few => format!("not known: {FEW}"),
        Apart::NoOther => "not known: no other question".to_owned(),
        Apart::Alike => "not at all: all the same".to_owned(),
    }
}

/// At most so many columns, with `…` for what is cut off.
fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let (mut cut, mut taken) = (String::new(), 1);
    for letter in text.chars() {
        taken += display_width(letter.encode_utf8(&mut [0; 4]));
        if taken > width {
            break;
        }
        cut.push(letter);
    }
    cut.truncate(cut.trim_end().len());
    cut + "…"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Headcount::{AllButFew, Exactly, Few, Nobody};
    use crate::results::NoFigures;

    fn row(text: &str, answered: Headcount, mean: Option<f64>, apart: Apart) -> QuestionRow {
        QuestionRow {
            id: crate::model::QuestionId::new("q"),
            name: None,
            text: text.to_owned(),
            answered,
            mean,
            apart,
        }
    }

    fn table(rows: Result<Vec<QuestionRow>, NoFigures>, width: usize) -> String {
        let scores = QuestionScores {
            address: "taptalent/Assessment/a".parse().unwrap(),
            id: "1".into(),
            scored: Exactly(212),
            rows,
        };
        questions_table(&scores, Paint::new(false), width)
    }

    const fn by(correlation: f64, people: usize) -> Apart {
        Apart::By {
            correlation,
            people,
        }
    }

    #[test]
    fn a_question_has_one_line_whatever_is_in_it() {
        let long = "How do you debug\nan outage \u{1b}[2J of which nobody knows anything at all?";
        let rows = vec![
            row(long, Exactly(212), Some(7.0), by(0.414, 212)),
            row(
                "你好，".repeat(20).as_str(),
                AllButFew,
                Some(66.666),
                by(-0.3, 204),
            ),
            row("Short?", Exactly(12), Some(3.5), by(0.1, 12)),
            row("Rare?", Few, None, Apart::Few),
            row("Left out?", Nobody, None, Apart::Few),
            row("Same?", Exactly(30), Some(5.0), Apart::Alike),
            row("Alone?", Exactly(30), Some(5.0), Apart::NoOther),
        ];
        let shown = table(Ok(rows), 100);
        assert!(
            shown.lines().all(|line| display_width(line) <= 100),
            "{shown}"
        );
        insta::assert_snapshot!(shown, @r#"
        taptalent/Assessment/a (1): 212 scored

        QUESTION                                ANSWERED   MEAN  TELLS STRONG FROM WEAK
        How do you debug\nan outage \u{1b}…          212   7.00  well (0.41)
        你好，你好，你好，你好，你好，你好…  all but <10  66.67  the wrong way round (−0.30)
        Short?                                        12   3.50  a little (0.10, of few people: a hint only)
        Rare?                                        <10      –  not known: fewer than ten
        Left out?                                      0      –  not known: fewer than ten
        Same?                                         30   5.00  not at all: all the same
        Alone?                                        30   5.00  not known: no other question
        "#);
    }

    #[test]
    fn however_narrow_it_is_a_question_is_recognised() {
        let long = "How do you debug an outage of which nobody knows?";
        let rows = vec![row(long, Exactly(212), Some(7.0), by(0.414, 212))];
        insta::assert_snapshot!(table(Ok(rows), 40), @"
        taptalent/Assessment/a (1): 212 scored

        QUESTION                  ANSWERED  MEAN  TELLS STRONG FROM WEAK
        How do you debug an out…       212  7.00  well (0.41)
        ");
    }

    #[test]
    fn where_there_is_nothing_to_tell_one_line_says_so() {
        let all = [NoFigures::Few, NoFigures::NoQuestions, NoFigures::NoScores];
        insta::assert_snapshot!(all.map(|why| table(Err(why), 100)).concat(), @"
        taptalent/Assessment/a (1): fewer than ten people are scored, so nothing is told of its questions
        taptalent/Assessment/a (1): it has no questions
        taptalent/Assessment/a (1): the results have no score for any question
        ");
    }
}
