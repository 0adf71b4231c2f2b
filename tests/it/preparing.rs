//! `.ci/release`, in a scratch repository: what it writes, what it commits and tags, and what it refuses.

use camino::Utf8Path;

use super::person::{Outcome, Person};

/// A repository with what the script reads, and two commits.
fn repository() -> Person {
    let person = Person::new().with_git();
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in [
        ".ci",
        ".editors",
        "docs",
        ".github/actions/vetform",
        "schema",
    ] {
        let to = person.path(folder);
        person.does_script(&format!(
            "mkdir -p '{to}' && cp -r '{}/.' '{to}'",
            root.join(folder)
        ));
    }
    for file in ["Cargo.toml", "Cargo.lock"] {
        person.write(file, &std::fs::read_to_string(root.join(file)).unwrap());
    }
    person.write(
        "docs/changelog.md",
        "# Changelog\n\n## Unreleased\n\n- Plans are green.\n",
    );
    person.does_script(
        "git init -q -b main\ngit add .\ngit commit -qm 'plan: show what is green'\n\
         git commit -q --allow-empty -m 'plan: show it sooner'\ngit commit -q --allow-empty -m 'Tidy up'",
    );
    person
}

fn prepares(person: &Person, version: &str) -> Outcome {
    person.script(&format!(
        "PROGRAM=$(command -v vetform) .ci/release {version}"
    ))
}

#[test]
fn a_release_is_one_commit_and_one_tag_and_nothing_is_pushed() {
    let person = repository();
    let before = person.script("git rev-parse HEAD").stdout;
    let done = prepares(&person, "0.9.0").exits(0);
    done.shows("## 0.9.0, ");
    done.shows("3 commits since the beginning");
    done.shows("0.1.0 → 0.9.0 in Cargo.toml, its locks, the action and the editors' extension");
    done.shows("Nothing was pushed.");
    assert!(
        person
            .read("Cargo.toml")
            .contains("\nname = \"vetform\"\nversion = \"0.9.0\"\n")
    );
    assert!(
        person
            .read("Cargo.lock")
            .contains("name = \"vetform\"\nversion = \"0.9.0\"\n")
    );
    assert!(
        person
            .read(".github/actions/vetform/action.yml")
            .contains("    default: \"0.9.0\"\n")
    );
    for (file, times) in [("package.json", 1), ("package-lock.json", 2)] {
        let text = person.read(&format!(".editors/vscode/{file}"));
        assert_eq!(text.matches("\"version\": \"0.9.0\"").count(), times);
    }
    let changelog = person.read("docs/changelog.md");
    let (_, entry) = changelog.split_once("## Unreleased\n\n## 0.9.0, ").unwrap();
    let (_, entry) = entry.split_once("\n\n").unwrap();
    assert_eq!(
        entry,
        "3 commits since the beginning, by topic: plan 2, other 1.\n\n- Plans are green.\n"
    );
    let tag = person
        .script("git for-each-ref --format='%(contents)' refs/tags/v0.9.0")
        .stdout;
    assert!(tag.starts_with("vetform 0.9.0\n"), "{tag}");
    assert!(
        tag.contains("\nplan\n- show what is green\n- show it sooner\n\nother\n- Tidy up\n"),
        "{tag}"
    );
    let parent = person.script("git rev-parse v0.9.0~1").stdout;
    assert_eq!(
        (parent, person.script("git status --porcelain").stdout),
        (before, String::new())
    );
}

#[test]
fn the_next_one_tells_only_what_came_since() {
    let person = repository();
    let _ = prepares(&person, "0.9.0").exits(0);
    let without = prepares(&person, "0.10.0").exits(1);
    without.tells("docs/changelog.md has nothing under `## Unreleased`");
    person.edit(
        "docs/changelog.md",
        "## Unreleased\n",
        "## Unreleased\n\n- Plans are faster.\n",
    );
    person.does_script("git commit -qam 'apply: send less'");
    prepares(&person, "0.10.0")
        .exits(0)
        .shows("1 commit since v0.9.0");
    let changelog = person.read("docs/changelog.md");
    assert!(
        changelog.contains(
            "1 commit since v0.9.0, by topic: apply 1.\n\n- Plans are faster.\n\n## 0.9.0, "
        ),
        "{changelog}"
    );
}

#[test]
fn what_is_no_release_is_refused_and_nothing_is_changed() {
    let person = repository();
    let head = person.script("git rev-parse HEAD").stdout;
    for (version, told) in [
        ("", "name a version"),
        ("v1.0.0", "name a version"),
        ("0.0.9", "0.0.9 is not newer than 0.1.0"),
    ] {
        prepares(&person, version).exits(1).tells(told);
    }
    person.does_script("git tag v2.0.0");
    prepares(&person, "2.0.0")
        .exits(1)
        .tells("the tag v2.0.0 is there already");
    person.write("notes", "");
    prepares(&person, "3.0.0")
        .exits(1)
        .tells("the working tree has changes");
    assert_eq!(
        person
            .script("rm notes; git status --porcelain; git rev-parse HEAD")
            .stdout,
        head
    );
}
