//! A company's whole year with the program: `examples/acme`, applied, edited, and applied after its state was lost.

use super::person::Person;

/// `examples/acme`, live and recorded.
fn applied() -> Person {
    let person = Person::with_example("acme").at_a_system();
    let _ = person.runs("apply --auto-approve").exits(0);
    let _ = person.calls();
    person
}

const NOTHING_TO_DO: &str = "Nothing to do in workspace lab: 24 resources are as declared.\n";

#[track_caller]
fn assert_nothing_to_do(person: &Person) {
    let plan = person.runs("plan --detailed-exitcode").exits(0);
    assert_eq!(plan.stdout, NOTHING_TO_DO);
    assert_eq!(plan.stderr, "");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn the_plan_after_the_apply_is_empty_and_only_reads() {
    let person = applied();
    assert_nothing_to_do(&person);
}

#[test]
fn an_edited_ideal_answer_is_one_put() {
    let person = applied();
    let file = "assessments/product/product-manager.yaml";
    person.edit(
        file,
        "respect for those who had built",
        "thanks to those who had built",
    );
    insta::assert_snapshot!(person.runs("apply --auto-approve"), @"
    exit 0
    ── stdout
    ~ update taptalent/Assessment/product-manager ([id])
        ~ questions[killed-feature]  (edited here)
            idealAnswer: (not readable) → A criterion that was set before the result, an honest account
              of the delay, thanks to those who had built it, care for the customers who used it, and a
              fair rendering of the remaining opposition.
        → PUT /assessment/[id]/questions/[id]

    Plan for workspace lab: 1 to update, 23 unchanged.
    1 call: 1 × PUT /assessment/:id/questions/:questionId.
    ✓ updated taptalent/Assessment/product-manager ([id]) 1 call
    Applied: 1 done, 0 failed, 0 skipped; read back and as declared.
    ── stderr
    every call is logged in [project]/.invigil/log/[run].jsonl
      update taptalent/Assessment/product-manager (1 call) …
    ");
    let writes = person.writes();
    assert_eq!(writes.len(), 1, "{writes:?}");
    assert!(writes[0].starts_with("PUT /assessment/"), "{writes:?}");
    assert_nothing_to_do(&person);
}

#[test]
fn an_appended_step_is_one_patch() {
    let person = applied();
    person.edit(
        "flows/product.yaml",
        "lifecycle:",
        "    - { assessment: product-designer, passThreshold: 50, name: Design }\nlifecycle:",
    );
    insta::assert_snapshot!(person.runs("apply --auto-approve"), @"
    exit 0
    ── stdout
    ~ update taptalent/Flow/product ([id])
        ! cannot be undone: an appended step stays for good
        + steps[3]  (edited here)
            assessment: product-designer
            passThreshold: 50
            name: Design
        → PATCH /assessment-flows/[id]

    Plan for workspace lab: 1 to update, 23 unchanged.
    1 call: 1 × PATCH /assessment-flows/:id.
    ✓ updated taptalent/Flow/product ([id]) 1 call
    Applied: 1 done, 0 failed, 0 skipped; read back and as declared.
    ── stderr
    every call is logged in [project]/.invigil/log/[run].jsonl
      update taptalent/Flow/product (1 call) …
    ");
    insta::assert_snapshot!(person.writes().join("\n"), @"PATCH /assessment-flows/[id]");
    assert_nothing_to_do(&person);
}

#[test]
fn swapped_steps_are_refused_with_the_line_the_live_step_and_the_ways_out() {
    let person = applied();
    let file = "flows/product.yaml";
    person.edit(file, "assessment: product-manager", "assessment: elsewhere");
    person.edit(
        file,
        "assessment: roadmap-case",
        "assessment: product-manager",
    );
    person.edit(file, "assessment: elsewhere", "assessment: roadmap-case");
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 4
    ── stdout
    ✗ blocked taptalent/Flow/product  flows/product.yaml:12:7
        the steps stand in another order; live they are `product-manager`, `roadmap-case`,
          `working-together-en`, and the order of live steps cannot change [immutable-step]
             live                               manifest
           1 `product-manager`, pass at 60      `roadmap-case`, pass at 60         ✗ not possible
           2 `roadmap-case`, pass at 65         `product-manager`, pass at 65      ✗ not possible
           3 `working-together-en`, pass at 55  `working-together-en`, pass at 55  = same
        help: steps of a live flow cannot be changed, moved or removed: put the manifest back and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to make a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    Plan for workspace lab: 1 blocked, 23 unchanged.
    Nothing can be applied while something is blocked; `--target ADDRESS` narrows to what can go.
    ");
    assert_eq!(person.runs("apply --auto-approve"), person.runs("plan"));
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn without_its_state_nothing_is_created_twice_and_nothing_deleted() {
    let person = applied();
    let before = person.world();
    person.lose_state();
    let applied = person.runs("apply --auto-approve").exits(0);
    insta::assert_snapshot!(applied.stdout.lines().last().unwrap(), @"Applied: 24 done, 0 failed, 0 skipped; read back and as declared.");
    assert_only_puts(&person.writes());
    assert_eq!(person.world(), before);
    assert_nothing_to_do(&person);
}

#[test]
fn without_its_state_a_reworded_question_is_still_the_same_question() {
    let person = applied();
    let questions = question_count(&person);
    person.lose_state();
    person.edit(
        "assessments/product/product-manager.yaml",
        "who had to be convinced, and who still thinks that you were wrong?",
        "and whom did you never convince?",
    );
    let _ = person.runs("apply --auto-approve").exits(0);
    assert_only_puts(&person.writes());
    assert_eq!(question_count(&person), questions);
    assert!(person.world().contains("and whom did you never convince?"));
    assert_nothing_to_do(&person);
}

fn question_count(person: &Person) -> usize {
    let live = person.live();
    let assessments = live["assessments"].as_array().unwrap();
    assessments
        .iter()
        .map(|one| one["questions"].as_array().unwrap().len())
        .sum()
}

#[track_caller]
fn assert_only_puts(writes: &[String]) {
    assert!(!writes.is_empty());
    assert!(
        writes
            .iter()
            .all(|write| write.starts_with("PUT /assessment/")),
        "{writes:?}"
    );
}
