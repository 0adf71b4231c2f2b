//! How a comment reads, whatever its plan, and what it leaves out where there is no room.

use super::super::{LIMIT, plan_markdown};
use super::harmless::assert_harmless;
use crate::plan::Plan;
use crate::render::sample::{LOOK, everything, of_size, ready};

#[test]
fn a_plan_reads_well_under_a_pull_request() {
    insta::assert_snapshot!(plan_markdown(&ready("an outage"), LOOK), @r#"
    ## Plan for workspace production

    <sub>vetform 0.1.0</sub>

    <b>9 changes; candidates can notice 6 of them.</b> Not all of it can be undone. 2 warnings to read.

    - <b>Mail</b>: nobody is mailed.
    - <b>Already begun</b>: “engineering” (12 candidates inside).
    - <b>Undo</b>: by reverting this change, except: an edit in the web app is lost (“engineering”); what is new can be closed later, not deleted (“system-design”); a new step stays (“engineering”).

    ### Edited here and in the web app: apply refuses it

    - <b>“engineering”</b> (12 candidates inside) changes its description: “Quiz, then an interview<ins> about an outage</ins>”; <i>it was changed in the web app as well</i>.

    ### Lost for good

    - <b>“an outage”</b> loses the question “an outage?”; <i>it cannot be brought back, and the answers to it stay with the old one</i>.

    ### Overwrites what was changed in the web app

    - <b>“engineering”</b> (12 candidates inside) lets candidates pass step 2 at <ins>70</ins> instead of <del>75</del>; <i>the edit in the web app is lost</i>.

    ### What candidates notice

    - <b>“engineering”</b> (12 candidates inside) gets step 3, passed at 65; <i>it cannot be taken away again</i>.
    - <b>“an outage”</b> is renamed “Backend interview”.
    - <b>“an outage”</b> asks a question in other words: “Describe <del>a time</del><ins>an occasion</ins> when an outage had to be <del>debugged in production,</del><ins>debugged,</ins> and what you <del>learned.</del><ins>learned from it.</ins>”; <i>no read shows what is there now</i>.

    ### How answers are judged

    - <b>“an outage”</b> changes its skills: <ins>&#91;Rust, an outage&#93;</ins> instead of <del>&#91;Go, an outage&#93;</del>.

    ### New

    - <b>“system-design”</b> is a new interview.

    ### Only recorded, nothing is sent

    - <b>“support”</b> comes under these files; it was there already.

    ### Warnings

    - <code>vetform.yaml</code>: the key goes to an outage <code>foreign-host</code>
    - <b>“backend-voice”</b> <sub><code>taptalent/Assessment/backend-voice</code></sub>: 3 candidates have already taken part: an outage changes <code>fairness</code>

    ### Details

    <details>
    <summary><code>&#126; update</code> <b>“engineering”</b> <sub><code>taptalent/Flow/engineering</code> (an outage)</sub></summary>

    <b>cannot be undone: an appended step cannot be removed; 12 candidates are in it</b>

    - <code>&#126;</code> <b>description</b> (edited here and changed in the web app, <code>flows/engineering.yaml:9:7</code>): Quiz, then an interview<ins> about an outage</ins>
    - <code>&#126;</code> <b>steps&#91;1&#93;.passThreshold</b> (changed in the web app, <code>flows/engineering.yaml:9:7</code>): <del>75</del> → 70
    - <code>+</code> <b>steps&#91;2&#93;</b> (edited here, <code>flows/engineering.yaml:9:7</code>)
      - <i>assessment</i>: system-design
      - <i>passThreshold</i>: 65
      - <i>name</i>: an outage
    - → <code>PATCH /assessment-flows/an outage</code>

    ```mermaid
    flowchart LR
      s0(["12 candidates inside"])
      s0 --> s1["step 1<br/>an outage<br/>takes backend-voice<br/>pass at 60"]
      s1 --> s2["step 2<br/>an outage<br/>pass at 70 instead of 75"]
      class s2 changed
      s2 --> s3["NEW: step 3<br/>an outage<br/>takes system-design<br/>pass at 65"]
      class s3 new
      classDef new stroke:#2da44e,stroke-width:3px
      classDef changed stroke:#bf8700,stroke-width:3px
    ```

    </details>

    <details>
    <summary><code>&#126; update</code> <b>“an outage”</b> <sub><code>taptalent/Assessment/backend-voice</code> (live-7)</sub></summary>

    - <code>&#126;</code> <b>title</b> (edited here, <code>flows/engineering.yaml:9:7</code>): <del>an outage</del> → Backend interview
    - <code>&#126;</code> <b>skills</b> (no record of a last apply, <code>flows/engineering.yaml:9:7</code>): <del>&#91;Go, an outage&#93;</del> → &#91;Rust, an outage&#93;
    - <code>&#126;</code> <b>questions&#91;debugging&#93;</b> (cannot be verified, <code>flows/engineering.yaml:9:7</code>)
      - <i>question</i>: Describe <del>a time</del><ins>an occasion</ins> when an outage had to be <del>debugged in production,</del><ins>debugged,</ins> and what you <del>learned.</del><ins>learned from it.</ins>
      - <i>idealAnswer</i>: (not readable) → Reproduce, find the root cause, fix, prevent.
    - <code>-</code> <b>questions&#91;old&#93;</b> (edited here, <code>flows/engineering.yaml:9:7</code>): <del>an outage?</del>
    - → <code>PUT /assessment/live-7</code>
    - → <code>PUT /assessment/live-7/questions/q1</code>

    </details>

    <details>
    <summary><code>+ create</code> <b>“system-design”</b> <sub><code>taptalent/Assessment/system-design</code></sub></summary>

    - <code>+</code> <b>title</b> (<code>flows/engineering.yaml:9:7</code>): an outage
    - <code>+</code> <b>hiringForRole</b> (<code>flows/engineering.yaml:9:7</code>): Engineer
    - → <code>POST /assessment/audio-interviews</code>

    </details>

    - <code>= adopt</code> <b>“support”</b> <sub><code>taptalent/Flow/support</code></sub>

    ### Notes

    - <b>“backend-voice”</b> <sub><code>taptalent/Assessment/backend-voice</code></sub>: 3 candidates have already taken part: an outage changes <code>fairness</code>

    <details>
    <summary>Calls, causes and counts</summary>

    | kind | create | update | adopt | unchanged |
    | --- | ---: | ---: | ---: | ---: |
    | taptalent/Assessment | 1 | 1 | | |
    | taptalent/Flow | | 1 | 1 | 1 |
    | <b>all</b> | 1 | 2 | 1 | 1 |

    4 calls; at 20 requests a second that takes 1 s or more:

    - 1 × <code>PATCH /assessment-flows/&#58;id</code>
    - 1 × <code>POST /assessment/audio-interviews</code>
    - 1 × <code>PUT /assessment/&#58;id</code>
    - 1 × <code>PUT /assessment/&#58;id/questions/&#58;questionId</code>

    9 differences: 1 edited here and changed in the web app, 1 changed in the web app, 5 edited here, 1 no record of a last apply, 1 cannot be verified.

    </details>
    "#);
}

#[test]
fn what_is_blocked_comes_first_with_its_step_diff() {
    let plan = everything("`quiz`, pass at 50");
    let page = plan_markdown(&plan, LOOK);
    let (blocked, _) = page.split_once("### Lost for good").unwrap();
    insta::assert_snapshot!(blocked, @"
    ## Plan for workspace production

    <sub>vetform 0.1.0</sub>

    <b>Blocked.</b> 1 resource has a change that cannot be made. Nothing is sent while anything is blocked; <code>--target ADDRESS</code> narrows the plan. 2 warnings to read.

    - <b>Mail</b>: nobody is mailed.
    - <b>Already begun</b>: “engineering” (12 candidates inside).
    - <b>Undo</b>: by reverting this change, except: an edit in the web app is lost (“engineering”); what is new can be closed later, not deleted (“system-design”); a new step stays (“engineering”).

    ### Blocked

    <details open>
    <summary><b>“sales”</b> <sub><code>taptalent/Flow/sales</code> <code>flows/sales.yaml:9:7</code> <code>immutable-step</code></sub></summary>

    <p>step 1 would take another assessment than <code>quiz</code>, pass at 50</p>

    | step | live | manifest | |
    | ---: | --- | --- | --- |
    | 1 | <code>quiz</code>, pass at 50 | <code>voice</code>, pass at 60 | <b>not possible</b> |
    | 2 | <code>quiz</code>, pass at 50 | <code>quiz</code>, pass at 50 | same |
    | 3 | – | <code>quiz</code>, pass at 50 | appended |


    <p>What to do: put <code>quiz</code>, pass at 50 back; or set <code>lifecycle.onImmutableChange: newVersion</code></p>

    </details>


    ### Edited here and in the web app: apply refuses it

    - <b>“engineering”</b> (12 candidates inside) changes its description: “Quiz, then an interview<ins> about &#96;quiz&#96;, pass at 50</ins>”; <i>it was changed in the web app as well</i>.
    ");
}

#[test]
fn an_empty_plan_is_two_lines_and_a_table() {
    let plan = Plan {
        unchanged: everything("").unchanged,
        ..Plan::default()
    };
    insta::assert_snapshot!(plan_markdown(&plan, LOOK), @"
    ## Plan for workspace production

    <sub>vetform 0.1.0</sub>

    <b>Nothing to do.</b> 1 resource is as declared.

    <details>
    <summary>Calls, causes and counts</summary>

    | kind | unchanged |
    | --- | ---: |
    | taptalent/Flow | 1 |

    </details>
    ");
}

#[test]
fn every_change_has_a_line_until_there_is_no_room_and_then_a_number() {
    for count in [1, 40, 120, 4_000] {
        let plan = of_size(count);
        let page = plan_markdown(&plan, LOOK);
        assert!(page.len() <= LIMIT);
        let (_, details) = page.split_once("### Details").unwrap();
        let shown = plan
            .changes
            .iter()
            .filter(|change| details.contains(&format!("<code>{}</code>", change.address)))
            .count();
        let omitted: usize = details
            .lines()
            .filter_map(|line| {
                line.strip_prefix("… ")?
                    .split(' ')
                    .next()?
                    .parse::<usize>()
                    .ok()
            })
            .sum();
        assert_eq!(shown + omitted, count);
        assert_eq!(omitted > 0, count == 4_000, "{count}: {omitted}");
        assert_harmless(&page);
    }
}

#[test]
fn one_resource_with_thousands_of_long_differences_still_fits() {
    let mut plan = ready("x");
    let long = "word \n<>&|".repeat(5_000);
    let field = &mut plan.changes[1].fields[0];
    (field.before, field.after) = (Some(long.clone().into()), Some((long + "!").into()));
    let field = field.clone();
    plan.changes[1].fields = vec![field; 3_000];
    let page = plan_markdown(&plan, LOOK);
    assert!(page.len() <= LIMIT);
    assert!(page.contains(" more differences, see the HTML"), "{page}");
}
