//! `sources:` of vetform.yaml: the programs that rosters may name to get their people from. Runs none.

use indexmap::IndexMap;

use super::read::Reader;
use crate::diagnostic::Code;
use crate::manifest::key_shape::keys;
use crate::manifest::raw::{RawProgram, Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::Pointer;

/// A program that prints people as CSV; it is run without a shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The program and its own arguments, to which a manifest may add. Not empty.
    pub command: Vec<String>,
}

impl Reader<'_> {
    /// Those that are right, by name.
    pub(super) fn programs(
        &mut self,
        slot: Slot<IndexMap<String, Slot<RawProgram>>>,
    ) -> IndexMap<String, Program> {
        let mut programs = IndexMap::new();
        for (name, slot) in self.found.take(slot).unwrap_or_default() {
            let at = Pointer::root().key("sources").key(name.clone());
            self.check_name(Spot::Key(at.clone()), &name, "name of a source");
            let Some(RawProgram { command }) = self.found.take(slot) else {
                continue;
            };
            if !command.is_declared() {
                let help = "add `command: [./scripts/cohort.sh]`: a program, and what it is given";
                self.found.missing(&at, "command", help);
            }
            if let Some(command) = self.command(at.key("command"), command) {
                programs.insert(name, Program { command });
            }
        }
        programs
    }

    fn command(&mut self, at: Pointer, slot: Slot<Vec<Slot<Text>>>) -> Option<Vec<String>> {
        let words = self.found.take_all(slot)?;
        let words: Option<Vec<String>> = words.into_iter().map(|word| Some(word?.0)).collect();
        let words = words?;
        if words
            .first()
            .is_none_or(|program| program.trim().is_empty())
        {
            let flaw = Flaw::new(
                Code::InvalidConfig,
                Spot::Key(at),
                "`command` names no program",
            );
            let help = "write `[PROGRAM, ARGUMENT]`; it is run without a shell";
            self.found.report(flaw.help(help));
            return None;
        }
        if words.iter().any(|word| keys(word).next().is_some()) {
            self.secrets.push(at.clone());
            let words =
                "this command contains an API key: anyone who can read the repository could use it";
            let flaw = Flaw::new(Code::LiteralCredential, Spot::Key(at), words);
            self.found.report(flaw.help(
                "let the program take the key from a variable or a file; if this file was ever committed, replace the key",
            ));
            return None;
        }
        Some(words)
    }
}
