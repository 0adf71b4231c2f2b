//! Results for a spreadsheet: always the same columns, and no cell that a spreadsheet would take for a formula.

use super::json::{ResultDocument, of};
use crate::render::visible;
use crate::results::Results;

const COLUMNS: [&str; 16] = [
    "id",
    "email",
    "name",
    "status",
    "evaluationStatus",
    "progress",
    "stage",
    "score",
    "aiScore",
    "createdAt",
    "startedAt",
    "submittedAt",
    "expiresAt",
    "session",
    "costUsd",
    "listed",
];

/// The results as CSV with a header.
///
/// # Errors
/// Memory is exhausted; nothing else can fail.
pub fn results_csv(results: &Results, show_candidates: bool) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for row in &results.rows {
        writer.write_record(cells(of(row, show_candidates)))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn cells(row: ResultDocument) -> [String; COLUMNS.len()] {
    let ResultDocument {
        id,
        email,
        name,
        status,
        evaluation_status,
        progress,
        stage,
        score,
        ai_score,
        created_at,
        started_at,
        submitted_at,
        expires_at,
        session,
        cost_usd,
        listed,
    } = row;
    [
        harmless(id),
        harmless(email),
        harmless(name),
        harmless(status),
        harmless(evaluation_status),
        harmless(progress),
        harmless(stage),
        number(score),
        number(ai_score),
        harmless(created_at),
        harmless(started_at),
        harmless(submitted_at),
        harmless(expires_at),
        harmless(session),
        number(cost_usd),
        listed.to_string(),
    ]
}

fn number(number: Option<f64>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

/// What a spreadsheet would calculate gets an apostrophe in front, which makes it text there.
fn harmless(text: Option<String>) -> String {
    let text = text.unwrap_or_default();
    let text = visible(&text);
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
    use crate::results::{Row, Who};

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
