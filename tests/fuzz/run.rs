//! The loop: an input, the target's laws, and what is kept of a failure.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::os::unix::fs::FileExt as _;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::common::harness::say;
use crate::mutate::Mutator;

/// Nothing of these sizes may take longer, on a busy machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(10);
/// A target that fails again and again says no more after these.
const ENOUGH: usize = 5;

/// What must hold of any input.
pub(crate) type Laws = Box<dyn Fn(&[u8])>;

/// A reader under test.
pub(crate) struct Target {
    /// What is mutated; each is tried as it is, too.
    pub(crate) corpus: Vec<Vec<u8>>,
    /// Words that mean something to the reader.
    pub(crate) words: &'static [&'static str],
    /// Tries one input; panics where a law is broken.
    pub(crate) laws: Laws,
}

/// Tries a target until the time is over; returns how many inputs failed.
pub(crate) fn target(name: &str, target: &Target, time: Duration, seed: u64) -> usize {
    let mut trial = Trial::new(name, target);
    let begun = Instant::now();
    for input in &target.corpus {
        trial.input(input);
    }
    let mut mutator = Mutator::new(&target.corpus, target.words, seed);
    while begun.elapsed() < time && trial.failures < ENOUGH {
        trial.input(&mutator.next());
    }
    say(&format!(
        "fuzz {name}: {} inputs from {} cases in {:.1} s, {} failed, the slowest took {} ms",
        trial.count,
        target.corpus.len(),
        begun.elapsed().as_secs_f64(),
        trial.failures,
        trial.slowest.as_millis()
    ));
    trial.failures
}

/// Tries one kept input.
pub(crate) fn again(name: &str, target: &Target, file: &str) -> usize {
    let mut trial = Trial::new(name, target);
    trial.input(&fs::read(file).unwrap());
    trial.failures
}

struct Trial<'a> {
    name: &'a str,
    target: &'a Target,
    /// The input at hand lies on the disk: a stack overflow ends the program without a word.
    at_hand: File,
    at_hand_path: PathBuf,
    said: Arc<Mutex<String>>,
    count: usize,
    failures: usize,
    slowest: Duration,
}

impl<'a> Trial<'a> {
    fn new(name: &'a str, target: &'a Target) -> Self {
        let folder = folder();
        fs::create_dir_all(&folder).unwrap();
        let at_hand_path = folder.join(format!("{name}-at-hand-{}", std::process::id()));
        let said = Arc::new(Mutex::new(String::new()));
        let hook = Arc::clone(&said);
        panic::set_hook(Box::new(move |info| {
            *hook.lock().unwrap() = info.to_string();
        }));
        Self {
            name,
            target,
            at_hand: File::create(&at_hand_path).unwrap(),
            at_hand_path,
            said,
            count: 0,
            failures: 0,
            slowest: Duration::ZERO,
        }
    }

    fn input(&mut self, input: &[u8]) {
        self.at_hand.write_all_at(input, 0).unwrap();
        self.at_hand.set_len(input.len() as u64).unwrap();
        self.count += 1;
        let begun = Instant::now();
        let laws = AssertUnwindSafe(|| (self.target.laws)(input));
        let result = panic::catch_unwind(laws);
        let took = begun.elapsed();
        self.slowest = self.slowest.max(took);
        if result.is_err() {
            let why = self.said.lock().unwrap().clone();
            self.failed(input, &why);
        } else if took > PATIENCE {
            self.failed(input, &format!("it took {} s", took.as_secs()));
        }
    }

    fn failed(&mut self, input: &[u8], why: &str) {
        self.failures += 1;
        let mut hash = DefaultHasher::new();
        input.hash(&mut hash);
        let name = format!("{}-{:016x}", self.name, hash.finish());
        let path = folder().join(name);
        fs::write(&path, input).unwrap();
        say(&format!("fuzz {}: FAILED: {why}", self.name));
        say(&format!(
            "  again: cargo test --test fuzz -- --target {} --input {}",
            self.name,
            path.display()
        ));
    }
}

impl Drop for Trial<'_> {
    fn drop(&mut self) {
        drop(panic::take_hook());
        drop(fs::remove_file(&self.at_hand_path));
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz-failures")
}
