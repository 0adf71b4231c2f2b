//! Results for a spreadsheet: always the same columns, and no cell that a spreadsheet would take for a formula.

use serde::Serialize;
use serde_json::{Map, Value};

use super::json::of;
use super::questions_json::{QuestionDocument, of_question};
use crate::render::visible;
use crate::results::{QuestionScores, Results, Row};

/// The results as CSV with a header: the columns are the fields that a row has in JSON.
///
/// # Errors
/// Memory is exhausted; nothing else can fail.
pub fn results_csv(results: &Results, show_candidates: bool) -> Result<String, csv::Error> {
    let header = fields(&of(&Row::default(), show_candidates));
    let rows = results.rows.iter();
    written(&header, rows.map(|row| fields(&of(row, show_candidates))))
}

/// The same of questions.
///
/// # Errors
/// Memory is exhausted; nothing else can fail.
pub fn questions_csv(scores: &QuestionScores) -> Result<String, csv::Error> {
    let header = fields(&QuestionDocument::default());
    let rows = scores.rows.iter().flatten();
    written(&header, rows.map(|row| fields(&of_question(row))))
}

fn written(
    header: &Map<String, Value>,
    rows: impl Iterator<Item = Map<String, Value>>,
) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header.keys())?;
    for row in rows {
        writer.write_record(row.values().map(cell))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn fields(row: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(row) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => harmless(text),
        // Without the `.0` that JSON gives to what is whole.
        Value::Number(number) => number
            .as_f64()
            .map_or_else(|| number.to_string(), |number| number.to_string()),
        other => other.to_string(),
    }
}

/// What a spreadsheet would calculate gets an apostrophe in front, which makes it text there.
fn harmless(text: &str) -> String {
    let text = visible(text);
    let is_formula = text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if is_formula {
        format!("'{text}")
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Who;

    #[test]
    fn a_cell_is_never_a_formula_and_a_number_stays_one() {
        let results = Results {
            address: "taptalent/Flow/a".parse().unwrap(),
            id: "1".into(),
            rows: vec![Row {
                id: Some("-1+1".into()),
                who: Some(Who::new("@sum(a1)@example.com")),
                name: Some("=HYPERLINK(\"http://evil\"), \"x\"".into()),
                status: Some(" +1\u{1b}[31m".into()),
                score: Some(-2.5),
                ..Row::default()
            }],
        };
        insta::assert_snapshot!(results_csv(&results, false).unwrap(), @r#"
        id,email,name,status,evaluationStatus,progress,stage,score,aiScore,createdAt,startedAt,submittedAt,expiresAt,session,costUsd,listed
        '-1+1,'@…)@e….com,"'=… ""…",' +1\u{1b}[31m,,,,-2.5,,,,,,,,false
        "#);
        insta::assert_snapshot!(results_csv(&results, true).unwrap(), @r#"
        id,email,name,status,evaluationStatus,progress,stage,score,aiScore,createdAt,startedAt,submittedAt,expiresAt,session,costUsd,listed
        '-1+1,'@sum(a1)@example.com,"'=HYPERLINK(""http://evil""), ""x""",' +1\u{1b}[31m,,,,-2.5,,,,,,,,false
        "#);
    }
}
