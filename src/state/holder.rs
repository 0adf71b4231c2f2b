//! Who holds a lock: what people need to find each other, and nothing that must stay secret. No address of a person is
//! written, even where the machine's user name is one.

use crate::environment;
use std::fmt;

use camino::Utf8Path;
use serde::{Deserialize, Serialize};

use super::commit::commit_of;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Holder {
    /// User name, up to an `@`.
    pub owner: String,
    /// Name of the machine.
    pub host: String,
    pub pid: u32,
    /// The run; no two runs have the same.
    pub run: String,
    /// Commit of the project that the run works on, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// When it was taken (RFC 3339).
    pub since: String,
}

/// Whether a lock is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holding {
    /// It is free.
    Nobody,
    /// By this run.
    By(Box<Holder>),
    /// By a run whose name cannot be read.
    Somebody,
}

impl Holding {
    /// The run, if its name is known.
    pub fn holder(&self) -> Option<&Holder> {
        match self {
            Self::By(holder) => Some(holder),
            Self::Nobody | Self::Somebody => None,
        }
    }

    pub(super) fn by(holder: Option<Holder>) -> Self {
        holder.map_or(Self::Somebody, |holder| Self::By(Box::new(holder)))
    }
}

impl Holder {
    /// This process, at work on the project in the folder `project`.
    ///
    /// # Errors
    /// The machine gives no random bytes.
    pub fn here(project: &Utf8Path) -> Result<Self, getrandom::Error> {
        let mut random = [0; 4];
        getrandom::fill(&mut random)?;
        let now = jiff::Timestamp::now();
        let user = environment::text("USER").or_else(|| environment::text("LOGNAME"));
        Ok(Self {
            owner: without_domain(user.as_deref().unwrap_or("somebody")),
            host: host(),
            pid: std::process::id(),
            run: format!(
                "{}-{:08x}",
                now.strftime("%Y%m%dT%H%M%SZ"),
                u32::from_le_bytes(random)
            ),
            commit: commit_of(project),
            since: now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        })
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            owner,
            host,
            pid,
            run,
            commit,
            since,
        } = self;
        write!(f, "{owner} on {host} (process {pid}, run {run}")?;
        if let Some(commit) = commit {
            write!(f, ", commit {}", commit.get(..12).unwrap_or(commit))?;
        }
        write!(f, ") since {since}")
    }
}

fn without_domain(user: &str) -> String {
    user.split('@').next().unwrap_or_default().to_owned()
}

fn host() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .ok()
        .or_else(|| environment::text("HOSTNAME"))
        .map_or_else(|| "some host".to_owned(), |host| host.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_that_is_an_address_is_cut() {
        assert_eq!(without_domain("kim@example.com"), "kim");
        assert_eq!(without_domain("kim"), "kim");
    }

    #[test]
    fn two_runs_of_one_process_have_different_names() {
        let here = || Holder::here("/".into()).unwrap().run;
        assert_ne!(here(), here());
    }
}
