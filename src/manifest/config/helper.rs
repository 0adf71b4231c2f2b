//! A program that gives a key: run without a shell, for a bounded time, and listened to for a bounded length.
//!
//! It has ended when it has ended: a daemon that it leaves behind may hold its output open for ever. What does not end is
//! killed with whatever it has started.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use camino::Utf8Path;

use crate::files::KEY_BYTES;
use crate::render::{Form, harmless, one_line};

/// The longest that it may take.
pub(super) const LONGEST: Duration = Duration::from_mins(1);

/// After so long it is said what is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(5);

pub(super) enum Outcome {
    /// It ended, having printed this.
    Ended(ExitStatus, Vec<u8>),
    /// It printed more than any key is long.
    TooLong,
    /// It did not end in time.
    TooSlow,
}

/// Runs it. Its own words (stderr) go to the terminal: it may have to ask or to explain.
pub(super) fn run(
    program: &str,
    arguments: &[String],
    folder: &Utf8Path,
    longest: Duration,
) -> io::Result<Outcome> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    let outcome = listen(&mut child, program, longest);
    if !matches!(outcome, Ok(Outcome::Ended(..))) {
        kill(&mut child);
    }
    outcome
}

fn listen(child: &mut Child, program: &str, longest: Duration) -> io::Result<Outcome> {
    let begun = Instant::now();
    let mut stdout = child.stdout.take();
    if let Some(stdout) = &stdout {
        never_wait_for(stdout)?;
    }
    let mut bytes = Vec::new();
    let mut is_told = false;
    loop {
        // Asked first: what it printed before it ended is there to be read afterwards.
        let ended = child.try_wait()?;
        if let Some(stdout) = &mut stdout {
            take(stdout, &mut bytes)?;
        }
        if bytes.len() as u64 > KEY_BYTES {
            return Ok(Outcome::TooLong);
        }
        if let Some(status) = ended {
            return Ok(Outcome::Ended(status, bytes));
        }
        if begun.elapsed() > longest {
            return Ok(Outcome::TooSlow);
        }
        if begun.elapsed() > PATIENCE && !std::mem::replace(&mut is_told, true) {
            say_that_we_wait(program);
        }
        std::thread::sleep(PAUSE);
    }
}

/// Everything that is there now, up to a byte more than is allowed.
fn take(stdout: &mut ChildStdout, bytes: &mut Vec<u8>) -> io::Result<()> {
    let left = (KEY_BYTES + 1).saturating_sub(bytes.len() as u64);
    match stdout.take(left).read_to_end(bytes) {
        Err(error) if error.kind() != ErrorKind::WouldBlock => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn never_wait_for(stdout: &ChildStdout) -> io::Result<()> {
    let flags = rustix::fs::fcntl_getfl(stdout)?;
    Ok(rustix::fs::fcntl_setfl(
        stdout,
        flags | rustix::fs::OFlags::NONBLOCK,
    )?)
}

#[cfg(not(unix))]
fn never_wait_for(_: &ChildStdout) -> io::Result<()> {
    Ok(())
}

fn kill(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Keys are fetched where no output of a command is at hand; the terminal is the program's own already.
fn say_that_we_wait(program: &str) {
    let seconds = LONGEST.as_secs();
    let program = one_line(program);
    let line =
        format!("waiting for the command `{program}` to print a key (at most {seconds} s)\n");
    let line = harmless(&line, Form::Text { painted: false }, true);
    let _ = io::stderr().write_all(line.as_bytes());
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str, longest: Duration) -> (Outcome, Duration) {
        let begun = Instant::now();
        let arguments = ["-c".to_owned(), script.to_owned()];
        let outcome = run("sh", &arguments, ".".into(), longest).unwrap();
        (outcome, begun.elapsed())
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
}
