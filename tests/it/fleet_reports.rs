//! What one run in many workspaces has to say, in the forms that people and code hosts read.

use serde_json::Value;

use super::fleet::person;

#[test]
fn a_comment_names_the_worst_first_and_shows_what_somebody_has_to_read() {
    let person = person();
    person.does("apply -w client-1 --auto-approve");
    insta::assert_snapshot!(person.runs("plan --all-workspaces --format markdown --quiet"), @"
    exit 1
    ── stdout
    ## vetform plan: 4 workspaces: 1 failed, 3 ok.

    ### Workspaces

    - <b>locked-out</b>: <b>error</b>: there is no key of taptalent for workspace locked-out: the environment variable NO&#95;SUCH&#95;KEY is not set (yours to fix)
    - <b>staging</b>: Ready: 1 to create
    - <b>client-2</b>: Ready: 1 to create
    - <b>client-1</b>: Nothing to do: 1 unchanged

    ### Details


    ### vetform plan locked-out failed

    <p><b>there is no key of taptalent for workspace locked-out: the environment variable NO&#95;SUCH&#95;KEY is not set (yours to fix)</b></p>

    <p>What to do: set NO&#95;SUCH&#95;KEY where this command runs: <code>export NO&#95;SUCH&#95;KEY=…</code>, or in a CI job from its secret (<code>env:</code>); <code>taptalent.apiKey</code> in vetform.yaml says where the key comes from; nothing was sent</p>

    <sub>Exit code 1; no changes are shown, because the plan could not be made.</sub>


    ## Plan for workspace staging

    <sub>read [when] · vetform 0.1.0</sub>

    <b>1 change, which candidates do not notice.</b>

    - <b>Mail</b>: nobody is mailed.
    - <b>Undo</b>: by reverting this change, except: what is new can be closed later, not deleted (“Interview at Acme (staging)”).

    ### New

    - <b>“Interview at Acme (staging)”</b> is a new interview.

    ### Details

    <details>
    <summary><code>+ create</code> <b>“Interview at Acme (staging)”</b> <sub><code>taptalent/Assessment/voice</code></sub></summary>

    - <code>+</code> <b>title</b> (<code>all.yaml:5:10</code>): Interview at Acme (staging)
    - <code>+</code> <b>hiringForRole</b> (<code>all.yaml:6:18</code>): Backend Engineer
    - <code>+</code> <b>purposeOfInterview</b> (<code>all.yaml:7:23</code>): See how the candidate finds causes.
    - → <code>POST /assessment/audio-interviews</code>

    </details>


    <details>
    <summary>Calls, causes and counts</summary>

    | kind | create |
    | --- | ---: |
    | taptalent/Assessment | 1 |

    1 call:

    - 1 × <code>POST /assessment/audio-interviews</code>

    3 differences: 3 no record of a last apply.

    </details>


    ## Plan for workspace client-2

    <sub>read [when] · vetform 0.1.0</sub>

    <b>1 change, which candidates do not notice.</b>

    - <b>Mail</b>: nobody is mailed.
    - <b>Undo</b>: by reverting this change, except: what is new can be closed later, not deleted (“Interview at Acme”).

    ### New

    - <b>“Interview at Acme”</b> is a new interview.

    ### Details

    <details>
    <summary><code>+ create</code> <b>“Interview at Acme”</b> <sub><code>taptalent/Assessment/voice</code></sub></summary>

    - <code>+</code> <b>title</b> (<code>all.yaml:5:10</code>): Interview at Acme
    - <code>+</code> <b>hiringForRole</b> (<code>all.yaml:6:18</code>): Backend Engineer
    - <code>+</code> <b>purposeOfInterview</b> (<code>all.yaml:7:23</code>): See how the candidate finds causes.
    - → <code>POST /assessment/audio-interviews</code>

    </details>


    <details>
    <summary>Calls, causes and counts</summary>

    | kind | create |
    | --- | ---: |
    | taptalent/Assessment | 1 |

    1 call:

    - 1 × <code>POST /assessment/audio-interviews</code>

    3 differences: 3 no record of a last apply.

    </details>
    ── stderr
    locked-out: error: there is no key of taptalent for workspace locked-out: the environment variable NO_SUCH_KEY is not set (yours to fix)
    locked-out: help: set NO_SUCH_KEY where this command runs: `export NO_SUCH_KEY=…`, or in a CI job from its secret (`env:`); `taptalent.apiKey` in vetform.yaml says where the key comes from; nothing was sent
    ");
}

#[test]
fn reports_for_code_hosts_have_each_workspace_and_each_finding_once() {
    let person = person();
    let sarif = person.runs("plan -w client-* --format sarif").exits(0);
    let log: Value = serde_json::from_str(&sarif.stdout).unwrap();
    let ids: Vec<&Value> = log["runs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| &run["automationDetails"]["id"])
        .collect();
    assert_eq!(ids, ["vetform/client-1/", "vetform/client-2/"]);
    let junit = person
        .runs("plan -w client-* -w locked-out --format junit")
        .exits(1);
    insta::assert_snapshot!(junit.stdout, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="vetform plan">
      <testsuite name="vetform plan client-1" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="vetform plan client-1" name="taptalent/Assessment/voice" file="all.yaml"/>
      </testsuite>
      <testsuite name="vetform plan client-2" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="vetform plan client-2" name="taptalent/Assessment/voice" file="all.yaml"/>
      </testsuite>
      <testsuite name="vetform plan locked-out" tests="1" failures="0" errors="1" skipped="0">
        <testcase classname="vetform plan locked-out" name="vetform plan">
          <error type="run-failed" message="there is no key of taptalent for workspace locked-out: the environment variable NO_SUCH_KEY is not set (yours to fix)">there is no key of taptalent for workspace locked-out: the environment variable NO_SUCH_KEY is not set (yours to fix)&#10;  help: set NO_SUCH_KEY where this command runs: `export NO_SUCH_KEY=…`, or in a CI job from its secret (`env:`); `taptalent.apiKey` in vetform.yaml says where the key comes from; nothing was sent&#10;</error>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
    person.changes("hiringForRole: Backend", "hiringForRolle: Backend");
    let github = person.runs("plan -w client-* --format github").exits(3);
    insta::assert_snapshot!(github.stdout, @"
    ::error file=all.yaml,line=4,col=1,endLine=4,endColumn=4,title=missing-field::`spec` has no `hiringForRole`%0Ahelp: add `hiringForRole: …`: Role to hire for.
    ::error file=all.yaml,line=6,col=3,endLine=6,endColumn=16,title=unknown-field::`spec` has no field `hiringForRolle`%0Ahelp: did you mean `hiringForRole`?
    ");
    let gitlab = person.runs("plan -w client-* --format gitlab").exits(3);
    let findings: Value = serde_json::from_str(&gitlab.stdout).unwrap();
    assert_eq!(findings.as_array().unwrap().len(), 2, "{findings}");
}

#[test]
fn a_page_has_every_workspace_and_loads_nothing() {
    let person = person();
    person.does("plan -w client-* --format html=plan.html");
    let page = person.read("plan.html");
    assert!(page.contains("client-1</a>: Ready: 1 to create"), "{page}");
    assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("src=\"http"));
}

#[test]
fn a_report_of_many_replaces_one_of_many_and_nothing_else() {
    let person = person();
    person.does("apply -w client-* --auto-approve --report report.json");
    person.does("apply -w client-* --auto-approve --report report.json");
    person.does("plan -w client-* --format json=plans.json");
    person.ends("apply -w client-* --auto-approve --report plans.json", 3);
}
