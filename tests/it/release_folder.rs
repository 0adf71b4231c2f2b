//! A folder that looks like releases, made by `.ci/archive` as a release is. Its program is a script that starts the tested one:
//! that one is large.

use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

pub(super) struct Releases {
    /// Below it `v0.1.0/`.
    pub folder: Utf8PathBuf,
    program: Utf8PathBuf,
}

const TARGETS: [&str; 2] = ["x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl"];

impl Releases {
    pub(super) fn of_this_program(folder: &Utf8Path) -> Self {
        let programs = folder.join("programs");
        let tested = assert_cmd::cargo::cargo_bin!("vetform");
        let script = format!("#!/bin/sh\nexec '{}' \"$@\"\n", tested.display());
        for target in TARGETS {
            let program = programs.join(target).join("vetform");
            std::fs::create_dir_all(program.parent().unwrap()).unwrap();
            std::fs::write(&program, &script).unwrap();
        }
        let releases = Self {
            program: programs.join(TARGETS[0]).join("vetform"),
            folder: folder.to_owned(),
        };
        let archive = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/archive"))
            .args([&programs, &releases.current()])
            .env("PROGRAM", tested)
            .env("RELEASES", format!("file://{folder}"))
            .output()
            .unwrap();
        assert!(archive.status.success(), "{archive:?}");
        releases
    }

    /// The folder of this version.
    pub(super) fn current(&self) -> Utf8PathBuf {
        self.folder.join(concat!("v", env!("CARGO_PKG_VERSION")))
    }

    /// The archive for this machine.
    pub(super) fn archive(&self) -> Utf8PathBuf {
        let target = TARGETS
            .into_iter()
            .find(|target| target.starts_with(std::env::consts::ARCH));
        let name = format!(
            "vetform-{}-{}.tar.gz",
            env!("CARGO_PKG_VERSION"),
            target.unwrap()
        );
        self.current().join(name)
    }

    /// The program alone, beside the releases.
    pub(super) fn bare_program(&self) -> Utf8PathBuf {
        let bare = self.folder.join("vetform");
        std::fs::copy(&self.program, &bare).unwrap();
        bare
    }

    /// Somebody has changed the archive.
    pub(super) fn spoil(&self) {
        let mut bytes = std::fs::read(self.archive()).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(self.archive(), bytes).unwrap();
    }
}

pub(super) fn sha256(file: &Utf8Path) -> String {
    use sha2::{Digest as _, Sha256};
    hex::encode(Sha256::digest(std::fs::read(file).unwrap()))
}
