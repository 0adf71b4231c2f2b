//! `vetform lsp`, driven over stdin and stdout as an editor does it.

mod diagnostics;
mod editor;
mod fixes;
mod lives;
mod names;
mod rename;
mod words;
