//! What is meant by an address, a glob or a short name, among the addresses that there are.

use globset::Glob;

use super::argument::address;
use super::exit::Exit;
use super::failure::CommandFailure;
use crate::diagnostic::nearest;
use crate::model::Address;

/// The most addresses that a message lists.
const MOST_LISTED: usize = 8;

/// The addresses that can be meant.
pub(super) struct Among<'a> {
    pub known: &'a [&'a Address],
    /// What to say that there is not: `no manifest`.
    pub no: &'static str,
}

impl Among<'_> {
    pub(super) fn meant_by(&self, text: &str) -> Result<Vec<Address>, CommandFailure> {
        if text.contains(['*', '?', '[', '{']) {
            return self.matching(text);
        }
        let ends = format!("/{text}");
        let named = self.known.iter().copied().filter(|address| {
            let whole = address.to_string();
            whole == text || whole.ends_with(&ends)
        });
        let named: Vec<Address> = named.cloned().collect();
        match &*named {
            [_] => Ok(named),
            [] => Err(self.unknown(text)),
            several => Err(
                invalid(format!("`{text}` is the name of {}", listed(several)))
                    .with_hint("use the whole address of the one that is meant, or a glob for all"),
            ),
        }
    }

    fn matching(&self, glob: &str) -> Result<Vec<Address>, CommandFailure> {
        let compiled = Glob::new(glob)
            .map_err(|error| invalid(format!("`{glob}` is not a valid glob: {}", error.kind())))?;
        let matcher = compiled.compile_matcher();
        let is_meant = |address: &&Address| {
            let whole = address.to_string();
            matcher.is_match(&whole)
                || !glob.contains('/') && matcher.is_match(address.name().as_str())
        };
        let found = self.known.iter().copied().filter(is_meant);
        let found: Vec<Address> = found.cloned().collect();
        if found.is_empty() {
            return Err(invalid(format!("no resource matches `{glob}`"))
                .with_hint("a glob is matched against whole addresses, like `taptalent/Flow/*`, or without `/` against names"));
        }
        Ok(found)
    }

    fn unknown(&self, text: &str) -> CommandFailure {
        let known: Vec<String> = self.known.iter().map(ToString::to_string).collect();
        let (no, is_name) = (self.no, !text.contains('/'));
        let failure = match address(text) {
            Ok(address) => invalid(format!("{no} has the address {address}")),
            Err(_) if is_name => invalid(format!("{no} is named `{text}`")),
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
