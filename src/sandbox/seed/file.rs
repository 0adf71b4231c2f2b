//! The file of `--seed`, as JSON or YAML.

use super::super::document::{self, FileError};
use super::Seed;

/// Reads a seed; an empty text is an empty seed.
pub fn seed_from_text(text: &str) -> Result<Seed, FileError> {
    let seed: Option<Seed> = document::read("the seed is", text)?;
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
                matches!(&error, FileError::Place { place, .. } if place == expected),
                "{text}: {error}"
            );
        }
    }

    #[test]
    fn broken_text_is_told_as_such() {
        let error = seed_from_text("{\"taptalent\"").unwrap_err();
        assert!(matches!(error, FileError::Syntax { .. }), "{error}");
    }
}
