//! The bytes that a fix of a problem changes. Where the file says something else than the problem was found with, there are none.

use super::edits::Edit;
use super::emit::flow_entry;
use super::place::Page;
use super::scalar::{Quotes, double_quoted, in_brackets, written};
use super::splice::Splice;
use super::value::Yaml;
use crate::diagnostic::{Change, Scalar};
use crate::manifest::yaml::{Content, Cursor, NodeId, Tree};
use crate::model::Pointer;

/// `at`: the byte at which the problem stands.
pub(in crate::manifest) fn splices(
    text: &str,
    tree: &Tree,
    at: usize,
    change: &Change,
) -> Option<Vec<Splice>> {
    let cursor = tree.cursor(at)?;
    let root = tree.documents().get(cursor.document)?.root?;
    let page = Page { text, tree, root };
    match change {
        Change::Write { written, new } => {
            let is_here = page.bytes(cursor.node).start == at;
            let (said, raw) = page.one_line(cursor.node).filter(|_| is_here)?;
            let new = scalar(new, raw)?;
            (said == written).then(|| vec![Splice::new(page.bytes(cursor.node), new)])
        }
        Change::QuoteLine => {
            page.one_line(cursor.node)?;
            let start = page.bytes(cursor.node).start;
            let line = page.rest_of_line(start).trim_end();
            Some(vec![Splice::new(
                start..start + line.len(),
                double_quoted(line),
            )])
        }
        Change::Template => {
            let (said, _) = page.one_line(cursor.node)?;
            let template = format!("{{ {} }}", flow_entry("template", &Yaml::text(said)));
            Some(vec![Splice::new(page.bytes(cursor.node), template)])
        }
        Change::Remove => page.splices(&[&Edit::Remove(cursor.pointer)]).ok(),
        Change::AddBeside { key, items } => {
            let list = Yaml::texts(items);
            page.splices(&[&Edit::Set(beside(&cursor, key)?, list)])
                .ok()
        }
    }
}

fn beside(cursor: &Cursor, key: &'static str) -> Option<Pointer> {
    let (_, above) = cursor.pointer.segments().split_last()?;
    Some(above.iter().cloned().collect::<Pointer>().key(key))
}

/// With the quotes of what was there.
fn scalar(new: &Scalar, raw: &str) -> Option<String> {
    let quotes = match raw.as_bytes().first() {
        Some(b'"') => Quotes::Double,
        Some(b'\'') => Quotes::Single,
        _ => Quotes::None,
    };
    match (new, quotes) {
        (Scalar::Plain(plain), _) => Some(plain.clone()),
        (Scalar::Text(text), Quotes::None) => in_brackets(&Yaml::text(text)),
        (Scalar::Text(text), quotes) => {
            let new = written(&Yaml::text(text), quotes)?;
            new.block.is_empty().then_some(new.head)
        }
    }
}

impl Page<'_> {
    /// What a scalar says, and how it is written, if it stands on one line by itself: no block, no anchor, no tag.
    fn one_line(&self, node: NodeId) -> Option<(&str, &str)> {
        let Content::Scalar { text, .. } = &self.tree.node(node).content else {
            return None;
        };
        let bytes = self.bytes(node);
        let before = self.text.get(self.line_start(bytes.start)..bytes.start)?;
        let raw = self.text.get(bytes)?;
        let last = before.split_whitespace().next_back();
        let is_marked = last.is_some_and(|last| last.starts_with(['&', '!']));
        let is_more = is_marked || raw.starts_with(['|', '>', '&', '!']) || raw.contains('\n');
        (!is_more && !raw.is_empty()).then_some((text, raw))
    }
}
