//! One page in the language of manual pages.

use clap_mangen::roff::{Roff, bold, roman};

/// A page, named as its file is: `vetform-plan.1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Page {
    pub file: String,
    pub text: String,
}

impl Page {
    /// What `vetform man PAGE` calls it: the file without its section, and of a command also without the program.
    pub(in crate::cli) fn is_called(&self, name: &str) -> bool {
        let (stem, section) = self.file.rsplit_once('.').unwrap_or((&self.file, ""));
        let short = stem.strip_prefix("vetform-").filter(|_| section == "1");
        name == self.file || name == stem || Some(name) == short
    }
}

/// The lines of `.TH`.
pub(super) fn head(name: &str, section: &str) -> Roff {
    let mut page = Roff::new();
    let source = format!("vetform {}", crate::version::NUMBER);
    page.control("TH", [name, section, "", source.as_str(), ""]);
    page
}

pub(super) fn section(page: &mut Roff, title: &str) {
    page.control("SH", [title]);
}

pub(super) fn paragraph(page: &mut Roff, text: &str) {
    page.control("PP", []);
    page.text([roman(text)]);
}

/// A word and what it means.
pub(super) fn entry(page: &mut Roff, word: &str, meaning: &str) {
    page.control("TP", []);
    page.text([bold(word)]);
    page.text([roman(meaning)]);
}

/// Lines that stay as they are.
pub(super) fn verbatim(page: &mut Roff, text: &str) {
    page.control("PP", []);
    page.control("nf", []);
    for line in text.lines() {
        page.text([roman(line)]);
    }
    page.control("fi", []);
}
