//! The parser's complaints, in words for people who write manifests.

use granit_parser::{ErrorKind, ScanError};

use super::flaw::{Flaw, Spot};
use crate::diagnostic::Code;

/// What is wrong, where the parser noticed it, and what is most often the cause. `open`: the first byte of the
/// innermost collection that is not closed.
pub(super) fn flaw(text: &str, error: &ScanError, open: Option<usize>) -> Flaw {
    let at = error
        .marker()
        .byte_offset()
        .unwrap_or(text.len())
        .min(text.len());
    let at = if is_about_tabs(error.kind()) {
        tab(text, at)
    } else {
        at
    };
    let end = text[text.floor_char_boundary(at)..]
        .chars()
        .next()
        .filter(|c| *c != '\n')
        .map_or(at, |c| at + c.len_utf8());
    let (code, message, help) = words(error.kind());
    let message = message.map_or_else(|| format!("invalid YAML: {}", error.info()), str::to_owned);
    let flaw = Flaw::new(code, Spot::Bytes(at..end), message).help(help);
    match open.filter(|_| is_about_brackets(error.kind())) {
        Some(open) => flaw.related(Spot::Bytes(open..open + 1), "opened here"),
        None => flaw,
    }
}

fn is_about_tabs(kind: &ErrorKind) -> bool {
    use ErrorKind as K;
    matches!(
        kind,
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation | K::TabInPlainScalar
    )
}

/// The tab that the parser stumbled over: it may name the start of the text that stands before. `at`: where it says.
fn tab(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let mut tabs = text[at..].match_indices('\t').map(|(tab, _)| at + tab);
    let leads = |tab: &usize| {
        let line = text[..*tab].rfind('\n').map_or(0, |end| end + 1);
        text[line..*tab].trim().is_empty()
    };
    tabs.find(leads).unwrap_or(at)
}

/// Whether it helps to show what is still open.
fn is_about_brackets(kind: &ErrorKind) -> bool {
    use ErrorKind as K;
    matches!(
        kind,
        K::ExpectedFlowMappingSeparator | K::ExpectedFlowSequenceSeparator
    )
}

fn words(kind: &ErrorKind) -> (Code, Option<&'static str>, &'static str) {
    use ErrorKind as K;
    let (message, help) = match kind {
        K::RecursionLimitExceeded => {
            return (
                Code::TooLarge,
                Some("this is nested more than 64 levels deep"),
                "no manifest needs this; if the file is meant to be one, split it",
            );
        }
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation | K::TabInPlainScalar => {
            (Some("tab in indentation"), "indent with spaces, not tabs")
        }
        K::UnclosedFlowCollection { open: '{' } | K::UnexpectedEofFlowMapping => {
            (Some("this `{` is never closed"), "close it with `}`")
        }
        K::UnclosedFlowCollection { .. } | K::UnexpectedEofFlowSequence => {
            (Some("this `[` is never closed"), "close it with `]`")
        }
        K::ExpectedFlowMappingSeparator => (
            Some("`,` or `}` is missing before this"),
            "close the `{`, or separate its entries with `,`; text that contains `{`, `}` or `,` must be quoted",
        ),
        K::ExpectedFlowSequenceSeparator => (
            Some("`,` or `]` is missing before this"),
            "close the `[`, or separate its items with `,`; text that contains `[`, `]` or `,` must be quoted",
        ),
        K::InvalidQuotedScalarIndent | K::DocumentIndicatorInQuotedScalar => (
            Some("the quoted text above continues into this line"),
            "close it with the quote that opened it; to continue on several lines, indent them",
        ),
        K::UnclosedQuotedScalar => (
            Some("this quoted text is never closed"),
            "close it with the quote that opened it",
        ),
        K::UnknownQuotedScalarEscape => (
            Some("unknown escape sequence"),
            "write a backslash as `\\\\`, or use single quotes",
        ),
        K::SimpleKeyExpected | K::ExpectedBlockMappingKey => (
            Some("expected `key:`"),
            "check the indentation and that every key ends in `: `",
        ),
        K::InvalidIndentation => (
            Some("this indentation matches nothing above"),
            "keys of one mapping start in the same column",
        ),
        K::InvalidSimpleKey | K::MappingValueNotAllowed => (
            Some("unexpected `:`"),
            "if the text contains `: `, quote it or use a block (`|`)",
        ),
        _ => (
            None,
            "check the indentation, the quotes and the brackets around this place",
        ),
    };
    (Code::YamlSyntax, message, help)
}
