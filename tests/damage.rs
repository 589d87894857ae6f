//! A register that a stranger, a disk or a slip has damaged, committed or not: it is named, and what is typed next helps.

mod git;
mod ledger;
mod places;

use std::fs;
use std::process::Command;

use rekisteri::sops::{Opened, Sealed};

use crate::common::records::test_key;
use crate::common::sandbox::{Run, TestEnv};

const AINO: &str = "records/10/1001.toml";
const LEDGER: &str = "records/ledger.toml";

/// Commits what lies about as somebody else would, and has it accepted.
fn commit_and_accept(env: &TestEnv) {
    commit_by_hand(env);
    env.run(&["accept", "--yes"]).ok();
}

fn commit_by_hand(env: &TestEnv) {
    env.git(&["add", "--all"]).ok();
    env.git_by_hand(&["commit", "-qm", "damage"]).ok();
}

fn pipe(env: &TestEnv, inside: &str) {
    drop(fs::remove_file(env.path(inside)));
    let made = Command::new("mkfifo").arg(env.path(inside)).status();
    assert!(made.unwrap().success());
}

fn says(run: &Run, words: &[&str]) {
    for word in words {
        let said = run.stderr.contains(word) || run.stdout.contains(word);
        assert!(said, "{word}: {run}");
    }
}

#[test]
fn a_record_sealed_to_another_key_is_one_damaged_record() {
    let env = TestEnv::three_customers();
    let other = rekisteri::keys::generate().recipient().clone();
    let sealed = Sealed::parse(env.read(AINO).as_bytes()).unwrap();
    let opened = sealed.open(&test_key()).unwrap();
    let tree = opened.tree().clone();
    let stamp = "2026-11-01T10:00:00Z".parse().unwrap();
    let bytes = Opened::new(tree).seal(&[other], &stamp).unwrap();
    fs::write(env.path(AINO), bytes).unwrap();
    let hint = "rekisteri restore 1001";
    says(&env.run(&["show", "1001"]).fails(1), &[hint, "git restore"]);
    says(&env.run(&["list"]).fails(1), &["Bo Ek", "left out", "1001"]);
    says(&env.run(&["find", "Bo"]).fails(1), &["Bo Ek"]);
    says(&env.run(&["export"]).fails(1), &[hint]);
    says(&env.run(&["check"]).fails(3), &["1001"]);
    assert_eq!(env.run(&["add", "name=Uusi Asiakas"]).ok(), "1004\n");
    let sent = ["notice", "prices", "1002", "starts=1.1.2027"];
    assert_ne!(env.run(&sent).status, 4);
    says(&env.run(&["notice", "prices", "1001"]).fails(1), &[hint]);
    commit_and_accept(&env);
    env.run(&["restore", "1001"]).ok();
    says(&env.run(&["show", "1001"]), &["Aino Esimerkki"]);
    // Where nothing opens, it is the key that is wrong.
    let mut env = env;
    let key = env.root().join("other-key.txt");
    let text = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n";
    fs::write(&key, text).unwrap();
    env.set("REKISTERI_IDENTITY", key.to_str().unwrap());
    for command in [&["list"][..], &["show", "1001"], &["export"]] {
        drop(env.run(command).fails(4));
    }
}

#[test]
fn slips_of_the_hand_are_told() {
    let env = TestEnv::three_customers();
    let twice = env.run(&["add", "name=Uusi", "name=Toinen"]).fails(2);
    says(&twice, &["name` is given twice"]);
    fs::create_dir(env.path("../empty")).unwrap();
    says(
        &env.run(&["import", "../empty"]).fails(1),
        &["no JSON file"],
    );
    says(
        &env.run(&["restore", "1005"]).fails(1),
        &["`1005`", "git reflog"],
    );
    env.write("records/register.toml", "not toml [");
    commit_by_hand(&env);
    let refused = env.run(&["list"]).fails(1);
    says(
        &refused,
        &["git restore --source=COMMIT records/register.toml"],
    );
}
