//! Edits that are made around placeholders: what they become.

use std::sync::Arc;

use camino::Utf8Path;

use super::placeholders::VALUES;
use super::world::{World, assessment};
use crate::manifest::edit::{Edit, Yaml, edited};
use crate::manifest::keeping_placeholders;
use crate::model::{Origin, Pointer};

fn bucket(name: &str, status: &str) -> Yaml {
    Yaml::from_json(&serde_json::json!({ "name": name, "status": status }))
}

/// The manifest with these lines after these edits, and how many places are left.
fn after(lines: &str, edits: &[Edit]) -> (String, usize) {
    let text = assessment("a", lines);
    let world = World::new()
        .file("vetform.yaml", VALUES)
        .file("a.yaml", &text);
    let project = world.load_in(Some("production")).project.unwrap();
    let origin = Origin {
        file: Arc::from(Utf8Path::new("a.yaml")),
        document: 0,
    };
    let keeping = keeping_placeholders(&text, &origin, edits, &project, &|_| true);
    let text = edited(&text, 0, &keeping.edits).unwrap();
    let lines = text.split_once("depth.\n").unwrap().1.to_owned();
    (lines, keeping.left.len() + keeping.of_values.len())
}

#[test]
fn a_list_that_is_set_as_a_whole_keeps_the_placeholders_that_are_so_still() {
    let lines = "buckets: [{ name: { value: brand }, status: pass }, { name: { template: \"${brand}!\" }, status: fail }]";
    let set = |buckets: Vec<Yaml>| [Edit::Set(Pointer::spec("buckets"), Yaml::List(buckets))];
    let status = set(vec![bucket("Acme", "fail"), bucket("Acme!", "fail")]);
    let (text, left) = after(lines, &status);
    insta::assert_snapshot!(text, @"
    buckets:
      - name:
          value: brand
        status: fail
      - name:
          template: ${brand}!
        status: fail
    ");
    assert_eq!(left, 0);
    let longer = set(vec![
        bucket("New", "pass"),
        bucket("Acme!", "fail"),
        bucket("Acme", "pass"),
    ]);
    let (text, left) = after(lines, &longer);
    insta::assert_snapshot!(text, @"
    buckets:
      - name: New
        status: pass
      - name:
          template: ${brand}!
        status: fail
      - name:
          value: brand
        status: pass
    ");
    assert_eq!(left, 0);
    // A default is not changed for one workspace.
    let other = set(vec![bucket("Globex", "pass"), bucket("Acme!", "fail")]);
    let (text, left) = after(lines, &other);
    insta::assert_snapshot!(text, @r#"  buckets: [{ name: { value: brand }, status: pass }, { name: { template: "${brand}!" }, status: fail }]"#);
    assert_eq!(left, 1);
}

#[test]
fn an_entry_with_a_placeholder_in_it_is_not_put_away_for_another() {
    let lines = "job: { title: { value: brand } }";
    let edit = Edit::Replace(Pointer::spec("job"), "jobId".to_owned(), Yaml::text("7"));
    let (text, left) = after(lines, &[edit]);
    assert_eq!((text.trim(), left), (lines, 1));
}

#[test]
fn what_a_question_takes_from_elsewhere_goes_with_the_question() {
    let lines = "questions:\n  - name: one\n    question: { value: brand }\n  - name: two\n    question: How do you debug?";
    let remove = Edit::Remove(Pointer::spec("questions").index(0));
    let (text, left) = after(lines, &[remove]);
    assert!(
        !text.contains("value: brand") && text.contains("debug"),
        "{text}"
    );
    assert_eq!(left, 0);
}
