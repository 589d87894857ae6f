//! Letters whose program is ended while it writes them, by Ctrl-C, by the system's goodbye and by a kill: none of them is left in clear
//! without anybody naming it, and of what was half written nothing is.

use std::fs;
use std::io::Read as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::common::sandbox::TestEnv;

/// So many more letters there are than those of the three customers.
const MANY: usize = 24;
/// A moment may have gone by before the signal comes.
const TRIES: usize = 5;
/// What the printing is done as; without the press there is nothing to join.
const FORMAT: &str = if cfg!(feature = "pdf") { "pdf" } else { "txt" };

/// Ended while the first letters are there, or while the file that joins them is written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Moment {
    Letters,
    Joining,
}

impl Moment {
    fn has_come(self, names: &[String]) -> bool {
        match self {
            Self::Letters => names.iter().any(|name| name.ends_with(FORMAT)),
            Self::Joining => names.iter().any(|name| name.starts_with(".all.pdf.")),
        }
    }
}

fn moments() -> &'static [Moment] {
    if cfg!(feature = "pdf") {
        &[Moment::Letters, Moment::Joining]
    } else {
        &[Moment::Letters]
    }
}

fn register() -> TestEnv {
    let env = TestEnv::three_customers();
    crate::journal::describe(&env);
    let place = "Rantakatu 1;92100;Raahe";
    let rows = (0..MANY).map(|n| format!("Kanaria Asiakas {n};{place}\n"));
    let head =
        "name;billing_address.street;billing_address.postcode;billing_address.city\n".to_owned();
    env.write("../in.csv", &(head + &rows.collect::<String>()));
    env.run(&["import", "../in.csv", "--yes"]).ok();
    env
}

/// What lies in the folder of the letters, hidden files too.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn is_half(name: &str) -> bool {
    name.starts_with('.')
}

/// Ends the letters at the moment; how the program ended and what it said.
fn ended(env: &TestEnv, moment: Moment, signal: Signal) -> (ExitStatus, String) {
    let folder = env.path("../letters");
    let set = ["--set", "change=x", "--set", "from=1.6.2026"];
    let from = [
        "--lang", "en", "notice", "contact", "--where", "name=*", "--format", FORMAT,
    ];
    let to = ["--channel", "post", "--output", "../letters"];
    let mut child = env
        .rekisteri(&[&from[..], &to, &set].concat())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_mins(2);
    while !moment.has_come(&names(&folder)) && child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < deadline, "the moment never comes");
        thread::sleep(Duration::from_millis(1));
    }
    kill_process(Pid::from_child(&child), signal).unwrap_or_default();
    let mut said = String::new();
    let mut err = child.stderr.take().unwrap();
    err.read_to_string(&mut said).unwrap();
    (child.wait().unwrap(), said)
}

fn noted(env: &TestEnv) -> usize {
    crate::journal::events(env, "1001").len() + crate::journal::events(env, "1020").len()
}

/// One run that a signal ends; whether its letters were taken back.
fn taken_back(moment: Moment, signal: Signal) -> bool {
    let env = register();
    let (status, said) = ended(&env, moment, signal);
    let of = format!("{signal:?} when {moment:?}: {said}");
    assert_eq!(status.signal(), Some(signal.as_raw()), "{of}");
    let left = names(&env.path("../letters"));
    assert!(!env.path(".git/rekisteri/letters").exists(), "{of}");
    env.assert_clean();
    if noted(&env) == 0 {
        assert!(said.contains("a signal ended the run of letters"), "{of}");
        assert!(!env.path("../letters").exists(), "{of}: {left:?}");
        return true;
    }
    // All of them were there when it came.
    assert_eq!(noted(&env), 2, "{of}");
    assert!(!left.iter().any(|name| is_half(name)), "{of}: {left:?}");
    let joint = usize::from(cfg!(feature = "pdf"));
    assert_eq!(left.len(), 2 + MANY + joint, "{of}: {left:?}");
    false
}

#[test]
fn a_signal_takes_the_letters_back_or_finds_them_noted() {
    for signal in [Signal::INT, Signal::TERM] {
        for moment in moments() {
            let mut tries = (0..TRIES).map(|_| taken_back(*moment, signal));
            assert!(tries.any(|back| back), "{signal:?} when {moment:?}");
        }
    }
}

/// What somebody else might have in the folder.
const THEIRS: [&str; 3] = ["1001.pdf.abcdef.tmp", ".1001.pdf.abcdef.tmp", ".all.tmp"];

/// What of ours lies in the folder: half written, and whole.
fn ours(folder: &Path) -> (Vec<String>, Vec<String>) {
    let all = names(folder).into_iter();
    let ours = all.filter(|name| !THEIRS.contains(&name.as_str()));
    ours.partition(|name| is_half(name))
}

/// One run that is killed; whether something was half written.
fn killed(moment: Moment) -> bool {
    let env = register();
    let folder = env.path("../letters");
    fs::create_dir(&folder).unwrap();
    for name in THEIRS {
        fs::write(folder.join(name), "a stranger's").unwrap();
    }
    ended(&env, moment, Signal::KILL);
    let (half, whole) = ours(&folder);
    assert!(!whole.is_empty(), "{moment:?}");
    let next = env.run(&["--lang", "en", "list"]);
    let told = next.stderr.contains("half written");
    assert_eq!(told, !half.is_empty(), "{next}");
    assert_eq!(ours(&folder), (Vec::new(), whole.clone()));
    if noted(&env) == 0 {
        let check = env.run(&["--lang", "en", "check"]);
        for name in &whole {
            assert!(check.stdout.contains(name), "{name}: {check}");
        }
        let mended = env.run(&["doctor", "--fix"]);
        assert_eq!(ours(&folder), (Vec::new(), Vec::new()), "{mended}");
    }
    assert_eq!(
        names(&folder)
            .iter()
            .filter(|name| THEIRS.contains(&name.as_str()))
            .count(),
        THEIRS.len()
    );
    !half.is_empty()
}

#[test]
fn what_a_kill_leaves_half_written_is_removed_and_every_letter_is_named() {
    for moment in moments() {
        let mut tries = (0..TRIES).map(|_| killed(*moment));
        let half = tries.any(|half| half);
        assert!(half || *moment == Moment::Letters, "the case is no case");
    }
}

/// Customers in clear that the owner asked for, and a list's faulty rows: the program is killed by the system in the middle of the file.
#[test]
fn a_file_that_was_asked_for_is_whole_or_not_there() {
    let env = register();
    let memory = tempfile::tempdir_in("/dev/shm").unwrap();
    let file = memory.path().join("out.csv");
    let rows = (0..1500).map(|n| format!("Kanaria Tuntematon {n};K{n};15.4.2026;80,00\n"));
    let list = "customer;invoice;due_date;open\nAino Esimerkki;K;15.4.2026;80,00\n".to_owned();
    env.write("../open.csv", &(list + &rows.collect::<String>()));
    let path = file.to_str().unwrap();
    let export = ["export", "--output", path];
    let letters = ["--date", "2026-05-04", "letter", "reminder", "--yes"];
    let from = [
        "--receivables",
        "../open.csv",
        "--kind",
        "consumer",
        "--format",
        "txt",
    ];
    let letters = [&letters[..], &from, &["--skip-faulty", path]].concat();
    // So many blocks of 512 bytes: more than anything else that is written has, and less than the file.
    for (blocks, arguments) in [(3, &export[..]), (80, &letters)] {
        let mut command = env.command("sh");
        command.args(["-c", &format!("ulimit -f {blocks}; exec \"$@\""), "sh"]);
        command.arg(env!("CARGO_BIN_EXE_rekisteri")).args(arguments);
        let killed = command.output().unwrap();
        let signal = rustix::process::Signal::XFSZ.as_raw();
        assert_eq!(killed.status.signal(), Some(signal), "{killed:?}");
        assert_eq!(names(memory.path()), [] as [String; 0]);
        let again = env.run(arguments);
        assert_eq!(names(memory.path()), ["out.csv"], "{again}");
        fs::remove_file(&file).unwrap();
    }
}

/// Where the start cannot remove one, `check` and `doctor` name it, and letters stop.
#[test]
fn what_will_not_go_is_named() {
    let env = TestEnv::three_customers();
    crate::journal::describe(&env);
    let document: PathBuf = env.path("output/2026-05-04-1/1001.txt");
    let mark = crate::letters_cut_short::cut_short(&env, &[&document], &[]);
    let half = format!("output/2026-05-04-1/.1001.txt.{mark}.tmp");
    // A folder in its place: root may remove all else.
    fs::create_dir_all(env.path(&half)).unwrap();
    for command in ["check", "doctor"] {
        let named = env.run(&["--lang", "en", command]);
        assert!(named.stdout.contains(&half), "{named}");
    }
    let refused = crate::journal::remind(&env, "2026-05-04", &[]).fails(1);
    assert!(refused.stderr.contains(&half), "{refused}");
    fs::remove_dir(env.path(&half)).unwrap();
    crate::journal::remind(&env, "2026-05-04", &[]).ok();
}
