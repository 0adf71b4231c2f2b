//! Faults of an embedded system, by what they befall.

use vetform::sandbox::{Fault, FaultRule, Match};

/// An answer of this status, and nothing else.
pub(crate) const fn status(code: u16) -> Fault {
    Fault::Status {
        code,
        retry_after: None,
    }
}

/// Asks to come again so many seconds later.
pub(crate) const fn throttled(seconds: u64) -> Fault {
    Fault::Status {
        code: 429,
        retry_after: Some(seconds),
    }
}

/// Befalls every write.
pub(crate) fn on_writes(fault: Fault) -> FaultRule {
    let when = Match {
        writes_only: true,
        ..Match::default()
    };
    FaultRule { when, fault }
}

/// Befalls one write, counted from 1.
pub(crate) fn on_write(nth: u64, fault: Fault) -> FaultRule {
    let mut rule = on_writes(fault);
    rule.when.nth = Some(nth);
    rule
}

/// Befalls every write to such a path.
pub(crate) fn on_writes_to(part: &str, fault: Fault) -> FaultRule {
    let mut rule = on_writes(fault);
    rule.when.path_contains = Some(part.to_owned());
    rule
}

/// Befalls whatever is sent to such a path.
pub(crate) fn on_path(part: &str, fault: Fault) -> FaultRule {
    let when = Match {
        path_contains: Some(part.to_owned()),
        ..Match::default()
    };
    FaultRule { when, fault }
}
