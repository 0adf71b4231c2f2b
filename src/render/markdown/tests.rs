//! The laws of the comment: it fits, and nobody's text leaves its place.

use comrak::{Options, markdown_to_html};
use proptest::prelude::*;

use super::{LIMIT, chart_label, inline, plan_markdown};
use crate::plan::Plan;
use crate::render::escape::visible;
use crate::render::sample::{LOOK, everything, of_size, ready};

/// As GitHub reads it, and with raw HTML let through.
fn html(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.extension.alerts = true;
    options.render.r#unsafe = true;
    markdown_to_html(markdown, &options)
}

/// What a browser shows of a text.
fn decoded(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (reference, after) = after.split_once(';').unwrap();
        plain += before;
        plain.push(match reference {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            number => char::from_u32(number[1..].parse().unwrap()).unwrap(),
        });
        rest = after;
    }
    plain + rest
}

/// Tags, and the text between them.
fn parts(html: &str) -> (Vec<String>, Vec<String>) {
    let (mut tags, mut texts) = (Vec::new(), Vec::new());
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').unwrap();
        texts.push(text.to_owned());
        tags.push(tag.to_owned());
        rest = after;
    }
    texts.push(rest.to_owned());
    (tags, texts)
}

const OURS: [&str; 24] = [
    "details",
    "details open",
    "summary",
    "code",
    "b",
    "i",
    "del",
    "ins",
    "br",
    "br /",
    "p",
    "ul",
    "li",
    "h2",
    "h3",
    "pre",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "th align=\"right\"",
    "td align=\"right\"",
];

/// Whether only the page's own markup is in it, and nothing that a host would make more of.
fn assert_harmless(markdown: &str) {
    let html = html(markdown);
    let (tags, texts) = parts(&html);
    let mut quiet = 0;
    let mut open = Vec::new();
    for (text, tag) in texts.iter().zip(tags.iter().map(Some).chain([None])) {
        if quiet == 0 {
            assert_calls_nobody(text);
        }
        let Some(tag) = tag else { continue };
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{html}");
            quiet -= i32::from(matches!(name, "code" | "pre"));
            continue;
        }
        let is_chart = tag == "code class=\"language-mermaid\"";
        assert!(
            is_chart || OURS.contains(&tag.as_str()),
            "<{tag}> in {html}"
        );
        let name = tag.split(' ').next().unwrap();
        if name != "br" {
            open.push(name.to_owned());
            quiet += i32::from(matches!(name, "code" | "pre"));
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn assert_calls_nobody(text: &str) {
    let text = decoded(text);
    let is_word = |c: char| c.is_ascii_alphanumeric();
    for sign in ['@', '#', '!', '~', '%', '$'] {
        for (at, _) in text.match_indices(sign) {
            let next = text[at + 1..].chars().next();
            assert!(!next.is_some_and(is_word), "{sign} in {text:?}");
        }
    }
    let lower = text.to_lowercase();
    for (at, _) in lower.match_indices(':') {
        let next = lower[at + 1..].chars().next();
        assert!(
            !next.is_some_and(|c| is_word(c) || "/+_-".contains(c)),
            "{text:?}"
        );
    }
    assert!(!lower.contains("www."), "{text:?}");
}

/// Texts of those who would like to write more than a cell.
fn hostile() -> impl Strategy<Value = String> {
    let fragments = prop::sample::select(vec![
        "</details>",
        "</summary>",
        "<details>",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "# ",
        "\n# h\n",
        "|",
        "\\|",
        "\\",
        "`",
        "``",
        "@octocat",
        "@org/team",
        "#12",
        "GH-3",
        "!4",
        "~bug",
        "%v1",
        "$1$",
        "https://a.b/c",
        "www.a.b",
        "kim@a.b",
        "mailto:kim@a.b",
        ":tada:",
        "[f](http://g)",
        "![i](j)",
        "[^1]",
        "[^1]: x",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!--",
        "-->",
        "<![CDATA[",
        "*",
        "**",
        "_",
        "__",
        "~~",
        "&lt;",
        "&#64;",
        "&",
        ";",
        "\r\n",
        "\u{202e}",
        "\u{200b}",
        "\u{2028}",
        "\t",
        "    ",
        "- ",
        "1. ",
        "> ",
        "---",
        "===",
        "/close",
        "\n/close",
        "\"]",
        "\"",
        "end",
        "%%{init: {}}%%",
        "click s1 href",
        "<br/>",
        "]:",
        "\0",
        "\u{1b}[2J",
        "a",
        "word ",
        "ä",
        "日本",
    ]);
    prop_oneof![
        prop::collection::vec(fragments, 0..12).prop_map(|parts| parts.concat()),
        any::<String>(),
    ]
}

#[test]
fn a_plan_reads_well_under_a_pull_request() {
    insta::assert_snapshot!(plan_markdown(&ready("an outage"), LOOK), @r#"
    ## Plan for workspace production

    <b>Not all can be undone</b>: 1 of 3 changes destroys something or leaves what nobody can take back. 2 warnings to read.

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

    ### Cannot be undone

    <details>
    <summary><code>&#126; update</code> <code>taptalent/Flow/engineering</code> (an outage): 3 differences, 1 call</summary>

    <b>cannot be undone: an appended step cannot be removed; 12 candidates are inside</b>

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


    ### Warnings

    - warning <code>vetform.yaml</code>: the key goes to an outage <code>foreign-host</code>
    - warning <code>taptalent/Assessment/backend-voice</code>: 3 candidates have already taken part: an outage changes <code>fairness</code>

    ### Changes

    <details>
    <summary><code>&#126; update</code> <code>taptalent/Assessment/backend-voice</code> (live-7): 4 differences, 2 calls</summary>

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
    <summary><code>+ create</code> <code>taptalent/Assessment/system-design</code>: 2 differences, 1 call</summary>

    - <code>+</code> <b>title</b> (<code>flows/engineering.yaml:9:7</code>): an outage
    - <code>+</code> <b>hiringForRole</b> (<code>flows/engineering.yaml:9:7</code>): Engineer
    - → <code>POST /assessment/audio-interviews</code>

    </details>

    - <code>= adopt</code> <code>taptalent/Flow/support</code>: no call

    ### Notes

    - info <code>taptalent/Assessment/backend-voice</code>: 3 candidates have already taken part: an outage changes <code>fairness</code>
    "#);
}

#[test]
fn what_is_blocked_comes_first_with_its_step_diff() {
    let plan = everything("`quiz`, pass at 50");
    let page = plan_markdown(&plan, LOOK);
    let (blocked, _) = page.split_once("### Cannot be undone").unwrap();
    insta::assert_snapshot!(blocked, @"
    ## Plan for workspace production

    <b>Blocked</b>: 1 resource wants something that cannot be done. Nothing is sent while something is blocked; <code>--target ADDRESS</code> narrows the plan. 2 warnings to read.

    | kind | blocked | create | update | adopt | unchanged |
    | --- | ---: | ---: | ---: | ---: | ---: |
    | taptalent/Assessment | | 1 | 1 | | |
    | taptalent/Flow | 1 | | 1 | 1 | 1 |
    | <b>all</b> | 1 | 1 | 2 | 1 | 1 |

    4 calls; at 20 requests a second that takes 1 s or more:

    - 1 × <code>PATCH /assessment-flows/&#58;id</code>
    - 1 × <code>POST /assessment/audio-interviews</code>
    - 1 × <code>PUT /assessment/&#58;id</code>
    - 1 × <code>PUT /assessment/&#58;id/questions/&#58;questionId</code>

    9 differences: 1 edited here and changed in the web app, 1 changed in the web app, 5 edited here, 1 no record of a last apply, 1 cannot be verified.

    ### Blocked

    <details open>
    <summary><code>✗ blocked</code> <code>taptalent/Flow/sales</code> <code>flows/sales.yaml:9:7</code>: <code>immutable-step</code></summary>

    <p>step 1 would take another assessment than <code>quiz</code>, pass at 50</p>

    | step | live | manifest | |
    | ---: | --- | --- | --- |
    | 1 | <code>quiz</code>, pass at 50 | <code>voice</code>, pass at 60 | <b>not possible</b> |
    | 2 | <code>quiz</code>, pass at 50 | <code>quiz</code>, pass at 50 | same |
    | 3 | – | <code>quiz</code>, pass at 50 | appended |


    <p>To do: put <code>quiz</code>, pass at 50 back; or set <code>lifecycle.onImmutableChange: newVersion</code></p>

    </details>
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

    <b>Nothing to do</b>: 1 resource is as declared.

    | kind | unchanged |
    | --- | ---: |
    | taptalent/Flow | 1 |
    ");
}

#[test]
fn every_change_has_a_line_until_there_is_no_room_and_then_a_number() {
    for count in [1, 40, 200, 4_000] {
        let plan = of_size(count);
        let page = plan_markdown(&plan, LOOK);
        assert!(page.len() <= LIMIT);
        let shown = plan
            .changes
            .iter()
            .filter(|change| page.contains(&format!("<code>{}</code>", change.address)))
            .count();
        let omitted: usize = page
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

proptest! {
    #[test]
    fn a_text_stays_in_its_place_and_is_the_same_text(text in hostile()) {
        let page = html(&format!("- x {} y\n", inline(&text)));
        assert_harmless(&format!("- x {} y\n", inline(&text)));
        let shown = page.strip_prefix("<ul>\n<li>x ").and_then(|page| page.strip_suffix(" y</li>\n</ul>\n"));
        let shown = decoded(&shown.expect(&page).replace("<br>", "\n")).replace('\u{200b}', "");
        let wanted = visible(&text).replace('\u{200b}', "");
        prop_assert_eq!(shown, wanted);
    }

    #[test]
    fn a_label_ends_neither_its_quotes_nor_its_fence(text in hostile()) {
        let label = chart_label(&text);
        prop_assert!(!label.contains(['"', '`', '<', '>', '\n', '[', ']', '{', '}', '&', '%', '@', '|', '\\']), "{}", label);
    }

    #[test]
    fn no_text_of_a_plan_leaves_its_place(text in hostile()) {
        let page = plan_markdown(&everything(&text), LOOK);
        prop_assert!(page.len() <= LIMIT);
        assert_harmless(&page);
        let html = html(&page);
        for (tag, count) in [("<h2>", 1), ("<h3>", 5), ("<table>", 2), ("<pre>", 1), ("<summary>", 4)] {
            prop_assert_eq!(html.matches(tag).count(), count, "{} in {}", tag, html);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_plan_of_any_size_and_any_text_fits(text in hostile(), times in 1_usize..2_000, count in 0_usize..300) {
        let mut plan = everything(&text.repeat(times));
        plan.blocked = vec![plan.blocked[0].clone(); count % 50];
        plan.changes = plan.changes.iter().cycle().take(count).cloned().collect();
        plan.notes = plan.notes.iter().cycle().take(count).cloned().collect();
        let page = plan_markdown(&plan, LOOK);
        prop_assert!(page.len() <= LIMIT, "{}", page.len());
    }
}
