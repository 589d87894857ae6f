//! Ctrl-C and the system's goodbye in the middle of an import and at the passphrase: as before or as after, and nothing is left.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rekisteri::keys::generate;
use rustix::process::{Pid, Signal, kill_process};

use crate::common::sandbox::TestEnv;
use crate::common::terminal::{CTRL_C, start};

/// So many customers come in, and are in clear in the imported file only.
const MANY: usize = 60;

/// What is to be seen on the disk once an import has come so far.
type Moment = fn(&Path) -> bool;

const MOMENTS: [(&str, Moment); 5] = [
    ("it has begun", |_| true),
    ("it holds the lock", |root| {
        root.join(".git/rekisteri").exists()
    }),
    ("it writes objects", |root| {
        count(&root.join(".git/objects")) > 40
    }),
    ("its journal is there", |root| {
        root.join(".git/rekisteri/journal").exists()
    }),
    ("the first records are there", |root| {
        count(&root.join("records")) > 8
    }),
];

/// Entries two levels below a folder.
fn count(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| fs::read_dir(entry.path()).into_iter().flatten().count())
        .sum()
}

fn table(env: &TestEnv) -> String {
    let rows = (0..MANY).map(|n| format!("Kanaria Asiakas {n};kanaria{n}@example.fi\n"));
    let path = env.root().join("in.csv");
    fs::write(
        &path,
        format!("Nimi;Sähköposti\n{}", rows.collect::<String>()),
    )
    .unwrap();
    path.display().to_string()
}

/// Sends the signal once the moment has come; whether it found the program alive.
fn interrupted(env: &TestEnv, file: &str, moment: Moment, signal: Signal) -> bool {
    let mut child = env
        .rekisteri(&["-q", "import", file, "--yes"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_mins(1);
    while !moment(env.dir()) {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        assert!(Instant::now() < deadline, "the moment never comes");
    }
    kill_process(Pid::from_child(&child), signal).unwrap();
    child.wait().unwrap().code().is_none()
}

/// No temporary file of ours, no journal, and no customer in clear. What git began of an object is sealed, and git's to keep.
fn nothing_is_left(folder: &Path, of: &str) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let ours = path.extension().is_some_and(|it| it == "tmp")
            || name == "journal"
            || name.starts_with("rekisteri-");
        assert!(!ours, "{of}: {} is left", path.display());
        if path.is_dir() {
            nothing_is_left(&path, of);
        } else {
            let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
            let found = bytes.windows(7).any(|part| part == b"kanaria");
            assert!(!found, "{of}: a customer in {}", path.display());
        }
    }
}

#[test]
fn an_import_that_is_interrupted_is_done_or_not_begun() {
    let mut met = 0;
    let mut results = [0; 2];
    for signal in [Signal::INT, Signal::TERM] {
        for (what, moment) in MOMENTS {
            let env = TestEnv::three_customers();
            let file = table(&env);
            let before = env.state();
            met += usize::from(interrupted(&env, &file, moment, signal));
            let of = format!("{signal:?} when {what}");
            let listed = env.run(&["list", "--format", "ids"]).ok();
            let after = listed.lines().count() == 3 + MANY;
            assert!(after || listed == "1001\n1002\n1003\n", "{of}: {listed}");
            assert_eq!(env.state() != before, after, "{of}");
            results[usize::from(after)] += 1;
            env.run(&["-q", "check"]).ok();
            env.assert_clean();
            // It can be said again, whatever lock of git's is left, and then all are there once.
            env.run(&["-q", "import", &file, "--yes"]).ok();
            let listed = env.run(&["list", "--format", "ids"]).ok();
            assert_eq!(listed.lines().count(), 3 + MANY, "{of}");
            // A note of ids and paths may have been half written; the next change takes it away.
            for folder in ["work", "tmp", "home", "run"] {
                nothing_is_left(&env.root().join(folder), &of);
            }
        }
    }
    assert!(met >= 6, "only {met} signals met an import");
    assert!(
        results.iter().all(|n| *n > 0),
        "always the same: {results:?}"
    );
}

#[test]
fn ctrl_c_at_the_passphrase_changes_nothing_and_mends_the_terminal() {
    for line in [
        &["add", "name=Uno Uusi"][..],
        &["list"],
        &["edit", "1001", "email="],
    ] {
        let mut env = TestEnv::three_customers();
        let before = env.state();
        env.use_sealed_key(&generate(), "sana");
        let mut terminal = start(&env, line);
        terminal.expect("Passphrase");
        terminal.until_echo(false).press("san").press(CTRL_C);
        terminal.until_echo(true);
        let (screen, status) = terminal.finish();
        assert_ne!(status, 0, "{screen}");
        assert!(!screen.contains("san"), "{screen}");
        assert_eq!(env.state(), before, "{line:?}: {screen}");
    }
}
