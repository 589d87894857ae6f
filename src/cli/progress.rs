//! How far long work has come: one line on the terminal that is written over and in the end wiped away.
//!
//! It shows up only when a person looks (stderr is a terminal, not `--quiet`) and the work has gone on for half a second. A thread
//! of its own draws it, so that the work pays one addition a record.

use std::io::{self, IsTerminal as _, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::words::Words;
use crate::register::{Watch, Work};

/// What is done sooner needs no line.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is drawn.
const PACE: Duration = Duration::from_millis(100);
/// So few records never take long enough for a thread.
const FEW: usize = 50;

/// The line for whatever long work a command does, one after another.
pub(super) struct Progress {
    opening: String,
    sealing: String,
    writing: String,
    rendering: String,
    patience: Duration,
    screen: fn() -> Box<dyn Write>,
    now: Mutex<Option<Line>>,
    done: Arc<AtomicUsize>,
}

/// The thread that draws, and how to tell it that the work is over.
struct Line {
    over: Arc<(Mutex<bool>, Condvar)>,
    drawing: JoinHandle<()>,
}

impl Progress {
    /// A line on stderr; nothing where nobody would see it.
    pub(super) fn on_terminal(words: &Words, quiet: bool) -> Option<Self> {
        let seen = !quiet && io::stderr().is_terminal();
        seen.then(|| Self::new(words, PATIENCE, || Box::new(io::stderr())))
    }

    fn new(words: &Words, patience: Duration, screen: fn() -> Box<dyn Write>) -> Self {
        Self {
            opening: words.say("progress-opening"),
            sealing: words.say("progress-sealing"),
            writing: words.say("progress-writing"),
            rendering: words.say("progress-rendering"),
            patience,
            screen,
            now: Mutex::new(None),
            done: Arc::default(),
        }
    }

    /// Documents are about to be rendered.
    pub(super) fn begin_rendering(&self, documents: usize) {
        self.start(&self.rendering, documents);
    }

    fn start(&self, what: &str, total: usize) {
        self.end();
        if total < FEW {
            return;
        }
        self.done.store(0, Ordering::Relaxed);
        let over = Arc::new((Mutex::new(false), Condvar::new()));
        let (what, patience, screen) = (what.to_owned(), self.patience, self.screen);
        let (done, watched) = (Arc::clone(&self.done), Arc::clone(&over));
        let drawing = thread::spawn(move || {
            let line = || format!("{what} {}/{total}", done.load(Ordering::Relaxed));
            draw(screen, &watched, patience, line);
        });
        *locked(&self.now) = Some(Line { over, drawing });
    }
}

impl Watch for Progress {
    fn begin(&self, work: Work, records: usize) {
        let what = match work {
            Work::Opening => &self.opening,
            Work::Sealing => &self.sealing,
            Work::Writing => &self.writing,
        };
        self.start(what, records);
    }

    fn one(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits until the line is wiped away: whatever is said next begins on an empty one.
    fn end(&self) {
        if let Some(line) = locked(&self.now).take() {
            *locked(&line.over.0) = true;
            line.over.1.notify_all();
            // It could only have failed at writing to a screen that is gone.
            drop(line.drawing.join());
        }
    }
}

/// Writes the line over and over until the work is over, then spaces over the longest of them.
fn draw(
    screen: fn() -> Box<dyn Write>,
    (over, told): &(Mutex<bool>, Condvar),
    patience: Duration,
    line: impl Fn() -> String,
) {
    let (mut pause, mut width) = (patience, 0);
    let mut is_over = locked(over);
    loop {
        let waited = told.wait_timeout_while(is_over, pause, |is_over| !*is_over);
        is_over = waited.unwrap_or_else(PoisonError::into_inner).0;
        let text = if *is_over { String::new() } else { line() };
        if !*is_over || width > 0 {
            // Nobody can be told that stderr is gone.
            drop(write!(screen(), "\r{text:width$}\r{text}"));
        }
        if *is_over {
            return;
        }
        (pause, width) = (PACE, width.max(text.chars().count()));
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    static SCREEN: Mutex<Vec<u8>> = Mutex::new(Vec::new());

    struct Shared;

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            locked(&SCREEN).extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// One test for all, since they share the screen.
    #[test]
    fn a_line_comes_late_and_goes_away() {
        let words = Words::load(Language::En);
        let progress = |patience| Progress::new(&words, patience, || Box::new(Shared));
        let shown = || String::from_utf8(std::mem::take(&mut *locked(&SCREEN))).unwrap();

        let patient = progress(Duration::from_mins(1));
        patient.begin(Work::Opening, 1000);
        patient.end();
        assert_eq!(shown(), "");

        let hasty = progress(Duration::ZERO);
        hasty.begin(Work::Opening, FEW - 1);
        hasty.end();
        assert_eq!(shown(), "");

        hasty.begin(Work::Sealing, 1000);
        (0..7).for_each(|_| hasty.one());
        while !String::from_utf8_lossy(&locked(&SCREEN)).contains("sealing customers 7/1000") {
            thread::sleep(Duration::from_millis(5));
        }
        hasty.end();
        let last = format!("\r{}\r", " ".repeat("sealing customers 7/1000".len()));
        let screen = shown();
        assert!(screen.ends_with(&last), "{screen:?}");
        hasty.end();
        assert_eq!(shown(), "");
    }
}
