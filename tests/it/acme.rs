//! A company's whole year with the program: `examples/acme`, applied, edited, and applied after its state was lost.

use super::person::Person;

/// `examples/acme`, live and recorded, with everybody invited.
fn applied() -> Person {
    let person = Person::with_example("acme").with_a_lab_added();
    person.does("apply --auto-approve --send-invites");
    let _ = person.calls();
    person
}

#[track_caller]
fn assert_nothing_to_do(person: &Person) {
    let plan = person.runs("plan --detailed-exitcode").exits(0);
    // Two rosters are in the one file that some tests take away.
    let is_whole = person.path("rosters/consultants.yaml").exists();
    let count = if is_whole { 35 } else { 33 };
    let said = format!("Nothing to do in workspace lab: {count} resources are as declared.\n");
    assert_eq!(plan.stdout, said);
    assert_eq!(plan.stderr, "");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn nothing_in_it_is_warned_about() {
    let person = Person::with_example("acme");
    insta::assert_snapshot!(person.runs("validate"), @"
    exit 0
    ── stdout
    45 resources in 42 files: no problems
    ");
}

#[test]
fn the_first_apply_holds_the_mails_and_the_second_sends_them() {
    let person = Person::with_example("acme").with_a_lab_added();
    person.ends("plan --detailed-exitcode", 2);
    assert_eq!(person.writes(), Vec::<String>::new());

    let first = person.runs("apply --auto-approve").exits(0);
    insta::assert_snapshot!(last_lines(&first.stdout, 4), @"
    - held taptalent/Roster/backend-may: people are mailed only with `--send-invites`
    - held flowmingo/Roster/consultants-may: people are mailed only with `--send-invites`
    - held promptster/Roster/backend-may-tasks: people are mailed only with `--send-invites`
    Applied: 29 done, 0 failed, 0 skipped, 3 held; read back and as declared.
    ");
    let writes = person.writes();
    assert!(!writes.iter().any(|write| write.ends_with("/assign")));
    assert_eq!(keys_issued(&writes), 0);

    let held = person.runs("plan --detailed-exitcode").exits(2);
    insta::assert_snapshot!(last_lines(&held.stdout, 5), @"
    Plan for workspace lab: 3 to invite people to, 32 unchanged.
    Held until `apply --send-invites`, because they mail people: taptalent/Roster/backend-may,
      flowmingo/Roster/consultants-may, promptster/Roster/backend-may-tasks.
    9 calls: 1 × POST /integration/interview/candidate/invite/v1, 1 × POST /v1/assessments/:id/keys, 2 ×
      POST /integration/hiring/applications/:id/move-stage/v1, 5 × POST /assessment-flows/:id/assign.
    ");

    let second = person.runs("apply --auto-approve --send-invites").exits(0);
    assert_eq!(
        last_lines(&second.stdout, 1),
        "Applied: 3 done, 0 failed, 0 skipped; read back and as declared."
    );
    let writes = person.writes();
    assert_eq!(writes.len(), 9, "{writes:?}");
    assert_eq!(keys_issued(&writes), 1);
    assert_nothing_to_do(&person);
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn nobody_whom_it_names_is_anywhere_but_at_example_com() {
    let person = Person::with_example("acme");
    for (path, (text, _)) in person.files() {
        for word in String::from_utf8_lossy(&text).split([' ', ',', '\n']) {
            let is_address = word.contains('@') && word.contains('.');
            assert!(
                !is_address || word.contains("@example.com") || word == "hiring@acme.example",
                "{path}: {word}"
            );
        }
    }
}

#[test]
fn without_its_state_nobody_is_invited_to_flowmingo_again() {
    let person = applied();
    person.lose_state();
    let blocked = person.runs("apply --auto-approve --send-invites").exits(4);
    let rosters = ["consultants-may", "warehouse-rotterdam"];
    for roster in rosters {
        let line = format!("✗ blocked flowmingo/Roster/{roster} ");
        blocked.shows(&line);
    }
    assert_eq!(blocked.stdout.matches("[unknown-submissions]").count(), 2);
    assert_eq!(person.writes(), Vec::<String>::new());
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len() - count..].join("\n")
}

fn keys_issued(writes: &[String]) -> usize {
    let is_of_keys = |write: &&String| write.starts_with("POST /v1/") && write.ends_with("/keys");
    writes.iter().filter(is_of_keys).count()
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

    Plan for workspace lab: 1 to update, 34 unchanged.
    1 call: 1 × PUT /assessment/:id/questions/:questionId.
    ✓ updated taptalent/Assessment/product-manager ([id]) 1 call
    Applied: 1 done, 0 failed, 0 skipped; read back and as declared.
    ── stderr
    every call is logged in [project]/.vetform/log/[run].jsonl
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
        ! cannot be undone: an appended step cannot be removed
        + steps[3]  (edited here)
            assessment: product-designer
            passThreshold: 50
            name: Design
        → PATCH /assessment-flows/[id]

    Plan for workspace lab: 1 to update, 34 unchanged.
    1 call: 1 × PATCH /assessment-flows/:id.
    ✓ updated taptalent/Flow/product ([id]) 1 call
    Applied: 1 done, 0 failed, 0 skipped; read back and as declared.
    ── stderr
    every call is logged in [project]/.vetform/log/[run].jsonl
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
        the steps are in another order than live (“Acme · Product Manager · Voice interview”
          (`product-manager`), “Acme · Product case · One bet for the year” (`roadmap-case`), “Acme
          · Working together · Voice interview” (`working-together-en`)), and live steps cannot be
          reordered [immutable-step]
           1 live      “Acme · Product Manager · Voice interview” (`product-manager`), pass at 60
             manifest  “Acme · Product case · One bet for the year” (`roadmap-case`), pass at 60  ✗ not possible
           2 live      “Acme · Product case · One bet for the year” (`roadmap-case`), pass at 65
             manifest  “Acme · Product Manager · Voice interview” (`product-manager`), pass at 65  ✗ not possible
           3 live      “Acme · Working together · Voice interview” (`working-together-en`), pass at 55
             manifest  “Acme · Working together · Voice interview” (`working-together-en`), pass at 55  = same
        help: steps of a live flow cannot be changed, moved or removed: revert the manifest and append
          at the end; or set `lifecycle.onImmutableChange: newVersion` to create a new flow and set this
          one INACTIVE; or give the manifest a new `metadata.name` and `flowName`

    Plan for workspace lab: 1 blocked, 34 unchanged.
    Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
    ");
    assert_eq!(person.runs("apply --auto-approve"), person.runs("plan"));
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn without_its_state_nothing_is_created_twice_and_nothing_deleted() {
    let person = applied();
    let before = person.world();
    lose_state_that_flowmingo_does_not_need(&person);
    let applied = person.runs("apply --auto-approve").exits(0);
    insta::assert_snapshot!(applied.stdout.lines().last().unwrap(), @"Applied: 27 done, 0 failed, 0 skipped; read back and as declared.");
    assert_only_puts(&person.writes());
    assert_eq!(person.world(), before);
    assert_nothing_to_do(&person);
}

#[test]
fn without_its_state_a_reworded_question_is_still_the_same_question() {
    let person = applied();
    let questions = question_count(&person);
    lose_state_that_flowmingo_does_not_need(&person);
    person.edit(
        "assessments/product/product-manager.yaml",
        "who had to be convinced, and who still thinks that you were wrong?",
        "and whom did you never convince?",
    );
    person.does("apply --auto-approve");
    assert_only_puts(&person.writes());
    assert_eq!(question_count(&person), questions);
    assert!(person.world().contains("and whom did you never convince?"));
    assert_nothing_to_do(&person);
}

/// What Flowmingo shows cannot bring back who was invited there: so its rosters are taken out.
fn lose_state_that_flowmingo_does_not_need(person: &Person) {
    std::fs::remove_file(person.path("rosters/consultants.yaml")).unwrap();
    person.lose_state();
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
