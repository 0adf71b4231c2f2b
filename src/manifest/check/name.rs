//! Names of manifests and questions, and the nearest name to what was written.

use super::findings::Findings;
use super::reference::Reference;
use crate::diagnostic::{Applicability, Code, Fix, Help};
use crate::manifest::raw::Text;
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::{Kind, Name, Pointer};

/// The text as a name, or a problem that shows one to paste.
pub(super) fn checked(found: &mut Findings, at: Pointer, Text(text): Text) -> Option<Name> {
    match Name::try_from(text.clone()) {
        Ok(name) => Some(name),
        Err(error) => {
            let flaw = Flaw::new(Code::InvalidName, Spot::Value(at), error.to_string());
            found.report(match slug(&text, usize::MAX) {
                Some(slug) if slug != text => {
                    let fix = Fix::write(Applicability::Suggested, &text, &slug);
                    flaw.help(Help::from(format!("write `{slug}`")).with(fix))
                }
                Some(_) | None if text.len() > Name::MAX_LENGTH => {
                    let most = Name::MAX_LENGTH;
                    flaw.help(format!("shorten it to {most} characters or fewer"))
                }
                Some(_) | None => {
                    flaw.help("use lower-case letters, digits and dashes, like `backend-voice`")
                }
            });
            None
        }
    }
}

/// The name of another manifest. That one is looked for even where something else in this document is wrong.
pub(super) fn reference(found: &mut Findings, kind: Kind, at: Pointer, text: Text) -> Option<Name> {
    let name = checked(found, at.clone(), text)?;
    found.references.push(Reference {
        kind,
        name: name.clone(),
        at,
    });
    Some(name)
}

/// A name made from the first `words` words of a text; `None` if it has no letter or digit that a name can hold.
pub(super) fn slug(text: &str, words: usize) -> Option<String> {
    let mut slug = String::new();
    let parts = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty());
    for part in parts.take(words) {
        if slug.len() + part.len() >= Name::MAX_LENGTH {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&part.to_ascii_lowercase());
    }
    (!slug.is_empty()).then_some(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_always_a_name() {
        assert_eq!(slug("Backend Voice!", 9).as_deref(), Some("backend-voice"));
        assert_eq!(
            slug("Tell me about a time, when …", 3).as_deref(),
            Some("tell-me-about")
        );
        assert_eq!(slug("…", 3), None);
        let long = slug(&"word ".repeat(40), usize::MAX).unwrap();
        assert!(long.parse::<Name>().is_ok(), "{long}");
    }
}
