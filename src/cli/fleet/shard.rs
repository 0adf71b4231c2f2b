//! `--shard K/N`: a part of the workspaces, the same in every run and on every machine. The parts of one N are disjoint, and
//! together all of them.

use std::str::FromStr;

use clap::Args;

use crate::cli::exit::Exit;
use crate::cli::failure::CommandFailure;
use crate::environment;

#[derive(Debug, Default, Args)]
pub(in crate::cli) struct ShardArgs {
    /// Of the workspaces, only part K of N: each belongs to one part, by its name. Alone: of all workspaces
    #[arg(long = "shard", value_name = "K/N")]
    pub named: Option<Shard>,
}

/// Where a CI names the part of all its commands.
const VARIABLE: &str = "VETFORM_SHARD";

impl ShardArgs {
    /// The part that is meant; the option outweighs the variable.
    pub(in crate::cli) fn shard(&self) -> Result<Option<Shard>, CommandFailure> {
        if self.named.is_some() {
            return Ok(self.named);
        }
        let parsed = environment::text(VARIABLE)
            .map(|text| text.parse())
            .transpose();
        parsed.map_err(|words: String| {
            let message = format!("{VARIABLE} is not a part of the workspaces");
            CommandFailure::new(Exit::Invalid, message).with_hint(words)
        })
    }
}

/// One of `of` parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) struct Shard {
    /// 1 to `of`.
    part: u32,
    of: u32,
}

impl Shard {
    /// Each of N parts, in order.
    pub(in crate::cli) fn all(of: u32) -> impl Iterator<Item = Self> {
        (1..=of).map(move |part| Self { part, of })
    }

    /// Whether the workspace is in this part. By a hash that is the same everywhere, now and later: two versions of this
    /// program that disagree would leave a workspace out, or give it to two.
    pub(in crate::cli) fn contains(self, workspace: &str) -> bool {
        let hash = blake3::hash(workspace.as_bytes());
        let first = hash.as_bytes().first_chunk().copied().unwrap_or_default();
        u64::from_le_bytes(first) % u64::from(self.of) == u64::from(self.part - 1)
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.part, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/');
        let numbers = parts.and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((part, of)) if (1..=of).contains(&part) => Ok(Self { part, of }),
            _ => Err("write it as K/N, for example 2/5 for the second of five parts".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_number_are_disjoint_and_all() {
        for of in [1, 2, 3, 7, 40] {
            for number in 0..500 {
                let name = format!("client-{number:03}");
                let holders = Shard::all(of).filter(|shard| shard.contains(&name)).count();
                assert_eq!(holders, 1, "{name} of {of}");
            }
        }
    }

    #[test]
    fn the_part_of_a_name_never_changes() {
        let parts = ["staging", "production", "client-042"].map(|name| {
            let part = Shard::all(8).find(|shard| shard.contains(name));
            part.map(|shard| shard.to_string()).unwrap_or_default()
        });
        insta::assert_snapshot!(parts.join(" "), @"4/8 8/8 2/8");
    }

    #[test]
    fn parts_are_nearly_equal() {
        let names: Vec<String> = (0..400)
            .map(|number| format!("client-{number:03}"))
            .collect();
        for shard in Shard::all(8) {
            let size = names.iter().filter(|name| shard.contains(name)).count();
            assert!((30..=70).contains(&size), "{shard}: {size}");
        }
    }

    #[test]
    fn what_is_no_part_is_refused() {
        for text in ["0/3", "4/3", "1", "1/", "/3", "a/b", "1/0", "-1/2"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
        assert_eq!("2/5".parse(), Ok(Shard { part: 2, of: 5 }));
    }
}
