//! Keys that stand in vetform.yaml itself: found before anything else looks at the file, and masked in the text
//! from which snippets are cut.

use std::ops::Range;

use crate::diagnostic::Code;
use crate::manifest::key_shape::keys;
use crate::manifest::yaml::{Flaw, NodeId, Spot, Tree};
use crate::model::{Pointer, Segment, System};

/// Every `apiKey` that is not a mapping, by path and bytes; and what stands in place of a system's whole settings.
pub(super) fn find(tree: &Tree, root: NodeId) -> Vec<(Pointer, Range<usize>)> {
    let mut found = Vec::new();
    for (at, workspace) in workspaces(tree, root) {
        for system in System::ALL {
            let Some(settings) = tree.get(workspace, system.as_str()) else {
                continue;
            };
            let mut pointer = at.clone().key(system.as_str());
            let mut value = settings.value;
            if let Some(key) = tree.get(settings.value, "apiKey") {
                pointer = pointer.key("apiKey");
                value = key.value;
            }
            if !tree.is_mapping(value) && !tree.is_null(value) {
                let [own, _] = bytes(tree, value);
                found.push((pointer, own));
            }
        }
    }
    found
}

/// Every workspace of a document: below `workspaces` of vetform.yaml, or `spec` of one in a file of its own.
fn workspaces(tree: &Tree, root: NodeId) -> Vec<(Pointer, NodeId)> {
    let own = tree
        .get(root, "spec")
        .map(|spec| (Pointer::root().key("spec"), spec.value));
    let all = tree
        .get(root, "workspaces")
        .map(|all| tree.entries(all.value));
    let named = all.into_iter().flatten().map(|entry| {
        let name = tree.text(entry.key).unwrap_or_default();
        (
            Pointer::root().key("workspaces").key(name.to_owned()),
            entry.value,
        )
    });
    named.chain(own).collect()
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
        "an API key must not be in the file: anyone who can read the repository could use it",
    )
    .help(format!(
        "write `apiKey: {{ env: {variable}_API_KEY }}`, or `{{ file: PATH }}`, or `{{ command: [PROGRAM, ARGUMENT] }}`; \
         if the file was ever committed, replace the key"
    ))
}

/// What no snippet may show, although it is not a key where a key belongs: whatever else stands among a system's settings (a
/// misspelt `apiKey`, a `token`), and, in a file that cannot be read as YAML, what follows a telling name on its line.
pub(super) fn suspects(text: &str, tree: &Tree) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = keys(text).collect();
    if !tree.flaws().is_empty() {
        found.extend(after_telling_names(text));
    }
    let roots = tree.documents().iter().filter_map(|document| document.root);
    for root in roots {
        for (_, workspace) in workspaces(tree, root) {
            for system in System::ALL {
                if let Some(settings) = tree.get(workspace, system.as_str()) {
                    among_settings(tree, settings.value, &mut found);
                }
            }
        }
    }
    found
}

fn among_settings(tree: &Tree, settings: NodeId, found: &mut Vec<Range<usize>>) {
    for entry in tree.entries(settings) {
        match tree.text(entry.key) {
            Some("baseUrl") => {}
            Some("apiKey") => {
                for source in tree.entries(entry.value) {
                    let is_source = tree
                        .text(source.key)
                        .is_some_and(|name| ["env", "file", "command"].contains(&name));
                    if !is_source || tree.is_mapping(source.value) {
                        found.extend(bytes(tree, source.value));
                    }
                }
            }
            _ => found.extend(bytes(tree, entry.value)),
        }
    }
}

/// Of the value, and of what it stands for.
fn bytes(tree: &Tree, id: NodeId) -> [Range<usize>; 2] {
    [tree.node(id), tree.value(id)].map(|node| node.bytes.start as usize..node.bytes.end as usize)
}

/// What follows `apiKey:` and the like on its line, unless a mapping begins there.
fn after_telling_names(text: &str) -> impl Iterator<Item = Range<usize>> {
    const TELLING: [&str; 4] = ["key", "token", "secret", "password"];
    let mut line_start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = line_start;
        line_start += line.len();
        let small = line.to_ascii_lowercase();
        let name = TELLING.iter().filter_map(|name| small.find(name)).min()?;
        let value = name + line[name..].find(':')? + 1;
        let rest = line[value..].trim_start();
        let value = line.len() - rest.len();
        let is_mapping = rest.starts_with('{');
        (!is_mapping && !rest.is_empty()).then(|| start + value..start + line.trim_end().len())
    })
}
