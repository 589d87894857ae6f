//! Signals that must wait: while an editor shows a record in clear, and while the terminal hides what is typed.
//!
//! As with git, Ctrl-C and Ctrl-\ are the editor's while it is open. The signals that end a session end the editor and the
//! command, in that order, so that the private folder is removed on the way out.

use std::io;
use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::flag;

/// How often a waiting command looks whether it was told to end.
const PAUSE: Duration = Duration::from_millis(30);

/// Set up once for the process: a handler cannot be taken back, only told that the signal is free again.
static SWITCHES: OnceLock<Switches> = OnceLock::new();

struct Switches {
    keyboard_is_free: Arc<AtomicBool>,
    session_is_free: Arc<AtomicBool>,
    ended: Arc<AtomicBool>,
}

/// Signals held back for as long as this lives.
pub(super) struct Held {
    switches: &'static Switches,
}

/// How the waiting for a program ended.
pub(super) enum Waited {
    /// The program ended.
    For(ExitStatus),
    /// A signal ended the waiting, and the program with it.
    Interrupted,
}

impl Switches {
    fn find() -> io::Result<&'static Self> {
        if let Some(switches) = SWITCHES.get() {
            return Ok(switches);
        }
        let made = Self::set_up()?;
        Ok(SWITCHES.get_or_init(|| made))
    }

    fn set_up() -> io::Result<Self> {
        let made = Self {
            keyboard_is_free: Arc::new(AtomicBool::new(true)),
            session_is_free: Arc::new(AtomicBool::new(true)),
            ended: Arc::new(AtomicBool::new(false)),
        };
        for signal in [SIGINT, SIGQUIT] {
            flag::register_conditional_default(signal, Arc::clone(&made.keyboard_is_free))?;
        }
        for signal in [SIGTERM, SIGHUP] {
            flag::register_conditional_default(signal, Arc::clone(&made.session_is_free))?;
            flag::register(signal, Arc::clone(&made.ended))?;
        }
        Ok(made)
    }
}

impl Held {
    /// Holds back what is typed at a terminal: Ctrl-C and Ctrl-\.
    pub(super) fn keyboard() -> io::Result<Self> {
        let switches = Switches::find()?;
        switches.keyboard_is_free.store(false, Ordering::SeqCst);
        Ok(Self { switches })
    }

    /// Holds back what ends a session too.
    pub(super) fn all() -> io::Result<Self> {
        let held = Self::keyboard()?;
        held.switches.session_is_free.store(false, Ordering::SeqCst);
        Ok(held)
    }

    /// Waits until the program ends, or ends it when a signal says so.
    pub(super) fn wait(&self, child: &mut Child) -> io::Result<Waited> {
        loop {
            if self.switches.ended.load(Ordering::SeqCst) {
                // One that has ended meanwhile cannot be killed.
                drop(child.kill());
                child.wait()?;
                return Ok(Waited::Interrupted);
            }
            if let Some(status) = child.try_wait()? {
                return Ok(Waited::For(status));
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for Held {
    /// From here on the signals do again what they always do.
    fn drop(&mut self) {
        self.switches.keyboard_is_free.store(true, Ordering::SeqCst);
        self.switches.session_is_free.store(true, Ordering::SeqCst);
    }
}
