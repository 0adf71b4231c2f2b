//! JSON Schemas for editors, of the version that runs: in `.vetform/schema` of a project, where the first line of a manifest
//! looks for them. A cache: never in git, re-made by `init`, `pull --write` and `schema --write`.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::exit::Exit;
use super::failure::CommandFailure;
use super::schemas::schemas;
use crate::files;

const FOLDER: [&str; 2] = [".vetform", "schema"];

/// The line that leads an editor from a file of the project to a schema. `path`: of the file, below the project.
pub(super) fn line(path: &Utf8Path, schema: &str) -> String {
    let depth = path.components().count().saturating_sub(1);
    let up = "../".repeat(depth);
    let [hidden, folder] = FOLDER;
    format!("# yaml-language-server: $schema={up}{hidden}/{folder}/{schema}\n")
}

pub(super) fn write(project: &Utf8Path) -> Result<(), CommandFailure> {
    write_these(project, &schemas())
}

/// The same with these schemas.
pub(super) fn write_these(
    project: &Utf8Path,
    schemas: &[(String, String)],
) -> Result<(), CommandFailure> {
    let mut folder = project.to_owned();
    for part in FOLDER {
        folder.push(part);
        make(&folder).map_err(|error| failed(&folder, &error))?;
    }
    put(&folder, schemas)
}

/// Into a folder of somebody's own, which is made.
pub(super) fn write_into(
    folder: &Utf8Path,
    schemas: &[(String, String)],
) -> Result<(), CommandFailure> {
    std::fs::create_dir_all(folder).map_err(|error| failed(&folder.to_owned(), &error))?;
    put(folder, schemas)
}

fn put(folder: &Utf8Path, schemas: &[(String, String)]) -> Result<(), CommandFailure> {
    for (name, text) in schemas {
        let file = folder.join(name);
        replace(&file, text).map_err(|error| failed(&file, &error))?;
    }
    Ok(())
}

fn failed(path: &Utf8PathBuf, error: &io::Error) -> CommandFailure {
    CommandFailure::new(Exit::Failed, format!("cannot write {path}: {error}"))
        .with_hint("only editors use them")
}

/// A link would lead the files elsewhere.
fn make(folder: &Utf8Path) -> io::Result<()> {
    match folder.symlink_metadata() {
        Ok(there) if there.is_dir() => Ok(()),
        Ok(_) => Err(io::Error::other("it is a link or not a folder")),
        Err(_) => std::fs::create_dir(folder),
    }
}

/// A new file in the place of the old one: whatever else has the name of the old one is not written to.
fn replace(file: &Utf8Path, text: &str) -> io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    files::create_whole(file, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_leads_from_the_folder_of_its_file_to_the_schema() {
        let of = |path: &str| line(Utf8Path::new(path), "a.json");
        assert_eq!(
            of("vetform.yaml"),
            "# yaml-language-server: $schema=.vetform/schema/a.json\n"
        );
        assert_eq!(
            of("teams/x/a.yaml"),
            "# yaml-language-server: $schema=../../.vetform/schema/a.json\n"
        );
    }

    #[test]
    #[cfg(unix)]
    fn nothing_is_written_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        let (project, outside) = (root.join("project"), root.join("outside"));
        for folder in [&project, &outside] {
            std::fs::create_dir(folder).unwrap();
        }
        std::os::unix::fs::symlink(&outside, project.join(".vetform")).unwrap();
        assert!(write(&project).is_err());
        assert_eq!(outside.read_dir_utf8().unwrap().count(), 0);

        std::fs::remove_file(project.join(".vetform")).unwrap();
        write(&project).unwrap();
        std::fs::write(outside.join("victim"), "kept").unwrap();
        let schema = project.join(".vetform/schema/config.schema.json");
        std::fs::remove_file(&schema).unwrap();
        std::os::unix::fs::symlink(outside.join("victim"), &schema).unwrap();
        write(&project).unwrap();
        assert_eq!(
            std::fs::read_to_string(outside.join("victim")).unwrap(),
            "kept"
        );
        assert!(schema.symlink_metadata().unwrap().is_file());
    }
}
