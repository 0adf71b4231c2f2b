//! Writing files of our own: new ones beside what they replace, none through a link, and none over what is not a file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};

use camino::{Utf8Path, Utf8PathBuf};

use super::link::{link, refuse_link};
use super::read::refuse_others;
use super::stream::write_stream;

/// The path with something behind its whole name: `a.json` and `.lock` are `a.json.lock`.
pub(crate) fn appended(path: &Utf8Path, what: &str) -> Utf8PathBuf {
    Utf8PathBuf::from(format!("{path}{what}"))
}

/// A file that must not be there yet. Only its owner may read it.
pub(crate) fn create_new(path: &Utf8Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    private(&mut options);
    options.open(path)
}

/// A file of our own to read and write, made if it is not there. Nothing of it is removed by opening it.
pub(crate) fn open_own(path: &Utf8Path) -> io::Result<File> {
    refuse_link(path)?;
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    follow_no_link(&mut options);
    let file = options.open(path).map_err(|error| {
        // Made between the look and the opening.
        if refuse_link(path).is_err() {
            link()
        } else {
            error
        }
    })?;
    refuse_others(&file.metadata()?)?;
    Ok(file)
}

/// Puts a text in the place of a file in one step: a reader sees the old or the new one, never half. The mode of what was
/// there is kept; a new file is its owner's alone.
pub(crate) fn replace(path: &Utf8Path, text: &[u8]) -> io::Result<()> {
    refuse_link(path)?;
    let name = path.file_name().unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.vetform-new"));
    // What a killed run has left. A link of that name is removed as such, and what it leads to stays.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = write_beside(&beside, path, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written?;
    sync_folder(path)
}

fn write_beside(beside: &Utf8Path, path: &Utf8Path, text: &[u8]) -> io::Result<()> {
    let mut file = create_new(beside)?;
    file.write_all(text)?;
    if let Ok(old) = path.metadata() {
        refuse_others(&old)?;
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()
}

/// Writes over what a file held, or makes it: its mode and its owner stay. What is not a regular file (a terminal, a pipe) is
/// written to as it is. Where there is no room the file is as it was.
pub(crate) fn write_over(path: &Utf8Path, text: &[u8]) -> io::Result<()> {
    let is_other = path.metadata().is_ok_and(|found| !found.is_file());
    if is_other {
        return write_stream(path, text);
    }
    let is_new = path.symlink_metadata().is_err();
    let mut file = open_own(path)?;
    let written = put(&mut file, text);
    if written.is_err() && is_new {
        let _ = fs::remove_file(path);
    }
    written
}

/// First what is longer than before: only that needs room.
fn put(file: &mut File, text: &[u8]) -> io::Result<()> {
    let length = file.metadata()?.len();
    let (start, rest) = text.split_at(
        usize::try_from(length)
            .unwrap_or(usize::MAX)
            .min(text.len()),
    );
    if !rest.is_empty() {
        let longer = file
            .seek(SeekFrom::Start(length))
            .and_then(|_| file.write_all(rest))
            .and_then(|()| file.sync_data());
        if longer.is_err() {
            file.set_len(length)?;
        }
        longer?;
    }
    file.rewind()?;
    file.write_all(start)?;
    file.set_len(text.len() as u64)
}

/// A new file with all of its text, or none.
pub(crate) fn create_whole(path: &Utf8Path, text: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(text);
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

/// Makes the name of a file durable; its content is another matter.
pub(crate) fn sync_folder(path: &Utf8Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}

fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    follow_no_link(options);
}

#[cfg_attr(
    not(unix),
    expect(unused_variables, reason = "links are looked for by their names there")
)]
fn follow_no_link(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        (folder, root)
    }

    fn mode(path: &Utf8Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_is_private_and_an_old_one_keeps_its_mode() {
        let (_keep, root) = folder();
        let file = root.join("a");
        replace(&file, b"1").unwrap();
        assert_eq!(mode(&file), 0o600);
        for kept in [0o664, 0o644, 0o600] {
            fs::set_permissions(&file, fs::Permissions::from_mode(kept)).unwrap();
            replace(&file, b"2").unwrap();
            assert_eq!(mode(&file), kept);
        }
        assert_eq!(fs::read_dir(&root).unwrap().count(), 1);
    }

    #[test]
    fn nothing_goes_through_a_link_whatever_is_written() {
        let (_keep, root) = folder();
        let (target, link) = (root.join("target"), root.join("link"));
        fs::write(&target, "mine").unwrap();
        symlink(&target, &link).unwrap();
        for refused in [
            replace(&link, b"1").unwrap_err(),
            write_over(&link, b"1").unwrap_err(),
            open_own(&link).unwrap_err(),
        ] {
            assert!(refused.to_string().contains("is a link"), "{refused}");
        }
        assert!(create_new(&link).is_err());
        // The name of a file that is being written, taken by somebody else.
        symlink(&target, root.join(".state.vetform-new")).unwrap();
        replace(&root.join("state"), b"1").unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "mine");
    }
}
