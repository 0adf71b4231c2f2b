//! What somebody tries who may push a branch and nothing more: the protected branch decides by what it holds, and no file of
//! the machine that plans the pull request is told of or sent.

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
