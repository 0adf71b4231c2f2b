//! A text in lines of a terminal's width.

use textwrap::{Options, WordSplitter, wrap};

/// The lines, `indent` columns in; what runs on stands two columns further in.
pub(super) fn wrapped(text: &str, indent: usize, width: usize) -> Vec<String> {
    let (blanks, further) = (" ".repeat(indent), " ".repeat(indent + 2));
    let options = Options::new(width.max(indent + 20))
        .initial_indent(&blanks)
        .subsequent_indent(&further)
        // Codes, options and paths are to be copied: no break at their dashes.
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    let lines = wrap(text, options).into_iter();
    lines.map(|line| line.trim_end().to_owned()).collect()
}
