//! A text without one of its documents: the others stay as they are, with every comment that is theirs.

use std::ops::Range;
use std::sync::Arc;

use super::error::EditError;
use super::proof::says_the_others;
use crate::manifest::yaml::{NodeId, Tree};

/// What names the schema of a file, or of a document, to editors.
const SCHEMA: &str = "# yaml-language-server:";

/// The text without this document; `None` if nothing else stands in it.
///
/// # Errors
/// The text cannot be read, or what is left would say something else.
pub fn without_document(text: &str, document: usize) -> Result<Option<String>, EditError> {
    let before = Tree::read(&Arc::from(text));
    let documents = before.documents();
    let is_flawed = !before.flaws().is_empty() || documents.iter().any(|one| one.flawed);
    if is_flawed || document >= documents.len() {
        return Err(EditError::Unreadable);
    }
    let mut others = documents.iter().enumerate();
    let says_something = |root: NodeId| !before.is_null(root);
    if !others.any(|(at, one)| at != document && one.root.is_some_and(says_something)) {
        return Ok(None);
    }
    let parts = Parts::of(text);
    // Directives hold for the document after them alone, and what ends a document so may be followed by them.
    let has_others = parts.lines.iter().any(|line| {
        let line = &text[line.clone()];
        line.starts_with('%') || is_marker(line, "...")
    });
    if has_others || parts.documents.len() != documents.len() {
        return Err(EditError::Form("---".to_owned()));
    }
    let after = parts.without(text, document);
    says_the_others(&before, document, &after)?;
    Ok(Some(after))
}

/// Where the documents of a text stand.
struct Parts {
    lines: Vec<Range<usize>>,
    /// Lines of each, with the marker before it.
    documents: Vec<Range<usize>>,
}

impl Parts {
    fn of(text: &str) -> Self {
        let mut end = 0;
        let lines: Vec<Range<usize>> = text
            .split_inclusive('\n')
            .map(|line| {
                let start = end;
                end += line.len();
                start..end
            })
            .collect();
        let markers = lines.iter().enumerate();
        let markers = markers.filter(|(_, line)| is_marker(&text[(*line).clone()], "---"));
        let mut starts: Vec<usize> = markers.map(|(at, _)| at).collect();
        let first = starts.first().copied().unwrap_or(lines.len());
        let is_blank = |line: &Range<usize>| is_idle(&text[line.clone()]);
        if !lines[..first].iter().all(is_blank) || starts.is_empty() {
            starts.insert(0, 0);
        }
        let ends = starts.iter().skip(1).copied().chain([lines.len()]);
        let documents = starts.iter().copied().zip(ends);
        let documents = documents.map(|(start, end)| start..end).collect();
        Self { lines, documents }
    }

    fn without(&self, text: &str, document: usize) -> String {
        let Range { start, end } = self.documents[document].clone();
        let own_end = self.own_end(text, start, end);
        let line = |at: usize| &text[self.lines[at].clone()];
        let mut kept: Vec<&str> = match document.checked_sub(1) {
            None => self.head(text, start),
            Some(before) => {
                let begun = self.documents[before].start;
                (0..self.own_end(text, begun, start)).map(line).collect()
            }
        };
        kept.extend((own_end..end).map(line));
        let is_led = kept.iter().any(|line| !line.trim().is_empty());
        let is_marked = end < self.lines.len() && line(end).trim_end() == "---";
        // Nobody needs to be told where the first one begins, unless something stands before it.
        let next = if !is_led && is_marked { end + 1 } else { end };
        kept.extend((next..self.lines.len()).map(line));
        let is_blank = |line: &&&str| line.trim().is_empty();
        if end == self.lines.len() {
            kept.truncate(kept.len() - kept.iter().rev().take_while(is_blank).count());
        }
        let blank = kept.iter().take_while(is_blank).count();
        kept[blank..].concat()
    }

    /// What stands before the first document and stays: comments that a marker or a blank line parts from it, such as whose the
    /// file is. The schema of what is gone would misjudge what is left.
    fn head<'t>(&self, text: &'t str, start: usize) -> Vec<&'t str> {
        let lines = self.lines.iter().map(|line| &text[line.clone()]);
        let leading: Vec<&str> = lines.take_while(|line| is_idle(line)).collect();
        let blank = leading.iter().rposition(|line| line.trim().is_empty());
        let end = if start > 0 {
            start
        } else {
            blank.map_or(0, |at| at + 1)
        };
        let mut head = leading[..end.min(leading.len())].to_vec();
        head.retain(|line| !line.starts_with(SCHEMA));
        head
    }

    /// The end of what is the document's own: comments right before the next marker, and parted from it by a blank line, are about
    /// what comes then.
    fn own_end(&self, text: &str, start: usize, end: usize) -> usize {
        if end == self.lines.len() {
            return end;
        }
        let line = |at: usize| &text[self.lines[at].clone()];
        let comments = (start + 1..end)
            .rev()
            .take_while(|at| line(*at).starts_with('#'));
        let first = comments.last().unwrap_or(end);
        let is_parted = first > start + 1 && line(first - 1).trim().is_empty();
        if is_parted { first - 1 } else { end }
    }
}

/// Whether a line begins with this mark of YAML, and nothing else.
fn is_marker(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

/// Blank, or nothing but a comment.
fn is_idle(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, document: usize) -> String {
        without_document(text, document).unwrap().unwrap()
    }

    const THREE: &str = "\
# Whose this is

# yaml-language-server: $schema=../schema/one.json
# about one
name: one   # first
---
# yaml-language-server: $schema=../schema/two.json
name: two
text: |
  --- is no marker here
# of two

# about three
---
name: three
";

    #[test]
    fn the_others_keep_their_comments() {
        insta::assert_snapshot!(without(THREE, 0), @"
        # Whose this is

        ---
        # yaml-language-server: $schema=../schema/two.json
        name: two
        text: |
          --- is no marker here
        # of two

        # about three
        ---
        name: three
        ");
        insta::assert_snapshot!(without(THREE, 1), @"
        # Whose this is

        # yaml-language-server: $schema=../schema/one.json
        # about one
        name: one   # first

        # about three
        ---
        name: three
        ");
        insta::assert_snapshot!(without(THREE, 2), @"
        # Whose this is

        # yaml-language-server: $schema=../schema/one.json
        # about one
        name: one   # first
        ---
        # yaml-language-server: $schema=../schema/two.json
        name: two
        text: |
          --- is no marker here
        # of two
        ");
    }

    #[test]
    fn what_is_left_begins_without_a_marker() {
        assert_eq!(without("name: one\n---\nname: two\n", 0), "name: two\n");
        assert_eq!(
            without("---\nname: one\n---\nname: two\n", 0),
            "name: two\n"
        );
        assert_eq!(
            without("# ours\n---\nname: one\n---\nname: two\n", 0),
            "# ours\n---\nname: two\n"
        );
        assert_eq!(
            without("name: one\r\n---\r\nname: two\r\n", 1),
            "name: one\r\n"
        );
    }

    #[test]
    fn a_text_with_nothing_else_in_it_is_none() {
        for text in [
            "name: one\n",
            "# a\n---\nname: one\n",
            "name: one\n---\n---\n# b\n",
        ] {
            assert_eq!(without_document(text, 0), Ok(None), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_parted_for_sure_is_refused() {
        for text in [
            "%YAML 1.2\n---\nname: one\n---\nname: two\n",
            "name: one\n...\n---\nname: two\n",
        ] {
            assert!(
                matches!(without_document(text, 0), Err(EditError::Form(_))),
                "{text}"
            );
        }
        assert_eq!(
            without_document("name: one\n", 1),
            Err(EditError::Unreadable)
        );
    }
}
