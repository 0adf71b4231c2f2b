//! The laws of the comment: it fits, and nobody's text leaves its place.

use comrak::{Options, markdown_to_html};
use proptest::prelude::*;

use super::super::{LIMIT, chart_label, inline, plan_markdown};
use crate::render::escape::visible;
use crate::render::sample::{LOOK, everything};

/// As GitHub reads it, and with raw HTML let through.
pub(super) fn html(markdown: &str) -> String {
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

const OURS: [&str; 25] = [
    "sub",
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
pub(super) fn assert_harmless(markdown: &str) {
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
        for (tag, count) in [("<h2>", 1), ("<h3>", 11), ("<table>", 2), ("<pre>", 1), ("<summary>", 5)] {
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
