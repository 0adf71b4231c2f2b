//! Mermaid, which GitHub and GitLab draw inside Markdown.

use std::fmt::Write as _;

use super::boxes::Graph;

/// A `flowchart`. Every text stands in quotes with its special characters as Mermaid's `#…;` codes.
pub fn mermaid(graph: &Graph) -> String {
    let mut text = "flowchart LR\n".to_owned();
    for (id, node) in graph.numbered() {
        let lines: Vec<String> = std::iter::once(&node.title)
            .chain(&node.lines)
            .map(|line| escaped(line))
            .collect();
        let label = lines.join("<br/>");
        let _ = writeln!(text, "  n{}[\"{label}\"]", id.0);
        if !node.is_managed {
            let _ = writeln!(text, "  style n{} stroke-dasharray: 4 3", id.0);
        }
    }
    for edge in &graph.edges {
        let (from, to) = (edge.from.0, edge.to.0);
        let _ = match &edge.label {
            Some(label) => writeln!(text, "  n{from} -->|\"{}\"| n{to}", escaped(label)),
            None => writeln!(text, "  n{from} --> n{to}"),
        };
    }
    text
}

/// Everything that Mermaid, Markdown or HTML could take for more than a character. A dot after a number would start a
/// Markdown list.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | ',' | ':' | '/' | '?' | '–' | '…') {
            shown.push(c);
        } else if c == '-' {
            // Inside a word it is only a dash; two of them, or one at the start, are syntax.
            let follows_word = shown.chars().next_back().is_some_and(char::is_alphanumeric);
            if follows_word {
                shown.push(c);
            } else {
                shown.push_str("#45;");
            }
        } else {
            let _ = write!(shown, "#{};", u32::from(c));
        }
    }
    shown
}
