//! What `--help` shows at the end of each command. A test parses every line: an example that is wrong is worse than none.

pub(super) const VALIDATE: &str = "\
Examples:
  vetform validate                    every problem of every file, in every workspace
  vetform validate -w production      only in this one
  vetform validate --format json      the same, for scripts
  vetform validate flows/screen.yaml  only problems in this file (all files are read)
  vetform validate - < flow.yaml      a manifest from stdin
  vetform validate --fix              repair what has only one right answer: `passthreshold:`, `yes`
  vetform validate --fix --diff       the same, shown and not written

Set the level of a warning in vetform.yaml, `lint: { unused-question: off }`, or silence it in
place, `# vetform: ignore[unused-question] the reason`. To learn about a code: vetform explain CODE";

#[cfg(feature = "lsp")]
pub(super) const LSP: &str = "\
Examples:
  vetform lsp                         what an editor starts; see docs/guides/editors.md
  vetform lsp -C hiring               for this project alone

Problems of all files as one types, completion, definitions, hover, rename, fixes. It runs no
program of `sources`, contacts no system and writes no file.";

pub(super) const PLAN: &str = "\
Examples:
  vetform plan
  vetform plan --workspace production --detailed-exitcode      0 no changes, 2 changes, 4 blocked
  vetform plan --out change.plan      to review; then apply exactly this plan
  vetform plan --format markdown=comment.md --format html=plan.html --out change.plan
  vetform plan --effects --summary    what past results say of changed pass marks and questions
  vetform plan --target engineering-screen              and what it depends on
  vetform plan -l team=platform --exclude 'taptalent/Flow/*'
  vetform plan -w 'client-*'          in each of these workspaces, with one report";

pub(super) const APPLY: &str = "\
Examples:
  vetform apply                       plan, show, ask, apply, read back
  vetform apply change.plan           make exactly the calls of this plan
  vetform apply --auto-approve --report report.json
  vetform apply --all-workspaces --shard 2/5 --auto-approve
  vetform apply change.plan --format text --format markdown=summary.md --format json=report.json";

pub(super) const REHEARSE: &str = "\
Examples:
  vetform rehearse                      would an apply of what is planned now go well?
  vetform rehearse change.plan          would exactly this plan?
  vetform rehearse --crash-everywhere   kill and resume it at every call: is anything doubled?
  vetform rehearse --format markdown=rehearsal.md

Live systems are only read. All else happens in a sandbox of this process, which is thrown away.";

pub(super) const WORKSPACES: &str = "\
Examples:
  vetform workspaces
  vetform workspaces -w 'client-*' --shard 2/5
  vetform workspaces --shards 5 --format github-matrix   one line for strategy.matrix";

pub(super) const RESULTS: &str = "\
Examples:
  vetform results taptalent/Flow/engineering-screen
  vetform results taptalent/Flow/engineering-screen --status COMPLETED
  vetform results taptalent/Assessment/backend-voice --questions
  vetform results flowmingo/Roster/sales-april --format csv > april.csv

Names and addresses are masked in every format; `--show-candidates` shows them, only on a terminal.";

pub(super) const DOCTOR: &str = "\
Examples:
  vetform doctor
  vetform doctor --workspace production --format json

Writes nothing but the lock, which it releases. Exits with 0 if all is well (or there are only
warnings), 1 if a check failed, 3 if a manifest or the configuration is wrong.";

pub(super) const DRIFT: &str = "\
Examples:
  vetform drift
  vetform drift --detailed-exitcode   0 no drift, 2 drift
  vetform drift --format markdown --output drift.md

`vetform pull` copies the changes into the manifests; `vetform apply` reverts them where possible.";

pub(super) const PULL: &str = "\
Examples:
  vetform pull                        show what would be written
  vetform pull --write
  vetform pull --write taptalent/Assessment/backend-voice
  vetform pull --write --take-live taptalent/Assessment/backend-voice
  vetform pull taptalent              needs no other key

Edits of manifests that are not applied yet are kept. If the live value changed too, pull says so,
and `--take-live` takes the live value. Without a record of the last apply an edit cannot be
recognised, and the live value is taken; the order of questions under `questionOrder: enforce` is
never recorded. People in rosters are never pulled. Pull reads every system of the workspace
and needs every key, unless you name addresses or systems.";

pub(super) const GENERATE: &str = "\
Examples:
  vetform generate taptalent/Assessment/backend-voice
  vetform generate taptalent/Assessment/backend-voice --timeout 600
  vetform generate taptalent/Assessment/backend-voice --auto      creates it first

Asking costs credits, so questions are requested only once: a second run waits for them.";

pub(super) const HISTORY: &str = "\
Examples:
  vetform history                     everything, newest first
  vetform history engineering-screen  what happened to one resource
  vetform history -w production 'taptalent/Flow/*' --format json

Each apply leaves its receipts beside the state. A line that is missing or was changed is reported,
with exit code 1.";

pub(super) const STATE: &str = "\
Examples:
  vetform state list
  vetform state list --format json    the same, for scripts
  vetform state show taptalent/Flow/engineering-screen
  vetform state show taptalent/Assessment/backend-voice#questions/debugging
  vetform state mv taptalent/Assessment/old taptalent/Assessment/new
  vetform state migrate vetform.state/production.json s3://bucket/hiring";

pub(super) const PEOPLE: &str = "\
Examples:
  vetform people find alex@example.com
  vetform people find alex@example.com --format json
  vetform people forget alex@example.com -w production
  vetform people forget --yes - < addresses.txt
  vetform people forget --undo alex@example.com";

pub(super) const VERSION: &str = "\
Examples:
  vetform version                     the same as --version";

pub(super) const SCHEMA: &str = "\
Examples:
  vetform schema                      all kinds
  vetform schema taptalent.flow
  vetform schema config
  vetform schema --with-names --write  into .vetform/schema, with the names of this project";

pub(super) const SANDBOX: &str = "\
Examples:
  vetform sandbox                     in memory, on port 8787
  vetform sandbox --port 0 --store sandbox.db --latency 50";

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::super::command::Cli;

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
                let parsed = Cli::try_parse_from(std::iter::once("vetform").chain(words));
                assert!(parsed.is_ok(), "{example}: {parsed:?}");
                assert!(
                    example.split_whitespace().next() == Some(name),
                    "{example} stands at {name}"
                );
            }
        }
    }

    #[test]
    fn no_line_at_the_end_of_a_help_is_broken_by_the_terminal() {
        let root = Cli::command();
        for command in root.get_subcommands().chain([&root]) {
            let text = command.get_after_help().map(ToString::to_string);
            for line in text.unwrap_or_default().lines() {
                assert!(
                    line.chars().count() <= 100,
                    "{}: {line}",
                    command.get_name()
                );
            }
        }
    }

    #[test]
    fn the_help_of_the_program_names_every_exit_code_and_the_environment() {
        let help = Cli::command().render_long_help().to_string();
        for code in 0..=6 {
            assert!(help.contains(&format!("\n  {code}  ")), "{help}");
        }
        for name in [
            "VETFORM_WORKSPACE",
            "NO_COLOR",
            "CI",
            "AWS_*",
            "HTTPS_PROXY",
        ] {
            assert!(help.contains(&format!("  {name}")), "{name}: {help}");
        }
    }

    /// The words after `vetform` of a line that shows a command, up to a remark, a pipe or another program's words.
    fn example(line: &str) -> Option<&str> {
        let (before, line) = line.strip_prefix("  ")?.split_once("vetform ")?;
        let is_environment = before.split_whitespace().all(|word| word.contains('='));
        let end = [" <", "  ", " |", " >"].map(|end| line.find(end));
        let end = end.into_iter().flatten().min().unwrap_or(line.len());
        is_environment.then(|| &line[..end])
    }
}
