//! A run of letters stopped everywhere, by a full disk and by a real abort: between any two documents, and after each step of the
//! commit. Documents and journals agree afterwards; where a crash lets them not, the next run stops and names what is in none.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rekisteri::fsio;
use rekisteri::keys::Pins;
use rekisteri::letters::Format;
use rekisteri::letters::output::{Document, Run};
use rekisteri::model::journal::{Event, Hash};
use rekisteri::register::{Error, Register, TransactionError, Unlocked};
use rekisteri::sops::sha256;
use serde_json::Value;

use crate::common::records::test_key;
use crate::common::sandbox::TestEnv;

const CUSTOMERS: [u32; 3] = [1001, 1002, 1003];

/// Why a run stopped.
type Stop = Box<dyn std::error::Error + Send + Sync>;

/// Points that a run passes, counted from 1; at one of them something happens.
#[derive(Clone)]
struct Points {
    passed: Arc<AtomicUsize>,
    at: usize,
    abort: bool,
}

impl Points {
    fn new(at: usize, abort: bool) -> Self {
        let passed = Arc::new(AtomicUsize::new(0));
        Self { passed, at, abort }
    }

    fn pass(&self) -> Result<(), fsio::Error> {
        let here = self.passed.fetch_add(1, Ordering::SeqCst) + 1;
        if here != self.at {
            return Ok(());
        }
        if self.abort {
            std::process::abort();
        }
        Err(fsio::Error::Io {
            action: "write",
            path: "x".into(),
            source: std::io::Error::from_raw_os_error(rustix::io::Errno::NOSPC.raw_os_error()),
        })
    }
}

fn open(dir: &Path, points: &Points) -> Result<Unlocked, Error> {
    let pins = Pins::new(Some(dir.join("../../home/.local/state/rekisteri")));
    let points = points.clone();
    let observer = move |_| points.pass().map_err(TransactionError::from);
    let register = Register::open_observed(dir, pins, Box::new(observer))?;
    Ok(register.unlock(test_key()))
}

/// The order of `cli/delivery.rs`: lock, note, documents, journal.
fn letters(dir: &Path, points: &Points) -> Result<(), Stop> {
    let register = open(dir, points)?;
    let now = "2026-11-25T10:00:00Z".parse().unwrap();
    let day = jiff::civil::date(2026, 11, 25);
    let head = register.register().repo().head().unwrap();
    let mut noting = register.noting(head, now)?;
    let run = Run::dated(&dir.join("output"), day)?;
    let document = |customer| Document {
        customer,
        format: Format::Txt,
    };
    let documents = CUSTOMERS.map(document);
    let numbers = CUSTOMERS.map(|number| number.to_string().parse().unwrap());
    noting.begin(run.paths(&documents))?;
    let text = |at: usize| format!("A letter to {}.\n", CUSTOMERS[at]).into_bytes();
    let make = |at: usize| -> Result<Vec<u8>, Stop> {
        points.pass()?;
        Ok(text(at))
    };
    // Nothing can fail here but the machine.
    let tally = noting.tally()?;
    let done = |path: &Path| {
        drop(points.abort.then(|| points.pass()));
        tally.made(path);
    };
    if let Err(stop) = run.write(&documents, make, done) {
        noting.abandon(&run.written());
        return Err(stop);
    }
    let event = |at: usize| {
        let mut event = Event::new(day, "notice".parse().unwrap());
        event.sha256 = Hash::parse(&sha256(&text(at)));
        (numbers[at], event)
    };
    let events = (0..CUSTOMERS.len()).map(event).collect();
    noting.finish(events, || run.forget(&documents))?;
    Ok(())
}

/// The hashes of the documents that lie there.
fn documents(env: &TestEnv) -> BTreeSet<String> {
    let files = walkdir::WalkDir::new(env.path("output")).into_iter();
    let files = files
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path);
    files
        .filter(|path| path.extension().is_some_and(|it| it == "txt"))
        .map(|path| sha256(&fs::read(path).unwrap()))
        .collect()
}

/// The hashes that the journals know of.
fn noted(env: &TestEnv) -> BTreeSet<String> {
    let mut hashes = BTreeSet::new();
    for number in CUSTOMERS {
        let shown = env.run(&["show", &number.to_string(), "--journal", "--json"]);
        let events: Vec<Value> = serde_json::from_str(&shown.ok()).unwrap();
        let each = events.iter().map(|event| &event["sha256"]);
        hashes.extend(each.map(|hash| hash.as_str().unwrap().to_owned()));
    }
    hashes
}

struct Place(TestEnv);

impl Place {
    fn new() -> Self {
        let env = TestEnv::three_customers();
        crate::journal::describe(&env);
        Self(env)
    }

    /// A notice by the program; what it says.
    fn notice(&self) -> crate::common::sandbox::Run {
        let set = ["--set", "change=x", "--set", "from=1.1.2027"];
        let base = ["--date", "2026-12-01", "--lang", "en", "notice", "contact"];
        let rest = ["1001", "1003", "--format", "txt", "--channel", "post"];
        self.0.run(&[&base[..], &rest, &set].concat())
    }

    /// Runs the letters in a process of its own that aborts at a point.
    fn aborted(&self, at: usize) {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash_letters::aborted_child"])
            .env("REKISTERI_LETTERS_DIR", self.0.dir())
            .env("REKISTERI_LETTERS_AT", at.to_string())
            .output()
            .unwrap();
        assert!(!output.status.success(), "not aborted at {at}");
    }

    fn assert_empty_handed(&self, at: usize) {
        assert!(noted(&self.0).is_empty(), "at {at}");
        let left = walkdir::WalkDir::new(self.0.path("output")).min_depth(1);
        assert_eq!(left.into_iter().count(), 0, "at {at}");
    }
}

/// Not a test of its own: what the test below starts.
#[test]
fn aborted_child() {
    let Some(dir) = std::env::var_os("REKISTERI_LETTERS_DIR") else {
        return;
    };
    let at = std::env::var("REKISTERI_LETTERS_AT").unwrap();
    let points = Points::new(at.parse().unwrap(), true);
    drop(letters(Path::new(&dir), &points));
}

/// How many points a run passes that nothing stops.
fn counted(abort: bool) -> usize {
    let place = Place::new();
    let points = Points::new(usize::MAX, abort);
    assert!(letters(place.0.dir(), &points).is_ok());
    assert_eq!(documents(&place.0), noted(&place.0));
    assert_eq!(noted(&place.0).len(), CUSTOMERS.len());
    points.passed.load(Ordering::SeqCst)
}

#[test]
fn a_full_disk_leaves_letters_and_events_or_neither() {
    let all = counted(false);
    // Three documents; five steps of the commit and as many files; one end.
    assert!(all > CUSTOMERS.len() + 6, "{all}");
    let mut both = 0;
    for at in 1..=all {
        let place = Place::new();
        let stopped = letters(place.0.dir(), &Points::new(at, false));
        assert!(stopped.is_err(), "at {at}");
        if noted(&place.0).is_empty() {
            place.assert_empty_handed(at);
        } else {
            both += 1;
            assert_eq!(documents(&place.0), noted(&place.0), "at {at}");
        }
        assert!(!place.0.path(".git/rekisteri/letters").exists(), "at {at}");
        // The way is free for the next run.
        place.notice().ok();
        assert_eq!(documents(&place.0), noted(&place.0), "at {at}");
    }
    assert!((1..all).contains(&both), "{both} of {all}");
}

#[test]
fn an_abort_leaves_letters_and_events_or_says_which_are_in_no_journal() {
    let all = counted(true);
    let (mut both, mut named) = (0, 0);
    for at in 1..=all {
        let place = Place::new();
        place.aborted(at);
        let (there, known) = (documents(&place.0), noted(&place.0));
        if known.is_empty() && !there.is_empty() {
            named += 1;
            let refused = place.notice().fails(1);
            assert!(refused.stderr.contains("are in no journal"), "{refused}");
            assert_eq!((documents(&place.0), noted(&place.0)), (there, known));
            let doctor = place.0.run(&["--lang", "en", "doctor", "--fix"]).ok();
            assert!(
                doctor.contains("is a letter that is in no journal"),
                "{doctor}"
            );
            assert!(documents(&place.0).is_empty(), "at {at}");
        } else {
            both += usize::from(!known.is_empty());
            assert_eq!(there, known, "at {at}");
        }
        place.notice().ok();
        assert_eq!(documents(&place.0), noted(&place.0), "at {at}");
        place.0.assert_clean();
    }
    assert!(
        both > 0 && named > 0 && both + named < all,
        "{both} {named}"
    );
}
