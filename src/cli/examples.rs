//! What `--help` shows at the end of each command. A test parses every line: an example that is wrong is worse than none.

pub(super) const VALIDATE: &str = "\
Examples:
  invigil validate                    every problem of every file
  invigil validate --format json      the same for a script

A warning can be set in invigil.yaml (`lint: { unused-question: off }`), or silenced where it stands:
`# invigil: ignore[unused-question] the reason`. What a code means: invigil explain CODE";

pub(super) const PLAN: &str = "\
Examples:
  invigil plan
  invigil plan --workspace production --detailed-exitcode      0 nothing, 2 changes, 4 blocked
  invigil plan --out change.plan      to review; then apply exactly this
  invigil plan --target taptalent/Flow/engineering-screen";

pub(super) const APPLY: &str = "\
Examples:
  invigil apply                       plans, shows, asks, applies, reads back
  invigil apply change.plan           makes these calls and no others
  invigil apply --auto-approve --report report.json";

pub(super) const RESULTS: &str = "\
Examples:
  invigil results taptalent/Flow/engineering-screen
  invigil results taptalent/Flow/engineering-screen --status COMPLETED
  invigil results flowmingo/Roster/sales-april --format csv > april.csv

Addresses are masked in every format; `--show-candidates` shows them on a terminal.";

pub(super) const DOCTOR: &str = "\
Examples:
  invigil doctor
  invigil doctor --workspace production --format json

Nothing is written but the lock, which is taken and given back. Exits with 0 if all is well (warnings too), 1 if a check
failed, 3 if a manifest or the configuration is wrong.";

pub(super) const DRIFT: &str = "\
Examples:
  invigil drift
  invigil drift --detailed-exitcode   0 nothing, 2 something was changed
  invigil drift --format markdown --output drift.md

`invigil pull` takes what was changed into the manifests, `invigil apply` puts back what can be put back.";

pub(super) const PULL: &str = "\
Examples:
  invigil pull                        shows what would be written
  invigil pull --write
  invigil pull --write taptalent/Assessment/backend-voice
  invigil pull --write --take-live taptalent/Assessment/backend-voice
  invigil pull taptalent              needs no key of another system

Edits of the manifests that are not applied yet stay. If live was changed too, that is said, and `--take-live` takes the
live value instead. Without a record of a last apply nobody can tell an edit, and for the order of questions where
`lifecycle.questionOrder` is `enforce` there never is one: the live one is taken. People of rosters are never pulled.
Every system of the workspace is looked at, so every key is needed, unless addresses or systems are named.";

pub(super) const GENERATE: &str = "\
Examples:
  invigil generate taptalent/Assessment/backend-voice
  invigil generate taptalent/Assessment/backend-voice --timeout 600
  invigil generate taptalent/Assessment/backend-voice --auto      not live yet: the system makes it

Asking costs credits, so nothing is asked for twice by itself: run again, it waits for what was asked for.";

pub(super) const STATE: &str = "\
Examples:
  invigil state list
  invigil state show taptalent/Flow/engineering-screen
  invigil state show taptalent/Assessment/backend-voice#questions/debugging
  invigil state mv taptalent/Assessment/old taptalent/Assessment/new
  invigil state migrate invigil.state/production.json s3://bucket/hiring";

pub(super) const SCHEMA: &str = "\
Examples:
  invigil schema                      all kinds at once
  invigil schema taptalent.flow
  invigil schema config";

pub(super) const SANDBOX: &str = "\
Examples:
  invigil sandbox                     in memory, on port 8787
  invigil sandbox --port 0 --store sandbox.db --latency 50";

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::super::args::Cli;

    #[test]
    fn every_command_has_examples_that_can_be_typed() {
        for command in Cli::command().get_subcommands() {
            let name = command.get_name();
            let text = command.get_after_help().map(ToString::to_string);
            let text = text.unwrap_or_default();
            let examples: Vec<&str> = text.lines().filter_map(example).collect();
            assert!(!examples.is_empty(), "{name} has no example");
            for example in examples {
                let words = example.split_whitespace();
                let parsed = Cli::try_parse_from(std::iter::once("invigil").chain(words));
                assert!(parsed.is_ok(), "{example}: {parsed:?}");
                assert!(
                    example.split_whitespace().next() == Some(name),
                    "{example} stands at {name}"
                );
            }
        }
    }

    /// The words after `invigil` of a line that shows a command, up to a remark, a pipe or another program's words.
    fn example(line: &str) -> Option<&str> {
        let (before, line) = line.strip_prefix("  ")?.split_once("invigil ")?;
        let is_environment = before.split_whitespace().all(|word| word.contains('='));
        let end = [line.find("  "), line.find(" |"), line.find(" >")];
        let end = end.into_iter().flatten().min().unwrap_or(line.len());
        is_environment.then(|| &line[..end])
    }
}
