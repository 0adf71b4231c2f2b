//! The recipes of `examples/ci/github`: what they do not do, what they install, and that their commands exist.

use super::person::Person;

#[test]
fn no_recipe_applies_what_nobody_was_shown_and_none_posts_what_a_fork_wrote() {
    let gitlab = include_str!("../../examples/ci/gitlab/.gitlab-ci.yml");
    let apply = include_str!("../../examples/ci/github/vetform-apply.yml");
    let promote = include_str!("../../examples/ci/github/vetform-promote.yml");
    for recipe in [gitlab, apply, promote] {
        assert!(!recipe.contains("--auto-approve"), "{recipe}");
    }
    // A saved plan is of one workspace: in many, the plans are shown, and the apply waits for whoever has read them.
    let fleet = include_str!("../../examples/ci/github/vetform-fleet.yml");
    assert_eq!(fleet.matches("--auto-approve").count(), 1);
    let fleet: serde_yaml::Value = serde_yaml::from_str(fleet).unwrap();
    let apply_all = &fleet["jobs"]["apply"];
    assert_eq!(apply_all["environment"], "production");
    assert!(
        apply_all["needs"]
            .as_sequence()
            .unwrap()
            .contains(&"plan".into())
    );
    let nightly = include_str!("../../examples/ci/github/vetform-nightly.yml");
    assert!(!nightly.contains("vetform -C \"$PROJECT\" apply") && !nightly.contains("API_KEY"));
    assert_eq!(
        apply
            .matches("    if: github.ref == 'refs/heads/main'\n")
            .count(),
        2
    );
    let comment = include_str!("../../examples/ci/github/vetform-comment.yml");
    assert!(comment.contains("head_repository.full_name == github.repository"));
    let plan = include_str!("../../examples/ci/github/vetform-plan.yml");
    assert!(plan.contains("  merge_group:\n"));
}

#[test]
fn every_command_of_the_recipes_is_one_that_exists() {
    let person = Person::new();
    let recipes = [
        include_str!("../../examples/ci/github/vetform-plan.yml"),
        include_str!("../../examples/ci/github/vetform-apply.yml"),
        include_str!("../../examples/ci/github/vetform-drift.yml"),
        include_str!("../../examples/ci/github/vetform-promote.yml"),
        include_str!("../../examples/ci/github/vetform-nightly.yml"),
        include_str!("../../examples/ci/github/vetform-fleet.yml"),
        include_str!("../../examples/ci/gitlab/.gitlab-ci.yml"),
        include_str!("../../examples/ci/gitlab/fleet.gitlab-ci.yml"),
        COMPONENT,
        include_str!("../../examples/ci/pre-commit"),
        include_str!("../../examples/ci/pre-commit-config.yaml"),
    ];
    let mut seen = 0;
    let lines = recipes.iter().flat_map(|text| text.lines());
    for line in lines.filter(|line| !line.contains("<!--")) {
        for (_, rest) in line
            .match_indices("vetform ")
            .map(|(at, word)| line.split_at(at + word.len()))
        {
            let mut words = rest.split([' ', '"', '$']).filter(|word| !word.is_empty());
            // `-C "$PROJECT" plan`
            let command = words.find(|word| !matches!(*word, "-C" | "PROJECT"));
            let Some(command @ ("validate" | "plan" | "apply" | "drift" | "pull" | "workspaces")) =
                command
            else {
                continue;
            };
            let help = person.runs(&format!("{command} --help")).exits(0).stdout;
            let flags = words.filter(|word| word.starts_with("--"));
            for flag in flags {
                seen += 1;
                assert!(help.contains(flag) || flag == "--quiet", "{line}");
            }
        }
    }
    assert!(seen > 10, "{seen}");
}

const COMPONENT: &str = include_str!("../../examples/ci/gitlab/component/templates/vetform.yml");

#[test]
fn the_gitlab_component_uses_every_input_that_it_has_and_no_other() {
    let (head, jobs) = COMPONENT.split_once("\n---\n").unwrap();
    let head: serde_yaml::Value = serde_yaml::from_str(head).unwrap();
    let inputs = head["spec"]["inputs"].as_mapping().unwrap();
    for name in inputs.keys() {
        let used = format!("$[[ inputs.{} ]]", name.as_str().unwrap());
        assert!(jobs.contains(&used), "{used}");
    }
    for (_, rest) in jobs
        .match_indices("$[[ inputs.")
        .map(|(at, word)| jobs.split_at(at + word.len()))
    {
        let name = rest.split(' ').next().unwrap();
        assert!(inputs.contains_key(name), "{name}");
    }
    // What nobody was shown is not applied, and what mails people is held.
    assert!(
        !jobs.contains("--auto-approve") && !jobs.contains("--send-invites"),
        "{jobs}"
    );
    assert!(jobs.contains(" apply change.plan "), "{jobs}");
}
