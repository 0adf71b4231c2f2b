//! Where a review is from, as the CI says, and as `--context` says over them.

use clap::Args;
use jiff::Timestamp;

use crate::ci;
use crate::render::Provenance;

#[derive(Debug, Args)]
pub(super) struct ContextArgs {
    /// What the heading of a Markdown or HTML review says; repeat for several. In CI, `commit` and `pull-request` are known
    #[arg(long = "context", value_name = "KEY=VALUE", value_parser = pair)]
    context: Vec<(String, String)>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() && !value.trim().is_empty() => {
            Ok((key.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write a key, `=` and a value: `--context ticket=HR-12`".to_owned()),
    }
}

/// Of a commit's hash, what people read.
const SHORT: usize = 10;

impl ContextArgs {
    /// The provenance of what was read just now.
    pub(super) fn provenance(&self) -> Provenance {
        let mut facts = of_ci();
        for (key, value) in &self.context {
            match facts.iter_mut().find(|(known, _)| known == key) {
                Some(fact) => fact.1.clone_from(value),
                None => facts.push((key.clone(), value.clone())),
            }
        }
        let words = |(key, value): (String, String)| (key.replace('-', " "), value);
        Provenance {
            facts: facts.into_iter().map(words).collect(),
            read_at: Some(
                Timestamp::now()
                    .strftime("%-d %B %Y, %H:%M UTC")
                    .to_string(),
            ),
            files: ci::files_url(),
        }
    }
}

fn of_ci() -> Vec<(String, String)> {
    let commit = ci::commit().map(|hash| hash.chars().take(SHORT).collect());
    let request = ci::pull_request().map(|request| format!("{}{}", request.sign, request.number));
    let facts = [("commit", commit), ("pull-request", request)];
    let facts = facts.into_iter();
    facts
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect()
}
