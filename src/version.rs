//! Which program this is: its version, and its commit where the build could tell one (`src/build.rs`). The one place that says
//! so; nothing is looked up when the program runs.

/// `0.1.0`
pub(crate) const NUMBER: &str = env!("CARGO_PKG_VERSION");

/// `0.1.0 (1a2b3c4d5e)`, or the number alone. `+changes` behind the commit: its sources were not quite these.
pub(crate) const FULL: &str = env!("VETFORM_VERSION");

/// Whether what says of itself `told` may be taken for `this`, both as in [`FULL`]. A program without a commit is known by its
/// number only.
pub(crate) fn is_same(told: &str, this: &str) -> bool {
    fn number(version: &str) -> &str {
        version
            .split_once(" (")
            .map_or(version, |(number, _)| number)
    }
    told == this
        || (number(told) == number(this) && [told, this].iter().any(|one| number(one) == *one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_version_begins_with_the_number() {
        let rest = FULL.strip_prefix(NUMBER).unwrap();
        assert!(
            rest.is_empty() || (rest.starts_with(" (") && rest.ends_with(')')),
            "{FULL}"
        );
    }

    #[test]
    fn two_commits_of_a_number_are_two_programs_and_an_unknown_commit_is_any() {
        assert!(is_same("0.1.0 (1a2b3c4d5e)", "0.1.0 (1a2b3c4d5e)"));
        assert!(is_same("0.1.0", "0.1.0 (1a2b3c4d5e)"));
        assert!(is_same("0.1.0 (1a2b3c4d5e)", "0.1.0"));
        assert!(!is_same("0.1.0 (1a2b3c4d5e)", "0.1.0 (5e4d3c2b1a)"));
        assert!(!is_same("0.1.0", "0.2.0"));
        assert!(!is_same("0.1.0", "0.2.0 (1a2b3c4d5e)"));
    }
}
