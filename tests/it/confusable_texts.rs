//! Texts that are not what they look like are said in every form of a review.

use super::binary::{SCREEN, applied};
use super::person::Person;

#[test]
fn every_format_says_that_a_new_title_is_not_what_it_looks_like() {
    let manifests = SCREEN.replace("Backend interview", "Back\u{435}nd\u{200b} interview");
    let person = Person::new().at_a_system().with_manifests(&manifests);
    for format in [
        "text", "json", "markdown", "html", "github", "gitlab", "junit", "sarif",
    ] {
        let said = person.runs(&format!("plan --format {format}")).exits(0);
        assert!(said.stdout.contains("confusable-text"), "{format}: {said}");
        assert!(said.stdout.contains("U+0435"), "{format}: {said}");
    }
}

#[test]
fn only_what_comes_in_is_said() {
    let person = applied();
    person.changes(
        "title: Backend interview",
        "title: \"B\u{430}ckend\\u202E interview\"",
    );
    let said = person.runs("plan").exits(0);
    let words: Vec<&str> = said.stdout.split_whitespace().collect();
    let words = words.join(" ");
    assert!(
        words.contains("`title`: “Bаckend” contains a character that only looks like “a” (U+0430)"),
        "{said}"
    );
    assert!(
        words.contains("`title` contains an invisible character (U+202E (right-to-left override))"),
        "{said}"
    );
    person.does("apply --auto-approve");
    person.changes("purposeOfInterview: See", "purposeOfInterview: Look");
    let said = person.runs("plan").exits(0);
    assert!(!said.stdout.contains("confusable-text"), "{said}");
}
