//! Reading a file that may be anything: a link to an endless device, a pipe that nobody writes to, a file that grows.
//!
//! A disk of the network that hangs in a single call is the one wait that nothing here can end.

use std::fs::File;
use std::io::{self, Read as _};
use std::time::{Duration, Instant};

use camino::Utf8Path;

/// The longest that reading one file may take.
const LONGEST: Duration = Duration::from_secs(30);

/// Between two looks at the clock.
const PART: u64 = 1024 * 1024;

/// The bytes of a regular file of at most `most` bytes.
///
/// # Errors
/// What the system says; and that it is not a regular file, larger, or too slow, in words that follow "cannot read PATH: ".
pub(crate) fn read(path: &Utf8Path, most: u64) -> io::Result<Vec<u8>> {
    // Before it is opened too: opening a device can do something.
    refuse_others(&path.metadata()?)?;
    let file = open(path)?;
    let found = file.metadata()?;
    refuse_others(&found)?;
    if found.len() > most {
        return Err(too_large(most));
    }
    read_within(file, found.len(), most)
}

pub(crate) fn read_text(path: &Utf8Path, most: u64) -> io::Result<String> {
    as_text(read(path, most)?)
}

/// What is given on stdin, as text. It may be a pipe that somebody fills slowly: it is waited for, and bounded.
pub(crate) fn read_stdin_text(most: u64) -> io::Result<String> {
    as_text(read_stdin(most)?)
}

/// The same as bytes.
pub(crate) fn read_stdin(most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(too_large(most));
    }
    Ok(bytes)
}

fn as_text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let from = error.utf8_error().valid_up_to();
        let words = format!("it is not valid UTF-8 (from byte {from} on)");
        io::Error::new(io::ErrorKind::InvalidData, words)
    })
}

/// What its length says need not be true: files of the kernel say 0.
fn read_within(file: File, length: u64, most: u64) -> io::Result<Vec<u8>> {
    let begun = Instant::now();
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    let mut rest = file.take(most + 1);
    while rest.by_ref().take(PART).read_to_end(&mut bytes)? > 0 {
        if bytes.len() as u64 > most {
            return Err(too_large(most));
        }
        if begun.elapsed() > LONGEST {
            let words = format!("reading it takes longer than {} s", LONGEST.as_secs());
            return Err(io::Error::new(io::ErrorKind::TimedOut, words));
        }
    }
    Ok(bytes)
}

/// Opening a pipe would wait for somebody to write, were it not told to not block.
fn open(path: &Utf8Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed());
    }
    options.open(path)
}

pub(super) fn refuse_others(found: &std::fs::Metadata) -> io::Result<()> {
    if found.is_file() {
        return Ok(());
    }
    Err(if found.is_dir() {
        io::Error::new(io::ErrorKind::IsADirectory, "it is a folder, not a file")
    } else {
        io::Error::other("it is not a regular file")
    })
}

fn too_large(most: u64) -> io::Error {
    let most = if most < 1024 * 1024 {
        format!("{} KiB", most / 1024)
    } else {
        format!("{} MiB", most / 1024 / 1024)
    };
    let words = format!("it is larger than {most}, the limit for reading it");
    io::Error::new(io::ErrorKind::FileTooLarge, words)
}

#[cfg(test)]
mod tests {
    use camino::Utf8PathBuf;

    use super::*;

    #[test]
    fn only_a_regular_file_within_its_limit_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        let file = root.join("file");
        std::fs::write(&file, "12345").unwrap();
        assert_eq!(read(&file, 5).unwrap(), b"12345");
        let say = |path: &Utf8Path, most| read(path, most).unwrap_err().to_string();
        insta::assert_snapshot!(say(&file, 4), @"it is larger than 0 KiB, the limit for reading it");
        insta::assert_snapshot!(say(&root, 4), @"it is a folder, not a file");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_a_pipe_and_links_to_them_are_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        let pipe = root.join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let zero = root.join("zero");
        std::os::unix::fs::symlink("/dev/zero", &zero).unwrap();
        for path in [pipe.as_path(), zero.as_path(), "/dev/zero".into()] {
            let words = read(path, 4).unwrap_err().to_string();
            assert_eq!(words, "it is not a regular file", "{path}");
        }
    }
}
