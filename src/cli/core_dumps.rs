//! A process that holds keys leaves no picture of its memory on a disk, whatever ends it.

/// From here on, for this process and the programs that it starts. Where the system refuses, all goes on: it is a second
/// line of defence.
pub(super) fn forbid() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        let _ = setrlimit(Resource::Core, none);
    }
    // A limit of 0 does not count where the kernel hands pictures of memory to a program.
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
