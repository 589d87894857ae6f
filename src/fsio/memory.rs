//! This process's memory is no file for others: no core dump is written of it, and `/proc/PID/mem` does not open.
//!
//! A crash would put keys and customers on the disk, and any program of the same user may read the memory of another. Root may
//! still do both. What is free of it is given back between large works.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Forbids core dumps, and on Linux debuggers and readers of the same user; to be called before a key is read.
///
/// The limit is inherited, and ought to be: a crashing editor would put its record on the disk. On Linux no dump of this
/// process reaches a crash reporter either; an editor's does where the system pipes dumps to one (core(5)).
///
/// # Errors
/// The system's refusal.
pub fn close_memory() -> std::io::Result<()> {
    let old = getrlimit(Resource::Core);
    let none = Rlimit {
        current: Some(0),
        maximum: old.maximum,
    };
    setrlimit(Resource::Core, none)?;
    undumpable()
}

#[cfg(target_os = "linux")]
fn undumpable() -> std::io::Result<()> {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    Ok(set_dumpable_behavior(DumpableBehavior::NotDumpable)?)
}

/// Elsewhere the limit is all there is.
#[cfg(not(target_os = "linux"))]
fn undumpable() -> std::io::Result<()> {
    Ok(())
}

/// Gives memory that is free back to the system, where the allocator keeps it: between two works that need much of it, the second
/// on other threads, which the first one's leavings are no use to.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "a function of the C library's own")]
pub fn give_back() {
    unsafe extern "C" {
        fn malloc_trim(pad: usize) -> std::ffi::c_int;
    }
    // SAFETY: malloc_trim(3) takes a number and touches free memory only; it is safe in programs of several threads.
    let _gave = unsafe { malloc_trim(0) };
}

/// Other allocators see to it themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn give_back() {}
