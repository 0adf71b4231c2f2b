//! The terminal that bars are drawn on. It draws nothing itself; it only leaves the cursor where keys do no harm.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use console::Term;
use indicatif::{ProgressDrawTarget, TermLike};

/// How often it is drawn at most, in a second: what indicatif itself takes for a terminal.
const MOST_OFTEN: u8 = 20;

/// stderr, with the cursor at the beginning of the bar. indicatif leaves it behind the last column; there the `^C` of
/// somebody who interrupts begins a new line, and the bar is not found again to be cleared.
#[derive(Debug)]
struct BarTerminal {
    stderr: Term,
    /// Whether a bar was written that is not flushed; without one the cursor may stand behind a question, and stays.
    has_drawn: AtomicBool,
}

pub(super) fn bar_terminal() -> ProgressDrawTarget {
    let terminal = BarTerminal {
        stderr: Term::buffered_stderr(),
        has_drawn: AtomicBool::new(false),
    };
    ProgressDrawTarget::term_like_with_hz(Box::new(terminal), MOST_OFTEN)
}

impl TermLike for BarTerminal {
    fn width(&self) -> u16 {
        self.stderr.size().1
    }

    fn height(&self) -> u16 {
        self.stderr.size().0
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.stderr.move_cursor_up(n)
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.stderr.move_cursor_down(n)
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.stderr.move_cursor_right(n)
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.stderr.move_cursor_left(n)
    }

    fn write_line(&self, s: &str) -> io::Result<()> {
        self.stderr.write_line(s)
    }

    fn write_str(&self, s: &str) -> io::Result<()> {
        self.has_drawn.fetch_or(!s.is_empty(), Ordering::Relaxed);
        self.stderr.write_str(s)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.stderr.clear_line()
    }

    fn flush(&self) -> io::Result<()> {
        if self.has_drawn.swap(false, Ordering::Relaxed) {
            self.stderr.write_str("\r")?;
        }
        self.stderr.flush()
    }
}
