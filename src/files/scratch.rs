//! Folders for a moment, outside the project: for what a run needs as files and nobody is to keep.

use camino::{Utf8Path, Utf8PathBuf};

/// A folder for a moment, which nobody else can look into.
#[derive(Debug)]
pub(crate) struct Scratch(Utf8PathBuf);

impl Scratch {
    pub(crate) fn new() -> std::io::Result<Self> {
        let mut name = [0; 16];
        getrandom::fill(&mut name).map_err(|error| std::io::Error::other(error.to_string()))?;
        let folder = Utf8PathBuf::from_path_buf(std::env::temp_dir())
            .map_err(|_| {
                std::io::Error::other("the path of the folder for temporary files is not UTF-8")
            })?
            .join(format!("vetform-{}", hex::encode(name)));
        create_private(&folder)?;
        Ok(Self(folder))
    }

    pub(crate) fn path(&self) -> &Utf8Path {
        &self.0
    }
}

#[cfg(unix)]
pub(crate) fn create_private(folder: &Utf8Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().mode(0o700).create(folder)
}

/// Elsewhere the folder for temporary files is the user's own.
#[cfg(not(unix))]
pub(crate) fn create_private(folder: &Utf8Path) -> std::io::Result<()> {
    std::fs::create_dir(folder)
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left of it is a copy of what lies elsewhere.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
