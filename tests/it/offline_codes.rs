//! A scene for each code of `validate` that no other test shows from outside.

use std::fmt::Write as _;

use super::person::Person;

const CONFIG: &str = "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n  lab: { sandbox: {} }\n";

const VOICE: &str = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec:
  title: Voice interview
  hiringForRole: Backend Engineer
  purposeOfInterview: See how the candidate finds causes.
";

/// `spec` or whatever else follows the head of a manifest.
fn asking(name: &str, question: &str) -> String {
    let head = VOICE.replace("voice", name).replace("Voice", name);
    format!(
        "{head}  aiLanguage: english\n  questions: [{{ name: one, question: '{question}', idealAnswer: With a method. }}]\n"
    )
}

fn at_taptalent(settings: &str) -> String {
    CONFIG.replace("sandbox: {}", &format!("taptalent: {{ {settings} }}"))
}

/// The code, vetform.yaml, the manifests.
fn scenes() -> Vec<(&'static str, String, String)> {
    let flow = "---\napiVersion: taptalent/v1\nkind: Flow\nmetadata: { name: f }\nspec:\n  flowName: F\n  steps: [{ \
                assessment: voice, passThreshold: 0 }]\n";
    let twice = "apiVersion: promptster/v1\nkind: Assessment\nmetadata: { name: t }\nspec: { title: Task, role: Engineer, \
                 taskBrief: Build an endpoint that takes events twice., issueId: i, repoUrl: 'https://github.com/a/b' }\n";
    let near = asking(
        "one",
        "How do you debug a severe production issue in a large system?",
    );
    let nearly = asking(
        "two",
        "How do you debug a severe production issue in a large system?",
    );
    let german =
        "Wie gehen Sie vor, wenn Sie einen schweren Fehler in einem großen System suchen müssen?";
    let manifest = |code, text: String| (code, CONFIG.to_owned(), text);
    let brand = CONFIG.replace("workspaces:", "values: { brand: Acme }\nworkspaces:");
    vec![
        ("unused-template", brand, asking("one", "Who is ${brand}?")),
        manifest("yaml-syntax", format!("{VOICE}  skills: [\n")),
        manifest("duplicate-key", format!("{VOICE}  title: Again\n")),
        manifest("too-large", format!("{VOICE}# {}\n", "x".repeat(17 << 20))),
        manifest("unknown-kind", VOICE.replace("Assessment", "Asessment")),
        manifest("conflicting-fields", twice.to_owned()),
        manifest(
            "unknown-value",
            format!("{VOICE}  jobId: {{ value: job }}\n"),
        ),
        manifest("no-manifests", String::new()),
        manifest("near-duplicate-question", format!("{near}---\n{nearly}")),
        manifest("language-mismatch", asking("one", german)),
        manifest("idle-thresholds", format!("{VOICE}{flow}")),
        (
            "literal-credential",
            at_taptalent("apiKey: sk_live_notSoSecret"),
            VOICE.to_owned(),
        ),
        (
            "insecure-url",
            at_taptalent("baseUrl: 'http://example.com', apiKey: { env: KEY }"),
            VOICE.to_owned(),
        ),
    ]
}

#[test]
fn each_code_of_validate_has_its_scene() {
    let mut wrong = String::new();
    for (code, config, manifests) in scenes() {
        let person = Person::new().with_manifests(&manifests);
        person.write("vetform.yaml", &config);
        let said = person.runs("validate --format json");
        let json: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
        let problems = json["problems"].as_array().unwrap();
        if !problems.iter().any(|one| one["code"] == code) {
            writeln!(wrong, "{code}: {json}").unwrap();
        }
        assert!(!said.stdout.contains("notSoSecret"), "{said}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_project_is_not_followed_and_said() {
    let person = Person::new().with_manifests(VOICE);
    person.write("vetform.yaml", CONFIG);
    let elsewhere = person.neighbour("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(elsewhere, person.path("more")).unwrap();
    let said = person.runs("validate").exits(0);
    said.shows("warning[link-not-followed]");
}
