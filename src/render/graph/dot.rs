//! DOT, for Graphviz.

use std::fmt::Write as _;

use super::boxes::Graph;

/// A `digraph` from left to right.
pub fn dot(graph: &Graph) -> String {
    let mut text = "digraph vetform {\n  rankdir=LR;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n  \
                    edge [fontname=\"sans-serif\", fontsize=11];\n"
        .to_owned();
    for (id, node) in graph.numbered() {
        let lines: Vec<String> = std::iter::once(&node.title)
            .chain(&node.lines)
            .map(|line| escaped(line))
            .collect();
        let look = if node.is_managed {
            ""
        } else {
            ", style=\"rounded,dashed\""
        };
        let label = lines.join("\\n");
        let _ = writeln!(text, "  n{} [label=\"{label}\"{look}];", id.0);
    }
    for edge in &graph.edges {
        let (from, to) = (edge.from.0, edge.to.0);
        let _ = match &edge.label {
            Some(label) => writeln!(text, "  n{from} -> n{to} [label=\"{}\"];", escaped(label)),
            None => writeln!(text, "  n{from} -> n{to};"),
        };
    }
    text + "}\n"
}

/// Inside a quoted label a backslash starts an escape and an `&` an HTML entity.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('&', "&amp;")
}
