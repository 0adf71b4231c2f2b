//! How a run behaves. Plain values.

use std::time::Duration;

/// Looks at once, then after one and three seconds more.
const SETTLING_PAUSES: [Duration; 3] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(3),
];

/// How a run behaves.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// Most changes in work at once.
    pub concurrency: usize,
    /// Before each look at whether a lost create was done after all. At least one.
    pub settling_pauses: Vec<Duration>,
    /// How often a create is sent, each time after it was proven not to have been done.
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
            most_sends: 4,
        }
    }
}
