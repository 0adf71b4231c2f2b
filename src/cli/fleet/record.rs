//! What came of a turn, kept beside the state of its workspace: who comes later in the same run, be it another worker or the
//! same after everything was killed, does it no second time, and one of them can tell of all.

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::turn::Turn;
use crate::cli::exit::Exit;
use crate::cli::failure::CommandFailure;
use crate::cli::outputs::Rendered;
use crate::render::Form;
use crate::secrets::without_secrets;

/// Of one workspace: that of the last run which had a name.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Record {
    format_version: u32,
    run: String,
    /// What the run was told to do, as a digest.
    #[serde(default)]
    asked: String,
    exit_code: u8,
    line: String,
    is_quiet: bool,
    /// By name of their format.
    results: Vec<(String, String)>,
    failure: Option<Failure>,
    /// Whether somebody has told of the whole run; of the first workspace only.
    #[serde(default)]
    pub(super) is_told: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct Failure {
    message: String,
    details: Vec<String>,
    hint: Option<String>,
}

impl Record {
    pub(super) fn new(claim: &Claim<'_>, turn: &Turn) -> Self {
        let Claim {
            run,
            asked,
            formats,
            ..
        } = *claim;
        let results = formats.iter().zip(&turn.results);
        let results = results
            .map(|(format, result)| (format.clone(), without_secrets(&result.text).into_owned()));
        let failure = turn.failure.as_ref().map(|failure| Failure {
            message: without_secrets(&failure.message).into_owned(),
            details: failure
                .details
                .iter()
                .map(|line| without_secrets(line).into_owned())
                .collect(),
            hint: failure
                .hint
                .as_ref()
                .map(|hint| without_secrets(hint).into_owned()),
        });
        Self {
            format_version: 1,
            run: run.to_owned(),
            asked: asked.to_owned(),
            exit_code: turn.exit as u8,
            line: without_secrets(&turn.line).into_owned(),
            is_quiet: turn.is_quiet,
            results: results.collect(),
            failure,
            is_told: false,
        }
    }

    /// What is kept, if it is of this run: of its name, and told to do the same. Of what cannot be read nothing is known: the
    /// turn is taken again, which finds done what was done.
    pub(super) fn of(claim: &Claim<'_>, bytes: &[u8]) -> Option<Self> {
        let record: Self = serde_json::from_slice(bytes).ok()?;
        let is_same = record.run == claim.run && record.asked == claim.asked;
        let is_whole = record.format_version == 1 && record.has_each(claim.formats);
        (is_whole && is_same).then_some(record)
    }

    /// Whether it can be told in each of the formats: it has a result in each, or says why there is none in any.
    fn has_each(&self, formats: &[String]) -> bool {
        let is_there = |format: &String| self.results.iter().any(|(known, _)| known == format);
        let is_json = |(format, text): &(String, String)| {
            format != "json" || serde_json::from_str::<IgnoredAny>(text).is_ok()
        };
        let is_told = formats.iter().all(is_there) && self.results.iter().all(is_json);
        is_told || self.results.is_empty() && self.failure.is_some()
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        // Texts and numbers only: there is nothing in them that JSON cannot say.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The turn, as it came to whoever took it.
    pub(super) fn into_turn(self, formats: &[String]) -> Turn {
        let Self {
            exit_code,
            line,
            is_quiet,
            results,
            failure,
            ..
        } = self;
        let exit = Exit::of_code(exit_code);
        let of_format = |format: &String| results.iter().find(|(known, _)| known == format);
        let results = formats
            .iter()
            .map_while(of_format)
            .map(|(_, text)| Rendered {
                // How it is printed is decided for the whole report.
                form: Form::Document,
                text: text.clone(),
            });
        Turn {
            results: results.collect(),
            line,
            is_quiet,
            is_remembered: true,
            exit,
            failure: failure.map(
                |Failure {
                     message,
                     details,
                     hint,
                 }| CommandFailure {
                    exit,
                    is_said: true,
                    may_pass: false,
                    message,
                    details,
                    hint,
                },
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_told_later_as_it_was() {
        let formats = ["text".to_owned(), "json".to_owned()];
        let turn = Turn {
            results: vec![Rendered::text("a"), Rendered::json_text("{}")],
            line: "Applied".to_owned(),
            is_quiet: true,
            is_remembered: false,
            exit: Exit::Stale,
            failure: Some(CommandFailure::new(Exit::Stale, "moved").with_hint("plan again")),
        };
        let of = |run, asked| Claim {
            run,
            asked,
            is_shared: true,
            formats: &formats,
            patience: None,
        };
        let claim = of("r1", "a");
        let bytes = Record::new(&claim, &turn).to_bytes();
        assert!(Record::of(&of("r2", "a"), &bytes).is_none());
        assert!(Record::of(&of("r1", "b"), &bytes).is_none());
        let later = Record::of(&claim, &bytes).unwrap().into_turn(&formats);
        assert_eq!(
            later
                .results
                .iter()
                .map(|one| &*one.text)
                .collect::<Vec<_>>(),
            ["a", "{}"]
        );
        assert_eq!(
            (later.exit, &*later.line, later.is_quiet),
            (Exit::Stale, "Applied", true)
        );
        let failure = later.failure.unwrap();
        assert_eq!(
            (&*failure.message, failure.hint.as_deref()),
            ("moved", Some("plan again"))
        );
        assert!(Record::of(&claim, b"{").is_none());
    }
}
