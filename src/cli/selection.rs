//! `--target`, `--exclude` and `-l`: which resources a run is about. What is left out is neither read nor planned.

use std::collections::{BTreeMap, BTreeSet};

use super::among::Among;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::session::Session;
use crate::model::{Address, Desired};
use crate::plan::Selection;
use clap::Args;

/// The most addresses that a message lists.
const MOST_LISTED: usize = 8;

#[derive(Debug, Default, Args)]
pub(super) struct SelectionArgs {
    /// Plan only this resource and what it depends on: an address, a glob or a unique name; repeat for several
    #[arg(long = "target", value_name = "ADDRESS|GLOB|NAME")]
    pub targets: Vec<String>,
    /// Leave this resource out; repeat for several. What needs a change of it is blocked
    #[arg(long = "exclude", value_name = "ADDRESS|GLOB|NAME")]
    pub excludes: Vec<String>,
    /// Only resources with all of these labels
    #[arg(short = 'l', long = "label", value_name = "KEY=VALUE,…", value_delimiter = ',', value_parser = label)]
    pub labels: Vec<(String, String)>,
}

impl SelectionArgs {
    pub(super) const fn is_everything(&self) -> bool {
        self.targets.is_empty() && self.excludes.is_empty() && self.labels.is_empty()
    }

    /// Leaves the others out of what the session is about.
    pub(super) fn apply_to(&self, session: &mut Session) -> Result<(), CommandFailure> {
        if !self.is_everything() {
            let selection = self.selection(&session.desired)?;
            session.desired = session.desired.selected(&selection.chosen);
            session.selection = Some(selection);
        }
        Ok(())
    }

    fn selection(&self, desired: &Desired) -> Result<Selection, CommandFailure> {
        let excluded = meant(&self.excludes, desired)?;
        let targets = meant(&self.targets, desired)?;
        let is_chosen = |address: &&Address| {
            (self.targets.is_empty() || targets.contains(*address)) && !excluded.contains(*address)
        };
        let labelled = desired.labels().filter(|(_, labels)| self.are_on(labels));
        let chosen = labelled.map(|(address, _)| address).filter(is_chosen);
        let chosen: BTreeSet<Address> = chosen.cloned().collect();
        if chosen.is_empty() {
            let labels = desired.labels().flat_map(|(_, labels)| labels);
            let known = labels.map(|(key, value)| format!("{key}={value}"));
            return Err(nothing(&known.collect()));
        }
        Ok(Selection { chosen, excluded })
    }

    fn are_on(&self, labels: &BTreeMap<String, String>) -> bool {
        let mut asked = self.labels.iter();
        asked.all(|(key, value)| labels.get(key) == Some(value))
    }
}

fn label(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(key, _)| !key.is_empty());
    let (key, value) = pair.ok_or("write it as key=value")?;
    Ok((key.to_owned(), value.to_owned()))
}

/// Every address that one of these means.
fn meant(texts: &[String], desired: &Desired) -> Result<BTreeSet<Address>, CommandFailure> {
    let among = Among {
        known: &desired.addresses().collect::<Vec<_>>(),
        no: "no manifest",
    };
    let mut all = BTreeSet::new();
    for text in texts {
        all.extend(among.meant_by(text)?);
    }
    Ok(all)
}

fn nothing(labels: &BTreeSet<String>) -> CommandFailure {
    let failure =
        invalid("no resource is left by `--target`, `--exclude` and `-l` together".to_owned());
    if labels.is_empty() {
        return failure.with_hint("no manifest has labels (`metadata.labels`)");
    }
    let shown: Vec<&str> = labels
        .iter()
        .take(MOST_LISTED)
        .map(String::as_str)
        .collect();
    failure.with_hint(format!("labels of this project: {}", shown.join(", ")))
}

fn invalid(message: String) -> CommandFailure {
    CommandFailure::new(Exit::Invalid, message)
}
