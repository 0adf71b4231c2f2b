//! What came of a run, and what is asked of it.

use std::fmt;
use std::process::Output;

/// What came of a run.
#[must_use = "a run whose outcome nobody looks at proves nothing"]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// Fails, and shows everything, unless the run ended with this code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// Fails, and shows everything, unless its results contain this.
    #[track_caller]
    pub(crate) fn shows(&self, text: &str) {
        assert!(self.stdout.contains(text), "no {text:?} in: {self}");
    }

    /// Fails, and shows everything, unless its results begin with this.
    #[track_caller]
    pub(crate) fn begins(&self, text: &str) {
        assert!(self.stdout.starts_with(text), "no {text:?} before: {self}");
    }

    /// What it shows beyond this, which it must begin with.
    #[track_caller]
    pub(crate) fn beyond(&self, shown: &str) -> &str {
        let rest = self.stdout.strip_prefix(shown);
        rest.unwrap_or_else(|| panic!("no {shown:?} before: {self}"))
    }

    /// The same as `shows` of what it says beside its results.
    #[track_caller]
    pub(crate) fn tells(&self, text: &str) {
        assert!(self.stderr.contains(text), "no {text:?} in: {self}");
    }
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => writeln!(f, "exit {code}")?,
            None => writeln!(f, "killed")?,
        }
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            match text.trim_end() {
                "" => {}
                text => write!(f, "── {name}\n{text}\n")?,
            }
        }
        Ok(())
    }
}

/// What `validate` says without its warnings, which commands that read systems do not give.
pub(crate) fn errors_of(validated: &str) -> String {
    let blocks = validated.split("\n\n");
    let blocks = blocks.filter(|block| !block.starts_with("warning["));
    let text = blocks.collect::<Vec<_>>().join("\n\n");
    text.replace(", 1 warning in", " in")
}
