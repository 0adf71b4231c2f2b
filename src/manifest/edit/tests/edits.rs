//! Edits as people would see them.

use super::super::{Edit, EditError, Line, Slot, Yaml, edited};
use crate::model::{Number, Pointer};

const MANIFEST: &str = r#"# who looks after it: the platform team
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice, labels: { team: platform } } # short
spec:
  title: "Voice" # shown to candidates
  duration: 20

  # what we look for
  skills:
    - Rust # most of all
    - SQL
  purposeOfInterview: >- # folded
    Depth
    and breadth.

  questions:
    # the first one
    - name: debugging
      question: |
        How do you debug?

        Tell us.
      idealAnswer: Steps.
    - { name: short, question: Why do you like it? } # flow

    - use: shared
  aiLanguage: 'english'
"#;

pub(super) fn at(path: &[&str]) -> Pointer {
    path.iter().fold(Pointer::root(), |pointer, part| {
        match part.parse::<usize>() {
            Ok(index) => pointer.index(index),
            Err(_) => pointer.key((*part).to_owned()),
        }
    })
}

pub(super) fn set(path: &[&str], value: Yaml) -> Edit {
    Edit::Set(at(path), value)
}

/// The lines that went and came.
fn difference(edits: &[Edit]) -> String {
    let after = edited(MANIFEST, 0, edits).unwrap();
    similar::TextDiff::from_lines(MANIFEST, &after)
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal)
        .flat_map(|change| [change.tag().to_string(), change.to_string()])
        .collect()
}

#[test]
fn scalars_keep_their_quotes_and_their_comments() {
    let edits = [
        set(&["spec", "title"], Yaml::text("Voice \"two\"")),
        set(&["spec", "duration"], Yaml::Number(Number::from(30))),
        set(&["spec", "aiLanguage"], Yaml::text("it's german")),
        set(&["metadata", "labels", "team"], Yaml::text("a, b")),
        set(&["spec", "skills", "0"], Yaml::text("Go")),
        set(
            &["spec", "questions", "1", "question"],
            Yaml::text("Why not?"),
        ),
    ];
    insta::assert_snapshot!(difference(&edits), @r#"
    -metadata: { name: voice, labels: { team: platform } } # short
    +metadata: { name: voice, labels: { team: "a, b" } } # short
    -  title: "Voice" # shown to candidates
    -  duration: 20
    +  title: "Voice \"two\"" # shown to candidates
    +  duration: 30
    -    - Rust # most of all
    +    - Go # most of all
    -    - { name: short, question: Why do you like it? } # flow
    +    - { name: short, question: "Why not?" } # flow
    -  aiLanguage: 'english'
    +  aiLanguage: 'it''s german'
    "#);
}

#[test]
fn blocks_take_the_place_of_blocks() {
    let edits = [
        set(
            &["spec", "purposeOfInterview"],
            Yaml::text("One.\n\n  Two."),
        ),
        set(
            &["spec", "questions", "0", "question"],
            Yaml::text("Short now?"),
        ),
        set(&["spec", "title"], Yaml::text("Two\nlines: yes")),
        set(&["spec", "duration"], Yaml::text("a\nb")),
    ];
    insta::assert_snapshot!(difference(&edits), @r#"
    -  title: "Voice" # shown to candidates
    -  duration: 20
    +  title: "Two\nlines: yes" # shown to candidates
    +  duration: |-
    +    a
    +    b
    -  purposeOfInterview: >- # folded
    -    Depth
    -    and breadth.
    +  purposeOfInterview: |- # folded
    +    One.
    +
    +      Two.
    -      question: |
    -        How do you debug?
    -
    -        Tell us.
    +      question: Short now?
    "#);
}

#[test]
fn items_come_and_go() {
    let question = Yaml::Map(vec![
        Line::entry("name", Yaml::text("new")),
        Line::entry("question", Yaml::text("What is new?\nAnd why?")),
        Line::Comment("idealAnswer: cannot be read".into()),
    ]);
    let edits = [
        Edit::Remove(at(&["spec", "skills", "1"])),
        Edit::Append(at(&["spec", "skills"]), Yaml::text("no")),
        Edit::Append(at(&["spec", "skills"]), Yaml::text("Kafka")),
        Edit::Remove(at(&["spec", "questions", "0"])),
        Edit::Append(at(&["spec", "questions"]), question),
        Edit::Append(at(&["metadata", "previousNames"]), Yaml::text("old")),
        set(&["spec", "jobId"], Yaml::text("7")),
        Edit::Remove(at(&["metadata", "labels"])),
    ];
    insta::assert_snapshot!(difference(&edits), @r#"
    -metadata: { name: voice, labels: { team: platform } } # short
    +metadata: { name: voice, previousNames: [old] } # short
    -    - SQL
    +    - "no"
    +    - Kafka
    -    - name: debugging
    -      question: |
    -        How do you debug?
    -
    -        Tell us.
    -      idealAnswer: Steps.
    +    - name: new
    +      question: |-
    +        What is new?
    +        And why?
    +      # idealAnswer: cannot be read
    +  jobId: "7"
    "#);
}

#[test]
fn items_in_another_order_take_their_comments_along() {
    let new = Yaml::Map(vec![
        Line::entry("name", Yaml::text("new")),
        Line::Comment("not known".to_owned()),
    ]);
    let slots = vec![Slot::Kept(2), Slot::New(new), Slot::Kept(0)];
    let edits = [
        set(&["spec", "questions", "0", "name"], Yaml::text("method")),
        Edit::Arrange(at(&["spec", "questions"]), slots),
        Edit::Arrange(
            at(&["spec", "skills"]),
            vec![Slot::Kept(1), Slot::Kept(0), Slot::New(Yaml::text("Go"))],
        ),
    ];
    insta::assert_snapshot!(edited(MANIFEST, 0, &edits).unwrap(), @r#"
    # who looks after it: the platform team
    apiVersion: taptalent/v1
    kind: Assessment
    metadata: { name: voice, labels: { team: platform } } # short
    spec:
      title: "Voice" # shown to candidates
      duration: 20

      # what we look for
      skills:
        - SQL
        - Rust # most of all
        - Go
      purposeOfInterview: >- # folded
        Depth
        and breadth.

      questions:
        - use: shared
        - name: new
          # not known

        # the first one
        - name: method
          question: |
            How do you debug?

            Tell us.
          idealAnswer: Steps.
      aiLanguage: 'english'
    "#);
}

#[test]
fn a_list_between_brackets_keeps_what_stands_between_its_items() {
    let text = "list: [ a,  b, # second\n  c ]\n";
    let arranged = |slots: Vec<Slot>| {
        let edit = Edit::Arrange(at(&["list"]), slots);
        edited(text, 0, &[edit]).unwrap()
    };
    let new = || Slot::New(Yaml::text("d"));
    insta::assert_snapshot!(arranged(vec![Slot::Kept(2), Slot::Kept(0), Slot::Kept(1), new()]), @"
    list: [ c,  a, # second
      b, d ]
    ");
    insta::assert_snapshot!(arranged(vec![Slot::Kept(2), new()]), @"list: [c, d]");
    insta::assert_snapshot!(arranged(Vec::new()), @"list: []");
}

#[test]
fn an_item_that_goes_takes_the_comments_below_it_along_and_a_new_one_comes_after_them() {
    let text = "list:\n  - a: 1\n    # of a\n  - b: 1\n    # of b\n  # of nobody\nlast: 1\n";
    let edits = [
        Edit::Remove(at(&["list", "0"])),
        Edit::Append(at(&["list"]), Yaml::text("c")),
    ];
    insta::assert_snapshot!(edited(text, 0, &edits).unwrap(), @"
    list:
      - b: 1
        # of b
      - c
      # of nobody
    last: 1
    ");
}

#[test]
fn a_list_that_loses_everything_is_empty_and_not_nothing() {
    let edits = [
        Edit::Remove(at(&["spec", "skills", "0"])),
        Edit::Remove(at(&["spec", "skills", "1"])),
        Edit::Replace(
            at(&["spec", "questions"]),
            "generate".into(),
            Yaml::texts(["x"]),
        ),
    ];
    insta::assert_snapshot!(difference(&edits), @"
    -  skills:
    -    - Rust # most of all
    -    - SQL
    +  skills: []
    -  questions:
    -    # the first one
    -    - name: debugging
    -      question: |
    -        How do you debug?
    -
    -        Tell us.
    -      idealAnswer: Steps.
    -    - { name: short, question: Why do you like it? } # flow
    -
    -    - use: shared
    +  generate: [x]
    ");
}

#[test]
fn what_would_change_another_place_too_is_refused() {
    let text = "a: &x [one, two]\nb: *x\nc: &y old\nd: *y\n";
    let append = Edit::Append(at(&["a"]), Yaml::text("three"));
    assert_eq!(edited(text, 0, &[append]), Err(EditError::Unproven));
    let anchored = edited(text, 0, &[set(&["c"], Yaml::text("new"))]);
    assert_eq!(anchored, Err(EditError::Unproven));
    let unused = edited("c: &y old # kept\n", 0, &[set(&["c"], Yaml::text("new"))]).unwrap();
    assert_eq!(unused, "c: &y new # kept\n");
    let alias = edited(text, 0, &[set(&["d"], Yaml::text("new"))]).unwrap();
    assert_eq!(alias, "a: &x [one, two]\nb: *x\nc: &y old\nd: new\n");
}

#[test]
fn a_file_without_a_last_line_end_and_one_of_another_system_stay_so() {
    let insert = |text| {
        let edits = [
            set(&["b"], Yaml::text("x\ny")),
            Edit::Append(at(&["l"]), Yaml::text("2")),
        ];
        edited(text, 0, &edits).unwrap()
    };
    assert_eq!(insert("l: [1]"), "l: [1, \"2\"]\nb: |-\n  x\n  y");
    assert_eq!(insert("l: []\r\n"), "l: [\"2\"]\r\nb: |-\r\n  x\r\n  y\r\n");
}

#[test]
fn only_the_document_that_is_meant_is_edited() {
    let text = "a: 1\n---\na: 1 # here\n---\na: 1\n";
    let after = edited(text, 1, &[set(&["a"], Yaml::text("2"))]).unwrap();
    assert_eq!(after, "a: 1\n---\na: \"2\" # here\n---\na: 1\n");
    assert_eq!(
        edited("a: [", 0, &[set(&["a"], Yaml::Null)]),
        Err(EditError::Unreadable)
    );
}
