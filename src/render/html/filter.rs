//! Filters without a script: radio buttons, and a rule of style for each that hides what it does not choose.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use maud::{Markup, html};

use crate::plan::{Cause, Change};
use crate::render::plan_text::cause_words;
use crate::render::review::Block;

/// One group of radio buttons.
struct Group {
    /// What is filtered by, as the people see it.
    title: &'static str,
    /// The beginning of the ids and classes.
    prefix: &'static str,
    /// Class, words, and how many blocks have it.
    choices: Vec<Choice>,
}

struct Choice {
    class: String,
    words: String,
    count: usize,
}

/// The filters that fit a plan's blocks.
pub(super) struct Filters {
    groups: Vec<Group>,
    blocks: usize,
}

/// The classes by which the filters know a block.
pub(super) fn classes(block: &Block<'_>) -> String {
    let mut classes = vec!["change".to_owned()];
    classes.extend(
        marks(block)
            .into_iter()
            .map(|(prefix, word, _)| class(prefix, &word)),
    );
    classes.join(" ")
}

/// Each mark once: what it is by, its word, and what people read.
fn marks(block: &Block<'_>) -> BTreeSet<(&'static str, String, String)> {
    // People are told without who moved: that is a matter of fields.
    let (changes, causes): (&[&Change], BTreeSet<Cause>) = match block {
        Block::Shared {
            difference,
            reached,
        } => (reached, difference.cause.into_iter().collect()),
        Block::Own { change, .. } => {
            let causes = change.fields.iter().map(|field| field.cause);
            (std::slice::from_ref(change), causes.collect())
        }
    };
    let of_change = changes.iter().flat_map(|change| {
        let kind = format!(
            "{}/{}",
            change.address.kind().system(),
            change.address.kind()
        );
        let action = change.action.as_str().to_owned();
        [
            ("kind", kind.clone(), kind),
            ("action", action.clone(), action),
        ]
    });
    let of_cause = causes.into_iter().map(|cause| {
        (
            "cause",
            cause.as_str().to_owned(),
            cause_words(cause).to_owned(),
        )
    });
    of_change.chain(of_cause).collect()
}

fn class(prefix: &str, word: &str) -> String {
    let word = word.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    format!("{prefix}-{word}")
}

impl Filters {
    pub(super) fn of(blocks: &[Block<'_>]) -> Self {
        let mut found: BTreeMap<(&str, String), (String, usize)> = BTreeMap::new();
        for (prefix, word, words) in blocks.iter().flat_map(marks) {
            let choice = found.entry((prefix, word)).or_insert((words, 0));
            choice.1 += 1;
        }
        let group = |title, prefix| Group {
            title,
            prefix,
            choices: found
                .iter()
                .filter(|((of, _), _)| *of == prefix)
                .map(|((_, word), (words, count))| Choice {
                    class: class(prefix, word),
                    words: words.clone(),
                    count: *count,
                })
                .collect(),
        };
        Self {
            groups: vec![
                group("Kind", "kind"),
                group("Action", "action"),
                group("Cause", "cause"),
            ],
            blocks: blocks.len(),
        }
    }

    pub(super) fn style(&self) -> String {
        let mut style = String::new();
        let choices = self.groups.iter().flat_map(|group| &group.choices);
        for Choice { class, .. } in choices {
            let _ = writeln!(
                style,
                ".filters:has(#{class}:checked)~.list>.change:not(.{class}){{display:none}}"
            );
        }
        style
    }

    pub(super) fn markup(&self) -> Markup {
        html! {
            div.filters role="group" aria-label="Show" {
                @for Group { title, prefix, choices } in &self.groups {
                    @if choices.len() > 1 {
                        fieldset {
                            legend { (title) }
                            (radio(prefix, &format!("{prefix}-any"), "any", Some(self.blocks), true))
                            @for Choice { class, words, count } in choices {
                                (radio(prefix, class, words, Some(*count), false))
                            }
                        }
                    }
                }
                fieldset {
                    legend { "Differences" }
                    (radio("view", "view-inline", "in one text", None, true))
                    (radio("view", "view-side", "side by side", None, false))
                }
            }
        }
    }
}

fn radio(group: &str, id: &str, words: &str, count: Option<usize>, checked: bool) -> Markup {
    html! {
        span.choice {
            input type="radio" name=(group) id=(id) checked[checked];
            label for=(id) {
                (words)
                @if let Some(count) = count { " " span.number { "(" (count) ")" } }
            }
        }
    }
}
