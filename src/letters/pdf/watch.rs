//! A letter is set on a thread of its own, which is watched: a template that never ends, or asks too much of the stack, costs one
//! refusal and not the program. A thread that is given up stays until the program ends, as nobody can stop it from outside.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::press::{Fault, Job, Refusal, set};

/// A built-in letter takes some milliseconds.
const LIMIT: Duration = Duration::from_secs(30);
/// Typst goes deep; its own bounds are made for a stack of this size.
const STACK: usize = 16 * 1024 * 1024;

/// Returns the bytes of the PDF that the source describes.
pub(in crate::letters) fn print(job: Job) -> Result<Vec<u8>, Refusal> {
    within(LIMIT, move || set(job))
}

/// Threads that have set a letter and wait for the next one: never more than were needed at once. The allocator keeps memory by thread, and
/// a new thread for each of thousands of letters would in time have it keep that of many.
static IDLE: Mutex<Vec<ThreadPool>> = Mutex::new(Vec::new());

/// Typst divides its work over rayon's threads. Were they those on which others wait for letters, none might be left to set one; so
/// each letter has a pool to itself, of one thread. One that is given up is not used again.
fn within(
    limit: Duration,
    work: impl FnOnce() -> Result<Vec<u8>, Refusal> + Send + 'static,
) -> Result<Vec<u8>, Refusal> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let waiting = idle().pop();
    let pool = waiting.map_or_else(pool, Ok)?;
    pool.spawn(move || drop(sender.send(work())));
    let result = receiver.recv_timeout(limit);
    if result.is_ok() {
        idle().push(pool);
    }
    result.unwrap_or_else(|error| match error {
        RecvTimeoutError::Timeout => Err(Refusal::Slow { limit }),
        RecvTimeoutError::Disconnected => Err(broken()),
    })
}

fn idle() -> MutexGuard<'static, Vec<ThreadPool>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn pool() -> Result<ThreadPool, Refusal> {
    let pool = ThreadPoolBuilder::new().num_threads(1).stack_size(STACK);
    // A panic of typst ends the letter: the channel closes.
    let pool = pool.panic_handler(|_| ()).build();
    pool.map_err(|_| broken())
}

/// The thread came to an end without a result.
fn broken() -> Refusal {
    Refusal::Fault(Fault {
        line: None,
        message: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Refusal, within};
    use std::time::Duration;

    const SHORT: Duration = Duration::from_millis(50);

    #[test]
    fn work_without_end_is_given_up_and_a_panic_is_a_refusal() {
        let endless = || {
            std::thread::sleep(Duration::from_secs(5));
            Ok(Vec::new())
        };
        assert!(matches!(
            within(SHORT, endless),
            Err(Refusal::Slow { limit: SHORT })
        ));
        let broken = within(SHORT * 100, || panic!("a fault of typst's"));
        assert!(matches!(broken, Err(Refusal::Fault(_))));
        assert!(within(SHORT * 100, || Ok(vec![1])).is_ok_and(|bytes| bytes == [1]));
    }
}
