//! Staging first, then production: `tests/promotion.sh`, which plays the steps of `examples/ci/github/vetform-promote.yml`.

use super::person::Person;

#[test]
fn a_merge_goes_to_staging_and_a_tag_takes_the_same_commit_to_production() {
    let person = Person::new().with_env("ROOT", env!("CARGO_MANIFEST_DIR"));
    let played = person.script(include_str!("../promotion.sh")).exits(0);
    assert!(
        played
            .stdout
            .ends_with("== Held: a merge goes to staging, and its tag to production\n"),
        "{played}"
    );
}

#[test]
fn a_tag_is_looked_at_before_anything_is_installed_or_planned_for_it() {
    let recipe = include_str!("../../examples/ci/github/vetform-promote.yml");
    let recipe: serde_yaml::Value = serde_yaml::from_str(recipe).unwrap();
    let names = |job: &str| {
        let steps = recipe["jobs"][job]["steps"].as_sequence().unwrap();
        let names = steps.iter().map(|step| &step["name"]);
        names
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(names("plan")[0], "Check the commit");
    let production = &recipe["jobs"]["production"];
    assert_eq!(production["needs"], "plan");
    assert_eq!(production["environment"], "production");
    assert_eq!(
        recipe["jobs"]["staging"]["if"],
        "github.ref == 'refs/heads/main'"
    );
    for job in ["plan", "production"] {
        assert_eq!(recipe["jobs"][job]["if"], "github.ref_type == 'tag'");
    }
}
