//! The one door for output: results to stdout, everything else to stderr.

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use super::args::{ColorChoice, Global};
use super::gauge::aside;
use crate::render::Paint;
use crate::secrets::without_secrets;

/// Whether something that should have gone to stdout did not.
static LOST: AtomicBool = AtomicBool::new(false);

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
        }
    }

    /// As the common rules for `CLICOLOR` and `NO_COLOR` have it; an empty variable is none.
    fn environment_wants_color(is_terminal: bool) -> bool {
        let value = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        if value("NO_COLOR").is_some() {
            return false;
        }
        if value("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
            return true;
        }
        is_terminal && !Self::is_dumb() && value("CLICOLOR").is_none_or(|value| value != "0")
    }

    /// A CI's log may call itself a terminal, but nobody can look at a bar there.
    fn can_draw() -> bool {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        std::io::stderr().is_terminal() && !Self::is_dumb() && !is_set("CI")
    }

    fn is_dumb() -> bool {
        std::env::var_os("TERM").is_some_and(|term| term == "dumb")
    }

    fn columns() -> usize {
        const USUAL: usize = 100;
        const WIDEST: usize = 120;
        terminal_size::terminal_size()
            .map_or(USUAL, |(width, _)| usize::from(width.0))
            .clamp(40, WIDEST)
    }

    /// A result that somebody has to have: written when this returns well.
    #[expect(
        clippy::unused_self,
        reason = "writing goes through the door that was opened"
    )]
    pub(super) fn writes(self, text: &str) -> std::io::Result<()> {
        let text = without_secrets(text);
        aside(|| {
            let mut stdout = std::io::stdout().lock();
            stdout
                .write_all(text.as_bytes())
                .and_then(|()| stdout.flush())
        })
    }

    /// A result. A closed pipe is no failure: whoever reads has seen enough.
    pub(super) fn result(self, text: &str) {
        match self.writes(text) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            Err(error) => {
                LOST.store(true, Ordering::Relaxed);
                self.insist(&format!("error: cannot write the result: {error}"));
            }
        }
    }

    /// Whether a result did not reach whoever waits for it: a full disk, for example.
    pub(super) fn has_lost_results() -> bool {
        LOST.load(Ordering::Relaxed)
    }

    /// A message by the way.
    pub(super) fn say(self, text: &str) {
        if !self.quiet {
            self.insist(text);
        }
    }

    /// A question: the answer is written behind it.
    #[expect(
        clippy::unused_self,
        reason = "writing goes through the door that was opened"
    )]
    pub(super) fn ask(self, text: &str) {
        let text = without_secrets(text);
        let _ = aside(|| {
            let mut stderr = std::io::stderr().lock();
            stderr
                .write_all(text.as_bytes())
                .and_then(|()| stderr.flush())
        });
    }

    /// A message that `--quiet` does not silence: errors and questions.
    #[expect(
        clippy::unused_self,
        reason = "writing goes through the door that was opened"
    )]
    pub(super) fn insist(self, text: &str) {
        let text = without_secrets(text);
        let _ = aside(|| writeln!(std::io::stderr().lock(), "{text}"));
    }
}
