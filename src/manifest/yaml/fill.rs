//! A [`Tree`] with other contents in some of its places. Where a node stands, and how large it is in the file, stays: so
//! whatever is said of it points there.

use super::tree::{Content, Node, NodeId, Tree};

/// What is put in the place of a node.
#[derive(Debug, Clone)]
pub(in crate::manifest) enum Filling {
    Scalar(Filler),
    List(Vec<Filler>),
    /// Nothing, since nobody knows what; why is said already.
    Lost,
}

#[derive(Debug, Clone)]
pub(in crate::manifest) struct Filler {
    pub(in crate::manifest) text: Box<str>,
    pub(in crate::manifest) plain: bool,
}

impl From<Filler> for Content {
    fn from(Filler { text, plain }: Filler) -> Self {
        Self::Scalar { text, plain }
    }
}

impl Tree {
    pub(in crate::manifest) fn filled(&self, fillings: Vec<(NodeId, Filling)>) -> Self {
        let mut tree = self.clone();
        for (id, filling) in fillings {
            let content = match filling {
                Filling::Scalar(filler) => filler.into(),
                Filling::List(items) => {
                    let items = items.into_iter().map(|item| tree.put(id, item));
                    Content::Sequence(items.collect())
                }
                Filling::Lost => Content::Lost,
            };
            tree.filled.insert(id);
            tree.nodes[id.0 as usize].content = content;
        }
        tree
    }

    /// An item that stands where the whole list does.
    fn put(&mut self, list: NodeId, item: Filler) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let bytes = self.node(list).bytes.clone();
        self.nodes.push(Node {
            bytes,
            content: item.into(),
            values: 1,
            depth: 1,
        });
        self.filled.insert(id);
        id
    }
}
