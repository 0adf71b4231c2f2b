//! What version control leaves in a file where it could not join two versions. For whoever reads a file that people merge;
//! knows nothing of what stands in it.

use std::ops::Range;

const MARKS: [&[u8]; 4] = [b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>"];

/// The bytes of every line that is such a mark; none if the file only looks like it: a line of equals signs alone says nothing.
pub(crate) fn merge_conflicts(text: &[u8]) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut marks = Vec::new();
    let mut is_sure = false;
    for line in text.split(|byte| *byte == b'\n') {
        let bytes = start..start + line.len();
        start = bytes.end + 1;
        let Some(mark) = MARKS.iter().position(|mark| is_mark(line, mark)) else {
            continue;
        };
        is_sure |= mark == 0 || mark == MARKS.len() - 1;
        marks.push(bytes);
    }
    if is_sure { marks } else { Vec::new() }
}

fn is_mark(line: &[u8], mark: &[u8]) -> bool {
    let rest = line.strip_prefix(mark);
    rest.is_some_and(|rest| matches!(rest, [] | [b' ' | b'\r', ..]))
}

#[cfg(test)]
mod tests {
    use super::merge_conflicts;

    #[test]
    fn marks_at_the_start_of_a_line_are_found_with_their_bytes() {
        let text = "a\n<<<<<<< HEAD\nb\n=======\nc\r\n>>>>>>>\r\n";
        let found = merge_conflicts(text.as_bytes());
        let lines: Vec<_> = found.into_iter().map(|bytes| &text[bytes]).collect();
        assert_eq!(lines, ["<<<<<<< HEAD", "=======", ">>>>>>>\r"]);
        for text in [
            "a\n=======\n",
            "  <<<<<<< HEAD\n",
            "<<<<<<<<\n",
            "x >>>>>>> y",
        ] {
            assert!(merge_conflicts(text.as_bytes()).is_empty(), "{text}");
        }
    }
}
