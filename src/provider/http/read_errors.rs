//! Everything that went wrong in one read of many things, told as one line a problem: a hundred objects that a server fails
//! to show are one problem.

use std::collections::BTreeMap;
use std::fmt;

use super::read_error::ReadError;
use crate::model::System;

/// Most problems of one read that are shown.
const MOST_SHOWN: usize = 20;

/// Everything that went wrong in one read of many things; at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadErrors(pub Vec<ReadFailure>);

/// One thing that went wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFailure {
    /// Whose read it was; `None` where only one system was asked.
    pub system: Option<System>,
    /// What went wrong.
    pub error: ReadError,
}

impl fmt::Display for ReadFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { system, error } = self;
        if let Some(system) = system {
            write!(f, "{system}: ")?;
        }
        error.fmt(f)
    }
}

impl ReadErrors {
    /// Failures of one reader.
    pub fn all(errors: impl IntoIterator<Item = ReadError>) -> Self {
        let failures = errors.into_iter().map(|error| ReadFailure {
            system: None,
            error,
        });
        Self(failures.collect())
    }

    /// The same, said to be of this system.
    #[must_use]
    pub fn of(mut self, system: System) -> Self {
        for failure in &mut self.0 {
            failure.system = Some(system);
        }
        self
    }
}

impl ReadErrors {
    /// What went wrong, each with the number of calls that it was told of: they differ only in their paths and tries.
    fn kinds(&self) -> Vec<(&ReadFailure, usize)> {
        let Self(errors) = self;
        let mut kinds: Vec<(&ReadFailure, usize)> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for failure in errors {
            let at = *known.entry(failure.kind()).or_insert(kinds.len());
            match kinds.get_mut(at) {
                Some((_, count)) => *count += 1,
                None => kinds.push((failure, 1)),
            }
        }
        kinds
    }
}

impl ReadFailure {
    /// The same of all that are alike: without path, number of tries and the server's name for the request.
    fn kind(&self) -> String {
        let words = self.told(|_| String::new());
        let words = words
            .split_once(" (tried ")
            .map_or(&*words, |(kind, _)| kind);
        let words = words
            .split_once(" [request ")
            .map_or(words, |(kind, _)| kind);
        words.to_owned()
    }

    /// In words, with others for its call.
    fn told(&self, call: impl Fn(&str) -> String) -> String {
        let words = self.to_string();
        match self.error.call().map(ToString::to_string) {
            Some(own) => words.replacen(&own, &call(&own), 1),
            None => words,
        }
    }
}

impl fmt::Display for ReadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = self.kinds();
        for (index, (failure, count)) in kinds.iter().take(MOST_SHOWN).enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            match count - 1 {
                0 => failure.fmt(f)?,
                more => f.write_str(&failure.told(|call| format!("{call} and {more} more")))?,
            }
        }
        let more = kinds.len().saturating_sub(MOST_SHOWN);
        if more > 0 {
            write!(f, "\n… and {more} more")?;
        }
        Ok(())
    }
}

impl std::error::Error for ReadErrors {}

impl From<ReadError> for ReadErrors {
    fn from(error: ReadError) -> Self {
        Self::all([error])
    }
}

#[cfg(test)]
mod tests {
    use super::super::call::Call;
    use super::super::path::Path;
    use super::*;
    use crate::connection::Unconnected;

    fn unreachable(id: &str, attempts: u32) -> ReadError {
        ReadError::Unreachable {
            call: Call::get(&Path::of(&["assessment", id]).unwrap()),
            cause: Unconnected::Refused,
            attempts,
        }
    }

    #[test]
    fn a_hundred_failures_of_one_kind_are_one_line_with_a_count() {
        let many = (0..100).map(|n| unreachable(&format!("a{n}"), if n < 3 { 5 } else { 1 }));
        let other = ReadError::NoSystem(System::Promptster);
        let errors = ReadErrors::all(many.chain([other])).of(System::TapTalent);
        insta::assert_snapshot!(errors, @"
        taptalent: GET /assessment/a0 and 99 more: the connection was refused (tried 5 times)
        taptalent: the workspace has no promptster, so it cannot be read
        ");
    }
}
