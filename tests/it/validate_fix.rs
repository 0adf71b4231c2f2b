//! `validate --fix`: what has one right answer is written, all else stays as it is to the byte.

use super::person::Person;

const ASSESSMENT: &str = "# Whose this is: platform
apiVersion: taptalent/v1
kind: assessment          # the kind
metadata: { name: backend }
spec:
  title: Backend 👩🏽‍💻
  hiringForRole: Engineer
  purposeOfInterview: See how somebody debugs a système in production.
  jobId: \"12345\"
  Duration: \"20\"          # minutes
  isEmailVerificationRequired: yes   # we mail them
  status: 'active'
  questions:
    - use: Incident-Response
    # titel is a slip, which a person has to look at
    - name: debugging
      questoin: How do you debug?
      idealAnswer: Slowly, with a plan.
";

const QUESTION: &str = "apiVersion: taptalent/v1\r
kind: Question\r
metadata: { name: incident-response }\r
spec: { question: What do you do in an incident?, ideal_answer: Calm down., systemInstruction: Look for calm. }\r
";

fn project() -> Person {
    let person = Person::new();
    person.configure("http://127.0.0.1:1", "");
    person.write("assessments/backend.yaml", ASSESSMENT);
    person.write("questions/incident.yaml", QUESTION);
    person
}

#[test]
fn what_is_safe_is_written_and_what_is_not_is_reported() {
    let person = project();
    insta::assert_snapshot!(person.runs("validate --fix"), @r"
    exit 3
    ── stdout
    error[invalid-name]: `Incident-Response` is not a valid name: use 1 to 63 lower-case letters, digits and dashes, with no dash first or last
      --> assessments/backend.yaml:14:12
       |
    13 |   questions:
    14 |     - use: Incident-Response
       |            ^^^^^^^^^^^^^^^^^
    15 |     # titel is a slip, which a person has to look at
       |
       = help: write `incident-response`

    error[missing-field]: `spec.questions[1]` has no `question`
      --> assessments/backend.yaml:16:7
       |
    15 |     # titel is a slip, which a person has to look at
    16 |     - name: debugging
       |       ^^^^^^^^^^^^^^^
    17 |       questoin: How do you debug?
       |
       = help: add `question: …`: The question as the candidate is asked it.

    error[unknown-field]: an item of `questions` has no field `questoin`
      --> assessments/backend.yaml:17:7
       |
    16 |     - name: debugging
    17 |       questoin: How do you debug?
       |       ^^^^^^^^
    18 |       idealAnswer: Slowly, with a plan.
       |
       = help: did you mean `question`?

    warning[unused-question]: no assessment uses the question `incident-response`
     --> questions/incident.yaml:3:13
      |
    2 | kind: Question 
    3 | metadata: { name: incident-response } 
      |             ^^^^
    4 | spec: { question: What do you do in an incident?, idealAnswer: Calm down., systemInstruction:...
      |
      = help: add `- use: incident-response` to the `questions` of an assessment, or delete the
              manifest

    3 errors, 1 warning in 2 files
    ── stderr
    fixed 6 problems in 2 files
    ");
    insta::assert_snapshot!(person.read("assessments/backend.yaml"), @r#"
    # Whose this is: platform
    apiVersion: taptalent/v1
    kind: Assessment          # the kind
    metadata: { name: backend }
    spec:
      title: Backend 👩🏽‍💻
      hiringForRole: Engineer
      purposeOfInterview: See how somebody debugs a système in production.
      jobId: "12345"
      duration: 20          # minutes
      isEmailVerificationRequired: true   # we mail them
      status: 'ACTIVE'
      questions:
        - use: Incident-Response
        # titel is a slip, which a person has to look at
        - name: debugging
          questoin: How do you debug?
          idealAnswer: Slowly, with a plan.
    "#);
    // Line ends stay.
    assert_eq!(
        person.read("questions/incident.yaml"),
        QUESTION.replace("ideal_answer", "idealAnswer")
    );
    // And nothing is left to do.
    let before = person.read("assessments/backend.yaml");
    person
        .runs("validate --fix")
        .exits(3)
        .tells("nothing that is safe to fix");
    assert_eq!(person.read("assessments/backend.yaml"), before);
}

#[test]
fn a_diff_shows_the_same_and_writes_nothing() {
    let person = project();
    insta::assert_snapshot!(person.runs("validate --fix --diff questions"), @r"
    exit 3
    ── stdout
    --- a/questions/incident.yaml
    +++ b/questions/incident.yaml
    @@ -1,4 +1,4 @@
     apiVersion: taptalent/v1\r
     kind: Question\r
     metadata: { name: incident-response }\r
    -spec: { question: What do you do in an incident?, ideal_answer: Calm down., systemInstruction: Look for calm. }\r
    +spec: { question: What do you do in an incident?, idealAnswer: Calm down., systemInstruction: Look for calm. }\r
    ── stderr
    would fix 1 problem in 1 file
    ");
    assert_eq!(person.read("questions/incident.yaml"), QUESTION);
    assert_eq!(person.read("assessments/backend.yaml"), ASSESSMENT);
    // As `patch` takes it.
    person.does_script("vetform validate --fix --diff assessments > fixes.patch || patch -p1 --binary < fixes.patch; rm fixes.patch");
    let patched = person.read("assessments/backend.yaml");
    person.write("assessments/backend.yaml", ASSESSMENT);
    person.write("questions/incident.yaml", QUESTION);
    person.ends("validate --fix", 3);
    assert_eq!(person.read("assessments/backend.yaml"), patched);
}

#[test]
fn a_file_that_is_not_asked_for_stays() {
    let person = project();
    person.does("validate --fix questions");
    assert_eq!(person.read("assessments/backend.yaml"), ASSESSMENT);
    assert_ne!(person.read("questions/incident.yaml"), QUESTION);
}

/// A value that comes from elsewhere, an alias, a block and what a comment cuts off are not one scalar on one line.
#[test]
fn what_stands_elsewhere_is_not_written_over() {
    let person = Person::new();
    person.configure("http://127.0.0.1:1", "");
    let config = person.read("vetform.yaml");
    person.write(
        "vetform.yaml",
        &format!("{config}values: {{ checked: \"yes\" }}\n"),
    );
    let text = ASSESSMENT
        .replace("kind: assessment", "kind: Assessment")
        .replace("Required: yes", "Required: { value: checked }")
        .replace(
            "status: 'active'",
            "status: &status active\n  aiLanguage: *status",
        );
    person.write("assessments/backend.yaml", &text);
    person.write("questions/incident.yaml", QUESTION);
    let config = person.read("vetform.yaml");
    person.ends("validate --fix", 3);
    assert_eq!(
        person.read("assessments/backend.yaml"),
        text.replace("Duration: \"20\"", "duration: 20")
    );
    assert_eq!(person.read("vetform.yaml"), config);
}

#[test]
fn nothing_is_written_outside_of_the_project_or_through_a_link_out_of_it() {
    let person = project();
    std::fs::write(person.neighbour("elsewhere.yaml"), ASSESSMENT).unwrap();
    std::fs::remove_file(person.path("assessments/backend.yaml")).unwrap();
    std::os::unix::fs::symlink(
        person.neighbour("elsewhere.yaml"),
        person.path("assessments/backend.yaml"),
    )
    .unwrap();
    let said = person.runs("validate --fix").exits(3);
    said.shows("is a link that leads out of the project's repository");
    said.tells("fixed 1 problem in 1 file");
    let elsewhere = std::fs::read_to_string(person.neighbour("elsewhere.yaml")).unwrap();
    assert_eq!(elsewhere, ASSESSMENT);
}

#[test]
fn stdin_is_nothing_to_write_to() {
    let person = project();
    insta::assert_snapshot!(person.runs("validate --fix -"), @r"
    exit 3
    ── stderr
    error: `--fix` cannot write a manifest from stdin
    help: name the file: `vetform validate --fix FILE`
    ");
    insta::assert_snapshot!(person.runs("validate --diff"), @r"
    exit 3
    ── stderr
    error: the following required arguments were not provided:
      --fix

    Usage: vetform validate --fix --diff [FILE]...

    For more information, try '--help'.
    ");
}

/// People's addresses are hidden in what is shown, and kept in what is written.
#[test]
fn addresses_of_people_are_hidden_in_a_diff_and_kept_in_the_file() {
    let person = project();
    let roster = "apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec:
  Assessment: backend
  candidates:
    - { email: alex@example.com, firstName: Alex, lastName: Doe }
";
    person.write("rosters/spring.yaml", roster);
    let said = person.runs("validate --fix --diff rosters/spring.yaml");
    said.shows("+  assessment: backend");
    assert!(
        !said.stdout.contains("alex@") && !said.stdout.contains("Doe"),
        "{said}"
    );
    let _ = person.runs("validate --fix rosters/spring.yaml");
    assert_eq!(
        person.read("rosters/spring.yaml"),
        roster.replace("Assessment: b", "assessment: b")
    );
}
