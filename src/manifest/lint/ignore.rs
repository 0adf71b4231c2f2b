//! `# vetform: ignore[CODE, CODE] reason`: on a line for that line, on a line of its own for the next, and above a list
//! such as `questions:` for all that is in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Code;

/// Which codes are silenced on which lines of a file.
#[derive(Debug, Default)]
pub(super) struct Ignored {
    lines: BTreeMap<usize, BTreeSet<Code>>,
}

impl Ignored {
    pub(super) fn read(text: &str) -> Self {
        let mut ignored = Self::default();
        if !text.contains(MARK) {
            return ignored;
        }
        let mut waiting = BTreeSet::new();
        for (index, line) in text.lines().enumerate() {
            let codes = codes(line);
            let bare = line.trim_start();
            if bare.starts_with('#') {
                waiting.extend(codes);
            } else if !bare.is_empty() && bare.trim_end() != "---" {
                let of_line = ignored.lines.entry(index + 1).or_default();
                of_line.extend(codes);
                of_line.append(&mut waiting);
            }
        }
        ignored
    }

    pub(super) fn contains(&self, line: usize, code: Code) -> bool {
        let codes = self.lines.get(&line);
        codes.is_some_and(|codes| codes.contains(&code))
    }
}

const MARK: &str = "# vetform: ignore[";

fn codes(line: &str) -> Vec<Code> {
    let Some(at) = line.find(MARK) else {
        return Vec::new();
    };
    let starts_a_comment = line[..at]
        .chars()
        .next_back()
        .is_none_or(char::is_whitespace);
    let listed = line[at + MARK.len()..].split_once(']');
    match listed {
        Some((listed, _reason)) if starts_a_comment => listed
            .split(',')
            .filter_map(|code| code.trim().parse().ok())
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, code: Code) -> Vec<usize> {
        let ignored = Ignored::read(text);
        let lines = 1..=text.lines().count();
        lines.filter(|line| ignored.contains(*line, code)).collect()
    }

    #[test]
    fn a_comment_counts_for_its_line_and_alone_for_the_next_that_says_something() {
        let text = "\
a: 1 # vetform: ignore[unused-question] later
# vetform: ignore[unused-question, no-questions] both

# another comment
---
b: 2
c: 3
d: x# vetform: ignore[unused-question]
e: 4 # vetform: ignore[unknown, no-questions]
f: 5 # vetform: ignore[unused-question
";
        assert_eq!(lines(text, Code::UnusedQuestion), [1, 6]);
        assert_eq!(lines(text, Code::NoQuestions), [6, 9]);
    }
}
