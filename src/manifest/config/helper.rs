//! A program that gives a key or people: run without a shell, for a bounded time, and listened to for a bounded length.
//!
//! It has ended when it has ended: a daemon that it leaves behind may hold its output open for ever. What does not end is
//! killed with whatever it has started.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use camino::Utf8Path;

use crate::render::{Form, harmless, one_line};

/// The longest that one may take which gives a key.
pub(super) const LONGEST: Duration = Duration::from_mins(1);

/// After so long it is said what is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(5);

/// So much is kept of what it says besides, in bytes; the rest is dropped.
const MOST_WORDS: u64 = 64 * 1024;

/// Leaders of the groups of those that run now. Who has it locked may kill them: an id that is in it is not another's yet.
static RUNNING: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());

/// What is to be run, and within what bounds.
pub(in crate::manifest) struct Ask<'a> {
    pub(in crate::manifest) program: &'a str,
    pub(in crate::manifest) arguments: &'a [String],
    /// Where it runs.
    pub(in crate::manifest) folder: &'a Utf8Path,
    pub(in crate::manifest) longest: Duration,
    /// The most that it may print, in bytes.
    pub(in crate::manifest) most: u64,
    pub(in crate::manifest) heard: Heard,
    /// Variables of the environment that it is not given.
    pub(in crate::manifest) without: &'a BTreeSet<String>,
    /// Variables that it is given besides.
    pub(in crate::manifest) with: &'a [(&'a str, &'a str)],
    /// What is said after a while: that vetform waits for this.
    pub(in crate::manifest) waits_for: &'a str,
}

/// Where its own words (stderr) go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::manifest) enum Heard {
    /// To the terminal: it may have to ask or to explain.
    Terminal,
    /// They are kept, since nobody's address may be shown.
    Kept,
}

pub(in crate::manifest) enum Outcome {
    /// It ended, having printed this.
    Ended(ExitStatus, Vec<u8>),
    /// It printed more than it may.
    TooLong,
    /// It did not end in time.
    TooSlow,
}

/// What came of it, and what it said besides.
pub(in crate::manifest) struct Ran {
    pub(in crate::manifest) outcome: Outcome,
    pub(in crate::manifest) words: Vec<u8>,
}

/// Runs it.
pub(in crate::manifest) fn run(ask: &Ask<'_>) -> io::Result<Ran> {
    let mut command = Command::new(ask.program);
    command
        .args(ask.arguments)
        .current_dir(ask.folder)
        .envs(ask.with.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(match ask.heard {
            Heard::Terminal => Stdio::inherit(),
            // Elsewhere two pipes cannot be read without that one waits for the other.
            Heard::Kept if cfg!(unix) => Stdio::piped(),
            Heard::Kept => Stdio::null(),
        });
    for name in ask.without {
        command.env_remove(name);
    }
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = {
        let mut running = running();
        let child = command.spawn()?;
        running.insert(child.id());
        child
    };
    let ran = listen(&mut child, ask);
    let has_ended = ran
        .as_ref()
        .is_ok_and(|ran| matches!(ran.outcome, Outcome::Ended(..)));
    if !has_ended {
        let mut running = running();
        kill_group(child.id());
        let _ = child.kill();
        let _ = child.wait();
        running.remove(&child.id());
    }
    ran
}

/// Kills whatever runs, with all that it has started: this process is about to end.
pub fn stop_programs() {
    running().iter().copied().for_each(kill_group);
}

fn running() -> MutexGuard<'static, BTreeSet<u32>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether it has ended. Once it is known to have, its id may be another's.
fn ended(child: &mut Child) -> io::Result<Option<ExitStatus>> {
    let mut running = running();
    let status = child.try_wait()?;
    if status.is_some() {
        running.remove(&child.id());
    }
    Ok(status)
}

fn listen(child: &mut Child, ask: &Ask<'_>) -> io::Result<Ran> {
    let begun = Instant::now();
    let mut stdout = child.stdout.take();
    let mut stderr = child.stderr.take();
    if let Some(pipe) = &stdout {
        never_wait_for(pipe)?;
    }
    if let Some(pipe) = &stderr {
        never_wait_for(pipe)?;
    }
    let (mut bytes, mut words) = (Vec::new(), Vec::new());
    let mut is_told = false;
    let outcome = loop {
        // Asked first: what it printed before it ended is there to be read afterwards.
        let ended = ended(child)?;
        let before = bytes.len();
        if let Some(stdout) = &mut stdout {
            take(stdout, &mut bytes, ask.most + 1)?;
        }
        if let Some(stderr) = &mut stderr {
            take(stderr, &mut words, MOST_WORDS)?;
            drain(stderr)?;
        }
        if bytes.len() as u64 > ask.most {
            break Outcome::TooLong;
        }
        if let Some(status) = ended {
            break Outcome::Ended(status, bytes);
        }
        if begun.elapsed() > ask.longest {
            break Outcome::TooSlow;
        }
        if begun.elapsed() > PATIENCE && !std::mem::replace(&mut is_told, true) {
            say_that_we_wait(ask);
        }
        if bytes.len() == before {
            std::thread::sleep(PAUSE);
        }
    };
    Ok(Ran { outcome, words })
}

/// Everything that is there now, up to so many bytes in all.
fn take(pipe: &mut impl Read, bytes: &mut Vec<u8>, most: u64) -> io::Result<()> {
    let left = most.saturating_sub(bytes.len() as u64);
    match pipe.take(left).read_to_end(bytes) {
        Err(error) if error.kind() != ErrorKind::WouldBlock => Err(error),
        _ => Ok(()),
    }
}

/// What nobody reads fills the pipe, and then the program waits for ever.
fn drain(pipe: &mut impl Read) -> io::Result<()> {
    match io::copy(&mut pipe.take(MOST_WORDS), &mut io::sink()) {
        Err(error) if error.kind() != ErrorKind::WouldBlock => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn never_wait_for(pipe: &impl std::os::fd::AsFd) -> io::Result<()> {
    let flags = rustix::fs::fcntl_getfl(pipe)?;
    Ok(rustix::fs::fcntl_setfl(
        pipe,
        flags | rustix::fs::OFlags::NONBLOCK,
    )?)
}

#[cfg(not(unix))]
fn never_wait_for<T>(_: &T) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn kill_group(leader: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let leader = i32::try_from(leader).ok().and_then(Pid::from_raw);
    if let Some(leader) = leader {
        let _ = kill_process_group(leader, Signal::KILL);
    }
}

#[cfg(not(unix))]
fn kill_group(_: u32) {}

/// Programs are run where no output of a command is at hand; the terminal is their own already.
fn say_that_we_wait(ask: &Ask<'_>) {
    let seconds = ask.longest.as_secs();
    let what = one_line(ask.waits_for);
    let line = format!("waiting for {what} (at most {seconds} s)\n");
    let line = harmless(&line, Form::Text { painted: false }, true);
    let _ = io::stderr().write_all(line.as_bytes());
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    static WITHOUT: std::sync::LazyLock<BTreeSet<String>> =
        std::sync::LazyLock::new(|| BTreeSet::from(["HOME".to_owned()]));

    fn ask(arguments: &[String], longest: Duration) -> Ask<'_> {
        Ask {
            program: "sh",
            arguments,
            folder: ".".into(),
            longest,
            most: 64 * 1024,
            heard: Heard::Kept,
            without: &WITHOUT,
            with: &[("VETFORM_TEST_GIVEN", "given")],
            waits_for: "a test",
        }
    }

    fn shell(script: &str, longest: Duration) -> (Outcome, Duration) {
        let begun = Instant::now();
        let ran = run(&ask(&["-c".to_owned(), script.to_owned()], longest)).unwrap();
        (ran.outcome, begun.elapsed())
    }

    #[test]
    fn a_program_that_does_not_end_is_given_up_with_what_it_has_started() {
        let (outcome, took) = shell("sleep 1000 | cat", Duration::from_millis(50));
        assert!(matches!(outcome, Outcome::TooSlow));
        assert!(took < Duration::from_secs(20));
    }

    #[test]
    fn a_daemon_that_keeps_the_output_open_is_not_waited_for() {
        let (outcome, took) = shell("echo key; sleep 30 & exit 0", Duration::from_mins(1));
        let Outcome::Ended(status, bytes) = outcome else {
            panic!("it ended");
        };
        assert!(status.success() && bytes == b"key\n");
        assert!(took < Duration::from_secs(20));
    }

    #[test]
    fn a_program_that_prints_for_ever_is_stopped_at_the_limit() {
        let (outcome, _) = shell(
            "while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyy; done",
            Duration::from_mins(1),
        );
        assert!(matches!(outcome, Outcome::TooLong));
    }

    #[test]
    fn what_it_says_besides_is_kept_up_to_a_limit_and_never_keeps_it_from_ending() {
        let script = "i=0; while [ $i -lt 30000 ]; do echo 0123456789 >&2; i=$((i+1)); done; printenv HOME; printenv VETFORM_TEST_GIVEN";
        let ran = run(&ask(
            &["-c".to_owned(), script.to_owned()],
            Duration::from_mins(1),
        ))
        .unwrap();
        assert_eq!(ran.words.len() as u64, MOST_WORDS);
        let Outcome::Ended(_, printed) = ran.outcome else {
            panic!("it ended");
        };
        assert_eq!(printed, b"given\n");
    }
}
