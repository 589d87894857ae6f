//! Every act of the program, stopped after every step: by a full disk, and by a real abort. The register is as before or as after,
//! the next start says which in one line, and what the owner has changed, staged or left lying about stays so.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use jiff::Timestamp;
use rekisteri::fsio;
use rekisteri::history::Act;
use rekisteri::keys::Pins;
use rekisteri::model::journal::Event;
use rekisteri::model::{FieldPath, Record};
use rekisteri::register::import::{self, Columns, Headers, Source};
use rekisteri::register::trust::Standing;
use rekisteri::register::{
    DescriptionText, Error, Observer, Register, Step, TransactionError, Unlocked, adopt, undo,
};
use rekisteri::sops::{Leaf, Sealed};
use walkdir::WalkDir;

use crate::common::records::test_key;
use crate::common::sandbox::TestEnv;

const CSV: &str =
    "number;name;email\n1001;Aino Esimerkki;uusi@example.fi\n1010;Ville Malli;ville@example.fi\n";

/// What an act does to an opened register.
type Run = fn(&Unlocked) -> Result<(), Error>;

const ACTS: [(&str, Run); 11] = [
    ("add", add),
    ("edit", |register| {
        edit(register, "customer.email", Act::Edit)
    }),
    ("end", |register| edit(register, "state.ended", Act::End)),
    ("restore", |register| restore(register, "1001")),
    ("restore-lost", |register| restore(register, "1004")),
    ("undo", |register| {
        let register = register.register();
        undo::undo(register, &undo::last_act(register)?, now()).map(drop)
    }),
    // The letter before the last act.
    ("undo-older", |register| {
        let register = register.register();
        undo::undo(register, &undo::act(register, "HEAD~1")?, now()).map(drop)
    }),
    ("import", import),
    ("journal", journal),
    ("describe", describe),
    ("commit", |register| {
        adopt::adopt(register, &["1003".parse().unwrap()], now()).map(drop)
    }),
];

fn now() -> Timestamp {
    "2026-11-25T10:00:00Z".parse().unwrap()
}

fn add(register: &Unlocked) -> Result<(), Error> {
    let mut change = register.change(now())?;
    let mut record = Record::new(change.next_number()?);
    record.set("customer.name".parse().unwrap(), "Ville Malli");
    change.put(&[record])?;
    change.commit(Act::Add).map(drop)
}

fn edit(register: &Unlocked, field: &str, act: Act) -> Result<(), Error> {
    let base = register.record("1001".parse().unwrap())?;
    let mut record = base.clone();
    let value = if act == Act::End {
        "2026-11-25"
    } else {
        "uusi@example.fi"
    };
    record.set(field.parse::<FieldPath>().unwrap(), value);
    let mut change = register.change(now())?;
    change.put_over(&base, &record)?;
    change.commit(act).map(drop)
}

fn restore(register: &Unlocked, number: &str) -> Result<(), Error> {
    let number = number.parse().unwrap();
    let base = register.usable(number)?;
    let old = register
        .record_before(number, base.as_ref(), None)?
        .unwrap();
    let mut change = register.change(now())?;
    change.put_back(base.as_ref(), &old)?;
    change.commit(Act::Restore).map(drop)
}

fn import(register: &Unlocked) -> Result<(), Error> {
    let file = register.register().root().join("../new.csv");
    let source = import::read(register, &file, Headers::First)?;
    let Source::Table { table, .. } = &source else {
        panic!("a table")
    };
    let columns = Columns::of(register.register(), table).unwrap();
    let plan = import::plan(register, &source, &columns)?;
    assert_eq!((plan.new.len(), plan.changed.len()), (1, 1));
    import::apply(register, &plan, &columns, now()).map(drop)
}

/// Two journals in one act: one that is there already, and one that begins.
fn journal(register: &Unlocked) -> Result<(), Error> {
    let event = |day| Event::new(jiff::civil::date(2026, 11, day), "notice".parse().unwrap());
    let mut change = register.change(now())?;
    let to = |number: &str, day| (number.parse().unwrap(), event(day));
    change.note_events(vec![to("1001", 25), to("1002", 25)])?;
    change.commit(Act::Journal).map(drop)
}

fn describe(register: &Unlocked) -> Result<(), Error> {
    let mut text = DescriptionText::load(register.register())?;
    text.set("contact.phone", "+358 40 123 4567")?;
    let mut change = register.change(now())?;
    change.describe(&text);
    change.commit(Act::Describe).map(drop)
}

/// An event in 1001's journal, and after it an act that `undo` can take back.
fn noted(env: &TestEnv) {
    let register = Register::open(env.dir(), pins(env.dir())).unwrap();
    let register = register.unlock(test_key());
    let mut change = register.change(now()).unwrap();
    let event = Event::new(jiff::civil::date(2026, 11, 1), "notice".parse().unwrap());
    change
        .note_events(vec![("1001".parse().unwrap(), event)])
        .unwrap();
    change.commit(Act::Journal).unwrap();
    env.run(&["edit", "1001", "email=kolmas@example.fi"]).ok();
}

/// Where the sandbox keeps what it trusts.
fn state(dir: &Path) -> PathBuf {
    dir.join("../../home/.local/state/rekisteri")
}

fn pins(dir: &Path) -> Pins {
    Pins::new(Some(state(dir)))
}

/// A register as acts find it, with the owner's work in it, and a copy to begin again from.
struct Place(TestEnv);

impl Place {
    fn new() -> Self {
        let env = TestEnv::three_customers();
        env.run(&["add", "name=Poistettu Malli"]).ok();
        fs::remove_file(env.path("records/10/1004.toml")).unwrap();
        env.run(&["commit", "1004", "--yes"]).ok();
        env.run(&["edit", "1001", "email=toinen@example.fi"]).ok();
        fs::write(env.path("../new.csv"), CSV).unwrap();
        noted(&env);
        for number in ["1002", "1003"] {
            let path = format!("records/10/{number}.toml");
            env.reseal(&path, "customer", "email", "kasin@example.fi");
        }
        env.write("staged.txt", "staged");
        env.git(&["add", "staged.txt"]).ok();
        env.write("staged.txt", "changed since");
        env.write("untracked.txt", "untracked");
        copy(&env.dir().join(".."), &env.root().join("saved"));
        copy(&state(env.dir()), &env.root().join("saved-state"));
        Self(env)
    }

    fn again(&self) {
        let work = self.0.dir().join("..");
        fs::remove_dir_all(self.0.dir()).unwrap();
        copy(&self.0.root().join("saved"), &work);
        let state = state(self.0.dir());
        fs::remove_dir_all(&state).unwrap();
        copy(&self.0.root().join("saved-state"), &state);
    }

    /// Runs an act in this process.
    fn run(&self, act: Run, observer: Observer) -> Result<(), Error> {
        act(&self.open(observer)?.unlock(test_key()))
    }

    fn open(&self, observer: Observer) -> Result<Register, Error> {
        let dir = self.0.dir();
        Register::open_observed(dir, pins(dir), observer)
    }

    /// All that the owner sees: files as they read, index, length of the history.
    fn view(&self) -> View {
        View {
            files: files(self.0.dir()),
            status: self.0.git(&["status", "--porcelain"]).ok(),
            staged: self.0.git(&["show", ":staged.txt"]).ok(),
            commits: self.0.git(&["rev-list", "--count", "HEAD"]).ok(),
        }
    }

    #[track_caller]
    fn assert_sound(&self) {
        let fsck = self.0.git(&["fsck", "--strict", "--full", "--no-dangling"]);
        assert_eq!(
            (fsck.stdout.as_str(), fsck.stderr.as_str(), fsck.status),
            ("", "", 0)
        );
        // Whatever stands in the history is ours, so the pin went along with it.
        let register = Register::open(self.0.dir(), pins(self.0.dir())).unwrap();
        assert!(matches!(register.standing(), Ok(Standing::Accepted(_))));
    }

    /// How many lines the program's next start says about a change that was cut short.
    fn said(&self) -> usize {
        let run = self.0.run(&["list", "--format", "ids"]);
        let said = run
            .stderr
            .lines()
            .filter(|line| line.contains("cut short"))
            .count();
        assert_eq!(run.status, 0, "{run}");
        said
    }

    /// Runs an act, or a start, in a process of its own that aborts at a step.
    fn killed(&self, act: &str, at: usize) {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash_acts::killed_child"])
            .env("REKISTERI_CRASH_DIR", self.0.dir())
            .env("REKISTERI_CRASH_ACT", act)
            .env("REKISTERI_CRASH_AT", at.to_string())
            .output()
            .unwrap();
        assert!(
            !output.status.success(),
            "{act} was not killed at step {at}"
        );
    }
}

#[derive(Debug, PartialEq)]
struct View {
    files: BTreeMap<String, String>,
    status: String,
    staged: String,
    commits: String,
}

fn copy(from: &Path, to: &Path) {
    for entry in WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file outside of `.git`; records as what they say, since sealing is never the same twice.
fn files(root: &Path) -> BTreeMap<String, String> {
    let walk = WalkDir::new(root).into_iter();
    walk.filter_entry(|entry| entry.file_name() != ".git")
        .map(Result::unwrap)
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).unwrap();
            let path = entry.path().strip_prefix(root).unwrap();
            (path.display().to_string(), opened(&text).unwrap_or(text))
        })
        .collect()
}

fn opened(text: &str) -> Option<String> {
    let opened = Sealed::parse(text.as_bytes())
        .ok()?
        .open(&test_key())
        .unwrap();
    let leaf = |(table, key, leaf): (&str, &str, &Leaf)| match leaf {
        Leaf::Str(text) => format!("{table}.{key} = {text}\n"),
        Leaf::Int(number) => format!("{table}.{key} = {number}\n"),
    };
    Some(opened.tree().iter().map(leaf).collect())
}

/// Notes every step and stops at the one counted `at` from 1.
fn stop_at(
    at: usize,
    stop: impl Fn() -> TransactionError + 'static,
) -> (Rc<RefCell<Vec<Step>>>, Observer) {
    let steps = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&steps);
    let observer = move |step| {
        seen.borrow_mut().push(step);
        if seen.borrow().len() == at {
            Err(stop())
        } else {
            Ok(())
        }
    };
    (steps, Box::new(observer))
}

fn disk_full() -> TransactionError {
    fsio::Error::Io {
        action: "write",
        path: PathBuf::from("x"),
        source: std::io::Error::from_raw_os_error(rustix::io::Errno::NOSPC.raw_os_error()),
    }
    .into()
}

/// Not a test of its own: what the tests below start, and what aborts at a step of an act, or of the recovery (`start`).
#[test]
fn killed_child() {
    let Some(root) =
        std::env::var_os("REKISTERI_CRASH_ACT").and(std::env::var_os("REKISTERI_CRASH_DIR"))
    else {
        return;
    };
    let at = std::env::var("REKISTERI_CRASH_AT")
        .unwrap()
        .parse()
        .unwrap();
    let wanted = std::env::var("REKISTERI_CRASH_ACT").unwrap();
    let (_, observer) = stop_at(at, || std::process::abort());
    let register =
        Register::open_observed(Path::new(&root), pins(Path::new(&root)), observer).unwrap();
    let (_, act) = ACTS.iter().find(|(name, _)| *name == wanted).unwrap();
    act(&register.unlock(test_key())).unwrap();
}

/// One act, stopped everywhere in both ways; then the recovery of it, stopped everywhere in both ways.
fn stopped_everywhere(name: &str) {
    let (_, act) = *ACTS.iter().find(|(known, _)| *known == name).unwrap();
    let place = Place::new();
    let before = place.view();
    let (steps, observer) = stop_at(0, disk_full);
    place.run(act, observer).unwrap();
    let steps = steps.take();
    let after = place.view();
    assert!(before != after && place.said() == 0);
    assert_eq!(steps.last(), Some(&Step::Finished));
    let published = steps
        .iter()
        .position(|step| *step == Step::Published)
        .unwrap();
    let check = |at: usize, how: &str| {
        let cut_short = (published..steps.len()).contains(&at);
        let said = place.said();
        assert_eq!(said, usize::from(cut_short), "{name}, {how} at {at}");
        let wanted = if at > published { &after } else { &before };
        assert_eq!(&place.view(), wanted, "{name}, {how} at {at}");
        place.assert_sound();
        assert_eq!(place.said(), 0, "{name}, {how} at {at}: said twice");
    };
    for at in 1..=steps.len() {
        place.again();
        place.run(act, stop_at(at, disk_full).1).unwrap_err();
        check(at, "a full disk");
        place.again();
        place.killed(name, at);
        check(at, "an abort");
    }
    recovery_stopped_everywhere(name, &place, &after, published + 1);
}

/// A start that has to finish an act and does not come to its own end either: the one after it does.
fn recovery_stopped_everywhere(name: &str, place: &Place, after: &View, at: usize) {
    let stops = Cell::new(0);
    for step in 1.. {
        for abort in [false, true] {
            place.again();
            place.killed(name, at);
            if abort {
                place.killed("undo", step);
            } else if place.open(stop_at(step, disk_full).1).is_ok() {
                // One step more than the recovery has.
                assert!(stops.get() >= 3, "{name}: steps of the recovery");
                return;
            }
            stops.set(step);
            place.said();
            assert_eq!(&place.view(), after, "{name}, recovery stopped at {step}");
            place.assert_sound();
            assert_eq!(place.said(), 0);
        }
    }
}

#[test]
fn add_is_whole_or_not_at_all() {
    stopped_everywhere("add");
}

#[test]
fn edit_is_whole_or_not_at_all() {
    stopped_everywhere("edit");
}

#[test]
fn end_is_whole_or_not_at_all() {
    stopped_everywhere("end");
}

#[test]
fn restore_is_whole_or_not_at_all() {
    stopped_everywhere("restore");
    stopped_everywhere("restore-lost");
}

#[test]
fn undo_is_whole_or_not_at_all() {
    stopped_everywhere("undo");
    stopped_everywhere("undo-older");
}

#[test]
fn import_is_whole_or_not_at_all() {
    stopped_everywhere("import");
}

#[test]
fn journal_is_whole_or_not_at_all() {
    stopped_everywhere("journal");
}

#[test]
fn describe_is_whole_or_not_at_all() {
    stopped_everywhere("describe");
}

#[test]
fn commit_is_whole_or_not_at_all() {
    stopped_everywhere("commit");
}
