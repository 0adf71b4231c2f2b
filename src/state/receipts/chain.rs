//! Receipts read back: every line must follow the one before it, up to where the state says that they go.
//!
//! Decides nothing about what to do with a fault, and reads no store.

use std::fmt;

use super::line::{NOTHING_BEFORE, Parts};
use super::page::ReceiptsEnd;
use super::receipt::Receipt;

/// Everything that was read, oldest first, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chain {
    pub entries: Vec<Entry>,
    pub faults: Vec<Fault>,
}

/// A receipt and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// From 1.
    pub page: u64,
    /// From 1.
    pub line: usize,
    pub receipt: Receipt,
}

/// Something that is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The line is no receipt.
    Unreadable { page: u64, line: usize },
    /// The line has another hash than it says.
    Changed { page: u64, line: usize },
    /// The line follows another one than that which stands before it.
    Gap { page: u64, line: usize },
    /// The page has no line.
    Empty { page: u64 },
    /// The page is not there.
    Missing { page: u64 },
    /// The page ends otherwise than the state says.
    End { page: u64 },
}

impl Fault {
    /// Page and line, where it has one.
    pub const fn place(self) -> (u64, Option<usize>) {
        match self {
            Self::Unreadable { page, line }
            | Self::Changed { page, line }
            | Self::Gap { page, line } => (page, Some(line)),
            Self::Empty { page } | Self::Missing { page } | Self::End { page } => (page, None),
        }
    }
}

impl fmt::Display for Fault {
    /// What is wrong there.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable { .. } => "cannot be read as a receipt",
            Self::Changed { .. } => "was changed after it was written",
            Self::Gap { .. } => {
                "does not follow the line before it: a line was removed, inserted or moved there"
            }
            Self::Empty { .. } => "is empty",
            Self::Missing { .. } => "is missing",
            Self::End { .. } => {
                "does not end with the line that the state names: its last lines were removed or replaced"
            }
        })
    }
}

/// Reads the pages, in order of their numbers.
pub(in crate::state) fn read_chain<'t>(
    pages: impl IntoIterator<Item = (u64, &'t str)>,
    end: Option<&ReceiptsEnd>,
) -> Chain {
    let mut reader = Reader::new();
    for (number, text) in pages {
        reader.page(number, text);
        if end.is_some_and(|end| end.pages == number && reader.differs(&end.last)) {
            reader.chain.faults.push(Fault::End { page: number });
        }
    }
    let last = end.map_or(0, |end| end.pages);
    let missing = (reader.pages + 1..=last).map(|page| Fault::Missing { page });
    reader.chain.faults.extend(missing);
    reader.chain
}

struct Reader {
    chain: Chain,
    pages: u64,
    /// The hash that the next line must follow; `None`: of a damaged one nobody knows it.
    last: Option<String>,
}

impl Reader {
    fn new() -> Self {
        Self {
            chain: Chain::default(),
            pages: 0,
            last: Some(NOTHING_BEFORE.to_owned()),
        }
    }

    fn differs(&self, hash: &str) -> bool {
        self.last.as_deref().is_some_and(|last| last != hash)
    }

    fn page(&mut self, page: u64, text: &str) {
        if self.pages + 1 < page {
            let missing = (self.pages + 1..page).map(|page| Fault::Missing { page });
            self.chain.faults.extend(missing);
            // What is missing is told already.
            self.last = None;
        }
        self.pages = page;
        if text.is_empty() {
            self.chain.faults.push(Fault::Empty { page });
            self.last = None;
        }
        for (line, text) in (1..).zip(text.split_terminator('\n')) {
            self.line(page, line, text);
        }
    }

    fn line(&mut self, page: u64, line: usize, text: &str) {
        let Some(parts) = Parts::of(text) else {
            self.chain.faults.push(Fault::Unreadable { page, line });
            self.last = None;
            return;
        };
        let is_whole = parts.is_whole();
        if !is_whole {
            self.chain.faults.push(Fault::Changed { page, line });
        } else if self.differs(parts.previous) {
            self.chain.faults.push(Fault::Gap { page, line });
        }
        self.last = Some(parts.hash.to_owned());
        match parts.receipt() {
            Some(receipt) => self.chain.entries.push(Entry {
                page,
                line,
                receipt,
            }),
            None if is_whole => self.chain.faults.push(Fault::Unreadable { page, line }),
            None => {}
        }
    }
}
