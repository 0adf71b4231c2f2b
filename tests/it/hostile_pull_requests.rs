//! What somebody tries who may push a branch and nothing more: the protected branch decides by what it holds, and no file of
//! the machine that plans the pull request is told of or sent.

use std::os::unix::fs::symlink;

use super::person::Person;

const MANIFEST: &str = manifest!("voice");

/// The branch `main` has a configuration whose key a program gives; a checkout of a pull request.
fn repository() -> Person {
    let person = Person::new()
        .at_a_system()
        .with_manifests(MANIFEST)
        .with_git()
        .with_env("PATH", &std::env::var("PATH").unwrap());
    person.edit(
        "vetform.yaml",
        "{ env: LAB_KEY }",
        "{ command: [sh, ./key.sh] }",
    );
    person.write("key.sh", "printenv LAB_KEY\n");
    person.does_script(
        "git init -q -b main\ngit add .\ngit commit -qm First\ngit switch -q -c theirs",
    );
    person
}

#[test]
fn attributes_of_a_pull_request_do_not_convert_the_programs_of_the_protected_branch() {
    let person = repository();
    for attributes in [
        "* working-tree-encoding=UTF-16LE-BOM",
        "*.sh text eol=crlf",
        "*.sh ident filter=theirs",
    ] {
        person.write(".gitattributes", &format!("{attributes}\n"));
        person.does("plan --config-from main");
    }
    // Those of the protected branch itself hold.
    person.does_script("git switch -q main");
    person.write(".gitattributes", "*.sh ident\n");
    person.write(
        "key.sh",
        "# $Id$\ngrep -q '^# .Id: ' key.sh && printenv LAB_KEY\n",
    );
    person.does_script("git add .\ngit commit -qm Ident\ngit switch -q theirs");
    person.does("plan --config-from main");
}

#[test]
fn a_tag_that_is_called_like_the_protected_branch_is_not_taken_for_it() {
    let person = repository();
    person.write("key.sh", "touch ../stolen\n");
    person.does_script(
        "git update-ref refs/remotes/origin/main main\ngit commit -qam Theirs\ngit tag origin/main",
    );
    insta::assert_snapshot!(person.runs("plan --config-from origin/main").exits(3), @"
    exit 3
    ── stderr
    error: `origin/main` is the name of several things in this repository: refs/remotes/origin/main, refs/tags/origin/main (yours to fix)
    help: write the full name, for example refs/remotes/origin/main: anyone who can push a tag could call it like a branch
    ");
    person.does("plan --config-from refs/remotes/origin/main");
    // A branch of that name is no better.
    person.does_script("git tag -d origin/main\ngit branch origin/main");
    person.ends("plan --config-from origin/main", 3);
    assert!(!person.neighbour("stolen").exists());
}

/// What stands in files that are nobody's business.
const MARK: &str = "kept-on-this-machine";

#[test]
fn no_file_of_the_machine_is_read_into_a_manifest_a_roster_or_a_message() {
    let person = repository();
    let passwd = format!("email,firstName\n{MARK}@example.com,{MARK}\n{MARK}");
    person.write("../passwd", &passwd);
    person.write("keys/live", &passwd);
    person.write("vetform.state/other.json", &passwd);
    person.write(".git/config.d", &passwd);
    person.edit(
        "vetform.yaml",
        "{ command: [sh, ./key.sh] }",
        "{ file: keys/live }",
    );
    person.does_script("git add vetform.yaml\ngit commit -qm Key\ngit branch -f main");
    for (link, to) in [
        ("linked", "../passwd"),
        ("environ", "/proc/self/environ"),
        ("folder", "/etc"),
        ("own", ".git"),
        ("loop", "."),
    ] {
        symlink(to, person.path(link)).unwrap();
    }
    let outside = person.neighbour("passwd");
    for path in [
        outside.as_str(),
        "../passwd",
        "./x/../../passwd",
        "keys/live",
        "vetform.state/other.json",
        ".git/config.d",
        "own/config.d",
        "linked",
        "environ",
        "folder/passwd",
        "loop/linked",
        "/dev/stdin",
        "file:///etc/passwd",
    ] {
        let manifest = MANIFEST.replace(
            "title: ",
            &format!("aiLanguage: {{ file: '{path}' }}\n  title: "),
        );
        let roster = format!(
            "{MANIFEST}---\napiVersion: taptalent/v1\nkind: Roster\nmetadata: {{ name: r }}\nspec: {{ assessment: voice, from: '{path}' }}\n"
        );
        for text in [manifest, roster] {
            person.write("all.yaml", &text);
            for line in [
                "validate",
                "validate --format json",
                "plan --format markdown",
                "apply --auto-approve --send-invites",
            ] {
                let said = person.soon(line);
                assert_ne!(said.code, Some(0), "{path}: {said}");
                assert!(!said.to_string().contains(MARK), "{path}: {said}");
            }
        }
    }
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn texts_that_unfold_without_end_are_refused_at_once() {
    let nested = |open: &str, close: &str| {
        let many = 100_000;
        format!(
            "{MANIFEST}  skills: {}{}\n",
            open.repeat(many),
            close.repeat(many)
        )
    };
    let first = "  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    let aliases = (1..12).map(|at| {
        let ten = vec![format!("*a{}", at - 1); 10].join(", ");
        format!("  a{at}: &a{at} [{ten}]\n")
    });
    let aliases: String = [MANIFEST.to_owned(), first]
        .into_iter()
        .chain(aliases)
        .collect();
    let steps = (0..5_000).map(|depth| format!("{}a:\n", " ".repeat(depth)));
    for (what, text) in [
        ("lists", nested("[", "]")),
        ("lists without an end", nested("[", "")),
        ("mappings", nested("{ a: ", " }")),
        ("steps", steps.collect()),
        ("aliases", aliases),
        ("length", format!("{MANIFEST}# {}\n", "x".repeat(16 << 20))),
    ] {
        let person = Person::new().at_a_system().with_manifests(&text);
        for line in ["validate", "plan", "apply --auto-approve", "pull"] {
            let said = person.soon(line).exits(3).to_string();
            assert!(said.contains("too-large"), "{what}: {said}");
            assert!(said.len() < 10_000, "{what}: {} bytes are said", said.len());
        }
        assert_eq!(person.calls(), Vec::<String>::new());
    }
}
