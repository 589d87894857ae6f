//! A letter is set on a thread of its own, which is watched: a template that never ends, or asks too much of the stack, costs one
//! refusal and not the program. A thread that is given up stays until the program ends, as nobody can stop it from outside.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::press::{Fault, Job, Refusal, set};

/// A built-in letter takes some milliseconds.
const LIMIT: Duration = Duration::from_secs(30);
/// Typst goes deep; its own bounds are made for a stack of this size.
const STACK: usize = 16 * 1024 * 1024;

/// Returns the bytes of the PDF that the source describes.
pub(in crate::letters) fn print(job: Job) -> Result<Vec<u8>, Refusal> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let work = move || drop(sender.send(set(job)));
    let started = thread::Builder::new().stack_size(STACK).spawn(work);
    if started.is_err() {
        return Err(broken());
    }
    receiver
        .recv_timeout(LIMIT)
        .unwrap_or_else(|error| match error {
            RecvTimeoutError::Timeout => Err(Refusal::Slow { limit: LIMIT }),
            RecvTimeoutError::Disconnected => Err(broken()),
        })
}

/// The thread came to an end without a result.
fn broken() -> Refusal {
    Refusal::Fault(Fault {
        line: None,
        message: String::new(),
    })
}
