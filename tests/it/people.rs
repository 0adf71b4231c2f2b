//! What helps a person along: pages about codes, completions, the manual.

use super::person::Person;

#[test]
fn a_code_is_explained_also_as_it_is_copied_from_a_message() {
    let person = Person::new();
    let page = person.runs("explain immutable-step").exits(0);
    insta::assert_snapshot!(page, @"
    exit 0
    ── stdout
    immutable-step

    A live flow step would have to be changed, moved or removed.

    What it means

    The manifest's steps do not start with the live steps, unchanged and in the same order.

    Why

    On a live flow, TapTalent allows only changing thresholds and appending steps. Candidates may be at any step, so the
    others stay as they are.

    What to do

    Choose one:

    - Restore the live steps in the manifest and append new ones at the end.
    - Set `lifecycle.onImmutableChange: newVersion`, which creates a new flow and sets the old one, with its candidates,
      to INACTIVE.
    - Give the manifest a new `metadata.name` and `flowName`.

    Example

    ```yaml
    lifecycle:
      onImmutableChange: newVersion
    ```
    ");
    assert_eq!(person.runs("explain warning[immutable-step]"), page);
}

#[test]
fn every_code_is_listed_in_a_line() {
    let list = Person::new().runs("explain").exits(0).stdout;
    assert_eq!(list.lines().count(), vetform::diagnostic::Code::ALL.len());
    let line = list.lines().find(|line| line.starts_with("adopted "));
    insta::assert_snapshot!(line.unwrap(), @"adopted                  A live object is adopted by its natural key or pin.");
}

#[test]
fn a_code_that_is_none_finds_the_nearest() {
    let person = Person::new();
    insta::assert_snapshot!(person.runs("explain inmutable-step"), @"
    exit 3
    ── stderr
    error: there is no code `inmutable-step`
    help: did you mean immutable-step?
    ");
    insta::assert_snapshot!(person.runs("explain nothing-of-the-sort"), @"
    exit 3
    ── stderr
    error: there is no code `nothing-of-the-sort`
    help: `vetform explain` lists every code
    ");
}

#[test]
fn every_shell_gets_a_script_that_asks_the_program() {
    let person = Person::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = person.runs(&format!("completions {shell}")).exits(0).stdout;
        assert!(script.contains("VETFORM_COMPLETE"), "{shell}");
    }
    person.ends("completions tcsh", 3);
}

#[test]
fn nushell_gets_a_script_with_every_command_and_its_options() {
    let script = Person::new().runs("completions nushell").exits(0).stdout;
    for line in [
        "export extern \"vetform plan\" [",
        "--detailed-exitcode",
        "export use completions *",
    ] {
        assert!(script.contains(line), "{line}: {script}");
    }
}

/// What bash offers for a command line whose last word is begun.
#[track_caller]
fn offered(person: &Person, line: &[&str]) -> Vec<String> {
    let words: Vec<String> = line.iter().map(|word| format!("'{word}'")).collect();
    let script = format!(
        "source <(vetform completions bash)\nCOMP_WORDS=({})\nCOMP_CWORD={}\nCOMP_TYPE=9\n\
         _clap_complete_vetform vetform '{}' '{}'\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
        words.join(" "),
        line.len() - 1,
        line[line.len() - 1],
        line[line.len() - 2],
    );
    let said = person.script(&script).exits(0);
    assert_eq!(said.stderr, "");
    said.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn a_shell_completes_options_workspaces_addresses_and_codes() {
    let person = Person::with_example("acme").with_a_lab_added();
    assert_eq!(
        offered(&person, &["vetform", "plan", "--detailed"]),
        ["--detailed-exitcode"]
    );
    assert!(offered(&person, &["vetform", "plan", "-w", ""]).contains(&"lab".to_owned()));
    assert_eq!(
        offered(
            &person,
            &["vetform", "plan", "--target", "taptalent/Flow/eng"]
        ),
        ["taptalent/Flow/engineering"]
    );
    assert_eq!(
        offered(&person, &["vetform", "results", "taptalent/Flow/eng"]),
        ["taptalent/Flow/engineering"]
    );
    assert_eq!(
        offered(&person, &["vetform", "explain", "confl"]),
        ["conflicting-fields", "conflict"]
    );
    let outside = Person::new();
    assert_eq!(offered(&outside, &["vetform", "plan", "-w", ""]), [""]);
}

#[test]
fn a_variable_of_another_tool_runs_the_command() {
    let person = Person::new().with_env("COMPLETE", "bash");
    person
        .runs("explain conflict")
        .exits(0)
        .begins("conflict\n");
}

#[test]
fn a_script_for_bash_is_one_that_bash_can_read() {
    let person = Person::new();
    let script = person.runs("completions bash").exits(0).stdout;
    person.write("completions.bash", &script);
    let read = std::process::Command::new("bash")
        .args(["-n", person.path("completions.bash").as_str()])
        .output()
        .unwrap();
    assert!(read.status.success(), "{read:?}");
}

#[test]
fn the_manual_has_a_page_for_the_program_and_one_for_each_command() {
    let person = Person::new();
    let page = person.runs("man").exits(0).stdout;
    assert!(page.contains(".TH vetform 1"), "{page}");
    person.does("man --output pages/man1");
    assert_eq!(person.read("pages/man1/vetform.1"), page);
    for name in ["plan", "apply", "state", "state-list", "listen"] {
        let page = person.read(&format!("pages/man1/vetform-{name}.1"));
        assert!(page.contains(".SH SYNOPSIS"), "{name}");
        let printed = person.runs(&format!("man {name}")).exits(0).stdout;
        assert_eq!(printed, page);
    }
    person.write("file", "");
    person.ends("man --output file", 1);
}

/// The lines below a heading of a page, as `man` shows them without their marks.
#[track_caller]
fn section<'a>(page: &'a str, title: &str) -> &'a str {
    let at = page
        .find(&format!("\n.SH {title}\n"))
        .unwrap_or_else(|| panic!("{title}: {page}"));
    let rest = &page[at + 1..];
    rest.find("\n.SH ").map_or(rest, |end| &rest[..end])
}

#[test]
fn every_page_of_a_command_says_how_it_can_end_and_what_it_reads_and_writes() {
    let person = Person::new();
    person.does("man --output pages");
    let pages = person.path("pages").read_dir_utf8().unwrap();
    let mut seen = 0;
    for page in pages
        .map(|entry| entry.unwrap().into_path())
        .filter(|page| page.as_str().ends_with(".1"))
    {
        seen += 1;
        let text = std::fs::read_to_string(&page).unwrap();
        let codes = section(&text, "\"EXIT STATUS\"");
        assert!(
            codes.contains("\\fB5\\fR\nthe saved plan no longer matches what is live"),
            "{page}: {codes}"
        );
        assert_eq!(codes.matches(".TP").count(), 7, "{page}");
        assert!(
            section(&text, "ENVIRONMENT").contains("VETFORM_WORKSPACE"),
            "{page}"
        );
        assert!(
            section(&text, "FILES").contains("vetform.state/WORKSPACE.json"),
            "{page}"
        );
        assert!(
            section(&text, "\"SEE ALSO\"").contains("vetform.yaml(5)"),
            "{page}"
        );
    }
    assert!(seen > 30, "{seen}");
    let plan = person.read("pages/vetform-plan.1");
    assert!(
        section(&plan, "EXAMPLES").contains("vetform plan"),
        "{plan}"
    );
}

#[test]
fn the_files_that_people_write_have_pages_with_every_field() {
    let person = Person::new();
    let config = person.runs("man vetform.yaml").exits(0).stdout;
    assert!(
        config.starts_with(".ie") && config.contains("\n.TH vetform.yaml 5 "),
        "{config}"
    );
    let fields = section(&config, "FIELDS");
    assert!(
        fields.contains("\\fBdefaultWorkspace\\fR\nWorkspace to use if none is named."),
        "{fields}"
    );
    assert!(
        fields.contains("\\fBworkspaces.NAME.taptalent.apiKey\\fR"),
        "{fields}"
    );
    let manifest = person.runs("man vetform-manifest").exits(0).stdout;
    assert!(
        section(&manifest, "METADATA").contains("\\fBmetadata.name\\fR"),
        "{manifest}"
    );
    let flow = section(&manifest, "\"taptalent/v1 Flow\"");
    assert!(
        flow.contains("\\fBspec.steps[].passThreshold\\fR\n"),
        "{flow}"
    );
    assert!(flow.contains("Required. 0 to 100."), "{flow}");
    insta::assert_snapshot!(person.runs("man vetform.yml"), @"
    exit 3
    ── stderr
    error: the manual has no page `vetform.yml`
    help: did you mean vetform.yaml?
    ");
}

#[test]
fn the_picture_of_a_company_has_every_flow_and_every_step_in_every_format() {
    let person = Person::with_example("acme");
    for (format, start) in [
        ("mermaid", "flowchart LR\n"),
        ("dot", "digraph"),
        ("svg", "<svg"),
    ] {
        let picture = person.runs(&format!("graph --format {format}")).exits(0);
        picture.begins(start);
        assert_eq!(picture.stderr, "");
        for flow in ["engineering", "product", "commercial-de", "support-de"] {
            assert!(
                picture.stdout.contains(&format!("taptalent/Flow/{flow}")),
                "{flow}"
            );
        }
    }
    assert_eq!(
        person.runs("graph").stdout,
        person.runs("graph --format mermaid").stdout
    );
}

#[test]
fn a_slip_in_an_address_or_a_workspace_finds_what_was_meant() {
    let person = Person::with_example("quickstart");
    for (line, meant) in [
        (
            "plan --target taptalent/Assesment/backend-voice",
            "`taptalent/Assessment`",
        ),
        (
            "plan --target taptalent/Assessment/backend-voise",
            "taptalent/Assessment/backend-voice",
        ),
        (
            "state show taptelent/Flow/engineering-screen",
            "`taptalent/Flow`",
        ),
        ("plan --workspace sandbux", "`sandbox`"),
    ] {
        let refused = person.runs(line).exits(3);
        let hint = format!("did you mean {meant}?");
        refused.tells(&hint);
    }
}

#[test]
fn a_part_is_shown_from_the_state_and_taken_nowhere_else() {
    let person = super::binary::applied();
    let part = "taptalent/Assessment/backend#questions/debug";
    let shown = person.runs(&format!("state show {part}")).exits(0);
    let shown: serde_json::Value = serde_json::from_str(&shown.stdout).unwrap();
    let whole = person
        .runs("state show taptalent/Assessment/backend")
        .exits(0);
    let whole: serde_json::Value = serde_json::from_str(&whole.stdout).unwrap();
    assert_eq!(shown, whole["questions"]["debug"]);
    insta::assert_snapshot!(person.runs("state show taptalent/Assessment/backend#questions/other"), @"
    exit 3
    ── stderr
    error: the state has no questions/other of taptalent/Assessment/backend
    help: `vetform state show taptalent/Assessment/backend` shows all of it
    ");
    insta::assert_snapshot!(person.runs("state show taptalent/Assessment/backend#steps/1").exits(3).stderr, @"
    error: invalid value 'taptalent/Assessment/backend#steps/1' for '<ADDRESS>': `steps/1` is not part of a resource: write it as questions/NAME, for example taptalent/Assessment/backend#questions/debugging

    For more information, try '--help'.
    ");
    let before = person.world();
    for line in [
        format!("plan --target {part}"),
        format!("apply --auto-approve --target {part}"),
        format!("results {part}"),
        format!("pull --write {part}"),
        format!("generate {part}"),
        format!("state rm {part}"),
        format!("state mv {part} taptalent/Assessment/backend"),
        format!("state mv taptalent/Assessment/backend {part}"),
    ] {
        let refused = person.runs(&line).exits(3);
        let why = format!(
            "`{part}` is a part of taptalent/Assessment/backend and cannot be selected alone"
        );
        refused.tells(&why);
    }
    assert_eq!(person.world(), before);
}

#[test]
fn a_warning_shows_in_validate_and_stands_in_no_plan_s_way() {
    let person = Person::with_example("quickstart");
    person.edit(
        "questions/incident-response.yaml",
        "  idealAnswer: |",
        "  # idealAnswer: |",
    );
    let text = person.read("questions/incident-response.yaml");
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("    - "))
        .collect();
    person.write("questions/incident-response.yaml", &kept.join("\n"));
    let warned = person.runs("validate").exits(0);
    warned.shows("warning[no-ideal-answer]");
    assert_eq!(person.runs("plan").exits(0).stderr, "");
    let config = person.read("vetform.yaml");
    person.write(
        "vetform.yaml",
        &format!("{config}\nlint: {{ no-ideal-answer: error }}\n"),
    );
    person.ends("validate", 3);
    person.ends("plan", 3);
}
