//! Which files are manifests. Reads none of them.

use std::path::{Path, PathBuf};

use camino::{Utf8Path, Utf8PathBuf};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::names::CONFIG_FILE;
use super::outside::{Outside, leads_out};
use super::project::ProjectRoot;
use super::walk::{is_looked_at, is_yaml, walk};
use crate::diagnostic::{Code, Diagnostic};

/// Every manifest file, relative to the root with `/` between its parts, sorted; and what could not be looked at.
pub(super) fn manifest_files(
    root: &ProjectRoot,
    patterns: &[String],
) -> (Vec<Utf8PathBuf>, Vec<Diagnostic>) {
    let chosen = chosen(root.as_path(), patterns);
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let walked = walk(root.as_path());
    problems.extend(walked.problems);
    problems.extend(other_projects(root.as_path(), &walked.nested));
    for pattern in patterns.iter().filter(|pattern| leads_out(pattern)) {
        // Why one is refused is the configuration's to report.
        let outside = Outside::of(root.as_path(), pattern).ok();
        if let Some(outside) = outside.filter(|outside| outside.folder.is_dir()) {
            let walked = walk(&outside.folder);
            problems.extend(walked.problems);
            problems.extend(other_projects(&outside.folder, &walked.nested));
            let matcher = matcher(&outside.base, [outside.rest]);
            for path in &walked.files {
                match relative(&outside.base, path) {
                    Ok(file) if !is_chosen(matcher.as_ref(), &file) => {}
                    Ok(file) => files.push(format!("{}{file}", outside.up).into()),
                    Err(problem) => problems.push(*problem),
                }
            }
        }
    }
    for path in &walked.files {
        match relative(root.as_path(), path) {
            Ok(file) if !is_chosen(chosen.as_ref(), &file) => {}
            Ok(file) => files.push(file),
            Err(problem) => problems.push(*problem),
        }
    }
    files.sort();
    files.dedup();
    (files, problems)
}

/// YAML files right beside the configuration, which `manifests:` may leave out.
pub(super) fn beside(root: &ProjectRoot) -> Vec<Utf8PathBuf> {
    let Ok(entries) = root.as_path().read_dir_utf8() else {
        return Vec::new();
    };
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_owned()));
    let is_other = |name: &String| is_yaml(Path::new(name)) && name != CONFIG_FILE;
    let mut files: Vec<Utf8PathBuf> = names.filter(is_other).map(Utf8PathBuf::from).collect();
    files.retain(|file| is_looked_at(root.as_path(), file).is_ok());
    files.sort();
    files
}

/// Whether a file, relative to the root, is among those that patterns name, whatever is on the disk.
pub(super) fn is_named(root: &Utf8Path, patterns: &[String], file: &Utf8Path) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') && part != "..";
    if file.components().any(|part| is_hidden(part.as_str())) {
        return false;
    }
    if file.starts_with("..") {
        let outside = patterns.iter().filter(|pattern| leads_out(pattern));
        let mut outside = outside.filter_map(|pattern| Outside::of(root, pattern).ok());
        return outside.any(|outside| {
            let below = file.as_str().strip_prefix(outside.up);
            let matcher = matcher(&outside.base, [outside.rest]);
            below.is_some_and(|below| is_chosen(matcher.as_ref(), below.into()))
        });
    }
    let is_beside = file.components().count() == 1 && file != CONFIG_FILE;
    is_beside || is_chosen(chosen(root, patterns).as_ref(), file)
}

/// A folder with a configuration of its own is another project, with all that lies in it: said once.
fn other_projects(root: &Utf8Path, nested: &[PathBuf]) -> Option<Diagnostic> {
    let inside = |folder: &PathBuf| {
        let inside = folder.strip_prefix(root).unwrap_or(folder);
        inside.display().to_string()
    };
    let names: Vec<String> = nested.iter().map(inside).collect();
    let words = match &*names {
        [] => return None,
        [one] => format!(
            "{one} is a project of its own ({one}/{CONFIG_FILE}): nothing in it is read here"
        ),
        several => format!(
            "{} are projects of their own (each has a {CONFIG_FILE}): nothing in them is read here",
            several.join(", ")
        ),
    };
    let problem = Diagnostic::warning(Code::NestedProject, words);
    Some(problem.with_help(format!(
        "to work on it, use `-C`; if its manifests belong to this project, remove its {CONFIG_FILE}; to silence \
         this, list the folder in .gitignore"
    )))
}

/// Whether a new file with this name, relative to the project, would be read; else why not.
pub fn is_read(root: &ProjectRoot, patterns: &[String], file: &Utf8Path) -> Result<(), String> {
    is_looked_at(root.as_path(), file)?;
    let chosen = chosen(root.as_path(), patterns);
    if is_chosen(chosen.as_ref(), file) {
        Ok(())
    } else {
        Err(format!("{file} is not among `manifests:` of {CONFIG_FILE}"))
    }
}

fn relative(root: &Utf8Path, path: &Path) -> Result<Utf8PathBuf, Box<Diagnostic>> {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let Some(inside) = Utf8Path::from_path(inside) else {
        let words = format!("the name of {} is not UTF-8", inside.display());
        let problem = Diagnostic::error(Code::Unreadable, words);
        return Err(Box::new(problem.with_help("rename the file")));
    };
    let parts: Vec<&str> = inside.components().map(|part| part.as_str()).collect();
    Ok(parts.join("/").into())
}

/// The patterns as a matcher; `None`: everything. Patterns that make no sense are the configuration's to report.
fn chosen(root: &Utf8Path, patterns: &[String]) -> Option<Gitignore> {
    if patterns.is_empty() {
        return None;
    }
    let inside = patterns.iter().map(String::as_str);
    matcher(root, inside.filter(|pattern| !leads_out(pattern)))
}

fn matcher<'p>(root: &Utf8Path, patterns: impl IntoIterator<Item = &'p str>) -> Option<Gitignore> {
    let mut builder = GitignoreBuilder::new(root);
    for pattern in patterns {
        let anchored = format!("/{}", pattern.trim_start_matches("./").trim_matches('/'));
        // A pattern that cannot be read matches nothing, which `unmatched` reports.
        let _ = builder.add_line(None, &anchored);
    }
    builder.build().ok()
}

fn is_chosen(chosen: Option<&Gitignore>, file: &Utf8Path) -> bool {
    chosen.is_none_or(|chosen| chosen.matched_path_or_any_parents(file, false).is_ignore())
}

/// Whether a pattern of `manifests:` names anything among these files or an existing folder.
pub(super) fn matches_something(root: &ProjectRoot, pattern: &str, files: &[Utf8PathBuf]) -> bool {
    if leads_out(pattern) {
        let found = Outside::of(root.as_path(), pattern);
        return found.is_ok_and(|outside| {
            let matcher = matcher(&outside.base, [outside.rest]);
            let mut below = files
                .iter()
                .filter_map(|file| file.as_str().strip_prefix(outside.up));
            outside.base.join(outside.rest).exists()
                || below.any(|file| is_chosen(matcher.as_ref(), file.into()))
        });
    }
    let matcher = chosen(root.as_path(), &[pattern.to_owned()]);
    root.as_path().join(pattern).exists()
        || files.iter().any(|file| is_chosen(matcher.as_ref(), file))
}
