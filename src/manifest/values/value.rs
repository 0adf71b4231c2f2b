//! The values of a workspace: its own, and the defaults of all where it has none.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::diagnostic::Place;
use crate::model::Pointer;

/// The longest name of a value, in characters.
const LONGEST: usize = 63;

/// Every value that a workspace has, by name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Values(IndexMap<String, Value>);

/// What stands under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    pub(in crate::manifest) given: Given,
    /// Where it stands in vetform.yaml.
    pub(in crate::manifest) at: Pointer,
    pub(in crate::manifest) place: Place,
}

/// As it is written: only the field that it is put into tells what it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::manifest) enum Given {
    Scalar(Scalar),
    List(Vec<Scalar>),
}

impl Given {
    pub(in crate::manifest) fn scalars(&self) -> &[Scalar] {
        match self {
            Self::Scalar(scalar) => std::slice::from_ref(scalar),
            Self::List(items) => items,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::manifest) struct Scalar {
    pub(in crate::manifest) text: Arc<str>,
    /// Without quotes: it may mean a number or a truth value.
    pub(in crate::manifest) plain: bool,
}

impl Values {
    pub(in crate::manifest) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    pub(in crate::manifest) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(in crate::manifest) fn insert(&mut self, name: String, value: Value) {
        self.0.insert(name, value);
    }

    /// The words of a value.
    pub(in crate::manifest) fn words_of(&self, name: &str) -> Vec<String> {
        let value = self.get(name);
        let scalars = value.map_or(&[][..], |value| value.given.scalars());
        let words = scalars.iter().flat_map(|scalar| {
            let is_of_word = |c: char| c.is_alphanumeric() || c == '_';
            scalar.text.split(move |c| !is_of_word(c))
        });
        words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// Those of these names as they are written, each in a text of its own, which no other value has.
    pub(in crate::manifest) fn written(&self, names: &BTreeSet<&str>) -> Vec<String> {
        let values = names
            .iter()
            .filter_map(|name| Some((name, self.get(name)?)));
        let written = values.map(|(name, value)| format!("{name}: {:?}", value.given));
        written.collect()
    }

    /// These, and of others those that they do not have.
    pub(in crate::manifest) fn or(mut self, defaults: &Self) -> Self {
        for (name, value) in &defaults.0 {
            self.0.entry(name.clone()).or_insert_with(|| value.clone());
        }
        self
    }
}

/// Whether a value may have this name: it stands between `${` and `}`.
pub(in crate::manifest) fn is_name(text: &str) -> bool {
    let is_fine = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(is_fine)
        && text.len() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn a_name_begins_with_a_letter_and_holds_nothing_that_ends_it() {
        for good in ["brand", "_x", "min-score", "client.name", "a1"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "1a", "-a", "a b", "a}", "ä", &"a".repeat(64)] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
