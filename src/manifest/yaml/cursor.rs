//! From a byte of a file to what stands there: the way back of `locate`.

use super::tree::{Content, Entry, NodeId, Tree};
use crate::model::Pointer;

/// What stands at a byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::manifest) struct Cursor {
    pub(in crate::manifest) document: usize,
    /// The innermost entry or item there; a key stands for its value.
    pub(in crate::manifest) pointer: Pointer,
    pub(in crate::manifest) on_key: bool,
    /// The key or the value itself.
    pub(in crate::manifest) node: NodeId,
}

impl Tree {
    /// `None` before the first document with something in it.
    pub(in crate::manifest) fn cursor(&self, byte: usize) -> Option<Cursor> {
        let roots = self.documents().iter().enumerate();
        let roots = roots.filter_map(|(at, document)| Some((at, document.root?)));
        let (document, root) = roots
            .take_while(|(_, root)| self.start(*root) <= byte)
            .last()?;
        let mut cursor = Cursor {
            document,
            pointer: Pointer::root(),
            on_key: false,
            node: root,
        };
        while let Some(next) = self.within(&cursor, byte) {
            let is_end = next.on_key;
            cursor = next;
            if is_end {
                break;
            }
        }
        Some(cursor)
    }

    fn within(&self, cursor: &Cursor, byte: usize) -> Option<Cursor> {
        let next = |pointer, node, on_key| Cursor {
            document: cursor.document,
            pointer,
            on_key,
            node,
        };
        match &self.node(cursor.node).content {
            Content::Mapping(entries) => {
                let Entry { key, value } = self.entry_at(cursor.node, entries, byte)?;
                let pointer = cursor.pointer.clone().key(self.text(key)?.to_owned());
                let on_key = byte <= self.end(key);
                Some(next(pointer, if on_key { key } else { value }, on_key))
            }
            Content::Sequence(items) => {
                let mut items = items.iter().enumerate();
                let (at, item) = items.rfind(|(_, item)| self.start(**item) <= byte)?;
                Some(next(cursor.pointer.clone().index(at), *item, false))
            }
            Content::Scalar { .. } | Content::Alias(_) | Content::Lost => None,
        }
    }

    /// The last entry that begins before the byte. What merge keys have brought stands elsewhere.
    fn entry_at(&self, mapping: NodeId, entries: &[Entry], byte: usize) -> Option<Entry> {
        let start = self.start(mapping);
        let own = entries
            .iter()
            .filter(|entry| (start..=byte).contains(&self.start(entry.key)));
        own.max_by_key(|entry| self.start(entry.key)).copied()
    }

    pub(in crate::manifest) fn start(&self, id: NodeId) -> usize {
        self.node(id).bytes.start as usize
    }

    pub(in crate::manifest) fn end(&self, id: NodeId) -> usize {
        self.node(id).bytes.end as usize
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn at(text: &str, what: &str) -> String {
        let tree = Tree::read(&Arc::from(text));
        let cursor = tree.cursor(text.find(what).unwrap()).unwrap();
        let on = if cursor.on_key { "key" } else { "value" };
        format!("{}: {on} of {}", cursor.document, cursor.pointer)
    }

    #[test]
    fn a_byte_leads_to_the_innermost_key_or_value() {
        let text = "a: one\n---\nspec:\n  list:\n  - { x: two }\n  - name: three\n    other: \n  end: four\n";
        insta::assert_snapshot!(at(text, "one"), @"0: value of a");
        insta::assert_snapshot!(at(text, "list"), @"1: key of spec.list");
        insta::assert_snapshot!(at(text, "two"), @"1: value of spec.list[0].x");
        insta::assert_snapshot!(at(text, "three"), @"1: value of spec.list[1].name");
        insta::assert_snapshot!(at(text, " \n  end"), @"1: value of spec.list[1].other");
        insta::assert_snapshot!(at(text, "four"), @"1: value of spec.end");
    }
}
