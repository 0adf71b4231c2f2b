//! The manual: a page of section 1 for the program and for each command, and pages of section 5 for the files that people
//! write. Makes text from what the program knows anyway – its command line, its tables, its schemas – and writes no file.

mod command_page;
mod file_pages;
mod page;
mod schema_fields;
mod tables;

use clap::Command;

pub(super) use page::Page;
pub(super) use tables::after_help;

/// Every page, that of the program first.
pub(super) fn pages(command: Command) -> Vec<Page> {
    let mut pages = command_page::pages(command);
    pages.extend([file_pages::configuration(), file_pages::manifests()]);
    pages
}
