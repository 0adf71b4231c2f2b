//! SVG, drawn here: a column for each kind, boxes below each other, curves from each line of a box to where it leads.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::boxes::{Column, Edge, Graph, Node, NodeId};

// All in pixels.
const MARGIN: usize = 24;
const LINE: usize = 18;
const PADDING: usize = 12;
const BETWEEN_BOXES: usize = 20;
const BETWEEN_COLUMNS: usize = 96;
/// What a character takes on average at 13 px, with room for wider fonts.
const CHARACTER: usize = 8;

/// A picture of its own, on white: it looks the same on a dark page.
pub fn svg(graph: &Graph) -> String {
    let layout = Layout::of(graph);
    let (width, height) = layout.size;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"system-ui, 'Segoe UI', Helvetica, Arial, sans-serif\" font-size=\"13\" role=\"img\">\n\
         <title>Flows, their steps, and shared questions</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n"
    );
    for (index, edge) in graph.edges.iter().enumerate() {
        draw_edge(&mut text, &layout, index, edge);
    }
    for (id, node) in graph.numbered() {
        let Some(place) = layout.boxes.get(&id) else {
            continue;
        };
        draw_box(&mut text, graph, id, node, *place);
    }
    text + "</svg>\n"
}

#[derive(Debug, Clone, Copy)]
struct Rect {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

struct Layout {
    boxes: BTreeMap<NodeId, Rect>,
    /// Where the line of each edge starts: beside its text in the box, if it has one.
    starts: Vec<usize>,
    size: (usize, usize),
}

impl Layout {
    fn of(graph: &Graph) -> Self {
        let mut columns: BTreeMap<Column, Vec<NodeId>> = BTreeMap::new();
        for (id, node) in graph.numbered() {
            columns.entry(node.column).or_default().push(id);
        }
        let mut boxes: BTreeMap<NodeId, Rect> = BTreeMap::new();
        let (mut x, mut height) = (MARGIN, 2 * MARGIN + LINE);
        for ids in columns.values_mut() {
            sort_by_sources(ids, graph, &boxes);
            let width = ids.iter().map(|id| width_of(graph, *id)).max();
            let width = width.unwrap_or_default();
            let mut y = MARGIN;
            for id in ids {
                let height = height_of(graph, *id);
                boxes.insert(
                    *id,
                    Rect {
                        x,
                        y,
                        width,
                        height,
                    },
                );
                y += height + BETWEEN_BOXES;
            }
            height = height.max(y - BETWEEN_BOXES + MARGIN);
            x += width + BETWEEN_COLUMNS;
        }
        let width = x.saturating_sub(BETWEEN_COLUMNS).max(MARGIN) + MARGIN;
        Self {
            starts: starts(graph, &boxes),
            boxes,
            size: (width, height),
        }
    }
}

/// Each box near those that lead to it, so that few lines cross; those that nothing leads to come last.
fn sort_by_sources(ids: &mut [NodeId], graph: &Graph, placed: &BTreeMap<NodeId, Rect>) {
    let mut sums: BTreeMap<NodeId, (usize, usize)> = BTreeMap::new();
    for edge in &graph.edges {
        if let Some(source) = placed.get(&edge.from) {
            let (sum, count) = sums.entry(edge.to).or_default();
            *sum += source.y;
            *count += 1;
        }
    }
    // Stable: the others stay in order of address.
    ids.sort_by_key(|id| {
        sums.get(id)
            .map_or(usize::MAX, |(sum, count)| sum / (*count).max(1))
    });
}

fn labels(graph: &Graph, id: NodeId) -> impl Iterator<Item = (usize, &str)> {
    let edges = graph.edges.iter().enumerate();
    edges
        .filter(move |(_, edge)| edge.from == id)
        .filter_map(|(index, edge)| Some((index, edge.label.as_deref()?)))
}

fn width_of(graph: &Graph, id: NodeId) -> usize {
    let node = &graph.nodes[id.0];
    let texts = std::iter::once(node.title.as_str()).chain(node.lines.iter().map(String::as_str));
    let columns = texts
        .chain(labels(graph, id).map(|(_, label)| label))
        .map(textwrap::core::display_width)
        .max();
    columns.unwrap_or_default() * CHARACTER + 2 * PADDING
}

fn height_of(graph: &Graph, id: NodeId) -> usize {
    let lines = 1 + graph.nodes[id.0].lines.len() + labels(graph, id).count();
    lines * LINE + 2 * PADDING
}

fn starts(graph: &Graph, boxes: &BTreeMap<NodeId, Rect>) -> Vec<usize> {
    let mut starts: Vec<usize> = graph
        .edges
        .iter()
        .map(|edge| boxes.get(&edge.from).map_or(0, |at| at.y + at.height / 2))
        .collect();
    for (id, node) in graph.numbered() {
        let Some(at) = boxes.get(&id) else { continue };
        for (row, (edge, _)) in labels(graph, id).enumerate() {
            let line = 1 + node.lines.len() + row;
            starts[edge] = at.y + PADDING + line * LINE + LINE / 2;
        }
    }
    starts
}

fn draw_edge(text: &mut String, layout: &Layout, index: usize, edge: &Edge) {
    let (Some(from), Some(to)) = (layout.boxes.get(&edge.from), layout.boxes.get(&edge.to)) else {
        return;
    };
    let (x1, y1) = (from.x + from.width, layout.starts[index]);
    let (x2, y2) = (to.x, to.y + to.height / 2);
    let middle = usize::midpoint(x1, x2);
    let _ = writeln!(
        text,
        "<path d=\"M{x1} {y1} C{middle} {y1} {middle} {y2} {x2} {y2}\" fill=\"none\" stroke=\"#6b7a90\" stroke-width=\"1.5\"/>\
         <circle cx=\"{x2}\" cy=\"{y2}\" r=\"3\" fill=\"#6b7a90\"/>"
    );
}

fn draw_box(text: &mut String, graph: &Graph, id: NodeId, node: &Node, at: Rect) {
    let Rect {
        x,
        y,
        width,
        height,
    } = at;
    let fill = match node.column {
        Column::Flow => "#eaf2ff",
        Column::Assessment => "#f1f8ec",
        Column::Question => "#fff6e3",
    };
    let dashes = if node.is_managed {
        ""
    } else {
        " stroke-dasharray=\"5 4\""
    };
    let _ = writeln!(
        text,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"7\" fill=\"{fill}\" stroke=\"#6b7a90\"{dashes}/>"
    );
    let below = node
        .lines
        .iter()
        .map(|line| (line.as_str(), " fill=\"#56637a\""));
    let steps = labels(graph, id).map(|(_, label)| (label, ""));
    let rows = std::iter::once((node.title.as_str(), " font-weight=\"600\""));
    for (row, (line, look)) in rows.chain(below).chain(steps).enumerate() {
        let baseline = y + PADDING + row * LINE + 13;
        let _ = writeln!(
            text,
            "<text x=\"{}\" y=\"{baseline}\"{look}>{}</text>",
            x + PADDING,
            escaped(line)
        );
    }
}

/// XML. Control characters, which it cannot hold, have been made visible before.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
        .replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
