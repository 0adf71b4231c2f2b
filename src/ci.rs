//! What the CI says of this job, by the variables of GitHub and GitLab, and by what our recipes set: whether there is one, and
//! from whom, which commit and which pull request it comes.
//!
//! Nobody else knows the names of these variables. Guesses nothing: what no variable says is not said.

use crate::environment;

/// What the recipes set: after a merge no CI says from which pull request the commit comes.
const PULL_REQUEST: &str = "VETFORM_PULL_REQUEST";

/// Digits that a number of a pull request has at most.
const MOST_DIGITS: usize = 18;

/// Whether this is a CI job: they all set `CI`.
pub(crate) fn is_here() -> bool {
    environment::is_set("CI") && environment::text("CI").is_none_or(|value| value != "false")
}

/// Runners that take lines of a log for commands; each sets one of these.
const RUNNERS: [&str; 6] = [
    "GITHUB_ACTIONS",
    "TF_BUILD",
    "GITLAB_CI",
    "TEAMCITY_VERSION",
    "BUILDKITE",
    "TRAVIS",
];

/// Whether what is printed is read for commands. Not every runner sets `CI`.
pub(crate) fn reads_logs() -> bool {
    is_here() || RUNNERS.into_iter().any(environment::is_set)
}

/// Hash of the commit.
pub(crate) fn commit() -> Option<String> {
    first(&["GITHUB_SHA", "CI_COMMIT_SHA"])
}

/// Whoever started the job. A login may be an address of a person, which is cut.
pub(crate) fn actor() -> Option<String> {
    let login = first(&["GITHUB_ACTOR", "GITLAB_USER_LOGIN"])?;
    let name = login.split('@').next().unwrap_or_default();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Folder of the repository.
pub(crate) fn repository_folder() -> Option<String> {
    environment::text("GITHUB_WORKSPACE")
}

/// Before the path of a file, where this commit's files can be looked at.
pub(crate) fn files_url() -> Option<String> {
    let text = environment::text;
    let of_github = || {
        let (server, repository) = (text("GITHUB_SERVER_URL")?, text("GITHUB_REPOSITORY")?);
        Some(format!(
            "{server}/{repository}/blob/{}/",
            text("GITHUB_SHA")?
        ))
    };
    let of_gitlab = || {
        Some(format!(
            "{}/-/blob/{}/",
            text("CI_PROJECT_URL")?,
            text("CI_COMMIT_SHA")?
        ))
    };
    of_github()
        .or_else(of_gitlab)
        .filter(|url| url.starts_with("https://"))
}

/// A pull request, or a merge request of GitLab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PullRequest {
    pub(crate) number: String,
    /// `#` or `!`
    pub(crate) sign: char,
}

/// The one that this job is about, or whose merge made this commit.
pub(crate) fn pull_request() -> Option<PullRequest> {
    pull_request_of(environment::text)
}

fn pull_request_of(variable: impl Fn(&str) -> Option<String>) -> Option<PullRequest> {
    let of_recipe = || {
        let sign = if variable("GITLAB_CI").is_some() {
            '!'
        } else {
            '#'
        };
        Some((sign, variable(PULL_REQUEST)?))
    };
    let of_github = || {
        let reference = variable("GITHUB_REF")?;
        let (number, _) = reference.strip_prefix("refs/pull/")?.split_once('/')?;
        Some(('#', number.to_owned()))
    };
    let of_gitlab = || Some(('!', variable("CI_MERGE_REQUEST_IID")?));
    let (sign, number) = of_recipe().or_else(of_github).or_else(of_gitlab)?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && (1..=MOST_DIGITS).contains(&number.len())).then_some(PullRequest { number, sign })
}

fn first(names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| environment::text(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_pull_request_is_what_the_recipe_says_or_the_ci() {
        let of = |set: &[(&str, &str)]| {
            let found = pull_request_of(|name| {
                let found = set.iter().find(|(known, _)| *known == name);
                found.map(|(_, text)| (*text).to_owned())
            });
            found.map(|PullRequest { number, sign }| format!("{sign}{number}"))
        };
        let pull = ("GITHUB_REF", "refs/pull/12/merge");
        let own = (PULL_REQUEST, "7");
        assert_eq!(of(&[pull]).as_deref(), Some("#12"));
        assert_eq!(of(&[pull, own]).as_deref(), Some("#7"));
        assert_eq!(of(&[("GITLAB_CI", "true"), own]).as_deref(), Some("!7"));
        assert_eq!(of(&[("CI_MERGE_REQUEST_IID", "3")]).as_deref(), Some("!3"));
        for nothing in ["refs/heads/main", "refs/pull/x/merge"] {
            assert_eq!(of(&[("GITHUB_REF", nothing)]), None);
        }
        for wrong in ["kim@example.com", "-1", "1234567890123456789"] {
            assert_eq!(of(&[(PULL_REQUEST, wrong)]), None, "{wrong}");
        }
    }
}
