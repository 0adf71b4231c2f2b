//! `metadata.workspaces`: which workspaces a manifest is for. Knows no configuration: whether a workspace of such a name
//! exists is asked later, of all manifests together.

use super::findings::Findings;
use crate::diagnostic::Code;
use crate::manifest::raw::{Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::Pointer;

/// The workspaces that a manifest is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::manifest) enum Workspaces {
    /// It does not say: all.
    #[default]
    Unsaid,
    /// Those that match one of these.
    Some(Vec<WorkspacePattern>),
}

/// A name of a workspace, or several by one: `*` stands for any characters, also none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::manifest) struct WorkspacePattern(String);

impl Workspaces {
    /// Whether the workspace of this name is one of them.
    pub(in crate::manifest) fn include(&self, workspace: &str) -> bool {
        match self {
            Self::Unsaid => true,
            Self::Some(patterns) => patterns.iter().any(|pattern| pattern.matches(workspace)),
        }
    }

    /// As they stand in the manifest.
    pub(in crate::manifest) fn words(&self) -> String {
        match self {
            Self::Unsaid => "all".to_owned(),
            Self::Some(patterns) => {
                let patterns: Vec<&str> = patterns.iter().map(WorkspacePattern::as_str).collect();
                patterns.join(", ")
            }
        }
    }
}

impl WorkspacePattern {
    pub(in crate::manifest) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it can mean one workspace only.
    pub(in crate::manifest) fn is_name(&self) -> bool {
        !self.0.contains('*')
    }

    /// What stands before the first `*` begins the name, what stands after the last one ends it, and the rest comes between
    /// in its order.
    pub(in crate::manifest) fn matches(&self, workspace: &str) -> bool {
        let Some((first, rest)) = self.0.split_once('*') else {
            return self.0 == workspace;
        };
        let (between, last) = rest.rsplit_once('*').unwrap_or(("", rest));
        let inner = workspace
            .strip_prefix(first)
            .and_then(|left| left.strip_suffix(last));
        let Some(mut left) = inner else {
            return false;
        };
        for part in between.split('*') {
            match left.find(part) {
                Some(at) => left = &left[at + part.len()..],
                None => return false,
            }
        }
        true
    }
}

pub(super) fn checked(
    found: &mut Findings,
    at: &Pointer,
    slot: Slot<Vec<Slot<Text>>>,
) -> Workspaces {
    let Some(items) = found.take_all(slot) else {
        return Workspaces::Unsaid;
    };
    if items.is_empty() {
        let words = "`workspaces` is empty, so the manifest would be for no workspace";
        let flaw = Flaw::new(Code::OutOfBounds, Spot::Key(at.clone()), words);
        found.report(flaw.help("list a workspace, or remove the key"));
    }
    let named = items.into_iter().enumerate().filter_map(|(i, item)| {
        let Text(text) = item?;
        if is_pattern(&text) {
            return Some(WorkspacePattern(text));
        }
        let words = format!("`{text}` is not a valid workspace name");
        let flaw = Flaw::new(Code::InvalidName, Spot::Value(at.clone().index(i)), words);
        found.report(
            flaw.help("write a name from vetform.yaml, or a pattern with `*`, like \"client-*\""),
        );
        None
    });
    Workspaces::Some(named.collect())
}

fn is_pattern(text: &str) -> bool {
    let is_fine = |c: char| c.is_ascii_alphanumeric() || "-_.*".contains(c);
    !text.is_empty() && text.chars().all(is_fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters_and_a_name_for_itself() {
        let matches =
            |pattern: &str, name: &str| WorkspacePattern(pattern.to_owned()).matches(name);
        for (pattern, name) in [
            ("production", "production"),
            ("*", "x"),
            ("client-*", "client-042"),
            ("client-*", "client-"),
            ("*-eu", "client-eu"),
            ("c*-e*", "client-eu"),
            ("a*b*c", "aXbYc"),
            ("a**c", "abc"),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("production", "production-2"),
            ("client-*", "my-client-1"),
            ("*-eu", "client-eu-2"),
            ("ab*bc", "abc"),
            ("a*b*c", "acb"),
        ] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }
}
