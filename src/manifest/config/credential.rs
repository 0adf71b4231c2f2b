//! Where a key comes from. The key itself is only ever a [`SecretString`], and no error holds a part of it.

use std::collections::BTreeSet;
use std::fmt;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use secrecy::SecretString;

use super::helper::{self, Ask, Heard, Outcome};
use crate::environment::{self, Variable};
use crate::files::{self, KEY_BYTES};
use crate::os_words;
use crate::secrets::keep_out;

/// Where a key comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    Env(String),
    /// A file; a relative path is taken from the project's folder.
    File(Utf8PathBuf),
    /// A program and its arguments, run in the project's folder; never through a shell. Not empty.
    Command(Vec<String>),
}

/// Why there is no key. For the person who runs the program to fix; never holds the key.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    #[error("the environment variable {0} is not set")]
    NotSet(String),
    #[error("the environment variable {0} is set but empty")]
    EmptyVariable(String),
    /// The source gave nothing but blanks.
    #[error("{0} is empty")]
    Empty(String),
    /// The source gave bytes that are no UTF-8.
    #[error("{0} is not valid UTF-8")]
    NoText(String),
    /// The source gave what no header of a request can hold.
    #[error("{0} contains characters that cannot be sent in a key, perhaps a line break")]
    NotSendable(String),
    /// The file cannot be read.
    #[error("cannot read the file {path}: {}", os_words::told(source))]
    File {
        path: Utf8PathBuf,
        source: io::Error,
    },
    /// The program cannot be started.
    #[error("cannot run the command `{program}`: {}", os_words::told(source))]
    Start {
        /// The program, without its arguments.
        program: String,
        source: io::Error,
    },
    #[error("the command `{program}` failed ({status})")]
    Failed {
        /// The program, without its arguments.
        program: String,
        status: std::process::ExitStatus,
    },
    /// The program printed more than a key.
    #[error("the command `{program}` printed more than {} KiB, which is not a key", KEY_BYTES / 1024)]
    TooLong {
        /// The program, without its arguments.
        program: String,
    },
    /// The program did not end.
    #[error("the command `{program}` did not finish within {} s and was stopped", helper::LONGEST.as_secs())]
    TooSlow {
        /// The program, without its arguments.
        program: String,
    },
}

/// The place, as people call it.
impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Env(variable) => write!(f, "the environment variable {variable}"),
            Self::File(path) => write!(f, "the file {path}"),
            Self::Command(words) => {
                let program = words.first().map_or("", String::as_str);
                write!(f, "what the command `{program}` reads")
            }
        }
    }
}

impl Credential {
    /// Fetches the key; blanks and line ends around it are not of it.
    pub fn resolve(&self, root: &Utf8Path) -> Result<SecretString, CredentialError> {
        let (name, bytes) = match self {
            Self::Env(variable) => from_environment(variable)?,
            Self::File(path) => from_file(&root.join(path))?,
            Self::Command(words) => from_command(words, root)?,
        };
        let text = String::from_utf8(bytes).map_err(|_| CredentialError::NoText(name.clone()))?;
        // Programs of Windows put a byte-order mark before a text.
        match text.trim_start_matches('\u{feff}').trim() {
            "" => Err(match self {
                Self::Env(variable) => CredentialError::EmptyVariable(variable.clone()),
                Self::File(_) | Self::Command(_) => CredentialError::Empty(name),
            }),
            key if key.contains(|c: char| c.is_ascii_control()) => {
                Err(CredentialError::NotSendable(name))
            }
            key => {
                keep_out(key);
                Ok(SecretString::from(key))
            }
        }
    }
}

type Named = (String, Vec<u8>);

fn from_environment(variable: &str) -> Result<Named, CredentialError> {
    let name = format!("the environment variable {variable}");
    let variable = variable.to_owned();
    match environment::variable(&variable) {
        Variable::Text(text) => Ok((name, text.into_bytes())),
        Variable::Unset => Err(CredentialError::NotSet(variable)),
        Variable::Empty => Err(CredentialError::EmptyVariable(variable)),
        Variable::NoText => Err(CredentialError::NoText(name)),
    }
}

fn from_file(path: &Utf8Path) -> Result<Named, CredentialError> {
    let bytes = files::read(path, KEY_BYTES).map_err(|source| CredentialError::File {
        path: path.to_owned(),
        source,
    })?;
    Ok((format!("the file {path}"), bytes))
}

fn from_command(words: &[String], root: &Utf8Path) -> Result<Named, CredentialError> {
    let (program, arguments) = words
        .split_first()
        .ok_or_else(|| CredentialError::Empty("the command of the credential".to_owned()))?;
    let ran = helper::run(&Ask {
        program,
        arguments,
        folder: root,
        longest: helper::LONGEST,
        most: KEY_BYTES,
        heard: Heard::Terminal,
        without: &BTreeSet::new(),
        with: &[],
        waits_for: &format!("the command `{program}` to print a key"),
    });
    let program = program.clone();
    let ran = ran.map_err(|source| CredentialError::Start {
        program: program.clone(),
        source,
    })?;
    match ran.outcome {
        Outcome::Ended(status, stdout) if status.success() => {
            Ok((format!("the output of the command `{program}`"), stdout))
        }
        Outcome::Ended(status, _) => Err(CredentialError::Failed { program, status }),
        Outcome::TooLong => Err(CredentialError::TooLong { program }),
        Outcome::TooSlow => Err(CredentialError::TooSlow { program }),
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap().to_owned();
        (folder, root)
    }

    #[test]
    fn a_file_gives_its_text_without_the_line_end() {
        let (_keep, root) = folder();
        std::fs::write(root.join("key"), "sk-1\r\n").unwrap();
        let key = Credential::File("key".into()).resolve(&root).unwrap();
        assert_eq!(key.expose_secret(), "sk-1");
        std::fs::write(root.join("marked"), "\u{feff}sk-1\r\n").unwrap();
        let key = Credential::File("marked".into()).resolve(&root).unwrap();
        assert_eq!(key.expose_secret(), "sk-1");
        std::fs::write(root.join("large"), "x".repeat(70_000)).unwrap();
        assert!(Credential::File("large".into()).resolve(&root).is_err());
        assert!(Credential::File("/dev/zero".into()).resolve(&root).is_err());
    }

    #[test]
    fn a_command_gives_what_it_prints() {
        let (_keep, root) = folder();
        let words = ["echo", "sk-2"].map(str::to_owned).to_vec();
        let key = Credential::Command(words).resolve(&root).unwrap();
        assert_eq!(key.expose_secret(), "sk-2");
    }

    #[test]
    fn errors_name_the_source_and_never_the_value() {
        let (_keep, root) = folder();
        std::fs::write(root.join("blank"), " \n").unwrap();
        std::fs::write(root.join("bytes"), [0x73, 0xff]).unwrap();
        let say = |credential: Credential| {
            let words = credential.resolve(&root).unwrap_err().to_string();
            words.replace(root.as_str(), "ROOT")
        };
        insta::assert_snapshot!(say(Credential::Env("VETFORM_TEST_UNSET".into())), @"the environment variable VETFORM_TEST_UNSET is not set");
        insta::assert_snapshot!(say(Credential::File("blank".into())), @"the file ROOT/blank is empty");
        insta::assert_snapshot!(say(Credential::File("bytes".into())), @"the file ROOT/bytes is not valid UTF-8");
        std::fs::write(root.join("lines"), "sk-4\nsk-5\n").unwrap();
        insta::assert_snapshot!(say(Credential::File("lines".into())), @"the file ROOT/lines contains characters that cannot be sent in a key, perhaps a line break");
        let words = ["printf", "sk-6\\nsk-7"].map(str::to_owned).to_vec();
        insta::assert_snapshot!(say(Credential::Command(words)), @"the output of the command `printf` contains characters that cannot be sent in a key, perhaps a line break");
        insta::assert_snapshot!(say(Credential::File("none".into())), @"cannot read the file ROOT/none: it does not exist");
        insta::assert_snapshot!(say(Credential::Command(vec!["false".into(), "sk-3".into()])), @"the command `false` failed (exit status: 1)");
    }
}
