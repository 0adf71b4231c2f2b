//! Results as a table, as JSON and as CSV; of people or, without them, of questions. Addresses and names are masked in each unless somebody at a terminal asked for them.

mod csv;
mod json;
mod questions_json;
mod questions_table;
mod table;

pub use csv::{questions_csv, results_csv};
pub use json::{ResultDocument, ResultsDocument, results_json};
pub use questions_json::{QuestionDocument, QuestionScoresDocument, questions_json};
pub use questions_table::questions_table;
pub use table::results_table;

use crate::model::masked_name;
use crate::results::{Row, without_addresses};

fn who(row: &Row, show_candidates: bool) -> Option<String> {
    row.who.as_ref().map(|who| {
        if show_candidates {
            who.reveal().to_owned()
        } else {
            who.to_string()
        }
    })
}

/// What a person is called.
fn called(name: Option<&String>, show_candidates: bool) -> Option<String> {
    name.map(|name| {
        if show_candidates {
            name.clone()
        } else {
            masked_name(name)
        }
    })
}

/// A system's text, without the addresses that may be in it.
fn text(text: Option<&String>, show_candidates: bool) -> Option<String> {
    text.map(|text| {
        if show_candidates {
            text.clone()
        } else {
            without_addresses(text).into_owned()
        }
    })
}
