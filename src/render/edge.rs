//! The edge: what every text passes on its way out, whoever wrote parts of it. A terminal is not steered by it, and a runner
//! that reads the log of a job finds no command in it. It only escapes: what to say was decided before.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::escape::is_hidden;
use crate::model::is_invisible;

/// What sort of text leaves, and so what of it may be escaped, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people's eyes; with `painted`, our own colours and links stay.
    Text {
        /// Whether it holds escape sequences of ours.
        painted: bool,
    },
    /// A document with rules of its own (Markdown, HTML, CSV, …), whose writer has escaped what is not seen.
    Document,
    /// JSON.
    Json,
    /// Workflow commands: made to be obeyed, and escaped by their writer.
    Commands,
}

/// The text as it may leave. `in_runner`: a job's log is read for commands.
pub fn harmless(text: &str, form: Form, in_runner: bool) -> Cow<'_, str> {
    let shown = match form {
        Form::Text { painted } => unsteering(text, painted),
        Form::Document => Cow::Borrowed(text),
        Form::Json => return json(text),
        Form::Commands => return Cow::Borrowed(text),
    };
    match shown {
        shown if !in_runner => shown,
        Cow::Borrowed(text) => disobeyed(text),
        Cow::Owned(text) => Cow::Owned(disobeyed(&text).into_owned()),
    }
}

/// Without anything unseen but line ends, tabs, and (with `painted`) our own sequences.
fn unsteering(text: &str, painted: bool) -> Cow<'_, str> {
    let is_fine = |c: char| !is_hidden(c) || c == '\t';
    if text.chars().all(is_fine) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let own = if painted { own_sequence(rest) } else { 0 };
        let length = own.max(c.len_utf8());
        if own > 0 || is_fine(c) {
            shown.push_str(&rest[..length]);
        } else {
            shown.extend(c.escape_default());
        }
        rest = &rest[length..];
    }
    Cow::Owned(shown)
}

/// Length of a colour or a link (OSC 8, `https` only) at the start of a text; 0: there is none.
fn own_sequence(text: &str) -> usize {
    const LINK_END: &str = "\u{1b}\\";
    if let Some(rest) = text.strip_prefix("\u{1b}[") {
        let numbers = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || *byte == b';')
            .count();
        return match rest.as_bytes().get(numbers) {
            Some(b'm') => "\u{1b}[".len() + numbers + 1,
            _ => 0,
        };
    }
    let Some(link) = text.strip_prefix("\u{1b}]8;;") else {
        return 0;
    };
    let url = link.bytes().take_while(u8::is_ascii_graphic).count();
    let is_ours = url == 0 || link.starts_with("https://");
    if link[url..].starts_with(LINK_END) && is_ours {
        text.len() - link.len() + url + LINK_END.len()
    } else {
        0
    }
}

/// With a backslash in what GitHub, Azure, GitLab or others would take for a command: `::` and `section_…:` where a line
/// begins, and `##…[` anywhere.
fn disobeyed(text: &str) -> Cow<'_, str> {
    if !["::", "##", "section_"]
        .iter()
        .any(|sign| text.contains(sign))
    {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 1);
    for line in text.split_inclusive('\n') {
        let start = first_seen(line);
        shown.push_str(&line[..start]);
        let rest = &line[start..];
        if ["::", "section_start:", "section_end:"]
            .iter()
            .any(|command| rest.starts_with(command))
        {
            shown.push('\\');
        }
        push_with_brackets_as("\\[", rest, &mut shown);
    }
    Cow::Owned(shown)
}

/// Where in a line the first thing stands that is seen.
fn first_seen(line: &str) -> usize {
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let own = own_sequence(&line[at..]);
        if own == 0 && !c.is_whitespace() && !is_invisible(c) {
            break;
        }
        at += own.max(c.len_utf8());
    }
    at
}

/// Adds the text, with each bracket that `##` and letters lead to as something else.
fn push_with_brackets_as(bracket: &str, text: &str, shown: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("##") {
        let behind = &rest[at + 2..];
        let word = behind.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        let (end, bracket) = match word.strip_prefix('[') {
            Some(after) => (rest.len() - after.len() - 1, bracket),
            // The next two signs may overlap with these.
            None => (at + 1, ""),
        };
        shown.push_str(&rest[..end]);
        shown.push_str(bracket);
        rest = &rest[end + usize::from(!bracket.is_empty())..];
    }
    shown.push_str(rest);
}

/// JSON itself asks for escapes of the oldest control characters only.
fn json(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // In a string each would be an escape already: here it is between values, where an escape is no JSON.
            '\t' => escaped.push(c),
            '\r' => escaped.push(' '),
            c if is_hidden(c) => {
                let mut units = [0; 2];
                let units = c.encode_utf16(&mut units).iter();
                units.for_each(|unit| _ = write!(escaped, "\\u{unit:04x}"));
            }
            c => escaped.push(c),
        }
    }
    let mut shown = String::with_capacity(escaped.len());
    push_with_brackets_as("\\u005b", &escaped, &mut shown);
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLAIN: Form = Form::Text { painted: false };
    const PAINTED: Form = Form::Text { painted: true };

    #[test]
    fn nothing_steers_a_terminal_but_our_own_colours_and_links() {
        let text =
            "\u{1b}[31mred\u{1b}[0m \u{1b}]8;;https://a.example\u{1b}\\id\u{1b}]8;;\u{1b}\\\tb\n";
        assert_eq!(harmless(text, PAINTED, false), text);
        assert!(!harmless(text, PLAIN, false).contains('\u{1b}'));
        for evil in [
            "\u{1b}[2J",
            "\u{1b}]0;t\u{7}",
            "\u{1b}]8;;file:///x\u{1b}\\",
            "\r",
            "\u{9b}31m",
            "\u{202e}",
        ] {
            let shown = harmless(evil, PAINTED, false);
            assert!(shown.starts_with('\\'), "{shown:?}");
            assert!(!shown.chars().any(is_invisible), "{shown:?}");
        }
    }

    #[test]
    fn in_a_runner_no_line_is_a_command() {
        for (text, shown) in [
            ("::add-mask::x", "\\::add-mask::x"),
            (
                "a\n \t\u{a0}::stop-commands::x\n",
                "a\n \t\u{a0}\\::stop-commands::x\n",
            ),
            ("a::b::c", "a::b::c"),
            ("see ##[group]x", "see ##\\[group]x"),
            ("###[error]", "###\\[error]"),
            ("##vso[task.setvariable]", "##vso\\[task.setvariable]"),
            ("##teamcity[a]", "##teamcity\\[a]"),
            ("## a title [x]", "## a title [x]"),
            ("section_start:1:a", "\\section_start:1:a"),
        ] {
            assert_eq!(harmless(text, PLAIN, true), shown);
            assert_eq!(harmless(text, Form::Document, true), shown);
            assert_eq!(harmless(text, PLAIN, false), text);
        }
        let colored = harmless("\u{1b}[1m::error::x\u{1b}[0m", PAINTED, true);
        assert_eq!(colored, "\u{1b}[1m\\::error::x\u{1b}[0m");
    }

    #[test]
    fn json_says_the_same_to_who_parses_it() {
        let value = serde_json::json!(["\u{7f}\u{202e}\u{e0041}", "##[group]", "###vso[x"]);
        let text = harmless(&value.to_string(), Form::Json, false).into_owned();
        assert!(!text.chars().any(is_hidden) && !text.contains("##[") && !text.contains("vso["));
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            value
        );
        let spaced = "[\t\"\u{7f}\",\r\n 2 ]";
        assert_eq!(
            harmless(spaced, Form::Json, false),
            "[\t\"\\u007f\", \n 2 ]"
        );
    }

    proptest! {
        #[test]
        fn no_text_is_obeyed_or_moves_the_cursor(text in "[ \t\n\r:#\\[a-z\u{1b}\u{a0}0-9;m]{0,40}") {
            let shown = harmless(&text, PAINTED, true).into_owned();
            for line in shown.lines() {
                let seen = line.trim_start_matches(|c: char| c.is_whitespace());
                prop_assert!(!seen.starts_with("::") && !line.contains("##["), "{:?}", shown);
            }
            let plain = harmless(&text, PLAIN, true);
            let steers = plain.contains(['\u{1b}', '\r']);
            prop_assert!(!steers);
        }
    }
}
