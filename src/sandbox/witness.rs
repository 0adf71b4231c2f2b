//! Whoever watches the writes of a sandbox: each stops right before and right after it is done, until they have seen enough.

use tokio::sync::{mpsc, oneshot};

use super::World;
use super::call::Call;
use super::store::Database;

/// Where the writes of a sandbox are seen.
#[derive(Debug, Clone)]
pub struct Witness(mpsc::UnboundedSender<Witnessed>);

/// On which side of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// It has arrived, and nothing is done.
    Before,
    /// It is done, and not answered.
    After,
}

/// A write that waits. It goes on when this is dropped.
#[derive(Debug)]
pub struct Witnessed {
    /// `POST /assessment-flows`
    pub call: String,
    /// On which side of it.
    pub moment: Moment,
    /// All that the sandbox holds at that moment.
    pub world: World,
    /// Closed when it may go on.
    _held: Held,
}

/// Closed when whoever has it drops it.
type Held = oneshot::Sender<()>;

impl Witness {
    /// And where they are seen, one after the other.
    pub fn new() -> (Self, mpsc::UnboundedReceiver<Witnessed>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        (Self(sender), receiver)
    }

    pub(super) async fn see(&self, database: &Database, call: &Call, moment: Moment) {
        let Ok(world) = World::of(database) else {
            return;
        };
        let (held, seen) = oneshot::channel();
        let witnessed = Witnessed {
            call: format!("{} {}", call.method, call.path()),
            moment,
            world,
            _held: held,
        };
        // If nobody looks any more, nobody is waited for.
        if self.0.send(witnessed).is_ok() {
            let _ = seen.await;
        }
    }
}
