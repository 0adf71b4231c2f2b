//! Every endpoint of the three systems' documents, and the proof that the program calls it: `examples/acme` is applied,
//! edited in every way that an endpoint exists for, and applied again. docs/reference/endpoints.md has the same list for people.

use vetform::sandbox::{Received, System};

use super::person::Person;

/// Whether the program calls it.
#[derive(Clone, Copy, PartialEq)]
enum By {
    /// The applies of this test.
    Apply,
    /// A command of this name, which this test runs, too.
    Command(&'static str),
    /// It does not: another endpoint, this one, shows the same.
    Instead(&'static str),
}
use By::{Apply, Command, Instead};
use System::{Flowmingo, Promptster, Taptalent};

/// In the order of the documents. `:` begins a segment that is an id.
const ENDPOINTS: &[(System, &str, By)] = &[
    (Taptalent, "GET /assessment-flows", Apply),
    (Taptalent, "POST /assessment-flows", Apply),
    (Taptalent, "GET /assessment-flows/:id", Apply),
    (Taptalent, "PATCH /assessment-flows/:id", Apply),
    (Taptalent, "GET /assessment-flows/:id/candidates", Apply),
    (Taptalent, "POST /assessment-flows/:id/assign", Apply),
    (Taptalent, "GET /assessment", Apply),
    (Taptalent, "POST /assessment/audio-interviews", Apply),
    (Taptalent, "GET /assessment/:assessmentId", Apply),
    (Taptalent, "PUT /assessment/:assessmentId", Apply),
    (Taptalent, "POST /assessment/:assessmentId/questions", Apply),
    (
        Taptalent,
        "PUT /assessment/:assessmentId/questions/:questionId",
        Apply,
    ),
    (
        Taptalent,
        "DELETE /assessment/:assessmentId/questions/:questionId",
        Apply,
    ),
    (
        Taptalent,
        "POST /assessment/auto-generate",
        Command("generate"),
    ),
    (
        Taptalent,
        "POST /assessment/:assessmentId/generate-questions",
        Apply,
    ),
    (Taptalent, "POST /assessment/:assessmentId/invite", Apply),
    (Taptalent, "GET /assessment/:assessmentId/candidates", Apply),
    (Flowmingo, "GET /integration/me/v1", Apply),
    (
        Flowmingo,
        "POST /integration/interview/candidate/invite/v1",
        Apply,
    ),
    (Flowmingo, "GET /integration/hiring/job-posts/v1", Apply),
    (
        Flowmingo,
        "GET /integration/hiring/interview-sets/v1",
        Apply,
    ),
    (Flowmingo, "GET /integration/hiring/projects/v1", Apply),
    (Flowmingo, "GET /integration/hiring/applications/v1", Apply),
    (
        Flowmingo,
        "GET /integration/hiring/submissions/:id/v1",
        Instead("GET /integration/hiring/submissions/v1"),
    ),
    (Flowmingo, "GET /integration/hiring/submissions/v1", Apply),
    (
        Flowmingo,
        "GET /integration/hiring/projects/:id/stages/v1",
        Apply,
    ),
    (Flowmingo, "POST /integration/hiring/applications/v1", Apply),
    (
        Flowmingo,
        "POST /integration/hiring/applications/:id/move-stage/v1",
        Apply,
    ),
    (
        Flowmingo,
        "POST /integration/hiring/applications/:id/reject/v1",
        Apply,
    ),
    (Promptster, "POST /v1/assessments", Apply),
    (Promptster, "GET /v1/assessments", Apply),
    (Promptster, "GET /v1/assessments/:id", Apply),
    (Promptster, "DELETE /v1/assessments/:id", Apply),
    // Not in the seeds' excerpt; from the rest of Promptster's documents.
    (Promptster, "POST /v1/assessments/:id/keys", Apply),
    (Promptster, "GET /v1/assessments/:id/keys", Apply),
    (Promptster, "DELETE /v1/assessments/:id/keys/:keyId", Apply),
    (Promptster, "GET /v1/org/branding", Apply),
    (Promptster, "PUT /v1/org/branding", Apply),
];

const ON_CALL: &str = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: on-call }
spec:
  title: Acme · On call
  hiringForRole: Site Reliability Engineer
  purposeOfInterview: See how the candidate behaves at three in the morning.
  generate:
    jobDescription: You carry the pager one week in six, and make the other five quieter than they were.
";

/// One of everything that can be edited.
fn edit_everything(person: &Person) {
    person.edit(
        "assessments/product/product-manager.yaml",
        "respect for those who had built",
        "thanks to those who had built",
    );
    let file = "assessments/engineering/qa-engineer.yaml";
    person.edit(file, "duration: 30", "duration: 35");
    person.edit(file, "    - use: unfamiliar-codebase\n", "");
    person.edit(
        "flows/product.yaml",
        "passThreshold: 65",
        "passThreshold: 66",
    );
    person.edit(
        "promptster/slow-report.yaml",
        "takes an hour and",
        "takes two hours and",
    );
    person.edit(
        "rosters/backend-may.yaml",
        "name: Li Wei }",
        "name: Li Wei, revoked: true }",
    );
    let file = "rosters/consultants.yaml";
    person.edit(
        file,
        "atsCandidateId: ats-2042, stage: Video screen",
        "atsCandidateId: ats-2042, stage: Site visit",
    );
    person.edit(
        file,
        "atsCandidateId: ats-2043",
        "atsCandidateId: ats-2043, rejected: true",
    );
    person.write(
        "rosters/designers.yaml",
        "apiVersion: taptalent/v1\nkind: Roster\nmetadata: { name: designers, workspaces: [lab] }\nspec:\n  assessment: product-designer\n  \
         candidates: [{ email: ida.lind@example.com, firstName: Ida, lastName: Lind }]\n",
    );
}

/// Somebody takes the first of the staged people out of the pipeline, in Flowmingo's web app.
fn delete_an_application(person: &Person) {
    let live = person.live();
    let applications = live["flowmingo"]["applications"].as_array().unwrap();
    let staged = applications.iter().find(|one| !one["stageId"].is_null());
    let id = staged.unwrap()["id"].as_str().unwrap();
    let app = person.system().web_app();
    app.flowmingo().delete_application(id).unwrap();
}

#[test]
fn every_endpoint_of_the_documents_is_called() {
    let person = Person::with_example("acme").with_a_lab_added();
    person.does("apply --auto-approve --send-invites");
    edit_everything(&person);
    delete_an_application(&person);
    // A moment after it was made it would be in doubt, and not made again.
    person.some_time_passes();
    person.does("apply --auto-approve --send-invites");
    person.write("assessments/engineering/on-call.yaml", ON_CALL);
    person.does("generate taptalent/Assessment/on-call --auto");
    let received = person.system().received();
    assert!(
        received.iter().all(|one| one.status < Some(300)),
        "{received:#?}"
    );
    for (system, endpoint, by) in ENDPOINTS {
        let is_called = received.iter().any(|one| is_of(one, *system, endpoint));
        assert_eq!(
            is_called,
            !matches!(by, Instead(_)),
            "{system:?} {endpoint}"
        );
    }
    let unlisted = received.iter().find(|one| {
        !ENDPOINTS
            .iter()
            .any(|(system, endpoint, _)| is_of(one, *system, endpoint))
    });
    assert_eq!(unlisted, None, "list it");
}

fn is_of(received: &Received, system: System, endpoint: &str) -> bool {
    let call = format!("{} {}", received.method, received.path);
    let (call, endpoint): (Vec<_>, Vec<_>) =
        (call.split('/').collect(), endpoint.split('/').collect());
    received.system == Some(system)
        && call.len() == endpoint.len()
        && call
            .iter()
            .zip(&endpoint)
            // A segment that is a word in another endpoint is not a valid id: `/assessment/audio-interviews`.
            .all(|(call, wanted)| call == wanted || (wanted.starts_with(':') && !is_word(call)))
}

fn is_word(segment: &str) -> bool {
    let mut all = ENDPOINTS
        .iter()
        .flat_map(|(_, endpoint, _)| endpoint.split('/'));
    all.any(|word| word == segment)
}

#[test]
fn the_reference_says_of_every_endpoint_what_calls_it() {
    let page = include_str!("../../docs/reference/endpoints.md");
    for (_, endpoint, by) in ENDPOINTS {
        let row = page
            .lines()
            .find(|line| line.contains(&format!("`{endpoint}`")));
        let row = row.unwrap_or_else(|| panic!("the page has no row of {endpoint}"));
        if let Command(name) = by {
            assert!(row.contains(&format!("`{name}")), "{row}");
        }
    }
}
