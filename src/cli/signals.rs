//! Signals that must wait: while an editor shows a record in clear, while the terminal hides what is typed, and while letters are
//! written.
//!
//! As with git, Ctrl-C and Ctrl-\ are the editor's while it is open. The signals that end a session end the editor and the
//! command, in that order, so that the private folder is removed on the way out. At a passphrase they end the program once the
//! terminal echoes again; among letters, once those of the run are taken back, or all of them noted.

use std::io;
use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::{flag, low_level};

use crate::fsio::Terminal;

/// How often a waiting command looks whether it was told to end.
const PAUSE: Duration = Duration::from_millis(30);

/// Set up once for the process: a handler cannot be taken back, only told that the signal is free again.
static SWITCHES: OnceLock<Switches> = OnceLock::new();

struct Switches {
    keyboard_is_free: Arc<AtomicBool>,
    session_is_free: Arc<AtomicBool>,
    /// The number of the signal that ended the session; 0 while none did.
    ended: Arc<AtomicUsize>,
    /// The same of what was typed.
    typed: Arc<AtomicUsize>,
    /// Whether the program is to end by what was told while letters were written.
    owed: AtomicBool,
    /// Whether the program was stopped and goes on: the shell has made the terminal echo again.
    resumed: Arc<AtomicBool>,
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

    fn ended(&self) -> usize {
        self.ended.load(Ordering::SeqCst)
    }

    /// The signal that came, whichever way; 0 while none did.
    fn told(&self) -> usize {
        self.ended().max(self.typed.load(Ordering::SeqCst))
    }

    fn set_up() -> io::Result<Self> {
        let made = Self {
            keyboard_is_free: Arc::new(AtomicBool::new(true)),
            session_is_free: Arc::new(AtomicBool::new(true)),
            ended: Arc::new(AtomicUsize::new(0)),
            typed: Arc::new(AtomicUsize::new(0)),
            owed: AtomicBool::new(false),
            resumed: Arc::new(AtomicBool::new(false)),
        };
        let keyboard = (&made.keyboard_is_free, &made.typed);
        let session = (&made.session_is_free, &made.ended);
        for (signals, (is_free, told)) in
            [([SIGINT, SIGQUIT], keyboard), ([SIGTERM, SIGHUP], session)]
        {
            for signal in signals {
                flag::register_conditional_default(signal, Arc::clone(is_free))?;
                let number = usize::try_from(signal).unwrap_or_default();
                flag::register_usize(signal, Arc::clone(told), number)?;
            }
        }
        flag::register(SIGCONT, Arc::clone(&made.resumed))?;
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
            if self.switches.ended() != 0 {
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

/// Signals are taken note of for as long as this lives, and ask [`told`] what they told; the program ends by them in [`obey`].
pub(super) struct Orderly {
    _held: Held,
}

impl Orderly {
    /// Without handlers a signal ends the program as it always does, and the next start clears up: no reason not to go on.
    pub(super) fn begin() -> Option<Self> {
        let held = Held::all().ok()?;
        // What was typed into an editor or at a passphrase was for these.
        held.switches.typed.store(0, Ordering::SeqCst);
        held.switches.owed.store(true, Ordering::SeqCst);
        Some(Self { _held: held })
    }
}

/// Whether a signal came that ends what is under way.
pub(super) fn told() -> bool {
    SWITCHES.get().is_some_and(|switches| switches.told() != 0)
}

/// Ends the program by the signal that came while letters were written, as whoever sent it expects; returns where none came.
pub(super) fn obey() {
    let owed = |switches: &&Switches| switches.owed.load(Ordering::SeqCst);
    if let Some(switches) = SWITCHES.get().filter(owed)
        && let Ok(signal @ 1..) = i32::try_from(switches.told())
    {
        drop(low_level::emulate_default_handler(signal));
    }
}

/// The terminal hides what is typed for as long as this lives. Whatever signal ends the program meanwhile, it echoes first.
pub(super) struct Hidden {
    watch: Option<Watch>,
    _held: Option<Held>,
}

struct Watch {
    over: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Hidden {
    /// Remembers how the terminal is before it hides anything. Ctrl-C is a key like any other to whoever reads in hiding.
    pub(super) fn typing() -> Self {
        // Without handlers a signal ends the program as it always does; that is no reason not to ask.
        let held = Held::all().ok();
        let watch = held
            .as_ref()
            .and_then(|held| Some(Watch::start(held.switches, Terminal::remember()?)));
        Self { watch, _held: held }
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        if let Some(watch) = self.watch.take() {
            watch.over.store(true, Ordering::SeqCst);
            watch.thread.thread().unpark();
            // It cannot panic; were it gone, there would be nothing left to wait for.
            drop(watch.thread.join());
        }
    }
}

impl Watch {
    fn start(switches: &'static Switches, terminal: Terminal) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&over);
        switches.resumed.store(false, Ordering::SeqCst);
        let thread = thread::spawn(move || {
            while !told.load(Ordering::SeqCst) && switches.ended() == 0 {
                if switches.resumed.swap(false, Ordering::SeqCst) {
                    terminal.stop_echo();
                }
                thread::park_timeout(PAUSE);
            }
            if let Ok(signal @ 1..) = i32::try_from(switches.ended()) {
                terminal.restore();
                drop(low_level::emulate_default_handler(signal));
            }
        });
        Self { over, thread }
    }
}
