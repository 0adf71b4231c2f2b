//! The `state` commands, as a person runs them.

use std::fs;
use std::time::Duration;

use assert_cmd::Command;
use camino::Utf8PathBuf;
use vetform::state::{RecordChange, StateStore};

use crate::bench::{fact, holder};

struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// With a state that knows the flows `a` and `b`.
    async fn new() -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        project.configure("vetform.state/w.json");
        let store = project.store("vetform.state/w.json");
        let mut recorded = store.load().await.unwrap();
        recorded.apply(&fact("a"));
        recorded.apply(&fact("b"));
        store.save(&mut recorded).await.unwrap();
        project
    }

    fn configure(&self, state: &str) {
        let text = format!(
            "apiVersion: vetform/v1\nkind: Config\ndefaultWorkspace: w\nworkspaces:\n  w:\n    sandbox: {{}}\n    state: {state}\n"
        );
        fs::write(self.folder.path().join("vetform.yaml"), text).unwrap();
    }

    fn path(&self, name: &str) -> Utf8PathBuf {
        Utf8PathBuf::from_path_buf(self.folder.path().join(name)).unwrap()
    }

    fn store(&self, name: &str) -> StateStore {
        StateStore::local(self.path(name))
    }

    /// Exit code, stdout and stderr.
    fn state(&self, arguments: &[&str]) -> (i32, String, String) {
        self.state_in(&[], arguments)
    }

    fn state_in(
        &self,
        environment: &[(&str, String)],
        arguments: &[&str],
    ) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_vetform"))
            .current_dir(self.folder.path())
            .env_remove("VETFORM_WORKSPACE")
            .env("NO_COLOR", "1")
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .arg("state")
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            text.replace(self.folder.path().to_str().unwrap(), "[project]")
        };
        (
            output.status.code().unwrap(),
            text(output.stdout),
            text(output.stderr),
        )
    }
}

#[tokio::test]
async fn a_resource_moves_to_a_free_address_of_its_kind() {
    let project = Project::new().await;
    let (code, _, said) = project.state(&["mv", "taptalent/Flow/a", "taptalent/Flow/c"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(said, @"moved taptalent/Flow/a to taptalent/Flow/c; rename its manifest too, or the next plan creates taptalent/Flow/a again");
    let (_, listed, _) = project.state(&["list"]);
    insta::assert_snapshot!(listed, @"
    taptalent/Flow/b	b
    taptalent/Flow/c	a
    ");
}

#[tokio::test]
async fn a_move_that_makes_no_sense_is_refused_with_what_to_do() {
    let project = Project::new().await;
    let refused = |old: &str, new: &str| {
        let (code, _, said) = project.state(&["mv", old, new]);
        assert_eq!(code, 3, "{said}");
        said
    };
    insta::assert_snapshot!(refused("taptalent/Flow/a", "taptalent/Flow/b"), @"
    error: taptalent/Flow/b is already in the state
    help: remove it first: vetform state rm taptalent/Flow/b
    ");
    insta::assert_snapshot!(refused("taptalent/Flow/a", "taptalent/Assessment/c"), @"error: taptalent/Flow/a is a Flow and cannot become an Assessment");
    insta::assert_snapshot!(refused("taptalent/Flow/a", "promptster/Assessment/c"), @"error: taptalent/Flow/a is a Flow of taptalent and cannot become an Assessment of promptster");
    insta::assert_snapshot!(refused("taptalent/Assessment/zz", "promptster/Assessment/zz"), @"
    error: taptalent/Assessment/zz is not in the state
    help: `vetform state list` shows what is in the state
    ");
    insta::assert_snapshot!(refused("taptalent/Flow/aa", "taptalent/Flow/c"), @"
    error: taptalent/Flow/aa is not in the state
    help: did you mean taptalent/Flow/a?
    ");
    assert_eq!(
        project
            .store("vetform.state/w.json")
            .load()
            .await
            .unwrap()
            .serial,
        1
    );
}

#[tokio::test]
async fn a_forgotten_resource_is_gone_from_the_state_and_what_that_means_is_said() {
    let project = Project::new().await;
    let (code, _, said) = project.state(&["rm", "taptalent/Flow/a"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(said, @"removed taptalent/Flow/a from the state (the live object a); nothing live was changed. If a manifest has this address, the next plan searches by name: it adopts the object if exactly one matches, and creates it if none does");
    assert_eq!(project.state(&["list"]).1, "taptalent/Flow/b\tb\n");
    assert_eq!(project.state(&["rm", "taptalent/Flow/a"]).0, 3);
    assert_eq!(project.state(&["show", "taptalent/Flow/a"]).0, 3);
}

#[tokio::test]
async fn a_locked_state_is_not_changed() {
    let project = Project::new().await;
    let store = project.store("vetform.state/w.json");
    let held = store
        .lock(&holder("other"), Duration::ZERO, &|_| {})
        .await
        .unwrap();
    let (code, _, said) = project.state(&["rm", "taptalent/Flow/a"]);
    assert_eq!(code, 6);
    assert!(
        said.contains("locked by kim on build-7 (process 42, run other, commit 0123456789ab)"),
        "{said}"
    );
    let (code, _, said) = project.state(&["unlock", "--yes"]);
    assert_eq!(code, 6);
    assert!(said.contains("belongs to a running process"), "{said}");
    held.release().await.unwrap();
    let (code, _, said) = project.state(&["unlock"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(said, @"nobody holds the lock of [project]/vetform.state/w.json");
}

#[tokio::test]
async fn a_state_is_copied_with_its_lineage_and_serial_and_the_old_one_stays() {
    let project = Project::new().await;
    let old = project.store("vetform.state/w.json").load().await.unwrap();
    let (code, _, said) = project.state(&["migrate", "vetform.state/w.json", "elsewhere/w.json"]);
    assert_eq!(code, 0, "{said}");
    insta::assert_snapshot!(said, @"
    copied vetform.state/w.json to elsewhere/w.json; vetform.state/w.json is unchanged.
    In vetform.yaml, under workspaces.w, now write:
        state: elsewhere/w.json
    Remove vetform.state/w.json once nobody uses it.
    ");
    assert_eq!(project.store("elsewhere/w.json").load().await.unwrap(), old);
    assert_eq!(
        project.store("vetform.state/w.json").load().await.unwrap(),
        old
    );
}

#[tokio::test]
async fn a_state_is_not_copied_over_another_or_a_newer_one_or_from_nowhere() {
    let project = Project::new().await;
    let migrate = |from: &str, to: &str| {
        let (code, _, said) = project.state(&["migrate", from, to]);
        assert_eq!(code, 3, "{said}");
        said
    };
    insta::assert_snapshot!(migrate("nowhere.json", "elsewhere.json"), @"
    error: there is no state at nowhere.json
    help: the first apply creates one at the location set by `state:` in vetform.yaml
    ");
    assert!(!project.path("nowhere.lock").exists());
    let other = project.store("other.json");
    let mut recorded = other.load().await.unwrap();
    other.save(&mut recorded).await.unwrap();
    assert!(migrate("vetform.state/w.json", "other.json").contains("holds an unrelated state"));

    assert_eq!(
        project
            .state(&["migrate", "vetform.state/w.json", "newer.json"])
            .0,
        0
    );
    let newer = project.store("newer.json");
    let mut recorded = newer.load().await.unwrap();
    recorded.apply(&vetform::state::Delta {
        change: RecordChange::Forget,
        ..fact("a")
    });
    newer.save(&mut recorded).await.unwrap();
    assert!(
        migrate("vetform.state/w.json", "newer.json")
            .contains("serial 2, and vetform.state/w.json has 1")
    );
    assert_eq!(newer.load().await.unwrap(), recorded);
}

#[cfg(feature = "remote-state")]
#[tokio::test]
async fn a_url_that_cannot_be_used_is_the_users_to_mend() {
    let project = Project::new().await;
    let (code, _, said) = project.state(&["migrate", "vetform.state/w.json", "ftp://x/y"]);
    assert_eq!(code, 3);
    assert!(said.contains("use s3://, gs:// or az://"), "{said}");
}

/// Moves a state to a bucket, changes it there, and breaks the lock of a dead run.
#[cfg(feature = "remote-state")]
async fn a_state_moves_to_a_bucket(
    scheme: &str,
    bucket: std::sync::Arc<dyn object_store::ObjectStore>,
    environment: &[(&str, String)],
) {
    let project = Project::new().await;
    let unique = project
        .path("x")
        .parent()
        .unwrap()
        .file_name()
        .unwrap()
        .replace('.', "");
    let url = format!("{scheme}://states/{unique}/deep");
    let run = |arguments: &[&str]| project.state_in(environment, arguments);
    let (code, _, said) = run(&["migrate", "vetform.state/w.json", &url]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains(&format!("    state: {url}\n")), "{said}");
    project.configure(&url);
    let (code, _, said) = run(&["mv", "taptalent/Flow/a", "taptalent/Flow/c"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(
        run(&["list"]).1,
        "taptalent/Flow/b\tb\ntaptalent/Flow/c\ta\n"
    );
    let (_, _, said) = run(&["unlock"]);
    assert_eq!(said, format!("nobody holds the lock of {url}/w.json\n"));
    let store = StateStore::over(bucket, "test", &format!("{unique}/deep"), "w").unwrap();
    let dead = holder("dead");
    drop(store.lock(&dead, Duration::ZERO, &|_| {}).await.unwrap());
    let (code, _, said) = run(&["rm", "taptalent/Flow/b", "--lock-timeout", "0"]);
    assert_eq!(code, 6, "{said}");
    let (code, _, said) = run(&["unlock"]);
    assert_eq!(code, 3, "{said}");
    assert!(
        said.contains("held by kim on build-7 (process 42, run dead,"),
        "{said}"
    );
    assert_eq!(run(&["unlock", "--yes"]).0, 0);
    // Back over the older version, which has the lower serial; and not the other way round.
    assert_eq!(run(&["migrate", &url, "vetform.state/w.json"]).0, 0);
    assert_eq!(run(&["rm", "taptalent/Flow/c"]).0, 0);
    let (code, _, said) = run(&["migrate", "vetform.state/w.json", &url]);
    assert_eq!(code, 3, "{said}");
}

#[cfg(feature = "remote-state")]
#[tokio::test]
#[ignore = "needs a server, see .ci/stores"]
async fn a_state_moves_to_s3() {
    let environment = [
        ("AWS_ENDPOINT", std::env::var("VETFORM_TEST_S3").unwrap()),
        ("AWS_ALLOW_HTTP", "true".to_owned()),
        ("AWS_ACCESS_KEY_ID", "test".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
    ];
    a_state_moves_to_a_bucket("s3", crate::servers::s3_bucket(), &environment).await;
}

#[cfg(feature = "remote-state")]
#[tokio::test]
#[ignore = "needs a server, see .ci/stores"]
async fn a_state_moves_to_azure() {
    let endpoint = std::env::var("VETFORM_TEST_AZURE").unwrap();
    let server = endpoint.rsplit_once('/').unwrap().0;
    let environment = [
        ("AZURE_STORAGE_USE_EMULATOR", "true".to_owned()),
        ("AZURITE_BLOB_STORAGE_URL", server.to_owned()),
        (
            "AZURE_STORAGE_ACCOUNT_KEY",
            std::env::var("VETFORM_TEST_AZURE_KEY").unwrap(),
        ),
    ];
    a_state_moves_to_a_bucket("az", crate::servers::azure_container(), &environment).await;
}

#[cfg(feature = "remote-state")]
#[tokio::test]
async fn a_bucket_is_not_reached_over_plain_http_of_another_machine() {
    let project = Project::new().await;
    project.configure("s3://bucket/prefix");
    let environment = [
        ("AWS_ENDPOINT", "http://minio.example.com".to_owned()),
        ("AWS_ALLOW_HTTP", "true".to_owned()),
    ];
    let (code, _, said) = project.state_in(&environment, &["list"]);
    assert_eq!(code, 3);
    assert!(
        said.contains("plain http, which is allowed only for loopback addresses"),
        "{said}"
    );
}

#[cfg(not(feature = "remote-state"))]
#[tokio::test]
async fn a_remote_state_is_an_honest_error_where_it_was_left_out() {
    let project = Project::new().await;
    project.configure("s3://bucket/prefix");
    let (code, _, said) = project.state(&["list"]);
    assert_eq!(code, 3);
    assert!(
        said.contains("built without the feature `remote-state`"),
        "{said}"
    );
}
