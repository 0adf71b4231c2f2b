//! From nothing but a release to the first green plan: the shell installer, the archive alone, and what both leave.

use super::init_adopt::with_something_live;
use super::person::{Outcome, Person};
use super::release_folder::Releases;

/// Somebody with a new machine and a release.
fn with_a_release() -> (Person, Releases) {
    let person = Person::new();
    let releases = Releases::of_this_program(&person.neighbour("releases"));
    (person, releases)
}

fn installer(person: &Person, releases: &Releases, arguments: &str) -> Outcome {
    let script = releases.current().join("vetform-installer.sh");
    person.script(&format!("sh '{script}' {arguments}"))
}

#[test]
fn the_installer_checks_what_it_downloads_and_puts_all_of_it_in_place() {
    let (person, releases) = with_a_release();
    let installed = installer(&person, &releases, "").exits(0);
    installed.begins(concat!("installed vetform ", env!("CARGO_PKG_VERSION")));
    installed.shows("/home/.local\nadd it to the PATH: export PATH=");
    let below = person.script("cd ~/.local && find . -type f | sort").stdout;
    for file in [
        "./bin/vetform",
        "./share/bash-completion/completions/vetform",
        "./share/fish/vendor_completions.d/vetform.fish",
        "./share/man/man1/vetform-plan.1",
        "./share/man/man5/vetform.yaml.5",
        "./share/nushell/vendor/autoload/vetform.nu",
        "./share/zsh/site-functions/_vetform",
    ] {
        assert!(below.lines().any(|line| line == file), "{file}: {below}");
    }
    let elsewhere = installer(&person, &releases, "--prefix there").exits(0);
    elsewhere.shows(" in there\n");
    let program = person.script("there/bin/vetform --version").exits(0);
    assert_eq!(
        program.stdout,
        concat!("vetform ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn an_archive_that_is_not_the_one_of_the_release_is_not_installed() {
    let (person, releases) = with_a_release();
    releases.spoil();
    let refused = installer(&person, &releases, "").exits(1);
    refused.tells("the checksum of vetform-");
    refused.tells("nothing was installed");
    assert!(!person.neighbour("home").join(".local").exists());
}

#[test]
fn whoever_asks_for_what_there_is_not_is_told_what_to_do() {
    let (person, releases) = with_a_release();
    for (arguments, told) in [
        ("--version 9.9.9", "cannot download file://"),
        ("--target m68k-unknown-linux-gnu", "has no vetform-"),
        (
            "--version ../../etc",
            "name a version, as in --version 1.2.3",
        ),
        ("--prefix", "--prefix wants a value"),
        ("--force", "unknown argument --force"),
    ] {
        installer(&person, &releases, arguments)
            .exits(1)
            .tells(told);
    }
    let script = releases.current().join("vetform-installer.sh");
    for (place, told) in [
        (
            "http://example.com/releases",
            "only https:// is safe from others",
        ),
        ("@RELEASES@", "this copy belongs to no release"),
    ] {
        let refused = person
            .script(&format!("VETFORM_RELEASES={place} sh '{script}'"))
            .exits(1);
        refused.tells(told);
    }
    installer(&person, &releases, "--help")
        .exits(0)
        .begins("Installs vetform of one version");
    assert!(!person.neighbour("home").join(".local").exists());
}

#[test]
fn the_same_programs_make_the_same_archives() {
    let (_person, releases) = with_a_release();
    let first = std::fs::read_to_string(releases.current().join("SHA256SUMS")).unwrap();
    assert_eq!(first.lines().count(), 4, "{first}");
    let again = Releases::of_this_program(&releases.folder);
    assert_eq!(
        std::fs::read_to_string(again.current().join("SHA256SUMS")).unwrap(),
        first
    );
}

#[test]
fn the_image_holds_the_static_programs_certificates_and_nothing_to_run_as_root() {
    use std::os::unix::fs::PermissionsExt as _;
    let (person, releases) = with_a_release();
    person.write("bundle.pem", "certificates\n");
    let context = person.path("context");
    let made = format!(
        "CERTIFICATES=bundle.pem '{}/.ci/image/context' '{}' '{context}'",
        env!("CARGO_MANIFEST_DIR"),
        releases.current(),
    );
    let _ = person.script(&made).exits(0);
    let dockerfile = include_str!("../../.ci/image/Dockerfile");
    assert!(dockerfile.contains("\nFROM scratch\n") && dockerfile.contains("\nUSER 65532:65532\n"));
    let mut copied = 0;
    for source in dockerfile
        .lines()
        .filter_map(|line| line.strip_prefix("COPY "))
    {
        let source = source.split(' ').next().unwrap();
        for architecture in ["amd64", "arm64"] {
            copied += 1;
            let source = context.join(source.replace("${TARGETARCH}", architecture));
            assert!(source.exists(), "{source}");
        }
    }
    assert_eq!(copied, 4);
    let permissions =
        |file: &str| context.join(file).metadata().unwrap().permissions().mode() & 0o7777;
    assert_eq!(
        (permissions("amd64/vetform"), permissions("root/tmp")),
        (0o755, 0o1777)
    );
    assert_eq!(
        person.read("context/root/etc/ssl/certs/ca-certificates.crt"),
        "certificates\n"
    );
    assert!(
        person
            .read("context/root/etc/passwd")
            .contains("vetform:x:65532:65532:")
    );
}

#[test]
fn an_archive_three_commands_and_a_key_make_a_project_whose_plan_is_green() {
    let mut person = with_something_live();
    let releases = Releases::of_this_program(&person.neighbour("releases"));
    let archive = releases.archive();
    let unpacked =
        format!("mkdir -p ~/.local && tar -xzf '{archive}' -C ~/.local --strip-components=1");
    let _ = person.script(&unpacked).exits(0);
    let home = person.neighbour("home");
    person.set_env("INSTALLED", home.join(".local/bin/vetform").as_str());
    let adopted = person.script("\"$INSTALLED\" init --adopt").exits(0);
    adopted.tells("the plan is empty");
    let planned = person
        .script("\"$INSTALLED\" plan --detailed-exitcode")
        .exits(0);
    planned.shows("Nothing to do");
    // A new bash finds the completions of a program in ~/.local/bin by itself.
    let completed = person.script(
        "source ~/.local/share/bash-completion/completions/vetform\nexport PATH=~/.local/bin:$PATH\n\
         COMP_WORDS=(vetform pla) COMP_CWORD=1 COMP_TYPE=9\n_clap_complete_vetform vetform pla vetform\necho \"${COMPREPLY[@]}\"",
    );
    completed.exits(0).begins("plan");
}
