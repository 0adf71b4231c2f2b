//! The schemas that editors read beside a project: of the version that runs, and where every first line leads.

use super::person::Person;

/// Every line of a YAML file that names a schema, with the file; each must be there and be a schema.
fn check_lines(person: &Person) -> usize {
    let mut seen = 0;
    for (path, (bytes, _)) in person.files() {
        if path.extension() != Some("yaml") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        for line in text.lines() {
            let Some((_, schema)) = line.split_once("# yaml-language-server: $schema=") else {
                continue;
            };
            seen += 1;
            assert!(!schema.contains("://"), "{path}: {schema}");
            let schema = path.parent().unwrap().join(schema);
            let text = std::fs::read_to_string(&schema)
                .unwrap_or_else(|error| panic!("{schema}: {error}"));
            let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
            let _ = jsonschema::validator_for(&schema).unwrap();
        }
    }
    seen
}

#[test]
fn init_writes_the_schemas_that_its_files_lead_to_and_git_leaves_them_out() {
    let person = Person::new();
    person.does("init --yes");
    assert_eq!(check_lines(&person), 12);
    person.does_script("git init -q\ngit check-ignore -q .vetform/schema/config.schema.json");
    person.does("validate");

    // A fresh clone has none, and one command makes them.
    std::fs::remove_dir_all(person.path(".vetform")).unwrap();
    person.does("schema --write");
    assert_eq!(check_lines(&person), 12);
    let written = person.read(".vetform/schema/taptalent.flow.schema.json");
    assert_eq!(
        written,
        person.runs("schema taptalent.flow").exits(0).stdout
    );
}

#[test]
fn what_pull_writes_leads_to_schemas_that_are_there() {
    let person = Person::with_example("quickstart").with_a_lab_added();
    person.does("apply --auto-approve");
    person.does_script("sed -i 1d vetform.yaml\nrm -r assessments flows questions vetform.state");
    person.does("pull --write");
    assert!(check_lines(&person) > 2);
    person.does("validate");
}

#[test]
fn no_workflow_of_a_new_project_names_a_repository() {
    let person = Person::new();
    person.does("init --yes");
    let workflow = person.read(".github/workflows/vetform.yml");
    assert!(
        !workflow.contains("://") && !workflow.contains("{at}"),
        "{workflow}"
    );
}

#[test]
fn an_editor_takes_a_placeholder_where_a_field_of_spec_stands_and_refuses_a_wrong_one() {
    let person = Person::new();
    let schema = person.runs("schema manifest").exits(0).stdout;
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let fits = |title: &str, duration: &str| {
        let text = format!(
            "{{apiVersion: taptalent/v1, kind: Assessment, metadata: {{name: a}}, spec: {{title: {title}, hiringForRole: R, \
             purposeOfInterview: See how they work., duration: {duration}}}}}"
        );
        schema.is_valid(&serde_yaml::from_str::<serde_json::Value>(&text).unwrap())
    };
    assert!(fits("T", "20"));
    assert!(fits("{template: 'At ${brand}'}", "{value: minutes}"));
    assert!(fits("{file: title.md}", "20"));
    for (title, duration) in [
        ("T", "0"),
        ("T", "{template: '20'}"),
        ("{valeu: brand}", "20"),
        ("{value: brand, file: title.md}", "20"),
        ("{value: [brand]}", "20"),
    ] {
        assert!(!fits(title, duration), "{title} {duration}");
    }
}

/// For editors that know schemas only: a name that is not there is a slip.
#[test]
fn with_names_a_schema_takes_the_names_of_the_project_and_no_others() {
    let person = Person::new();
    person.does("init --yes");
    person.does("schema --with-names --write");
    person.does("schema --with-names --write elsewhere");
    let name = "taptalent.flow.schema.json";
    let text = person.read(&format!("elsewhere/{name}"));
    assert_eq!(text, person.read(&format!(".vetform/schema/{name}")));
    assert_eq!(
        text,
        person.runs("schema --with-names taptalent.flow").stdout
    );
    let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
    let one = &schema["$defs"]["Step"]["properties"]["assessment"]["anyOf"][0]["enum"][0];
    let one = one.as_str().unwrap();
    // By kind, and in the schema over all kinds.
    for name in [name, "manifest.schema.json"] {
        let text = person.read(&format!("elsewhere/{name}"));
        let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let flow = |assessment: &str| {
            serde_json::json!({
                "apiVersion": "taptalent/v1", "kind": "Flow", "metadata": { "name": "a" },
                "spec": { "flowName": "A", "steps": [{ "assessment": assessment, "passThreshold": 1 }] },
            })
        };
        assert!(validator.is_valid(&flow(one)), "{name}");
        assert!(!validator.is_valid(&flow("nowhere")), "{name}");
    }
}
