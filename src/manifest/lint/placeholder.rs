//! Texts that were left to be filled in.

use super::finding::{Findings, Spot};
use super::texts::of_draft;
use crate::manifest::check::{Body, Draft, DraftFlow};
use crate::model::{FieldKey, FieldValue, Fields, Origin, Pointer};

pub(super) fn check(drafts: &[Draft], found: &mut Findings<'_>) {
    for draft in drafts {
        visit(draft, &mut |text, place| {
            let Some(mark) = placeholder(text) else {
                return;
            };
            found.report(
                place(&draft.origin),
                format!("the text still contains a placeholder: `{mark}`"),
                "write the text: candidates or the interviewing system would get the placeholder",
            );
        });
    }
}

/// Takes a text, and how to find out where it stands and what it is a part of: most texts are never asked.
type Visitor<'v> = dyn FnMut(&str, &dyn Fn(&Origin) -> Spot) + 'v;

/// Every text of a document that somebody reads or hears.
fn visit(draft: &Draft, visitor: &mut Visitor<'_>) {
    match &draft.body {
        Some(Body::Assessment(assessment)) => visit_fields(&assessment.fields, visitor),
        Some(Body::Flow(flow)) => visit_flow(flow, visitor),
        Some(Body::PromptsterAssessment(task)) => visit_fields(&task.fields, visitor),
        Some(Body::FlowmingoRoster(roster)) => {
            if let Some(message) = &roster.invitation_message {
                let pointer = || Pointer::spec("invitationMessage");
                visitor(message, &|origin| Spot::whole(origin.at(pointer())));
            }
        }
        Some(
            Body::Question(_)
            | Body::Roster(_)
            | Body::External(_)
            | Body::PromptsterRoster(_)
            | Body::Branding(_),
        )
        | None => {}
    }
    for question in of_draft(draft) {
        let content = question.content;
        let parts = [
            ("question", Some(&content.question)),
            ("systemInstruction", content.system_instruction.as_ref()),
            ("idealAnswer", content.ideal_answer.as_ref()),
        ];
        for (key, text) in parts {
            if let Some(text) = text {
                visitor(text, &|origin| {
                    Spot::part(origin.at(question.pointer().key(key)))
                });
            }
        }
    }
}

fn visit_flow(flow: &DraftFlow, visitor: &mut Visitor<'_>) {
    visit_fields(&flow.fields, visitor);
    for (index, step) in flow.steps.iter().enumerate() {
        let Some(step) = step else { continue };
        for (field, value) in &step.metadata {
            if let FieldValue::Text(text) = value {
                let step = || Pointer::spec("steps").index(index);
                visitor(text, &|origin| {
                    Spot::part(origin.at(step().key(field.spec().name)))
                });
            }
        }
    }
}

fn visit_fields<F: FieldKey>(fields: &Fields<F>, visitor: &mut Visitor<'_>) {
    for (field, value) in fields {
        let pointer = || Pointer::spec(field.spec().name);
        match value {
            FieldValue::Text(text) => visitor(text, &|origin| Spot::whole(origin.at(pointer()))),
            FieldValue::Buckets(buckets) => {
                for (index, bucket) in buckets.iter().enumerate() {
                    if let Some(text) = &bucket.description {
                        visitor(text, &|origin| {
                            Spot::part(origin.at(pointer().index(index).key("description")))
                        });
                    }
                }
            }
            _ => {}
        }
    }
}

/// The placeholder in a text. A question may well be about TODO comments: only one that stands first, or before a
/// colon, or in brackets, was left for somebody to fill in.
fn placeholder(text: &str) -> Option<&str> {
    const LOREM: &str = "lorem ipsum";
    if let Some(start) = text.get(..LOREM.len())
        && start.eq_ignore_ascii_case(LOREM)
    {
        return Some(start);
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.find(|word| is_placeholder(word, text))
}

/// `word` is a part of `text`.
fn is_placeholder(word: &str, text: &str) -> bool {
    match word {
        "TODO" | "FIXME" | "TBD" => {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            let is_first = !before.contains(char::is_alphanumeric);
            let is_in_brackets =
                before.ends_with(['[', '<', '(']) && after.starts_with([']', '>', ')']);
            is_first || is_in_brackets || after.starts_with(':')
        }
        word => word.len() > 2 && word.bytes().all(|byte| byte == b'x'),
    }
}

#[cfg(test)]
mod tests {
    use super::placeholder;

    #[test]
    fn what_was_left_to_be_filled_in_is_found() {
        for (text, mark) in [
            ("TODO", "TODO"),
            ("  TODO write this", "TODO"),
            ("- TBD", "TBD"),
            ("What is this? FIXME: ask Kim", "FIXME"),
            ("Ask about [TODO] here", "TODO"),
            ("Lorem ipsum dolor sit amet", "Lorem ipsum"),
            ("Join us at xxx on Monday", "xxx"),
        ] {
            assert_eq!(placeholder(text), Some(mark), "{text}");
        }
    }

    #[test]
    fn a_question_about_placeholders_is_none() {
        for text in [
            "",
            "When do you leave a TODO in code, and when a ticket?",
            "How do you treat TODO comments?",
            "Todo lists: which one do you keep?",
            "What did Super Bowl XXX teach you?",
            "Was sagt Ihnen 10xxx?",
            "ÄÖÜ…",
        ] {
            assert_eq!(placeholder(text), None, "{text}");
        }
    }
}
