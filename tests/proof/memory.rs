//! A state of vetform, which many states of the model share.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::rc::Rc;

use vetform::state::{Delta, FingerprintKey, Recorded};

use super::store::lines;

#[derive(Clone)]
pub(crate) struct Memory {
    recorded: Rc<Recorded>,
    print: u64,
}

impl Memory {
    /// A state that nobody has saved anything in.
    pub(crate) fn empty() -> Self {
        let key = FingerprintKey::new([7; 32]);
        Self::new(Recorded::new(key, "lineage".to_owned()))
    }

    pub(crate) fn new(recorded: Recorded) -> Self {
        Self {
            print: print(&serde_json::to_string(&recorded).unwrap()),
            recorded: Rc::new(recorded),
        }
    }

    #[must_use]
    pub(crate) fn with(&self, facts: &[Delta]) -> Self {
        if facts.is_empty() {
            return self.clone();
        }
        self.after(lines(facts), || {
            let mut recorded = Recorded::clone(self);
            for fact in facts {
                recorded.apply(fact);
            }
            recorded
        })
    }

    /// The state after what `text` says. Many states of the model come to it, and it is made once.
    pub(crate) fn after(&self, text: impl Hash, work: impl FnOnce() -> Recorded) -> Self {
        thread_local! {
            static MADE: RefCell<HashMap<u64, Memory>> = RefCell::default();
        }
        let key = print(&(self.print, text));
        if let Some(made) = MADE.with_borrow(|all| all.get(&key).cloned()) {
            return made;
        }
        let made = Self::new(work());
        MADE.with_borrow_mut(|all| all.insert(key, made.clone()));
        made
    }
}

impl Deref for Memory {
    type Target = Recorded;

    fn deref(&self) -> &Recorded {
        &self.recorded
    }
}

impl Hash for Memory {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.print.hash(hasher);
    }
}

pub(crate) fn print(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
