//! Before the program is compiled: of which commit it is made. Cargo runs this (`build` in Cargo.toml); it is no module, asks
//! no network, and a build in which nothing can be told says nothing.
//!
//! In this order: the variable `VETFORM_COMMIT`, which the release sets and a distribution may; the commit that Cargo wrote
//! into a packaged crate; the commit of a git checkout. The last is asked in an optimised build only: elsewhere each commit
//! would compile the crate again, and nobody is handed such a program.

use std::path::Path;
use std::process::Command;

const VARIABLE: &str = "VETFORM_COMMIT";
const PACKAGED: &str = ".cargo_vcs_info.json";
/// What the program reads: [`vetform::version`] passes it on.
const ANSWER: &str = "VETFORM_VERSION";
/// Of a commit's hash, what people read.
const SHORT: usize = 10;
/// What is compiled: something else that was changed makes no other program.
const SOURCES: [&str; 3] = ["src", "Cargo.toml", "Cargo.lock"];

fn main() {
    println!("cargo::rerun-if-env-changed={VARIABLE}");
    println!("cargo::rerun-if-changed=src/build.rs");
    let number = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let commit = given().or_else(packaged).or_else(checked_out);
    let version = match commit {
        Some(commit) => format!("{number} ({commit})"),
        None => number,
    };
    println!("cargo::rustc-env={ANSWER}={version}");
}

fn given() -> Option<String> {
    let given = std::env::var(VARIABLE).ok()?;
    (!given.is_empty()).then(|| named(&given, false))
}

/// `{"git":{"sha1":"…"},…}`; with `"dirty":true` what was packaged was no commit.
fn packaged() -> Option<String> {
    if !Path::new(PACKAGED).exists() {
        return None;
    }
    println!("cargo::rerun-if-changed={PACKAGED}");
    let text = std::fs::read_to_string(PACKAGED).ok()?;
    let (_, rest) = text.split_once("\"sha1\"")?;
    let commit = rest.split('"').nth(1)?;
    let is_changed = text.replace(' ', "").contains("\"dirty\":true");
    Some(named(commit, is_changed))
}

fn checked_out() -> Option<String> {
    let is_optimised = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    // A `.git` further up is of another project, which holds this one as a copy.
    if !is_optimised || !Path::new(".git").exists() {
        return None;
    }
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
    }
    // What every commit and every checkout appends to.
    println!(
        "cargo::rerun-if-changed={}",
        git(&["rev-parse", "--git-path", "logs/HEAD"])?
    );
    let commit = git(&["rev-parse", "HEAD"])?;
    let mut status = vec!["status", "--porcelain", "--"];
    status.extend(SOURCES);
    Some(named(&commit, !git(&status)?.is_empty()))
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

fn named(commit: &str, is_changed: bool) -> String {
    let short: String = commit
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(SHORT)
        .collect();
    format!("{short}{}", if is_changed { "+changes" } else { "" })
}
