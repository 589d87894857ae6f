//! A transaction against the owner's unfinished work: nothing swept in, nothing reset, nothing lost.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use rekisteri::history::{self, Act, Repo};
use rekisteri::keys::Pins;
use rekisteri::register::{Step, Transaction, TransactionError as Error};

use crate::git_sandbox::{Sandbox, author, change, exists, message, minute};

const RECORD: &str = "records/10/1042.toml";

fn edit(repo: &Repo, path: &str, text: &str) -> Result<history::CommitId, Error> {
    let mut transaction = Transaction::begin(repo, &Pins::NONE)?;
    transaction.write(path, text.as_bytes().to_vec());
    transaction.commit(&message(Act::Edit, &[1042]), &author(), minute(9))
}

fn with_record() -> Sandbox {
    let sandbox = Sandbox::new();
    change(&sandbox.repo(), &[(RECORD, Some(&b"old".to_vec()))], 1);
    sandbox
}

#[test]
fn a_change_lands_in_history_work_tree_and_index() {
    let sandbox = with_record();
    let commit = edit(&sandbox.repo(), RECORD, "new").unwrap();
    assert_eq!(sandbox.repo().head().unwrap(), Some(commit));
    assert_eq!(sandbox.text(RECORD).unwrap(), "new");
    let mode = fs::metadata(sandbox.root().join(RECORD))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o111, 0);
    sandbox.assert_sound();
    change(&sandbox.repo(), &[(RECORD, None)], 10);
    assert!(!exists(&sandbox.root().join("records")));
    sandbox.assert_sound();
}

#[test]
fn an_uncommitted_record_stops_the_change_and_is_named() {
    let hand_edit = |sandbox: &Sandbox| sandbox.write(RECORD, "by hand");
    let staged = |sandbox: &Sandbox| {
        sandbox.write(RECORD, "staged");
        sandbox.git(&["add", RECORD]);
        sandbox.write(RECORD, "old");
    };
    let deleted = |sandbox: &Sandbox| fs::remove_file(sandbox.root().join(RECORD)).unwrap();
    let linked = |sandbox: &Sandbox| {
        fs::remove_file(sandbox.root().join(RECORD)).unwrap();
        symlink("elsewhere", sandbox.root().join(RECORD)).unwrap();
    };
    let spoil: [&dyn Fn(&Sandbox); 4] = [&hand_edit, &staged, &deleted, &linked];
    for spoil in spoil {
        let sandbox = with_record();
        spoil(&sandbox);
        let before = (
            sandbox.git(&["status", "--porcelain"]),
            sandbox.text(RECORD),
        );
        let error = edit(&sandbox.repo(), RECORD, "new").unwrap_err();
        assert!(matches!(error, Error::Uncommitted { path } if path == RECORD));
        let after = (
            sandbox.git(&["status", "--porcelain"]),
            sandbox.text(RECORD),
        );
        assert_eq!(before, after);
        assert_eq!(sandbox.git(&["rev-list", "--count", "HEAD"]).trim(), "2");
    }
}

#[test]
fn an_untracked_file_in_the_way_stops_the_change() {
    let sandbox = Sandbox::new();
    sandbox.write(RECORD, "mine");
    let error = edit(&sandbox.repo(), RECORD, "new").unwrap_err();
    assert!(matches!(error, Error::InTheWay { path } if path == RECORD));
    assert_eq!(sandbox.text(RECORD).unwrap(), "mine");
}

#[test]
fn a_linked_folder_leads_nowhere() {
    let sandbox = Sandbox::new();
    let outside = sandbox.root().join("../outside");
    fs::create_dir(&outside).unwrap();
    symlink(&outside, sandbox.root().join("records")).unwrap();
    assert!(edit(&sandbox.repo(), RECORD, "new").is_err());
    assert_eq!(fs::read_dir(outside).unwrap().count(), 0);
}

#[test]
fn what_else_is_staged_or_edited_stays_so() {
    let sandbox = with_record();
    sandbox.write("staged", "s");
    sandbox.git(&["add", "staged"]);
    sandbox.write("staged", "s2");
    sandbox.write(".gitattributes", "by hand");
    sandbox.write("untracked", "u");
    let before = sandbox.git(&["status", "--porcelain"]);
    edit(&sandbox.repo(), RECORD, "new").unwrap();
    assert_eq!(sandbox.git(&["status", "--porcelain"]), before);
    assert_eq!(sandbox.git(&["show", ":staged"]), "s");
    assert_eq!(
        sandbox.git(&["show", "--name-only", "--format="]).trim(),
        RECORD
    );
}

#[test]
fn what_is_staged_while_a_change_is_made_stays_so() {
    let sandbox = with_record();
    let repo = sandbox.repo();
    let mut transaction = Transaction::begin(&repo, &Pins::NONE)
        .unwrap()
        .with_observer(|step| {
            // Past the check, which has read the index.
            if step == Step::Prepared {
                sandbox.write("staged", "s");
                sandbox.git(&["add", "staged"]);
            }
            Ok(())
        });
    transaction.write(RECORD, b"new".to_vec());
    let made = transaction.commit(&message(Act::Edit, &[1042]), &author(), minute(2));
    made.unwrap();
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "A  staged\n");
    assert_eq!(sandbox.git(&["show", ":staged"]), "s");
}

#[test]
fn adopting_commits_the_hand_edit_and_only_that() {
    let sandbox = with_record();
    sandbox.write(RECORD, "by hand");
    sandbox.write("records/10/1043.toml", "also");
    sandbox.write("other", "not this");
    let repo = sandbox.repo();
    let mut transaction = Transaction::begin(&repo, &Pins::NONE).unwrap();
    transaction.adopt(RECORD);
    transaction.adopt("records/10/1043.toml");
    let adopt = message(Act::Adopt, &[1042, 1043]);
    transaction.commit(&adopt, &author(), minute(3)).unwrap();
    assert_eq!(sandbox.git(&["show", &format!("HEAD:{RECORD}")]), "by hand");
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "?? other\n");

    fs::remove_file(sandbox.root().join(RECORD)).unwrap();
    let mut transaction = Transaction::begin(&repo, &Pins::NONE).unwrap();
    transaction.adopt(RECORD);
    let adopt = message(Act::Adopt, &[1042]);
    transaction.commit(&adopt, &author(), minute(4)).unwrap();
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "?? other\n");
}

#[test]
fn a_text_file_adopted_with_other_line_ends_is_clean_afterwards() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    let attributes = b"records/** -text\nrecords/register.toml text eol=lf\n".to_vec();
    change(&repo, &[(".gitattributes", Some(&attributes))], 1);
    for path in ["records/register.toml", RECORD] {
        sandbox.write(path, "a\r\nb\r\n");
        let mut transaction = Transaction::begin(&repo, &Pins::NONE).unwrap();
        transaction.adopt(path);
        let message = message(Act::Adopt, &[]);
        transaction.commit(&message, &author(), minute(2)).unwrap();
        assert_eq!(repo.dirt(path).unwrap(), None);
    }
    sandbox.assert_sound();
    assert_eq!(
        sandbox.git(&["show", "HEAD:records/register.toml"]),
        "a\nb\n"
    );
    assert_eq!(
        sandbox.git(&["show", &format!("HEAD:{RECORD}")]),
        "a\r\nb\r\n"
    );
}

#[test]
fn a_checkout_with_other_line_ends_can_be_edited() {
    let sandbox = Sandbox::new();
    let repo = sandbox.repo();
    change(&repo, &[("templates/a.txt", Some(&b"a\nb\n".to_vec()))], 1);
    repo.config_set("core.autocrlf", "true").unwrap();
    fs::remove_file(sandbox.root().join("templates/a.txt")).unwrap();
    sandbox.git(&["checkout", "templates/a.txt"]);
    assert_eq!(sandbox.text("templates/a.txt").unwrap(), "a\r\nb\r\n");
    edit(&repo, "templates/a.txt", "c\n").unwrap();
    sandbox.assert_sound();
}

#[test]
fn nothing_to_change_is_said_so() {
    let sandbox = with_record();
    let error = edit(&sandbox.repo(), RECORD, "old").unwrap_err();
    assert!(matches!(
        error,
        Error::History(history::Error::NothingChanged)
    ));
}

#[test]
fn the_owners_commit_in_between_wins() {
    let sandbox = with_record();
    let repo = sandbox.repo();
    let mut transaction = Transaction::begin(&repo, &Pins::NONE)
        .unwrap()
        .with_observer(|step| {
            if step == Step::Journalled {
                sandbox.git(&["commit", "-q", "--allow-empty", "-m", "mine"]);
            }
            Ok(())
        });
    transaction.write(RECORD, b"new".to_vec());
    let error = transaction.commit(&message(Act::Edit, &[1042]), &author(), minute(2));
    assert!(matches!(error, Err(Error::History(history::Error::Moved))));
    assert!(!exists(&sandbox.root().join(".git/rekisteri/journal")));
    assert_eq!(sandbox.git(&["log", "-1", "--format=%s"]).trim(), "mine");
    sandbox.assert_sound();
}

#[test]
fn writers_wait_for_each_other() {
    let sandbox = Sandbox::new();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let root = sandbox.root();
            scope.spawn(move || {
                let repo = Repo::open(&root).unwrap();
                for n in 0..5 {
                    edit(&repo, &format!("records/{writer}/{n}.toml"), "x").unwrap();
                }
            });
        }
    });
    assert_eq!(sandbox.git(&["rev-list", "--count", "HEAD"]).trim(), "21");
    assert_eq!(sandbox.git(&["ls-files", "records"]).lines().count(), 20);
    sandbox.assert_sound();
}

#[test]
fn hooks_and_signatures_are_not_for_us() {
    let sandbox = with_record();
    let hook = sandbox.root().join(".git/hooks/post-commit");
    sandbox.write(".git/hooks/post-commit", "#!/bin/sh\ntouch ran\n");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    fs::copy(&hook, hook.with_file_name("reference-transaction")).unwrap();
    let repo = sandbox.repo();
    repo.config_set("commit.gpgsign", "true").unwrap();
    repo.config_set("gpg.program", "/nonexistent").unwrap();
    edit(&repo, RECORD, "new").unwrap();
    assert_eq!(sandbox.text("ran"), None);
    assert!(!sandbox.git(&["cat-file", "-p", "HEAD"]).contains("gpgsig"));
}
