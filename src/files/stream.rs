//! Writing to what is not a file: a terminal, a pipe, a device. Nobody may be at the other end, and nobody is waited for without
//! end.

use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::time::{Duration, Instant};

use camino::Utf8Path;

/// How long somebody may take to open the other end of a pipe, or to read on.
const LONGEST: Duration = Duration::from_secs(10);

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(10);

pub(super) fn write_stream(path: &Utf8Path, text: &[u8]) -> io::Result<()> {
    let mut stream = patiently("nobody reads from it", is_without_reader, || open(path))?;
    let mut rest = text;
    while !rest.is_empty() {
        let written = patiently("nobody reads on", is_full, || stream.write(rest))?;
        if written == 0 {
            return Err(ErrorKind::WriteZero.into());
        }
        rest = &rest[written..];
    }
    Ok(())
}

/// Tries until it works or is another error than one that passes.
fn patiently<T>(
    otherwise: &str,
    passes: fn(&io::Error) -> bool,
    mut attempt: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    let begun = Instant::now();
    loop {
        match attempt() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if passes(&error) && begun.elapsed() < LONGEST => std::thread::sleep(PAUSE),
            Err(error) if passes(&error) => {
                let words = format!("{otherwise}, for {} s", LONGEST.as_secs());
                return Err(io::Error::new(ErrorKind::TimedOut, words));
            }
            done => return done,
        }
    }
}

/// Told to not block, a pipe without a reader is refused; it would be waited for otherwise.
fn open(path: &Utf8Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed());
    }
    options.open(path)
}

#[cfg(unix)]
fn is_without_reader(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error())
}

#[cfg(not(unix))]
fn is_without_reader(_: &io::Error) -> bool {
    false
}

fn is_full(error: &io::Error) -> bool {
    error.kind() == ErrorKind::WouldBlock
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use camino::Utf8PathBuf;

    use super::*;

    #[test]
    fn who_comes_late_and_reads_slowly_gets_everything() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = Utf8PathBuf::from_path_buf(folder.path().join("pipe")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let text = vec![b'x'; 300_000];
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::read(pipe).unwrap()
        });
        write_stream(&pipe, &text).unwrap();
        assert_eq!(reader.join().unwrap(), text);
    }
}
