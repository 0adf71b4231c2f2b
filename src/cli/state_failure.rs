//! Why a state, its lock or its bucket stopped a command: whose turn it is, and what mends it.

use std::error::Error;

use super::exit::Exit;
use super::failure::CommandFailure;
use super::turn::Turn;
use crate::files::remedy;
use crate::provider::http::Unconnected;
use crate::state::{LockError, StateError, StoreFault};

impl From<StateError> for CommandFailure {
    fn from(error: StateError) -> Self {
        let hint = match &error {
            StateError::Damaged { .. } => {
                "nothing was sent; restore the last good version from version control, or move the file away: \
                vetform then finds live objects by name again"
            }
            StateError::MergeConflict { .. } => {
                "nothing was sent; keep the whole version with the higher `serial` (the later apply), with `git \
                checkout --theirs` or `--ours`, then plan: objects that it lacks are found by name"
            }
            StateError::DanglingLink { .. } => {
                "nothing was sent; mount or restore its target: without the state vetform would adopt or create \
                everything again. If the state is really lost, remove the link"
            }
            StateError::Newer { .. } => "nothing was sent; use the newer vetform that wrote it",
            StateError::DamagedJournal { .. } => {
                "nothing was sent; keep a copy and move the journal away: the next plan finds what that run created \
                by name"
            }
            StateError::DamagedReceipts { .. } => {
                "restore it from version control or a backup; if it is moved away, history tells that it is missing"
            }
            StateError::Receipts(cause) => {
                let (turn, mend) = match cause.as_ref() {
                    StateError::Io { source, .. } => mend(source.as_ref()),
                    _ => (
                        Turn::Yours,
                        "restore it from version control or a backup; if it is moved away, history tells that it is missing"
                            .to_owned(),
                    ),
                };
                return Self::new(Exit::Failed, &error)
                    .turn(turn)
                    .with_hint(format!(
                        "{mend}; the state is saved and keeps the receipts: the next run writes them before it sends anything"
                    ));
            }
            StateError::Conflict { .. } => {
                "what this run did is live and in its journal; find out who changed the state outside the lock, \
                then plan again: objects that the state lacks are found by name"
            }
            StateError::Unsteady { .. } => "nothing was sent; another run is saving: try again",
            StateError::BadPlace { .. } => {
                return Self::new(Exit::Invalid, &error).turn(Turn::Yours).with_hint(
                    "set `state:` in vetform.yaml to a path, or to an s3://bucket/prefix, gs:// or az:// URL \
                     with its credentials in the environment",
                );
            }
            StateError::Io { action, source, .. } => {
                let (turn, mend) = mend(source.as_ref());
                return Self::of_place(&error, turn).with_hint(format!(
                    "{mend}; {}",
                    match *action {
                        "read" => "nothing was sent",
                        _ => "anything sent before is in the journal, which the next run merges",
                    }
                ));
            }
            StateError::Random(_) => "nothing was sent",
        };
        let turn = match &error {
            StateError::Unsteady { .. } => Turn::Waiting,
            _ => Turn::Yours,
        };
        Self::new(Exit::Failed, &error).turn(turn).with_hint(hint)
    }
}

impl From<LockError> for CommandFailure {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Held { .. } => Self::new(Exit::Locked, error)
                .with_hint(
                    "wait for it to end, or use `--lock-timeout SECONDS`; a local lock ends with its process, a \
                    remote one within 60 s of it, and `vetform state unlock` shows who holds it",
                ),
            LockError::Changed { .. } => Self::new(Exit::Locked, error)
                .with_hint("`vetform state unlock` shows who holds it now"),
            LockError::State(error) => error.into(),
            LockError::Io { ref source, .. } => {
                let (turn, mend) = mend(source.as_ref());
                Self::of_place(&error, turn).with_hint(format!("{mend}; nothing was sent"))
            }
        }
    }
}

impl CommandFailure {
    /// Of a place that cannot be used. What nobody here has to mend may pass.
    fn of_place(error: &dyn Error, turn: Turn) -> Self {
        Self {
            may_pass: !matches!(turn, Turn::Yours),
            ..Self::new(Exit::Failed, error).turn(turn)
        }
    }
}

/// Whose turn it is where a store cannot be used, and what mends it.
fn mend(source: &(dyn Error + Send + Sync + 'static)) -> (Turn, String) {
    if let Some(error) = source.downcast_ref::<std::io::Error>() {
        return (Turn::Yours, remedy(error).to_owned());
    }
    match source.downcast_ref::<StoreFault>() {
        Some(fault) => of_store(fault),
        None => (
            Turn::Yours,
            "check the place that `state:` in vetform.yaml names".to_owned(),
        ),
    }
}

fn of_store(fault: &StoreFault) -> (Turn, String) {
    let yours = |words: &str| (Turn::Yours, words.to_owned());
    match fault {
        StoreFault::NoBucket => yours(
            "create the bucket, or correct its name in `state:` in vetform.yaml (or the endpoint in the environment)",
        ),
        StoreFault::NoCredentials => yours(
            "set them where this command runs: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for s3://, \
             GOOGLE_SERVICE_ACCOUNT for gs://, AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY for az://; \
             profiles of the vendors' own tools are not read",
        ),
        StoreFault::BadCredentials(_) => yours(
            "correct the credentials in the environment: the key id and its secret have to belong together, and to \
             this store",
        ),
        StoreFault::Expired => yours("get new credentials (sign in again), and run this again"),
        StoreFault::Denied(_) => yours(
            "let the credentials read, write, list and delete objects below that prefix, or use others; some stores \
             say the same of a bucket that does not exist",
        ),
        StoreFault::Clock => yours("set this machine's clock"),
        StoreFault::OtherRegion(Some(region)) => (
            Turn::Yours,
            format!("set AWS_REGION={region} where this command runs"),
        ),
        StoreFault::OtherRegion(None) => {
            yours("set AWS_REGION to the bucket's region where this command runs")
        }
        StoreFault::Busy(_) => (Turn::Waiting, "run this again in a minute".to_owned()),
        StoreFault::Failing(_) => (
            Turn::Theirs,
            "nothing here can mend it: run this again later".to_owned(),
        ),
        StoreFault::Refused(_) | StoreFault::Other(_) => {
            yours("check `state:` in vetform.yaml, and the store's variables in the environment")
        }
        StoreFault::Unconnected(cause) => of_connection(cause),
        StoreFault::Silent => (
            Turn::Between,
            "check the network, and run this again".to_owned(),
        ),
    }
}

fn of_connection(cause: &Unconnected) -> (Turn, String) {
    let mend = match cause {
        Unconnected::Untrusted(_) => {
            "if your company inspects TLS, set SSL_CERT_FILE to a file with its certificates; otherwise check the \
             endpoint in the environment"
        }
        _ => {
            "check the network, any proxy, and the endpoint in the environment (AWS_ENDPOINT, for example)"
        }
    };
    let turn = if cause.is_lasting() {
        Turn::Yours
    } else {
        Turn::Between
    };
    (turn, mend.to_owned())
}
