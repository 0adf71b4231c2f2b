//! The laws of the page: nothing is loaded or run, nobody's text leaves its place, and the numbers are right.

use base64::Engine as _;
use proptest::prelude::*;
use sha2::Digest as _;

use super::plan_html;
use crate::plan::Plan;
use crate::render::review::ReviewLook;
use crate::render::sample::{LOOK, everything, of_size, ready};

/// Tags with their attributes, the style sheet and the script left out.
fn tags(page: &str) -> Vec<&str> {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    let (after, _) = after.rsplit_once("<script>").unwrap();
    let tags = before.split('<').chain(after.split('<')).skip(1);
    tags.filter_map(|piece| Some(piece.split_once('>')?.0))
        .collect()
}

const NAMES: [&str; 46] = [
    "html",
    "head",
    "meta",
    "title",
    "body",
    "header",
    "main",
    "footer",
    "section",
    "div",
    "h1",
    "h2",
    "p",
    "span",
    "b",
    "code",
    "ul",
    "ol",
    "li",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "details",
    "summary",
    "fieldset",
    "legend",
    "input",
    "label",
    "ins",
    "del",
    "figure",
    "figcaption",
    "a",
    "dl",
    "dt",
    "dd",
    "button",
    "script",
    "style",
    "!DOCTYPE",
    "q",
];

/// Whether only the page's own markup is in it.
fn assert_harmless(page: &str) {
    for tag in tags(page) {
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        assert!(NAMES.contains(&name), "<{tag}>");
        let leads_out = tag.contains(" href=") && !tag.contains(" href=\"#changes\"");
        assert!(!leads_out || tag.contains(" href=\"https://"), "<{tag}>");
        for forbidden in [" on", " src=", " style=", " action="] {
            let outside: String = tag.split('"').step_by(2).collect();
            assert!(!format!("{outside}=").contains(forbidden), "<{tag}>");
        }
    }
    assert_eq!(page.matches("<style>").count(), 1);
    assert_eq!(page.to_lowercase().matches("<script").count(), 1);
}

#[test]
fn the_policy_allows_the_one_style_sheet_and_the_one_script_and_nothing_else() {
    let page = plan_html(&ready("an outage"), LOOK);
    let (_, rest) = page.split_once("<style>").unwrap();
    let (style, _) = rest.split_once("</style>").unwrap();
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(style));
    let (_, rest) = page.split_once("<script>").unwrap();
    let (script, _) = rest.split_once("</script>").unwrap();
    let of_script = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(script));
    let policy = format!(
        "content=\"default-src 'none'; style-src 'sha256-{hash}'; script-src 'sha256-{of_script}'; base-uri 'none'; \
         form-action 'none'\""
    );
    assert_eq!(page.matches(&policy).count(), 1);
    for loads in ["url(", "@import", "http:", "https:"] {
        assert!(!style.contains(loads), "{loads}");
    }
}

#[test]
fn everything_of_a_plan_is_on_the_page() {
    let page = plan_html(&everything("an outage"), LOOK);
    for said in [
        "Plan for workspace <b>production</b>",
        "<h1>Blocked.</h1><p class=\"lead\">1 resource has a change that cannot be made.",
        "4 calls; at 20 requests a second that takes 1 s or more.",
        "step 1 would take another assessment than an outage",
        "put an outage back; or set",
        "flows/sales.yaml:9:7",
        "an appended step cannot be removed; 12 candidates are in it",
        "12 candidates inside",
        "edited here and changed in the web app",
        "cannot be verified",
        "<del>a time</del><ins>an occasion</ins>",
        "PUT /assessment/live-7/questions/q1",
        "<span class=\"quiet\">step 3, <b class=\"mark\">new</b></span><b>an outage</b><span>system-design</span>",
        "pass at 70, was 75",
        "3 candidates have already taken part: an outage changes",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
}

#[test]
fn each_filter_tells_how_many_changes_it_leaves() {
    let page = plan_html(&of_size(40), LOOK);
    let choices: Vec<&str> = page
        .split("<label for=\"")
        .skip(1)
        .filter_map(|label| label.split_once("</label>"))
        .map(|(label, _)| label)
        .filter(|label| label.contains("number"))
        .collect();
    for choice in &choices {
        let (class, rest) = choice.split_once('"').unwrap();
        let (_, count) = rest.split_once('(').unwrap();
        let count: usize = count.split_once(')').unwrap().0.parse().unwrap();
        let has = |classes: &&str| {
            let mut classes = classes.split('"').next().unwrap().split(' ');
            class.ends_with("-any") || classes.any(|has| has == class)
        };
        let items = page.split("<div class=\"").skip(1);
        let changes = items.filter(|item| item.starts_with("change "));
        assert_eq!(changes.filter(has).count(), count, "{class}");
        let rule =
            format!(".filters:has(#{class}:checked)~.list>.change:not(.{class}){{display:none}}");
        assert_eq!(page.contains(&rule), !class.ends_with("-any"));
    }
    let classes: Vec<&str> = choices
        .iter()
        .map(|choice| choice.split('"').next().unwrap())
        .collect();
    insta::assert_snapshot!(classes.join(" "), @"kind-any kind-taptalent-Assessment kind-taptalent-Flow action-any action-create action-update cause-any cause-conflict cause-drifted cause-edited cause-unrecorded cause-unverifiable");
}

#[test]
fn an_empty_plan_has_no_filters_and_no_empty_section() {
    let plan = Plan {
        unchanged: everything("").unchanged,
        ..Plan::default()
    };
    let page = plan_html(&plan, LOOK);
    assert!(
        page.contains("<h1>Nothing to do.</h1><p class=\"lead\">1 resource is as declared.</p>")
    );
    assert!(!page.contains("<fieldset>") && !page.contains("<section"));
}

#[test]
fn a_page_grows_with_its_plan_and_no_faster() {
    for count in [1, 40, 4_000] {
        let size = plan_html(&of_size(count), LOOK).len();
        assert!(size < 16_000 + count * 6_000, "{count}: {size}");
    }
}

#[test]
fn a_name_that_would_be_a_script_stays_text() {
    let page = plan_html(&everything("<script>alert(1)</script>"), LOOK);
    assert_harmless(&page);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    let workspace = ReviewLook {
        workspace: "</title><script>",
        ..LOOK
    };
    assert_harmless(&plan_html(&ready(""), workspace));
}

proptest! {
    #[test]
    fn no_text_of_a_plan_leaves_its_place(
        parts in prop::collection::vec(prop_oneof![
            Just("<"), Just(">"), Just("\""), Just("'"), Just("&"), Just("</style>"), Just("<!--"), Just("-->"),
            Just("\" onload=\"x"), Just("<img src=x>"), Just("</li></ol>"), Just("]]>"), Just("\u{202e}"), Just("a b"),
        ], 0..10),
        more in any::<String>(),
    ) {
        let text = parts.concat() + &more;
        let page = plan_html(&everything(&text), LOOK);
        assert_harmless(&page);
        let steady = plan_html(&everything("x"), LOOK);
        for tag in ["<li", "<table", "<section", "<details", "<fieldset"] {
            prop_assert_eq!(page.matches(tag).count(), steady.matches(tag).count());
        }
        let reverses = page.contains('\u{202e}');
        prop_assert!(!reverses);
    }
}
