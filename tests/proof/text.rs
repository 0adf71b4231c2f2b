//! Lines of a journal, with their print: it is asked for in every state.

use std::hash::{Hash, Hasher};

use super::memory::print;

#[derive(Clone, Default)]
pub(crate) struct Text {
    text: String,
    print: u64,
}

impl Text {
    pub(crate) fn push(&mut self, more: &str) {
        if !more.is_empty() {
            self.text.push_str(more);
            self.print = print(&(self.print, more));
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.print.hash(hasher);
    }
}
