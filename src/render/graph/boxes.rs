//! Boxes and lines, of whatever they stand for.

/// A picture. Lines lead from left to right: from what leads to what is led to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Graph {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
}

/// Which column a box stands in, from left to right. Columns without boxes take no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Flow,
    Assessment,
    Question,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) column: Column,
    pub(super) title: String,
    /// Further lines: what it is, its address, its size.
    pub(super) lines: Vec<String>,
    /// Whether a manifest of this project describes it; if not, its frame is dashed.
    pub(super) is_managed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct NodeId(pub(super) usize);

/// A line between two boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: NodeId,
    pub(super) to: NodeId,
    /// What it says, for example a step and its threshold.
    pub(super) label: Option<String>,
}

impl Graph {
    pub(super) fn node(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() - 1)
    }

    pub(super) fn edge(&mut self, from: NodeId, to: NodeId, label: Option<String>) {
        self.edges.push(Edge { from, to, label });
    }

    /// Boxes with their ids, in order of creation.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        let nodes = self.nodes.iter().enumerate();
        nodes.map(|(i, node)| (NodeId(i), node))
    }
}

/// At most so many characters, in one line.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 48;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = crate::render::visible(&text);
    if text.chars().count() <= MOST {
        return text.into_owned();
    }
    let kept: String = text.chars().take(MOST - 1).collect();
    format!("{}…", kept.trim_end())
}
