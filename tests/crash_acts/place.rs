//! Where acts are stopped: a register with the owner's work in it, looked at from outside, and begun again for each stop.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rekisteri::history::Act;
use rekisteri::keys::Pins;
use rekisteri::model::journal::Event;
use rekisteri::register::trust::Standing;
use rekisteri::register::{Error, Observer, Register};
use rekisteri::sops::{Leaf, Sealed};
use walkdir::WalkDir;

use super::acts::{CSV, Run, now};
use crate::common::records::test_key;
use crate::common::sandbox::TestEnv;

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

pub(super) fn pins(dir: &Path) -> Pins {
    Pins::new(Some(state(dir)))
}

/// A register as acts find it, with the owner's work in it, and a copy to begin again from.
pub(super) struct Place(TestEnv);

impl Place {
    pub(super) fn new() -> Self {
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

    pub(super) fn again(&self) {
        let work = self.0.dir().join("..");
        fs::remove_dir_all(self.0.dir()).unwrap();
        copy(&self.0.root().join("saved"), &work);
        let state = state(self.0.dir());
        fs::remove_dir_all(&state).unwrap();
        copy(&self.0.root().join("saved-state"), &state);
    }

    /// Runs an act in this process.
    pub(super) fn run(&self, act: Run, observer: Observer) -> Result<(), Error> {
        act(&self.open(observer)?.unlock(test_key()))
    }

    pub(super) fn open(&self, observer: Observer) -> Result<Register, Error> {
        let dir = self.0.dir();
        Register::open_observed(dir, pins(dir), observer)
    }

    /// All that the owner sees: files as they read, index, length of the history.
    pub(super) fn view(&self) -> View {
        View {
            files: files(self.0.dir()),
            status: self.0.git(&["status", "--porcelain"]).ok(),
            staged: self.0.git(&["show", ":staged.txt"]).ok(),
            commits: self.0.git(&["rev-list", "--count", "HEAD"]).ok(),
        }
    }

    #[track_caller]
    pub(super) fn assert_sound(&self) {
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
    pub(super) fn said(&self) -> usize {
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
    pub(super) fn killed(&self, act: &str, at: usize) {
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
pub(super) struct View {
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
