//! How a person runs the program, waits for it and stops it.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{Outcome, Person};
use crate::left_journals;

impl Person {
    pub(crate) fn command(&self, line: &str) -> Command {
        left_journals::are_of_the_model(self.path("").as_std_path());
        let mut command = self.program(assert_cmd::cargo::cargo_bin!("vetform"));
        command.args(line.split_whitespace());
        command
    }

    fn program(&self, path: &Path) -> Command {
        let mut command = Command::new(path);
        command
            .current_dir(self.path(""))
            .env_clear()
            .env("HOME", self.folder.path().join("home"))
            .env("USER", "kim")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs `vetform LINE` to its end; the words of the line are parted by blanks.
    pub(crate) fn runs(&self, line: &str) -> Outcome {
        self.command(line).output().unwrap().into()
    }

    /// Runs `vetform LINE`, which ends well.
    #[track_caller]
    pub(crate) fn does(&self, line: &str) {
        self.ends(line, 0);
    }

    /// Runs `vetform LINE`, which ends with this code.
    #[track_caller]
    pub(crate) fn ends(&self, line: &str, code: i32) {
        let _ = self.runs(line).exits(code);
    }

    /// Runs `vetform LINE`, which must end soon; what hangs is stopped, and fails.
    #[track_caller]
    pub(crate) fn soon(&self, line: &str) -> Outcome {
        let begun = Instant::now();
        let mut child = self.starts(line);
        while child.try_wait().unwrap().is_none() {
            if begun.elapsed() > Duration::from_secs(30) {
                child.kill().unwrap();
                panic!("`{line}` hangs");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        child.wait_with_output().unwrap().into()
    }

    /// Runs a script as GitHub runs the `run:` of a step; `vetform` is found, and before all else what lies in the
    /// project's neighbour folder `bin`.
    pub(crate) fn script(&self, text: &str) -> Outcome {
        let program = assert_cmd::cargo::cargo_bin!("vetform");
        let mut path = vec![self.neighbour("bin").into_std_path_buf()];
        path.extend(program.parent().map(Path::to_owned));
        path.extend(
            std::env::var_os("PATH")
                .iter()
                .flat_map(std::env::split_paths),
        );
        let mut command = self.program(Path::new("bash"));
        command
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", text])
            .env("PATH", std::env::join_paths(path).unwrap());
        command.output().unwrap().into()
    }

    /// Runs a script, which ends well.
    #[track_caller]
    pub(crate) fn does_script(&self, text: &str) {
        let _ = self.script(text).exits(0);
    }

    /// Runs `vetform LINE` with its results going into this file.
    pub(crate) fn runs_into(&self, line: &str, stdout: File) -> Outcome {
        self.command(line).stdout(stdout).output().unwrap().into()
    }

    /// Starts `vetform LINE`.
    pub(crate) fn starts(&self, line: &str) -> Child {
        self.command(line).spawn().unwrap()
    }
}

/// Sends a signal by its name.
pub(crate) fn send(signal: &str, child: &Child) {
    let command = format!("kill -{signal} {}", child.id());
    let sent = Command::new("sh").args(["-c", &command]).status().unwrap();
    assert!(sent.success());
}

/// Looks again and again, with short pauses, until `done` says so; after a minute nothing will come any more.
#[track_caller]
pub(crate) fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while !done() {
        assert!(Instant::now() < deadline, "waited a minute until {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}
