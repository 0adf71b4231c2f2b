//! How a run behaves. Plain values.

use std::time::Duration;

use crate::state::MOST_SENDS;

/// Looks at once, then after one and three seconds more.
const SETTLING_PAUSES: [Duration; 3] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(3),
];

/// 25 seconds in all: nobody can take back a second mail.
const MAIL_PAUSES: [Duration; 5] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(6),
    Duration::from_secs(15),
];

/// Ten seconds in all: systems answer reads from copies that lag some seconds behind.
const VISIBILITY_PAUSES: [Duration; 4] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(3),
    Duration::from_secs(4),
];

/// A minute in all: what a queue takes at its worst.
const ACCEPTED_PAUSES: [Duration; 7] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(15),
    Duration::from_secs(30),
];

#[derive(Debug, Clone)]
pub struct RunOptions {
    /// Most changes in work at once.
    pub concurrency: usize,
    /// Before each look at whether a lost create was done after all. At least one.
    pub settling_pauses: Vec<Duration>,
    /// The same for what mails somebody: before it is sent again.
    pub mail_pauses: Vec<Duration>,
    /// Before each further look at whether what was just written shows. The first look is at once.
    pub visibility_pauses: Vec<Duration>,
    /// Before each look for what the system accepted and did not tell the id of: it was made, or will be.
    pub accepted_pauses: Vec<Duration>,
    /// How often a create is sent at most: again only after it was proven not to have been done.
    pub most_sends: u32,
}

impl RunOptions {
    /// How long a system is given to show what a lost request may have done.
    pub fn settling_time(&self) -> Duration {
        self.settling_pauses.iter().sum()
    }
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            concurrency: 16,
            settling_pauses: SETTLING_PAUSES.to_vec(),
            mail_pauses: MAIL_PAUSES.to_vec(),
            visibility_pauses: VISIBILITY_PAUSES.to_vec(),
            accepted_pauses: ACCEPTED_PAUSES.to_vec(),
            most_sends: MOST_SENDS,
        }
    }
}
