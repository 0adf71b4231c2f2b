//! A terminal with somebody at it: a pseudo-terminal, the screen that its text makes, and keys that are pressed.

use std::fmt;
use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use pty_process::Size;
use pty_process::blocking::{Pty, open};
use vt100::Parser;

use super::person::wait_until;

const ROWS: u16 = 60;
const COLUMNS: u16 = 100;

/// Ctrl-C.
pub(crate) const INTERRUPT: &str = "\u{3}";
/// Ctrl-D.
pub(crate) const END_OF_INPUT: &str = "\u{4}";

/// A program that runs at a terminal.
pub(crate) struct Terminal {
    pub(crate) child: Child,
    pty: Arc<Pty>,
    seen: Arc<Mutex<Seen>>,
    reader: JoinHandle<()>,
    /// Which view the person looks at.
    looked: usize,
}

/// What the terminal has received.
struct Seen {
    screen: Parser,
    text: String,
    /// The screen after each piece of it.
    views: Vec<String>,
}

/// A run that is over, and what it leaves on the screen.
#[must_use = "a run whose outcome nobody looks at proves nothing"]
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) signal: Option<i32>,
    pub(crate) screen: String,
    /// All that was ever sent, with what steers the terminal.
    pub(crate) sent: String,
    pub(crate) hides_cursor: bool,
}

fn size(rows: u16, columns: u16) -> (NonZeroU16, NonZeroU16) {
    let some = |number| NonZeroU16::new(number).unwrap();
    (some(rows), some(columns))
}

impl Terminal {
    /// Starts a program at a terminal of the usual width.
    pub(crate) fn running(command: Command) -> Self {
        Self::with_columns(COLUMNS, command.into())
    }

    /// The same, where its results go elsewhere.
    pub(crate) fn running_into(stdout: std::fs::File, command: Command) -> Self {
        let command = pty_process::blocking::Command::from(command);
        Self::with_columns(COLUMNS, command.stdout(stdout))
    }

    pub(crate) fn with_columns(columns: u16, command: pty_process::blocking::Command) -> Self {
        let (pty, end) = open().unwrap();
        pty.resize(Size::new(ROWS, columns)).unwrap();
        let child = command.spawn(end).unwrap();
        let pty = Arc::new(pty);
        let (rows, columns) = size(ROWS, columns);
        let seen = Arc::new(Mutex::new(Seen {
            screen: Parser::new(rows, columns, 0),
            text: String::new(),
            views: Vec::new(),
        }));
        let (source, sink) = (Arc::clone(&pty), Arc::clone(&seen));
        let reader = std::thread::spawn(move || read(&source, &sink));
        Self {
            child,
            pty,
            seen,
            reader,
            looked: 0,
        }
    }

    /// Waits until the screen shows this; what was on it before the last look does not count.
    #[track_caller]
    pub(crate) fn shows(&mut self, text: &str) {
        let (seen, looked) = (Arc::clone(&self.seen), self.looked);
        let mut found = None;
        wait_until(&format!("the screen shows {text:?}"), || {
            let is_over = self.reader.is_finished();
            let seen = seen.lock().unwrap();
            let new = seen.views.iter().enumerate().skip(looked);
            found = new
                .filter(|(_, view)| view.contains(text))
                .map(|(at, _)| at)
                .next();
            assert!(
                found.is_some() || !is_over,
                "it ended before {text:?} came:\n{}",
                seen.text
            );
            found.is_some()
        });
        self.looked = found.unwrap_or(looked);
    }

    /// Presses these keys.
    pub(crate) fn types(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
    }

    /// Makes the window as wide as this.
    pub(crate) fn resize(&self, columns: u16) {
        let (rows, new) = size(ROWS, columns);
        self.seen.lock().unwrap().screen.set_size(rows, new);
        self.pty.resize(Size::new(ROWS, columns)).unwrap();
    }

    /// Waits until the program is over and everything it said is read.
    #[track_caller]
    pub(crate) fn ends(mut self) -> Ended {
        let mut status = None;
        wait_until("the program ends", || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        self.reader.join().unwrap();
        let seen = self.seen.lock().unwrap();
        let screen = seen.screen.screen();
        Ended {
            code: status.and_then(|status| status.code()),
            signal: status.and_then(|status| status.signal()),
            screen: screen.contents(),
            sent: seen.text.clone(),
            hides_cursor: screen.hide_cursor(),
        }
    }
}

/// Reads until nobody holds the program's end any more, which Linux tells as an error.
fn read(source: &Pty, sink: &Mutex<Seen>) {
    let mut bytes = [0; 4096];
    let mut source = source;
    while let Ok(count @ 1..) = source.read(&mut bytes) {
        let mut seen = sink.lock().unwrap();
        seen.screen.process(&bytes[..count]);
        seen.text
            .push_str(&String::from_utf8_lossy(&bytes[..count]));
        let view = seen.screen.screen().contents();
        seen.views.push(view);
    }
}

impl Ended {
    /// Fails, and shows everything, unless the run ended with this code and left the terminal as it was.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}\n{:?}", self.sent);
        assert!(!self.hides_cursor, "{self}");
        for bar in ["reading what is live", "of 2 changes", "slow down"] {
            assert!(!self.screen.contains(bar), "{self}");
        }
        self
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code, self.signal) {
            (Some(code), _) => writeln!(f, "exit {code}")?,
            (None, signal) => writeln!(f, "killed by {signal:?}")?,
        }
        for line in self.screen.lines() {
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
