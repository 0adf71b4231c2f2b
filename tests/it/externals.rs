//! Kinds that only must exist in a system: looked up by title or id, compared, never written.

use super::person::Person;

const SET: &str = manifest!("sales-assessment");

fn applied() -> Person {
    let person = Person::new().at_all_systems();
    person.authors_a_set("Sales Assessment");
    let person = person.with_manifests(SET);
    person.does("apply --auto-approve");
    person
}

#[test]
fn a_manifest_that_was_renamed_is_moved_and_not_removed() {
    let person = applied();
    person.changes("name: sales", "name: sales-emea, previousNames: [sales]");
    let plan = person.runs("plan").exits(0);
    insta::assert_snapshot!(plan.stdout, @"Nothing to do in workspace lab: 1 resource is as declared.");
}

const JOB: &str = "\
apiVersion: taptalent/v1
kind: Job
metadata: { name: backend }
spec: { title: Backend Engineer }
---
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec: { title: Voice, hiringForRole: Engineer, purposeOfInterview: See how the candidate finds causes., job: backend }
";

/// At a TapTalent that has the jobs.
fn with_jobs(titles: &[&str]) -> Person {
    let person = Person::new().at_all_systems();
    for title in titles {
        person.system().web_app().add_job(title).unwrap();
    }
    person.with_manifests(JOB)
}

#[test]
fn an_assessment_belongs_to_the_job_that_its_manifest_names() {
    let person = with_jobs(&["Design", "Backend Engineer"]);
    person.does("apply --auto-approve");
    let live = person.live();
    let job = live["assessments"][0]["jobId"].as_str();
    assert_eq!(job, Some("2"), "{live}");
    let plan = person.runs("plan").exits(0);
    insta::assert_snapshot!(plan.stdout, @"Nothing to do in workspace lab: 2 resources are as declared.");
    // Whatever the manifest is called from now on.
    person.edit(
        "all.yaml",
        "name: backend",
        "name: engineer, previousNames: [backend]",
    );
    person.edit("all.yaml", "job: backend", "job: engineer");
    person.does("plan");
}

/// What blocks the job; that the assessment is blocked by it, and nothing made, is looked at.
fn blocked_job(titles: &[&str]) -> String {
    let person = with_jobs(titles);
    let plan = person.runs("plan").exits(4).stdout;
    let (job, rest) = plan.split_once("\n\n").unwrap();
    insta::allow_duplicates! {
        insta::assert_snapshot!(rest, @"
        ✗ blocked taptalent/Assessment/voice  all.yaml:9:110
            it needs taptalent/Job/backend, which is blocked [blocked-dependency]
            help: fix taptalent/Job/backend first

        Plan for workspace lab: 2 blocked.
        Nothing can be applied while anything is blocked; `--target ADDRESS` narrows the plan.
        ");
    }
    assert_eq!(person.live()["assessments"], serde_json::json!([]));
    job.to_owned()
}

#[test]
fn a_job_that_is_not_live_once_blocks_what_belongs_to_it() {
    insta::assert_snapshot!(blocked_job(&["Backend Engineers"]), @"
    ✗ blocked taptalent/Job/backend  all.yaml:4:7
        no live job has the title “Backend Engineer” [not-live]
        help: did you mean “Backend Engineers”? a job is created in TapTalent's web app: create it
          there, or fix the manifest
    ");
    insta::assert_snapshot!(blocked_job(&["Backend Engineer", "Backend Engineer"]), @"
    ✗ blocked taptalent/Job/backend  all.yaml:4:7
        2 live jobs have the title “Backend Engineer”: `2`, `1` [ambiguous-match]
        help: choose one by its id: `spec: { id: <its id> }`
    ");
}

#[test]
fn what_job_may_say_is_told() {
    let person = with_jobs(&[]);
    let told = |job: &str| {
        person.write("all.yaml", &JOB.replace("job: backend", job));
        person.runs("validate").exits(3).stdout
    };
    insta::assert_snapshot!(told("job: backed"), @"
    error[unknown-reference]: there is no manifest of kind Job named `backed`
     --> all.yaml:9:110
      |
    8 | ...
    9 | ...See how the candidate finds causes., job: backed }
      |                                              ^^^^^^
      |
      = help: did you mean `backend`?

    1 error in 1 file
    ");
    insta::assert_snapshot!(told("job: [backend]"), @"
    error[wrong-type]: `job`: must be the name of a manifest of kind Job, or a mapping with `title`
     --> all.yaml:9:110
      |
    8 | ...
    9 | ...e how the candidate finds causes., job: [backend] }
      |                                            ^^^^^^^^^
      |
      = help: write a value of the field's type, which `vetform schema` shows

    1 error in 1 file
    ");
    insta::assert_snapshot!(told("job: { name: backend }"), @"
    error[unknown-field]: `job` has no field `name`
     --> all.yaml:9:112
      |
    8 | ...
    9 | ...ee how the candidate finds causes., job: { name: backend } }
      |                                               ^^^^
      |
      = help: fields: title

    1 error in 1 file
    ");
}

#[test]
fn a_job_that_was_renamed_live_gives_the_manifest_its_title_and_no_other_is_pulled() {
    let person = with_jobs(&["Backend Engineer", "Design"]);
    person.does("apply --auto-approve");
    person
        .system()
        .web_app()
        .rename_job(1, "Platform Engineer")
        .unwrap();
    let plan = person.runs("plan").exits(4);
    assert!(
        plan.stdout
            .contains("it was renamed to “Platform Engineer” in the web"),
        "{plan}"
    );
    person.does("pull --write");
    assert_eq!(
        person.read("all.yaml"),
        JOB.replace("Backend Engineer", "Platform Engineer")
    );
    person.does("plan");
}
