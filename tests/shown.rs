//! What is shown and is not what was committed says so, by its content: neither dates nor what git's index is told hide it.

use std::fs;
use std::path::PathBuf;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::common::sandbox::TestEnv;
use crate::common::terminal;

const RECORD: &str = "records/10/1001.toml";
const SAID: &str = "not what was committed";

/// The warnings of a run, of which there is at most one a command.
fn warned(env: &TestEnv, arguments: &[&str]) -> String {
    let run = env.run(&[&["--lang", "en"], arguments].concat());
    assert_eq!(run.status, 0, "{run}");
    let lines = run.stderr.lines().filter(|line| line.contains(SAID));
    lines.collect::<Vec<_>>().join("|")
}

#[test]
fn a_record_that_is_not_as_committed_says_so() {
    let env = TestEnv::three_customers();
    let reading = [
        &["show", "1001"][..],
        &["list"],
        &["list", "--format", "ids"],
        &["find", "aino"],
        &["--json", "show", "1001"],
    ];
    for command in reading {
        assert_eq!(warned(&env, command), "", "{command:?}");
    }
    let dates = fs::metadata(env.path(RECORD)).unwrap().modified().unwrap();
    env.reseal(RECORD, "customer", "email", "m@example.org");
    env.git(&["update-index", "--assume-unchanged", RECORD])
        .ok();
    let file = fs::File::options()
        .write(true)
        .open(env.path(RECORD))
        .unwrap();
    file.set_modified(dates).unwrap();
    for command in reading {
        let said = warned(&env, command);
        assert!(
            said.starts_with("warning: customer 1001 is shown"),
            "{command:?}: {said}"
        );
    }
    // Of what is not shown nothing is said, nor of what was committed once.
    for command in [
        &["show", "1002"][..],
        &["find", "Testi"],
        &["list", "--where", "company"],
        &["show", "1001", "--at", "HEAD"],
    ] {
        assert_eq!(warned(&env, command), "", "{command:?}");
    }
    fs::copy(env.path(RECORD), env.path("records/10/1003.toml")).unwrap_or_default();
    env.git(&["restore", "records/10/1003.toml"]).ok();
    env.reseal("records/10/1003.toml", "customer", "name", "Bo");
    let said = warned(&env, &["list"]);
    assert!(said.contains("customers 1001, 1003 are shown"), "{said}");
    env.git(&["update-index", "--no-assume-unchanged", RECORD])
        .ok();
    env.run(&["commit"]).ok();
    assert_eq!(warned(&env, &["list"]), "");
}

/// A file that git does not know is shown as the customer it is, and said to be no part of the history.
#[test]
fn a_record_that_git_does_not_know_says_so() {
    let env = TestEnv::three_customers();
    env.git(&["rm", "-q", "--cached", RECORD]).ok();
    assert_eq!(warned(&env, &["list"]), "");
    let who = ["-c", "user.name=A", "-c", "user.email=a@example.fi"];
    env.git(&[&who[..], &["commit", "-qm", "gone"]].concat())
        .ok();
    assert!(warned(&env, &["list"]).contains("1001"));
}

/// So many customers are more than the few of which no line is drawn.
const MANY: usize = 60;
/// Longer than the half second after which it is.
const LONG: Duration = Duration::from_millis(1200);

/// Has git's index locked for a while, which a change waits for: that makes the work long anywhere.
fn held_up(lock: PathBuf) -> JoinHandle<()> {
    fs::write(&lock, "").unwrap();
    thread::spawn(move || {
        thread::sleep(LONG);
        fs::remove_file(lock).unwrap();
    })
}

/// Long work draws how far it is where somebody looks, wipes it away, and is silent elsewhere.
#[test]
fn progress_is_for_the_eye_only() {
    let env = TestEnv::register();
    let list = |round: u32| {
        let rows =
            (0..MANY).map(|n| format!("Asiakas {n};a{n}@example.fi;{round} katu;92100;Raahe\n"));
        let head = "Nimi;Sähköposti;Laskutusosoite;Laskutuspostinumero;Laskutuspostitoimipaikka\n";
        fs::write(
            env.root().join("list.csv"),
            head.to_owned() + &rows.collect::<String>(),
        )
        .unwrap();
    };
    let lock = || held_up(env.path(".git/index.lock"));
    let import = ["--lang", "en", "import", "../../list.csv", "--yes"];
    list(1);
    let waiting = lock();
    let mut shown = terminal::start(&env, &import);
    shown
        .expect("\rputting files in their places ")
        .expect("/61");
    let (screen, status) = shown.finish();
    waiting.join().unwrap();
    assert_eq!(status, 0, "{screen}");
    let seen = overwritten(&screen);
    assert!(!seen.contains("putting files"), "{seen}");
    let outcome = format!("\nImported: {MANY} new, 0 changed.\n");
    assert!(seen.contains(&outcome), "{seen}");
    // No stream that nobody watches has any of it, nor is anything drawn with `--quiet`.
    list(2);
    let waiting = lock();
    let piped = env.run(&import);
    waiting.join().unwrap();
    assert!(piped.stderr.contains("0 new, 60 changed"), "{piped}");
    assert!(
        !piped.to_string().contains('\r') && !piped.to_string().contains("putting"),
        "{piped}"
    );
    list(3);
    let waiting = lock();
    let (screen, status) = terminal::start(&env, &[&import[..], &["--quiet"]].concat()).finish();
    waiting.join().unwrap();
    assert_eq!(status, 0, "{screen}");
    assert!(!screen.contains("putting"), "{screen}");
}

/// The screen as it looks in the end: what comes after a return is written over what stood there.
fn overwritten(screen: &str) -> String {
    let line = |line: &str| {
        let mut shown: Vec<char> = Vec::new();
        for part in line.split('\r') {
            for (at, letter) in part.chars().enumerate() {
                match shown.get_mut(at) {
                    Some(place) => *place = letter,
                    None => shown.push(letter),
                }
            }
        }
        shown.into_iter().collect::<String>().trim_end().to_owned() + "\n"
    };
    screen.lines().map(line).collect()
}
