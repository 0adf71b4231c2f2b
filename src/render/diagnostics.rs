//! Problems as text with snippets, and as the JSON of `validate --format json`.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
    renderer::DecorStyle,
};
use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Place, Severity, Span};
use crate::manifest::{Loaded, Sources};

/// Lines of the file that are shown before and after a marked one.
const AROUND: usize = 1;

/// Marked lines up to this far apart are shown in one piece.
const TOGETHER: usize = 6;

/// The longest message that is shown, in characters: it may quote what stands in a file.
const LONGEST: usize = 400;

/// Of more problems than these, the first of each sort is shown at length, and each other in a line.
const MANY: usize = 50;

/// All problems, one after the other, and a line that counts them; empty for none. `width`: of the terminal, in columns.
///
/// Control characters of files and messages are shown as signs, never sent.
pub fn human(problems: &[Diagnostic], sources: &Sources, width: usize, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(width);
    let mut text = String::new();
    let mut known = BTreeSet::new();
    let mut is_list = false;
    for problem in problems {
        if problems.len() > MANY && !known.insert(problem.code) {
            text.push_str(&in_a_line(problem));
            is_list = true;
            continue;
        }
        if is_list {
            text.push('\n');
            is_list = false;
        }
        let help = wrapped(&printable(&problem.help), width);
        text.push_str(&renderer.render(&[group(problem, help, sources)]));
        text.push_str("\n\n");
    }
    if is_list {
        text.push('\n');
    }
    if !problems.is_empty() {
        text.push_str(&summary(problems));
        text.push('\n');
    }
    text
}

/// `flows/screen.yaml:9:7: error[unknown-field]: …`
fn in_a_line(problem: &Diagnostic) -> String {
    let place = problem.place.as_ref().map_or_else(String::new, |place| {
        let point = place.span.map_or_else(String::new, |span| {
            format!(":{}:{}", span.start.line, span.start.column)
        });
        format!("{}{point}: ", place.file)
    });
    let (severity, code) = (problem.severity.as_str(), problem.code);
    let message = printable(&problem.message);
    format!("{}{severity}[{code}]: {message}\n", printable(&place))
}

/// `3 errors, 1 warning in 2 files`
pub fn summary(problems: &[Diagnostic]) -> String {
    let count = |severity| problems.iter().filter(|p| p.severity == severity).count();
    let files: HashSet<&str> = problems
        .iter()
        .filter_map(|p| p.place.as_ref())
        .map(|place| place.file.as_str())
        .collect();
    let mut parts = Vec::new();
    for severity in [Severity::Error, Severity::Warning] {
        match count(severity) {
            0 => {}
            count => parts.push(counted(count, severity.as_str())),
        }
    }
    let mut line = parts.join(", ");
    if !files.is_empty() {
        let _ = write!(line, " in {}", counted(files.len(), "file"));
    }
    line
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

fn group<'a>(problem: &'a Diagnostic, help: String, sources: &'a Sources) -> Group<'a> {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(printable(&problem.message))
        .id(problem.code.as_str());
    title
        .elements(snippets(problem, sources))
        .element(Element::from(Level::HELP.message(help)))
}

/// A help text in lines that fit beside its frame.
fn wrapped(text: &str, width: usize) -> String {
    const FRAME: usize = 14;
    let room = width.saturating_sub(FRAME).max(40);
    let mut lines = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        // What stands between backticks is to be copied: never broken.
        let is_code = lines.matches('`').count() % 2 == 1;
        if !is_code && used > 0 && used + 1 + length > room {
            lines.push('\n');
            used = 0;
        } else if used > 0 {
            lines.push(' ');
            used += 1;
        }
        lines.push_str(word);
        used += length;
    }
    lines
}

struct Mark<'a> {
    span: Span,
    /// The words beside it; `None` for the primary one.
    words: Option<&'a str>,
}

fn snippets<'a>(problem: &'a Diagnostic, sources: &'a Sources) -> Vec<Element<'a>> {
    let Some(place) = &problem.place else {
        return Vec::new();
    };
    let related = problem
        .related
        .iter()
        .map(|(place, words)| (place, Some(words.as_str())));
    let mut pieces: Vec<(&Place, Vec<Mark<'a>>)> = Vec::new();
    for (place, words) in std::iter::once((place, None)).chain(related) {
        let Some(span) = place.span else {
            pieces.push((place, Vec::new()));
            continue;
        };
        let mark = Mark { span, words };
        let near = pieces.iter_mut().find(|(other, marks)| {
            other.file == place.file && marks.iter().any(|mark| is_near(&mark.span, &span))
        });
        match near {
            Some((_, marks)) => marks.push(mark),
            None => pieces.push((place, vec![mark])),
        }
    }
    let pieces = pieces.into_iter();
    pieces
        .map(|(place, marks)| piece(place, &marks, sources))
        .collect()
}

fn is_near(a: &Span, b: &Span) -> bool {
    a.start.line.abs_diff(b.start.line) <= TOGETHER
}

fn piece<'a>(place: &'a Place, marks: &[Mark<'a>], sources: &'a Sources) -> Element<'a> {
    let first = marks.iter().map(|mark| mark.span.start.line).min();
    let last = marks.iter().map(|mark| mark.span.end.line).max();
    let (Some(first), Some(last), Some(text)) = (first, last, sources.text(&place.file)) else {
        return Origin::path(printable(place.file.as_str())).into();
    };
    let around = marks.first().map_or(0, |mark| mark.span.start.byte);
    let window = window(
        text,
        around,
        first,
        last,
        marks.first().map_or(1, |m| m.span.start.line),
    );
    let annotations = marks.iter().map(|mark| annotation(mark, &window.bytes));
    Snippet::source(inert(&text[window.bytes.clone()]))
        .path(printable(place.file.as_str()))
        .line_start(window.first_line)
        .fold(false)
        .annotations(annotations.collect::<Vec<_>>())
        .into()
}

fn annotation<'a>(mark: &Mark<'a>, window: &Range<usize>) -> Annotation<'a> {
    let inside = |byte: usize| byte.clamp(window.start, window.end) - window.start;
    let span = inside(mark.span.start.byte)..inside(mark.span.end.byte);
    match mark.words {
        None => AnnotationKind::Primary.span(span),
        Some(words) => AnnotationKind::Context.span(span).label(printable(words)),
    }
}

/// Some lines of a file.
struct Window {
    bytes: Range<usize>,
    first_line: usize,
}

/// The lines `first` to `last` and a few around them, found from a byte that lies in line `line`: counting from
/// the start of a large file for each of many problems would cost seconds.
fn window(text: &str, byte: usize, first: usize, last: usize, line: usize) -> Window {
    let mut start = line_start(text, byte);
    let mut first_line = line;
    while start > 0 && first_line + AROUND > first {
        start = line_start(text, start - 1);
        first_line -= 1;
    }
    let mut end = line_end(text, byte);
    let mut last_line = line;
    while end < text.len() && last_line < last + AROUND {
        end = line_end(text, end + 1);
        last_line += 1;
    }
    Window {
        bytes: start..end,
        first_line,
    }
}

fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or(0, |at| at + 1)
}

fn line_end(text: &str, byte: usize) -> usize {
    text[byte..].find('\n').map_or(text.len(), |at| byte + at)
}

/// A text of a file with signs for what could steer a terminal; of the same length, so that marks stay right.
fn inert(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let sign = |c: char| match (steers(c), c, c.len_utf8()) {
        (false, c, _) => c,
        (true, '\r', _) => ' ',
        (true, _, 1) => '?',
        (true, _, 2) => '\u{b7}',
        (true, _, 3) => '\u{fffd}',
        (true, _, _) => '\u{1f6ab}',
    };
    Cow::Owned(text.chars().map(sign).collect())
}

/// Whether a character moves the cursor, turns the direction of writing, or is not seen.
fn steers(c: char) -> bool {
    c != '\n' && c != '\t' && crate::model::is_invisible(c)
}

/// A message or a name in one line: escaped where needed, and cut if very long.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let is_fine = !text.contains(|c| steers(c) || c == '\n' || c == '\t') && text.len() <= LONGEST;
    if is_fine {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    for c in text.chars().take(LONGEST) {
        if steers(c) || c == '\n' || c == '\t' {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    if text.chars().count() > LONGEST {
        shown.push('…');
    }
    Cow::Owned(shown)
}

/// The answer of `validate --format json`.
pub fn json(loaded: &Loaded) -> Value {
    let problems: Vec<Value> = loaded.problems.iter().map(problem_json).collect();
    json!({
        "formatVersion": 1,
        "files": loaded.files,
        "resources": loaded.resources,
        "problems": problems,
    })
}

/// One problem; lines and columns count from 1, columns in characters, the end is not part of the place.
fn problem_json(problem: &Diagnostic) -> Value {
    let Diagnostic {
        code,
        severity,
        message,
        place,
        related,
        help,
        fixes: _,
    } = problem;
    let span = place.as_ref().and_then(|place| place.span);
    json!({
        "code": code.as_str(),
        "severity": severity.as_str(),
        "message": message,
        "help": help,
        "file": place.as_ref().map(|place| place.file.as_str()),
        "line": span.map(|span| span.start.line),
        "column": span.map(|span| span.start.column),
        "endLine": span.map(|span| span.end.line),
        "endColumn": span.map(|span| span.end.column),
        "related": related.iter().map(related_json).collect::<Vec<_>>(),
    })
}

/// Another place that a problem is about, and what is there.
fn related_json((place, words): &(Place, String)) -> Value {
    let start = place.span.map(|span| span.start);
    json!({
        "message": words,
        "file": place.file.as_str(),
        "line": start.map(|start| start.line),
        "column": start.map(|start| start.column),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_becomes_a_sign_of_the_same_length() {
        let text = "a\u{1b}[2J\u{9b}\u{202e}\r\n\tb";
        let shown = inert(text);
        assert_eq!(shown, "a?[2J\u{b7}\u{fffd} \n\tb");
        assert_eq!(shown.len(), text.len());
        assert_eq!(printable("a\u{1b}\nb"), "a\\u{1b}\\nb");
    }

    #[test]
    fn a_window_is_the_marked_lines_and_one_around() {
        let text = "1\n2\n3\n4\n5";
        let window = window(text, 4, 3, 3, 3);
        assert_eq!(&text[window.bytes], "2\n3\n4");
        assert_eq!(window.first_line, 2);
    }
}
