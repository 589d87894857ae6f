//! A run of letters stopped everywhere, by a full disk and by a real abort: between any two documents, and after each step of the
//! commit. Documents and journals agree afterwards; where a crash lets them not, the next run stops and names what is in none.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rekisteri::fsio::{self, Mark};
use rekisteri::keys::Pins;
use rekisteri::letters::Format;
use rekisteri::letters::output::{Document, Run};
use rekisteri::model::CustomerNumber;
use rekisteri::model::journal::{Event, Hash};
use rekisteri::register::{Documents, Error, Register, Tally, TransactionError, Unlocked};
use rekisteri::sops::sha256;
use serde_json::Value;

use crate::common::records::test_key;
use crate::common::sandbox::TestEnv;

const CUSTOMERS: [u32; 3] = [1001, 1002, 1003];
const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 25);

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

/// Three letters and the file that joins them, made in the program's own order: [`Unlocked::write_letters`]. Points are passed before
/// each letter, before each that is joined, while each is made and, where the program is to die, once each is there.
struct Letters<'a> {
    points: &'a Points,
    output: PathBuf,
    run: Option<Run>,
}

const DOCUMENTS: [Document; 3] = {
    let format = Format::Typ;
    let [one, two, three] = CUSTOMERS;
    [
        Document {
            customer: one,
            format,
        },
        Document {
            customer: two,
            format,
        },
        Document {
            customer: three,
            format,
        },
    ]
};

impl Documents for Letters<'_> {
    type Error = Stop;

    fn begin(&mut self) -> Result<(Vec<PathBuf>, Mark), Stop> {
        let points = self.points.clone();
        let stop = Box::new(move || points.pass().is_err());
        let run = self.run.insert(Run::dated(&self.output, DAY)?.until(stop));
        Ok((run.paths(&DOCUMENTS).collect(), run.mark().clone()))
    }

    fn write(&mut self, tally: &Tally) -> Result<(), Stop> {
        let make = |at: usize| -> Result<Vec<u8>, Stop> {
            self.points.pass()?;
            Ok(page(at))
        };
        let done = |path: &Path| {
            drop(self.points.abort.then(|| self.points.pass()));
            tally.made(path);
        };
        let run = self.run.as_ref().unwrap();
        run.write(&DOCUMENTS, make, done)
    }

    fn left(&self) -> Vec<PathBuf> {
        self.run.as_ref().unwrap().written()
    }

    fn forget(&self) {
        self.run.as_ref().unwrap().forget(&DOCUMENTS);
    }

    fn announce(
        &self,
        room: &mut dyn FnMut(CustomerNumber, Event) -> Result<(), Error>,
    ) -> Result<(), Stop> {
        for at in 0..CUSTOMERS.len() {
            let (customer, event) = told(at);
            room(customer, event)?;
        }
        Ok(())
    }

    fn events(&mut self) -> Result<Vec<(CustomerNumber, Event)>, Stop> {
        Ok((0..CUSTOMERS.len()).map(told).collect())
    }
}

/// What is noted of the letter.
fn told(at: usize) -> (CustomerNumber, Event) {
    let mut event = Event::new(DAY, "notice".parse().unwrap());
    event.sha256 = Hash::parse(&sha256(&page(at)));
    (CUSTOMERS[at].to_string().parse().unwrap(), event)
}

/// A letter of one empty page, as wide as the customer's number.
fn page(at: usize) -> Vec<u8> {
    let objects = [
        "1 0 obj\n<</Type/Pages/Count 1/Kids[2 0 R]>>\nendobj\n".to_owned(),
        format!(
            "2 0 obj\n<</Type/Page/Parent 1 0 R/MediaBox[0 0 {} 9]>>\nendobj\n",
            CUSTOMERS[at]
        ),
    ];
    let mut text = "%PDF-1.7\n".to_owned();
    let mut table = "xref\n0 3\n0000000000 65535 f \n".to_owned();
    for object in objects {
        writeln!(table, "{:010} 00000 n ", text.len()).unwrap();
        text += &object;
    }
    let start = text.len();
    format!("{text}{table}trailer\n<</Size 3>>\nstartxref\n{start}\n%%EOF\n").into_bytes()
}

fn letters(dir: &Path, points: &Points) -> Result<(), Stop> {
    let register = open(dir, points)?;
    let now = "2026-11-25T10:00:00Z".parse().unwrap();
    let head = register.register().repo().head().unwrap();
    let output = dir.join("output");
    let mut letters = Letters {
        points,
        output,
        run: None,
    };
    let finished = register.write_letters(head, now, &mut letters)?;
    finished
        .unfinished
        .map_or(Ok(()), |error| Err(error.into()))
}

/// What lies in the output folder, but for the index.
struct Lying {
    /// The hashes of the letters.
    letters: BTreeSet<String>,
    joint: usize,
    /// Whatever else there is.
    other: Vec<PathBuf>,
}

fn lying(env: &TestEnv) -> Lying {
    let output = env.path("output");
    let files = walkdir::WalkDir::new(&output).into_iter();
    let files = files.filter_map(Result::ok);
    let files = files.filter(|entry| !entry.file_type().is_dir());
    let mut found = Lying {
        letters: BTreeSet::new(),
        joint: 0,
        other: Vec::new(),
    };
    for path in files.map(walkdir::DirEntry::into_path) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let number = name.strip_suffix(".pdf").or(name.strip_suffix(".txt"));
        if number.is_some_and(|it| it.parse::<u32>().is_ok()) {
            found.letters.insert(sha256(&fs::read(path).unwrap()));
        } else if name == "all.pdf" {
            found.joint += 1;
        } else if path != output.join("index.json") {
            found.other.push(path);
        }
    }
    found
}

/// The hashes of the letters that lie there, and nothing else but what joins them.
fn documents(env: &TestEnv) -> BTreeSet<String> {
    let found = lying(env);
    assert_eq!(found.other, [] as [PathBuf; 0], "files that nobody names");
    assert!(
        found.joint <= found.letters.len() / 2,
        "joined, and not there"
    );
    found.letters
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
    // Three letters, asked for, made and joined; five steps of the commit and as many files; one end.
    assert!(all > 3 * CUSTOMERS.len() + 6, "{all}");
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
    let (mut both, mut named, mut halves) = (0, 0, 0);
    for at in 1..=all {
        let place = Place::new();
        place.aborted(at);
        let half = lying(&place.0).other;
        halves += half.len();
        // The next command, whichever it is, removes them and says so.
        let next = place.0.run(&["--lang", "en", "list"]);
        assert_eq!(
            next.stderr.contains("half written"),
            !half.is_empty(),
            "at {at}: {next}"
        );
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
            let left = walkdir::WalkDir::new(place.0.path("output")).min_depth(1);
            let left = left.into_iter().map(|it| it.unwrap().into_path());
            let left: Vec<_> = left.filter(|it| !it.ends_with("index.json")).collect();
            assert_eq!(left, [] as [PathBuf; 0], "at {at}");
        } else {
            both += usize::from(!known.is_empty());
            assert_eq!(there, known, "at {at}");
        }
        place.notice().ok();
        assert_eq!(documents(&place.0), noted(&place.0), "at {at}");
        place.0.assert_clean();
    }
    assert!(
        both > 0 && named > 0 && both + named < all && halves >= CUSTOMERS.len(),
        "{both} {named} {halves}"
    );
}
