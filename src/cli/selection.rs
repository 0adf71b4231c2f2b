//! `--target`, `--exclude` and `-l`: which resources a run is about. What is left out is neither read nor planned.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use globset::Glob;

use super::argument::address;
use super::exit::Exit;
use super::failure::CommandFailure;
use super::session::Session;
use crate::diagnostic::nearest;
use crate::model::{Address, Desired};
use crate::plan::Selection;

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
    let mut all = BTreeSet::new();
    for text in texts {
        all.extend(meant_by(text, desired)?);
    }
    Ok(all)
}

fn meant_by(text: &str, desired: &Desired) -> Result<Vec<Address>, CommandFailure> {
    if text.contains(['*', '?', '[', '{']) {
        return matching(text, desired);
    }
    let ends = format!("/{text}");
    let named = desired.addresses().filter(|address| {
        let whole = address.to_string();
        whole == text || whole.ends_with(&ends)
    });
    let named: Vec<Address> = named.cloned().collect();
    match &*named {
        [_] => Ok(named),
        [] => Err(unknown(text, desired)),
        several => Err(
            invalid(format!("`{text}` is the name of {}", listed(several)))
                .with_hint("use the whole address of the one that is meant, or a glob for all"),
        ),
    }
}

fn matching(glob: &str, desired: &Desired) -> Result<Vec<Address>, CommandFailure> {
    let compiled = Glob::new(glob)
        .map_err(|error| invalid(format!("`{glob}` is not a valid glob: {}", error.kind())))?;
    let matcher = compiled.compile_matcher();
    let is_meant = |address: &&Address| {
        let whole = address.to_string();
        matcher.is_match(&whole) || !glob.contains('/') && matcher.is_match(address.name().as_str())
    };
    let found: Vec<Address> = desired.addresses().filter(is_meant).cloned().collect();
    if found.is_empty() {
        return Err(invalid(format!("no resource matches `{glob}`"))
            .with_hint("a glob is matched against whole addresses, like `taptalent/Flow/*`, or without `/` against names"));
    }
    Ok(found)
}

fn unknown(text: &str, desired: &Desired) -> CommandFailure {
    let known: Vec<String> = desired.addresses().map(ToString::to_string).collect();
    let is_name = !text.contains('/');
    let failure = match address(text) {
        Ok(address) => invalid(format!("no manifest has the address {address}")),
        Err(_) if is_name => invalid(format!("no manifest is named `{text}`")),
        Err(words) => invalid(words),
    };
    let names: Vec<&str> = known
        .iter()
        .map(|whole| match whole.rsplit_once('/') {
            Some((_, name)) if is_name => name,
            _ => whole,
        })
        .collect();
    match nearest(text, names) {
        Some(near) => failure.with_hint(format!("did you mean {near}?")),
        None => failure,
    }
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

fn listed(addresses: &[Address]) -> String {
    let shown: Vec<String> = addresses
        .iter()
        .take(MOST_LISTED)
        .map(ToString::to_string)
        .collect();
    let more = if addresses.len() > MOST_LISTED {
        " and others"
    } else {
        ""
    };
    format!("several: {}{more}", shown.join(", "))
}

fn invalid(message: String) -> CommandFailure {
    CommandFailure::new(Exit::Invalid, message)
}
