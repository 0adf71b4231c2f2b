//! `lint:` of vetform.yaml.

use indexmap::IndexMap;

use super::read::Reader;
use crate::diagnostic::{Code, did_you_mean};
use crate::manifest::check::choose;
use crate::manifest::lint::{LINTS, LintLevel, LintPolicy};
use crate::manifest::raw::{Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::Pointer;

impl Reader<'_> {
    pub(super) fn lint(&mut self, slot: Slot<IndexMap<String, Slot<Text>>>) -> LintPolicy {
        let mut policy = LintPolicy::default();
        for (name, level) in self.found.take(slot).unwrap_or_default() {
            let at = Pointer::root().key("lint").key(name.clone());
            let Some(code) = LINTS.into_iter().find(|code| code.as_str() == name) else {
                self.found.report(unknown(&name, at));
                continue;
            };
            let level = choose(&mut self.found, at, level, &LintLevel::WORDS);
            policy.levels.extend(level.map(|level| (code, level)));
        }
        policy
    }
}

fn unknown(name: &str, at: Pointer) -> Flaw {
    let message = format!("`{name}` is not a lint rule");
    let codes = LINTS.map(Code::as_str);
    let available = || format!("available: {}", codes.join(", "));
    let help = did_you_mean(name, codes, available);
    Flaw::new(Code::InvalidConfig, Spot::Key(at), message).help(help)
}
