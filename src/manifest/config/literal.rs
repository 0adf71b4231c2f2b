//! Keys that stand in invigil.yaml itself: found before anything else looks at the file, and masked in the text
//! from which snippets are cut.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Code;
use crate::manifest::yaml::{Flaw, NodeId, Spot, Tree};
use crate::model::{Pointer, Segment, System};

/// Every `apiKey` that is not a mapping, by path and bytes; and what stands in place of a system's whole settings.
pub(super) fn find(tree: &Tree, root: NodeId) -> Vec<(Pointer, Range<usize>)> {
    let mut found = Vec::new();
    let Some(workspaces) = tree.get(root, "workspaces") else {
        return found;
    };
    for workspace in tree.entries(workspaces.value) {
        let name = tree.text(workspace.key).unwrap_or_default();
        for system in System::ALL {
            let Some(settings) = tree.get(workspace.value, system.as_str()) else {
                continue;
            };
            let path = ["workspaces", name, system.as_str()];
            let mut pointer: Pointer = path
                .map(|key| Segment::Key(key.to_owned()))
                .into_iter()
                .collect();
            let mut value = settings.value;
            if let Some(key) = tree.get(settings.value, "apiKey") {
                pointer = pointer.key("apiKey");
                value = key.value;
            }
            if !tree.is_mapping(value) && !tree.is_null(value) {
                let bytes = &tree.node(value).bytes;
                found.push((pointer, bytes.start as usize..bytes.end as usize));
            }
        }
    }
    found
}

/// Says why a key has no place in the file, and what to write.
pub(super) fn flaw(pointer: Pointer) -> Flaw {
    let variable = pointer
        .segments()
        .iter()
        .rev()
        .find_map(|segment| match segment {
            Segment::Key(key) if key != "apiKey" => Some(key.to_uppercase()),
            Segment::Key(_) | Segment::Index(_) => None,
        })
        .unwrap_or_default();
    Flaw::new(
        Code::LiteralCredential,
        Spot::Key(pointer),
        "an API key must not stand in the file: whoever can read the repository could use it",
    )
    .help(format!(
        "write `apiKey: {{ env: {variable}_API_KEY }}`, or `{{ file: PATH }}`, or `{{ command: [PROGRAM, ARGUMENT] }}`; \
         if the file was ever committed, replace the key"
    ))
}

/// The text with these bytes as asterisks, line breaks and length kept, so that every place stays true.
pub(super) fn mask(text: &Arc<str>, secrets: &[Range<usize>]) -> Arc<str> {
    if secrets.is_empty() {
        return Arc::clone(text);
    }
    let is_secret = |byte: usize| secrets.iter().any(|secret| secret.contains(&byte));
    let mut masked = String::with_capacity(text.len());
    for (byte, character) in text.char_indices() {
        if is_secret(byte) && character != '\n' {
            masked.extend(std::iter::repeat_n('*', character.len_utf8()));
        } else {
            masked.push(character);
        }
    }
    masked.into()
}
