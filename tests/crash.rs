//! Killed anywhere, the register is as before or as after: once by an error after each step, once by a real abort.

use std::cell::Cell;
use std::path::PathBuf;
use std::process::Command;

use rekisteri::history::{Act, Repo};
use rekisteri::keys::Pins;
use rekisteri::register::{Recovered, Step, Transaction, TransactionError as Error, recover};

use crate::git_sandbox::{Sandbox, author, change, exists, message, minute};

const EDITED: &str = "records/10/1001.toml";
const REMOVED: &str = "records/10/1002.toml";
const ADDED: &str = "records/11/1100.toml";
/// Steps of the transaction below: four up to the commit point, the pin, one for each file, index, journal.
const STEPS: usize = 10;

fn start() -> Sandbox {
    let sandbox = Sandbox::new();
    let old = b"old".to_vec();
    change(
        &sandbox.repo(),
        &[(EDITED, Some(&old)), (REMOVED, Some(&old))],
        1,
    );
    sandbox
}

/// One edit, one removal, one addition; `stop` is called at step `at`.
fn run(repo: &Repo, at: usize, stop: impl Fn() -> Error) -> Result<(), Error> {
    let passed = Cell::new(0);
    let mut transaction = Transaction::begin(repo, &Pins::NONE)?.with_observer(|_: Step| {
        passed.set(passed.get() + 1);
        if passed.get() == at {
            Err(stop())
        } else {
            Ok(())
        }
    });
    transaction.write(EDITED, b"new".to_vec());
    transaction.delete(REMOVED);
    transaction.write(ADDED, b"new".to_vec());
    let message = message(Act::Edit, &[1001, 1002, 1100]);
    transaction.commit(&message, &author(), minute(2))?;
    assert_eq!(passed.get(), STEPS);
    Ok(())
}

fn files(sandbox: &Sandbox) -> [Option<String>; 3] {
    [EDITED, REMOVED, ADDED].map(|path| sandbox.text(path))
}

/// The register as it was before the transaction, or as it is after it, and nothing in between.
#[track_caller]
fn assert_state(sandbox: &Sandbox, after: bool) {
    let text = |text: &str| Some(text.to_owned());
    let (expected, commits) = if after {
        ([text("new"), None, text("new")], "3")
    } else {
        ([text("old"), text("old"), None], "2")
    };
    assert_eq!(files(sandbox), expected);
    assert_eq!(
        sandbox.git(&["rev-list", "--count", "HEAD"]).trim(),
        commits
    );
    sandbox.assert_sound();
}

#[test]
fn an_error_after_any_step_leaves_before_or_after() {
    for at in 1..=STEPS {
        let sandbox = start();
        let error = run(&sandbox.repo(), at, || Error::Stopped).unwrap_err();
        let published = at >= 4;
        assert_eq!(
            matches!(error, Error::Unfinished { .. }),
            published,
            "step {at}"
        );
        let recovered = recover(&sandbox.repo(), &Pins::NONE).unwrap();
        match at {
            1 | 2 | STEPS => assert_eq!(recovered, Recovered::Nothing),
            3 => assert_eq!(recovered, Recovered::Dropped),
            _ => {
                assert!(matches!(&recovered, Recovered::Completed { kept, .. } if kept.is_empty()));
            }
        }
        assert_state(&sandbox, published);
        assert_eq!(
            recover(&sandbox.repo(), &Pins::NONE).unwrap(),
            Recovered::Nothing
        );
    }
}

#[test]
fn the_next_transaction_recovers_by_itself() {
    let sandbox = start();
    run(&sandbox.repo(), 4, || Error::Stopped).unwrap_err();
    let repo = sandbox.repo();
    let mut transaction = Transaction::begin(&repo, &Pins::NONE).unwrap();
    assert!(
        matches!(transaction.recovered(), Recovered::Completed { completed, .. } if completed.len() == 3)
    );
    transaction.write("a", b"1".to_vec());
    transaction
        .commit(&message(Act::Describe, &[]), &author(), minute(3))
        .unwrap();
    assert_eq!(sandbox.text(ADDED).unwrap(), "new");
    sandbox.assert_sound();
}

#[test]
fn the_owners_edits_since_the_crash_are_kept_and_named() {
    let sandbox = start();
    run(&sandbox.repo(), 4, || Error::Stopped).unwrap_err();
    sandbox.write(EDITED, "by hand");
    sandbox.write(ADDED, "by hand, too");
    let recovered = recover(&sandbox.repo(), &Pins::NONE).unwrap();
    let Recovered::Completed {
        completed, kept, ..
    } = recovered
    else {
        panic!("{recovered:?}");
    };
    assert_eq!(
        (completed, kept),
        (
            vec![REMOVED.to_owned()],
            vec![EDITED.to_owned(), ADDED.to_owned()]
        )
    );
    assert_eq!(sandbox.text(EDITED).unwrap(), "by hand");
    let status = sandbox.git(&["status", "--porcelain"]);
    assert_eq!(status, format!(" M {EDITED}\n M {ADDED}\n"));
}

#[test]
fn what_the_owner_staged_or_committed_since_is_kept() {
    let sandbox = start();
    run(&sandbox.repo(), 4, || Error::Stopped).unwrap_err();
    sandbox.write(EDITED, "staged");
    sandbox.git(&["add", EDITED]);
    recover(&sandbox.repo(), &Pins::NONE).unwrap();
    assert_eq!(sandbox.git(&["show", &format!(":{EDITED}")]), "staged");

    let sandbox = start();
    run(&sandbox.repo(), 4, || Error::Stopped).unwrap_err();
    sandbox.git(&["commit", "-q", "-a", "-m", "everything back as it was"]);
    recover(&sandbox.repo(), &Pins::NONE).unwrap();
    assert_eq!(sandbox.text(EDITED).unwrap(), "old");
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_spoilt_journal_is_named_and_not_guessed_at() {
    let sandbox = start();
    run(&sandbox.repo(), 4, || Error::Stopped).unwrap_err();
    sandbox.write(".git/rekisteri/journal", "rekisteri journal 1\nbranch");
    assert!(matches!(
        recover(&sandbox.repo(), &Pins::NONE),
        Err(Error::Intent { .. })
    ));
}

/// Not a test of its own: what [`a_killed_process_leaves_before_or_after`] starts and kills.
#[test]
fn killed_child() {
    let Some(root) = std::env::var_os("REKISTERI_CRASH_DIR").map(PathBuf::from) else {
        return;
    };
    let at = std::env::var("REKISTERI_CRASH_AT")
        .unwrap()
        .parse()
        .unwrap();
    let _ended = run(&Repo::open(&root).unwrap(), at, || std::process::abort());
}

#[test]
fn a_killed_process_leaves_before_or_after() {
    for at in 1..=STEPS {
        let sandbox = start();
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::killed_child"])
            .env("REKISTERI_CRASH_DIR", sandbox.root())
            .env("REKISTERI_CRASH_AT", at.to_string())
            .output()
            .unwrap()
            .status;
        assert!(!status.success(), "step {at}");
        recover(&sandbox.repo(), &Pins::NONE).unwrap();
        assert_state(&sandbox, at >= 4);
        assert!(!exists(&sandbox.root().join(".git/rekisteri/journal")));
    }
}

/// A crash between the branch and the pin leaves no commit of our own untrusted, and one of somebody else's stays so.
#[test]
fn the_pin_follows_our_commit_and_no_other() {
    let text = b"id = \"0123456789abcdef\"\n".to_vec();
    for at in 1..=STEPS {
        let sandbox = start();
        let pins = Pins::new(Some(sandbox.root().with_file_name("state")));
        change(
            &sandbox.repo(),
            &[("records/register.toml", Some(&text))],
            2,
        );
        let first = head(&sandbox);
        pin(&sandbox, &first);
        let repo = sandbox.repo();
        let ended = Cell::new(0);
        let mut transaction = Transaction::begin(&repo, &pins)
            .unwrap()
            .with_observer(|_: Step| {
                ended.set(ended.get() + 1);
                if ended.get() == at {
                    Err(Error::Stopped)
                } else {
                    Ok(())
                }
            });
        transaction.write(EDITED, b"new".to_vec());
        let message = message(Act::Edit, &[1001]);
        drop(transaction.commit(&message, &author(), minute(3)));
        sandbox.git(&["commit", "-q", "--allow-empty", "-m", "foreign"]);
        let (ours, foreign) = (sandbox.git(&["rev-parse", "HEAD~1"]), head(&sandbox));
        recover(&sandbox.repo(), &pins).unwrap();
        let pinned = pinned(&sandbox);
        assert!(!pinned.contains(&foreign), "step {at}");
        let expected = if at >= 4 { ours.trim() } else { &first };
        assert!(pinned.contains(expected), "step {at}: {pinned}");
    }
}

fn head(sandbox: &Sandbox) -> String {
    sandbox.git(&["rev-parse", "HEAD"]).trim().to_owned()
}

fn pin_file(sandbox: &Sandbox) -> PathBuf {
    let root = sandbox.root().canonicalize().unwrap();
    let name = rekisteri::sops::sha256(root.as_os_str().as_encoded_bytes());
    let state = sandbox.root().with_file_name("state/0123456789abcdef");
    state.join(&name[..16])
}

/// Pins the sandbox at a commit, as `accept` would.
fn pin(sandbox: &Sandbox, commit: &str) {
    let file = pin_file(sandbox);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let name = file.file_name().unwrap().to_str().unwrap();
    let text = format!(
        "version = 1\nregister = \"0123456789abcdef\"\nwork_tree = \"{name}\"\ncommit = \"{commit}\"\n\
         greatest = 1002\nrecipients = []\n[files]\n"
    );
    std::fs::write(file, text).unwrap();
}

fn pinned(sandbox: &Sandbox) -> String {
    std::fs::read_to_string(pin_file(sandbox)).unwrap()
}
/// A lock of git's that a killed program left stops nobody; one that the owner's git holds is waited for and stays.
#[test]
fn gits_locks_are_told_apart() {
    for (lock, ours) in [("index.lock", "rekisteri\n"), ("refs/heads/main.lock", "")] {
        let sandbox = start();
        run(&sandbox.repo(), 3, || Error::Stopped).unwrap_err();
        let path = format!(".git/{lock}");
        sandbox.write(&path, ours);
        recover(&sandbox.repo(), &Pins::NONE).unwrap();
        run(&sandbox.repo(), 0, || Error::Stopped).unwrap();
        assert!(!exists(&sandbox.root().join(path)), "{lock}");
        assert_state(&sandbox, true);

        let sandbox = start();
        run(&sandbox.repo(), 3, || Error::Stopped).unwrap_err();
        let path = format!(".git/{lock}");
        sandbox.write(&path, "the owner's");
        recover(&sandbox.repo(), &Pins::NONE).unwrap();
        run(&sandbox.repo(), 0, || Error::Stopped).unwrap_err();
        assert_eq!(sandbox.text(&path).unwrap(), "the owner's");
        std::fs::remove_file(sandbox.root().join(path)).unwrap();
        recover(&sandbox.repo(), &Pins::NONE).unwrap();
        // Either lock is found before the commit point: nothing has happened.
        assert_state(&sandbox, false);
    }
}
