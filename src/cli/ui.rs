//! Where output goes: data to stdout, talk to stderr, nothing else anywhere.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};

use anstream::{AutoStream, ColorChoice};

use super::args::ColorWhen;
use super::error::CommandError;
use super::words::{Argument, Words};
use crate::text;

const RED: &str = "\u{1b}[1;31m";
const CYAN: &str = "\u{1b}[36m";
const PLAIN: &str = "\u{1b}[0m";

/// The two streams and the language they speak.
pub(super) struct Ui {
    words: Words,
    quiet: bool,
    color: ColorChoice,
}

#[expect(
    clippy::unused_self,
    reason = "the screen is one thing, whatever a method needs of it"
)]
impl Ui {
    pub(super) fn new(words: Words, quiet: bool, color: ColorWhen, no_color: bool) -> Self {
        let color = match color {
            ColorWhen::Always => ColorChoice::Always,
            ColorWhen::Never => ColorChoice::Never,
            ColorWhen::Auto if no_color => ColorChoice::Never,
            ColorWhen::Auto => ColorChoice::Auto,
        };
        Self {
            words,
            quiet,
            color,
        }
    }

    /// The catalogue.
    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    /// Writes data to stdout: exactly as given to another program, and to a terminal nothing that it would obey.
    pub(super) fn data(&self, text: &str) -> Result<(), CommandError> {
        let mut out = io::stdout().lock();
        let text = if out.is_terminal() {
            Cow::Owned(text::visible_lines(text))
        } else {
            Cow::Borrowed(text)
        };
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            // The reader has seen enough (`| head`).
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(|error| {
                CommandError::user(format!("cannot write to standard output: {error}"))
            }),
        }
    }

    /// Writes one value as JSON to stdout.
    pub(super) fn json(&self, value: &serde_json::Value) -> Result<(), CommandError> {
        self.data(&text::visible_json(&format!("{value:#}\n")))
    }

    /// Says a catalogue sentence on stderr, unless `--quiet`.
    pub(super) fn say(&self, key: &str, arguments: &[Argument<'_>]) {
        if !self.quiet {
            self.talk(&self.words.say_with(key, arguments));
        }
    }

    /// What says a catalogue sentence when it is called, unless `--quiet`.
    pub(super) fn said_later(&self, key: &str) -> Box<dyn Fn()> {
        let (text, quiet, color) = (self.words.say(key), self.quiet, self.color);
        Box::new(move || {
            if !quiet {
                talk(color, &text);
            }
        })
    }

    /// Says text that is ready on stderr, unless `--quiet`.
    pub(super) fn tell(&self, text: &str) {
        if !self.quiet {
            self.talk(text);
        }
    }

    /// Says on stderr what a person needs to answer the question at hand, even with `--quiet`.
    pub(super) fn reply(&self, text: &str) {
        self.talk(text);
    }

    /// Warns on stderr, even with `--quiet`: a warning is no chatter.
    pub(super) fn warn(&self, key: &str, arguments: &[Argument<'_>]) {
        let label = self.words.say("warning");
        self.talk(&format!(
            "{CYAN}{label}:{PLAIN} {}",
            self.words.say_with(key, arguments)
        ));
    }

    /// Prints an error, what caused it, and what to type next.
    pub(super) fn error(&self, error: &CommandError) {
        if error.is_silent() {
            return;
        }
        self.talk(&format!(
            "{RED}error:{PLAIN} {}",
            text::visible(&error.full_message())
        ));
        for hint in error.hints() {
            self.talk(&format!(
                "{CYAN}hint:{PLAIN} {}",
                text::visible(&hint.say(&self.words))
            ));
        }
    }

    /// Writes a question without a line end.
    pub(super) fn prompt(&self, text: &str) {
        let mut err = AutoStream::new(io::stderr(), self.color);
        // Nobody can be told that stderr is gone.
        drop(write!(err, "{text}").and_then(|()| err.flush()));
    }

    /// Whether a person is at both ends.
    pub(super) fn is_terminal(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Whether a question without an answer on standard input can be asked: a passphrase is typed at the terminal itself.
    pub(super) fn shows_terminal(&self) -> bool {
        io::stderr().is_terminal()
    }

    fn talk(&self, text: &str) {
        talk(self.color, text);
    }
}

fn talk(color: ColorChoice, text: &str) {
    let mut err = AutoStream::new(io::stderr(), color);
    drop(writeln!(err, "{text}"));
}
