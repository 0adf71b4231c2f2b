//! The pages of section 1: what `--help` says of a command, and what holds for all of them.

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::Roff;

use super::page::{Page, entry, paragraph, section, verbatim};
use super::tables::{EMPTY_VARIABLES, EXIT_CODES, FILES, KEYS, VARIABLES};

/// A page for the command and for each of its subcommands, itself first.
pub(super) fn pages(command: Command) -> Vec<Page> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    add(&command, &mut pages);
    pages
}

fn add(command: &Command, pages: &mut Vec<Page>) {
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name());
    pages.push(Page {
        file: format!("{name}.1"),
        text: text(command),
    });
    for below in command
        .get_subcommands()
        .filter(|below| !below.is_hide_set())
    {
        add(below, pages);
    }
}

fn text(command: &Command) -> String {
    let source = format!("vetform {}", crate::version::NUMBER);
    let man = Man::new(command.clone()).source(source);
    let mut written = Vec::new();
    // A vector takes everything.
    let _ = man
        .render_title(&mut written)
        .and_then(|()| man.render_name_section(&mut written))
        .and_then(|()| man.render_synopsis_section(&mut written))
        .and_then(|()| man.render_description_section(&mut written))
        .and_then(|()| man.render_options_section(&mut written));
    if command.has_subcommands() {
        let _ = man.render_subcommands_section(&mut written);
    }
    String::from_utf8_lossy(&written).into_owned() + &common(command).to_roff()
}

fn common(command: &Command) -> Roff {
    let mut page = Roff::new();
    let is_program = command
        .get_display_name()
        .is_none_or(|name| !name.contains('-'));
    if let Some(examples) = command.get_after_help().filter(|_| !is_program) {
        section(&mut page, "EXAMPLES");
        let examples = examples.to_string();
        let examples = examples.strip_prefix("Examples:\n").unwrap_or(&examples);
        verbatim(&mut page, examples);
    }
    section(&mut page, "EXIT STATUS");
    for (code, meaning) in EXIT_CODES {
        entry(&mut page, code, meaning);
    }
    section(&mut page, "ENVIRONMENT");
    for (name, meaning) in VARIABLES {
        entry(&mut page, name, meaning);
    }
    paragraph(
        &mut page,
        &format!("{KEYS} Of all of them, {EMPTY_VARIABLES}."),
    );
    section(&mut page, "FILES");
    for (file, meaning) in FILES {
        entry(&mut page, file, meaning);
    }
    section(&mut page, "SEE ALSO");
    let program = if is_program { "" } else { "vetform(1), " };
    paragraph(
        &mut page,
        &format!("{program}vetform.yaml(5), vetform-manifest(5)"),
    );
    page
}
