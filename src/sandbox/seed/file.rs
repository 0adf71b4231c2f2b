//! The file of `--seed`, as JSON or YAML.

use super::super::document::{self, Misread};
use super::Seed;

/// Why a seed cannot be read: the person who wrote it must fix it.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// Not JSON (if it begins with `{`) or not YAML.
    #[error("the seed is not JSON or YAML: {0}")]
    Syntax(String),
    /// Text of a good form that is not a seed.
    #[error("the seed is wrong at {place}: {message}")]
    Field {
        /// Where, as `flowmingo.projects[0].stages`.
        place: String,
        /// What is wrong there.
        message: String,
    },
}

/// Reads a seed; an empty text is an empty seed.
pub fn seed_from_text(text: &str) -> Result<Seed, SeedError> {
    let seed: Option<Seed> = document::read(text).map_err(|misread| match misread {
        Misread::Syntax(text) => SeedError::Syntax(text),
        Misread::Place { place, message } => SeedError::Field { place, message },
    })?;
    Ok(seed.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_yaml_read_the_same() {
        let yaml = "flowmingo:\n  interviewSets: [{title: Sales Assessment}]\n\
                    taptalent:\n  generation: {reads: 2}\n";
        let json = r#"{"flowmingo": {"interviewSets": [{"title": "Sales Assessment"}]},
                       "taptalent": {"generation": {"reads": 2}}}"#;
        let seed = seed_from_text(yaml).unwrap();
        assert_eq!(seed, seed_from_text(json).unwrap());
        assert_eq!(seed.flowmingo.interview_sets[0].title, "Sales Assessment");
        assert_eq!(seed_from_text("").unwrap(), Seed::default());
    }

    #[test]
    fn a_wrong_field_is_named_by_its_place() {
        let cases = [
            ("flowmingo: {sets: []}", "flowmingo.sets"),
            (
                "taptalent: {flows: [{flowName: F, steps: [{assessment: A}]}]}",
                "taptalent.flows[0].steps[0]",
            ),
            ("promptster: {plan: gold}", "promptster.plan"),
        ];
        for (text, expected) in cases {
            let error = seed_from_text(text).unwrap_err();
            assert!(
                matches!(&error, SeedError::Field { place, .. } if place == expected),
                "{text}: {error}"
            );
        }
    }

    #[test]
    fn broken_text_is_told_as_such() {
        let error = seed_from_text("{\"taptalent\"").unwrap_err();
        assert!(matches!(error, SeedError::Syntax(_)), "{error}");
    }
}
