//! A place for one test's state, and what a test may do to it behind the store's back.

use std::fs;
#[cfg(feature = "remote-state")]
use std::sync::Arc;
use std::time::Duration;

use camino::Utf8PathBuf;
use vetform::state::{Delta, Holder, Lock, LockError, RecordChange, StateStore};
#[cfg(feature = "remote-state")]
use {
    futures_util::TryStreamExt as _,
    object_store::path::Path,
    object_store::{ObjectStore, ObjectStoreExt as _},
    vetform::clock::{Clock, Moment},
    vetform::state::LeaseTerms,
};

/// Where the state of a workspace `w` is kept.
pub(crate) struct Bench {
    place: Place,
    /// How many times shorter than usual a lease is.
    #[cfg(feature = "remote-state")]
    pub(crate) divisor: u32,
}

enum Place {
    Files(tempfile::TempDir),
    #[cfg(feature = "remote-state")]
    Bucket(Arc<dyn ObjectStore>, String),
}

impl Bench {
    pub(crate) fn files() -> Self {
        Self {
            place: Place::Files(tempfile::tempdir().unwrap()),
            #[cfg(feature = "remote-state")]
            divisor: 1,
        }
    }

    #[cfg(feature = "remote-state")]
    pub(crate) fn memory() -> Self {
        Self::bucket(
            Arc::new(object_store::memory::InMemory::new()),
            "team/hiring",
            1,
        )
    }

    #[cfg(feature = "remote-state")]
    pub(crate) fn bucket(store: Arc<dyn ObjectStore>, prefix: &str, divisor: u32) -> Self {
        Self {
            place: Place::Bucket(store, prefix.to_owned()),
            divisor,
        }
    }

    /// A store as another process would open it.
    pub(crate) fn store(&self) -> StateStore {
        self.store_of("w")
    }

    /// The store of another workspace in the same place.
    pub(crate) fn store_of(&self, workspace: &str) -> StateStore {
        match &self.place {
            Place::Files(folder) => {
                let folder = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
                StateStore::local(folder.join(format!("states/{workspace}.json")))
            }
            #[cfg(feature = "remote-state")]
            Place::Bucket(..) => self.open(workspace, self.terms()),
        }
    }

    #[cfg(feature = "remote-state")]
    pub(crate) fn terms(&self) -> LeaseTerms {
        let beginning = tokio::time::Instant::now();
        LeaseTerms {
            clock: Clock::of(move || Moment::at(beginning.elapsed())),
            ..LeaseTerms::shortened(self.divisor)
        }
    }

    /// The same on a machine with other clocks.
    #[cfg(feature = "remote-state")]
    pub(crate) fn store_on(&self, terms: LeaseTerms) -> StateStore {
        self.open("w", terms)
    }

    #[cfg(feature = "remote-state")]
    fn open(&self, workspace: &str, terms: LeaseTerms) -> StateStore {
        let Place::Bucket(bucket, prefix) = &self.place else {
            panic!("files have no lease");
        };
        StateStore::over(Arc::clone(bucket), "test://bucket", prefix, workspace)
            .unwrap()
            .with_lease_terms(terms)
    }

    /// Long enough for a dead run's lock to be free, with time to spare.
    pub(crate) fn patience(&self) -> Duration {
        match &self.place {
            Place::Files(_) => Duration::from_secs(5),
            #[cfg(feature = "remote-state")]
            Place::Bucket(..) => 10 * self.terms().length,
        }
    }

    /// Every file or object that is there, by its name without the place, sorted; locks left out.
    pub(crate) async fn names(&self) -> Vec<String> {
        let mut names = self.all_names().await;
        names.retain(|name| !name.contains(".lock"));
        names.sort();
        names
    }

    pub(crate) async fn all_names(&self) -> Vec<String> {
        match &self.place {
            Place::Files(folder) => fs::read_dir(folder.path().join("states"))
                .into_iter()
                .flatten()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect(),
            #[cfg(feature = "remote-state")]
            Place::Bucket(bucket, prefix) => bucket
                .list(Some(&Path::from(prefix.as_str())))
                .map_ok(|meta| meta.location.as_ref()[prefix.len() + 1..].to_owned())
                .try_collect()
                .await
                .unwrap(),
        }
    }

    pub(crate) async fn journal_names(&self) -> Vec<String> {
        let mut names = self.names().await;
        names.retain(|name| name.contains("journal"));
        names
    }

    pub(crate) async fn read(&self, name: &str) -> Vec<u8> {
        match &self.place {
            Place::Files(folder) => fs::read(folder.path().join("states").join(name)).unwrap(),
            #[cfg(feature = "remote-state")]
            Place::Bucket(bucket, prefix) => {
                let path = Path::from(format!("{prefix}/{name}"));
                let got = bucket.get(&path).await.unwrap();
                got.bytes().await.unwrap().to_vec()
            }
        }
    }

    pub(crate) async fn write(&self, name: &str, text: &[u8]) {
        match &self.place {
            Place::Files(folder) => {
                let path = folder.path().join("states").join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            #[cfg(feature = "remote-state")]
            Place::Bucket(bucket, prefix) => {
                let path = Path::from(format!("{prefix}/{name}"));
                bucket.put(&path, text.to_vec().into()).await.unwrap();
            }
        }
    }

    pub(crate) async fn remove(&self, name: &str) {
        match &self.place {
            Place::Files(folder) => {
                fs::remove_file(folder.path().join("states").join(name)).unwrap();
            }
            #[cfg(feature = "remote-state")]
            Place::Bucket(bucket, prefix) => {
                let path = Path::from(format!("{prefix}/{name}"));
                bucket.delete(&path).await.unwrap();
            }
        }
    }
}

/// A run by its name.
pub(crate) fn holder(run: &str) -> Holder {
    Holder {
        owner: "kim".into(),
        host: "build-7".into(),
        pid: 42,
        run: run.into(),
        commit: Some("0123456789abcdef0123456789abcdef01234567".into()),
        since: "2026-11-22T10:00:00Z".into(),
    }
}

/// Takes the lock without telling anybody that it waits.
pub(crate) async fn lock(
    store: &StateStore,
    run: &str,
    timeout: Duration,
) -> Result<Lock, LockError> {
    store.lock(&holder(run), timeout, &|_| {}).await
}

/// A fact about a resource of that name.
pub(crate) fn fact(name: &str) -> Delta {
    let address = format!("taptalent/Flow/{name}").parse().unwrap();
    Delta {
        address,
        change: RecordChange::Identify {
            id: name.into(),
            adopted: false,
        },
    }
}
