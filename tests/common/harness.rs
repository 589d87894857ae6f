//! The command line of the test programs that are no libtest: our own numbers, and what `cargo test` passes to every program.

use std::env;
use std::io::Write as _;
use std::str::FromStr;
use std::time::Duration;

/// What was asked for: `--name VALUE` pairs, and words that choose parts by name.
pub(crate) struct Arguments {
    values: Vec<(String, String)>,
    words: Vec<String>,
    list: bool,
}

impl Arguments {
    /// Reads the command line; `known` are the names with a value. What is neither ours nor libtest's is refused.
    pub(crate) fn read(known: &[&str]) -> Self {
        let mut read = Self {
            values: Vec::new(),
            words: Vec::new(),
            list: false,
        };
        let mut words = env::args().skip(1);
        while let Some(word) = words.next() {
            match word.strip_prefix("--") {
                Some("list") => read.list = true,
                Some("nocapture" | "exact" | "show-output" | "quiet" | "ignored") => {}
                Some("test-threads" | "color" | "format") => drop(words.next()),
                Some(name) if known.contains(&name) => {
                    let value = words.next();
                    let value = value.unwrap_or_else(|| panic!("`--{name}` needs a value"));
                    read.values.push((name.to_owned(), value));
                }
                Some(_) => panic!("`{word}` is not known; there are {known:?}"),
                None if word == "-q" => {}
                None => read.words.push(word),
            }
        }
        read
    }

    /// A value, or what it is where nothing was said.
    pub(crate) fn get<T: FromStr>(&self, name: &str) -> Option<T> {
        let (_, value) = self.values.iter().rev().find(|(known, _)| known == name)?;
        let parsed = value.parse().ok();
        Some(parsed.unwrap_or_else(|| panic!("`--{name} {value}` cannot be read")))
    }

    /// Whether a part is to run: where words were given, one of them must be in its name.
    pub(crate) fn wants(&self, part: &str) -> bool {
        let chosen = self.words.is_empty() || self.words.iter().any(|word| part.contains(word));
        chosen && !self.list
    }

    /// How long a part goes on: as given, else so many seconds.
    pub(crate) fn time(&self, seconds: u64) -> Duration {
        Duration::from_secs(self.get("seconds").unwrap_or(seconds))
    }

    /// Where chance begins in a part: as given, else new each time. It is printed, so that a run can be repeated.
    pub(crate) fn seed(&self, part: &str) -> u64 {
        let seed = self.get("seed").unwrap_or_else(|| fastrand::u64(..));
        say(&format!("{part}: seed {seed}"));
        seed
    }
}

/// Prints a line at once.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout();
    assert!(writeln!(out, "{line}").and_then(|()| out.flush()).is_ok());
}
