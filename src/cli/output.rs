//! The one door for output: results to stdout, everything else to stderr.

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use tracing_subscriber::fmt::MakeWriter;

use super::bars::aside;
use super::failure::CommandFailure;
use super::global::{ColorChoice, Global};
use crate::ci;
use crate::environment;
use crate::render::{Form, Paint, harmless, one_line};
use crate::secrets::without_secrets;

/// Whether something that should have gone to stdout did not.
static LOST: AtomicBool = AtomicBool::new(false);
/// Whether a result went to stdout or into its file: then nothing else may pretend to be the result.
static DELIVERED: AtomicBool = AtomicBool::new(false);

/// Where to write, and how.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts about the terminal, each by itself"
)]
pub(super) struct Output {
    quiet: bool,
    pub verbose: u8,
    /// Colour of stdout.
    pub result: Paint,
    /// Colour of stderr.
    pub message: Paint,
    /// Columns of the terminal, or 100.
    pub width: usize,
    /// Whether somebody reads stdout at a terminal.
    pub result_is_terminal: bool,
    /// Whether stdout is a terminal that knows hyperlinks.
    pub result_has_links: bool,
    /// Whether bars may be drawn on stderr: somebody looks at it, and it can move its cursor.
    pub draws: bool,
    /// Whether what is printed is read for commands.
    in_runner: bool,
    /// The workspace that every message is about, where there are several.
    about: Option<&'static str>,
}

impl Output {
    pub(super) fn new(global: &Global) -> Self {
        let wants_color = |is_terminal: bool| match global.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => Self::environment_wants_color(is_terminal),
        };
        Self {
            quiet: global.quiet,
            verbose: global.verbose,
            result: Paint::new(wants_color(std::io::stdout().is_terminal())),
            message: Paint::new(wants_color(std::io::stderr().is_terminal())),
            width: Self::columns(),
            result_is_terminal: std::io::stdout().is_terminal(),
            result_has_links: supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout)
                && !Self::is_dumb(),
            draws: !global.quiet && global.verbose == 0 && Self::can_draw(),
            in_runner: ci::reads_logs(),
            about: None,
        }
    }

    /// The same for one workspace of many: every message says its name, and what is said by the way is said with `-v` only.
    /// The name stays in memory, as long as the process: it is one word for each workspace.
    pub(super) fn about(self, workspace: &str) -> Self {
        Self {
            quiet: self.quiet || self.verbose == 0,
            draws: false,
            about: Some(Box::leak(workspace.to_owned().into_boxed_str())),
            ..self
        }
    }

    /// The same for results that are read elsewhere as well.
    pub(super) fn plain(self) -> Self {
        Self {
            result: Paint::new(false),
            result_has_links: false,
            ..self
        }
    }

    /// Whether other workspaces have their say in this process.
    pub(super) const fn is_one_of_many(self) -> bool {
        self.about.is_some()
    }

    /// As the common rules for `CLICOLOR` and `NO_COLOR` have it; an empty variable is none.
    fn environment_wants_color(is_terminal: bool) -> bool {
        let value = environment::text;
        if environment::is_set("NO_COLOR") {
            return false;
        }
        if value("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
            return true;
        }
        is_terminal && !Self::is_dumb() && value("CLICOLOR").is_none_or(|value| value != "0")
    }

    /// A CI's log may call itself a terminal, but nobody can look at a bar there.
    fn can_draw() -> bool {
        std::io::stderr().is_terminal() && !Self::is_dumb() && !environment::is_set("CI")
    }

    fn is_dumb() -> bool {
        environment::text("TERM").is_some_and(|term| term == "dumb")
    }

    fn columns() -> usize {
        const USUAL: usize = 100;
        const WIDEST: usize = 120;
        terminal_size::terminal_size()
            .map_or(USUAL, |(width, _)| usize::from(width.0))
            .clamp(40, WIDEST)
    }

    /// A result of any form that somebody has to have: written when this returns well.
    pub(super) fn writes(self, form: Form, text: &str) -> std::io::Result<()> {
        let text = without_secrets(text);
        let text = harmless(&text, form, self.in_runner);
        DELIVERED.store(true, Ordering::Relaxed);
        aside(|| {
            let mut stdout = std::io::stdout().lock();
            stdout
                .write_all(text.as_bytes())
                .and_then(|()| stdout.flush())
        })
    }

    /// A result for people's eyes.
    pub(super) fn result(self, text: &str) {
        let painted = self.result.is_colored() || self.result_has_links;
        self.delivers(Form::Text { painted }, text);
    }

    /// A result of any form. A closed pipe is not a failure: whoever reads has seen enough.
    pub(super) fn delivers(self, form: Form, text: &str) {
        match self.writes(form, text) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            Err(error) => {
                LOST.store(true, Ordering::Relaxed);
                self.error(&format!("cannot write the result: {error}"));
            }
        }
    }

    /// A result is in the file that was named for it.
    pub(super) fn has_written() {
        DELIVERED.store(true, Ordering::Relaxed);
    }

    /// Whether a result, or a part of one, is out.
    pub(super) fn has_delivered() -> bool {
        DELIVERED.load(Ordering::Relaxed)
    }

    /// Whether a result did not reach whoever waits for it: a full disk, for example.
    pub(super) fn has_lost_results() -> bool {
        LOST.load(Ordering::Relaxed)
    }

    /// A message by the way, in one line.
    pub(super) fn say(self, line: &str) {
        if !self.quiet {
            self.insist(line);
        }
    }

    /// The same in several lines, painted perhaps, from whoever has made names in it harmless.
    pub(super) fn say_block(self, text: &str) {
        if !self.quiet {
            self.insist_block(text);
        }
    }

    /// A message in one line that `--quiet` does not silence: warnings and questions.
    pub(super) fn insist(self, line: &str) {
        self.write_message(&one_line(line), false, "\n");
    }

    /// The same in several lines, painted perhaps, from whoever has made names in it harmless.
    pub(super) fn insist_block(self, text: &str) {
        self.write_message(text, self.message.is_colored(), "\n");
    }

    /// What ends a command, or should have.
    pub(super) fn error(self, line: &str) {
        self.labelled(&self.message.removed("error:"), line);
    }

    /// What somebody should look at, and what stops nothing.
    pub(super) fn warning(self, line: &str) {
        self.labelled(&self.message.changed("warning:"), line);
    }

    /// What to do about an error.
    pub(super) fn help(self, line: &str) {
        self.labelled(&self.message.strong("help:"), line);
    }

    /// Why a command ended early.
    pub(super) fn failure(self, failure: &CommandFailure) {
        let CommandFailure {
            exit: _,
            is_said,
            message,
            details,
            hint,
            may_pass: _,
        } = failure;
        if *is_said {
            return;
        }
        if !message.is_empty() {
            self.error(message);
        }
        for line in details {
            self.insist(line);
        }
        if let Some(hint) = hint {
            self.help(hint);
        }
    }

    fn labelled(self, label: &str, line: &str) {
        self.insist_block(&format!("{label} {}", one_line(line)));
    }

    /// A question: the answer is written behind it.
    pub(super) fn ask(self, question: &str) {
        self.write_message(&one_line(question), false, "");
    }

    fn write_message(self, text: &str, painted: bool, end: &str) {
        let text = without_secrets(text);
        let text = harmless(&text, Form::Text { painted }, self.in_runner);
        let about = self
            .about
            .map_or_else(String::new, |name| format!("{name}: "));
        let _ = aside(|| {
            let mut stderr = std::io::stderr().lock();
            write!(stderr, "{about}{text}{end}").and_then(|()| stderr.flush())
        });
    }
}

/// An event of our own rooms on its way to stderr.
pub(super) struct EventLine {
    output: Output,
    text: Vec<u8>,
}

impl<'w> MakeWriter<'w> for Output {
    type Writer = EventLine;

    fn make_writer(&'w self) -> EventLine {
        EventLine {
            output: *self,
            text: Vec::new(),
        }
    }
}

impl std::io::Write for EventLine {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Drop for EventLine {
    fn drop(&mut self) {
        let text = String::from_utf8_lossy(&self.text);
        self.output.insist_block(text.trim_end());
    }
}
