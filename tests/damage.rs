//! A register that a stranger, a disk or a slip has damaged, committed or not: it is named, and what is typed next helps.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use rekisteri::sops::{Opened, Sealed};

use crate::common::letters::PRICES;
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
fn a_committed_broken_ledger_is_written_anew() {
    for broken in [
        "lst_number = 1003\n",
        "last_number = 9223372036854775807\n",
        "last_number = 1003\nmore = 1\n",
    ] {
        let env = TestEnv::three_customers();
        let good = env.read(LEDGER);
        let erased = "\n[[erased]]\nnumber = 1003\ndate = \"2026-10-01\"\nground = \"request\"\n";
        env.write(LEDGER, &(good.clone() + erased));
        fs::remove_file(env.path("records/10/1003.toml")).unwrap();
        commit_and_accept(&env);
        env.write(LEDGER, broken);
        commit_and_accept(&env);
        says(&env.run(&["check"]).fails(3), &[LEDGER, "doctor --fix"]);
        let refused = env.run(&["add", "name=Uusi Asiakas"]).fails(1);
        says(&refused, &["rekisteri doctor --fix", "rekisteri commit"]);
        env.run(&["doctor", "--fix"]).ok();
        assert_eq!(env.read(LEDGER).trim(), (good + erased).trim());
        env.run(&["commit"]).ok();
        assert_eq!(env.run(&["add", "name=Uusi Asiakas"]).ok(), "1004\n");
        env.assert_clean();
    }
}

#[test]
fn a_missing_ledger_or_a_pipe_in_its_place_is_written_anew() {
    let env = TestEnv::three_customers();
    let good = env.read(LEDGER);
    let tries: [fn(&TestEnv); 3] = [
        |env| fs::remove_file(env.path(LEDGER)).unwrap(),
        |env| pipe(env, LEDGER),
        |env| {
            let file = fs::File::create(env.path(LEDGER)).unwrap();
            file.set_len(300 << 20).unwrap();
        },
    ];
    for damage in tries {
        damage(&env);
        says(&env.run(&["check"]).fails(3), &[LEDGER]);
        drop(env.run(&["add", "name=Uusi Asiakas"]).fails(1));
        env.run(&["doctor", "--fix"]).ok();
        assert_eq!(env.read(LEDGER), good);
        env.assert_clean();
    }
}

#[test]
fn a_pipe_in_the_place_of_a_file_is_named_and_not_waited_for() {
    let env = TestEnv::three_customers();
    pipe(&env, AINO);
    for command in [&["list"][..], &["check"], &["show", "1001"]] {
        says(&env.run(command), &["1001", "is a pipe, not a file"]);
    }
    env.run(&["add", "name=Uusi Asiakas"]).ok();
    fs::remove_file(env.path(AINO)).unwrap();
    env.git(&["restore", AINO]).ok();
    pipe(&env, "records/register.toml");
    let refused = env.run(&["list"]).fails(1);
    says(&refused, &["register.toml` is a pipe", "git restore "]);
}

#[test]
fn a_link_in_the_place_of_a_record_is_named_and_the_customer_comes_back() {
    let env = TestEnv::three_customers();
    fs::remove_file(env.path(AINO)).unwrap();
    symlink("/etc/hostname", env.path(AINO)).unwrap();
    let shown = env.run(&["show", "1001"]).fails(1);
    says(
        &shown,
        &["is a link, not a file", "rekisteri restore NUMBER"],
    );
    commit_and_accept(&env);
    says(
        &env.run(&["list"]).fails(1),
        &["1002", "is a link, not a file"],
    );
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
fn a_lock_of_gits_stops_a_change_before_it_is_recorded() {
    let env = TestEnv::three_customers();
    let lock = env.path(".git/index.lock");
    fs::write(&lock, "").unwrap();
    let head = env.head();
    let refused = env.run(&["add", "name=Uusi Asiakas"]).fails(1);
    says(&refused, &["if no git is running", ".git/index.lock"]);
    assert_eq!(env.head(), head);
    says(&env.run(&["doctor"]).fails(3), &["rm -r .git/index.lock"]);
    fs::remove_file(&lock).unwrap();
    assert_eq!(env.run(&["add", "name=Uusi Asiakas"]).ok(), "1004\n");
    env.assert_clean();
}

#[test]
fn damaged_notes_of_our_own_are_named_and_can_be_taken_away() {
    let tries: [fn(&TestEnv); 4] = [
        |env| env.write(".git/rekisteri/journal", "garbage"),
        |env| {
            fs::remove_dir_all(env.path(".git/rekisteri")).unwrap();
            env.write(".git/rekisteri", "a file");
        },
        |env| {
            fs::remove_file(env.path(".git/rekisteri/lock")).unwrap();
            fs::create_dir(env.path(".git/rekisteri/lock")).unwrap();
        },
        |env| {
            fs::remove_dir_all(env.path(".git/rekisteri")).unwrap();
            symlink("/tmp", env.path(".git/rekisteri")).unwrap();
        },
    ];
    for damage in tries {
        let env = TestEnv::three_customers();
        damage(&env);
        let refused = env.run(&["add", "name=Uusi Asiakas"]).fails(1);
        says(
            &refused,
            &[".git/rekisteri", "nothing of the register is lost"],
        );
        says(&env.run(&["doctor"]).fails(3), &["rm -r .git/rekisteri"]);
        env.command("rm")
            .args(["-r", ".git/rekisteri"])
            .status()
            .unwrap();
        assert_eq!(env.run(&["add", "name=Uusi Asiakas"]).ok(), "1004\n");
        env.assert_clean();
    }
}

#[test]
fn a_damaged_index_branch_or_object_is_named() {
    let env = TestEnv::three_customers();
    let index = fs::read(env.path(".git/index")).unwrap();
    let cure = "rm -f .git/index; git reset";
    fs::write(env.path(".git/index"), &index[..100]).unwrap();
    says(&env.run(&["doctor"]).fails(3), &[cure]);
    says(&env.run(&["add", "name=Uusi"]).fails(1), &[cure]);
    fs::remove_file(env.path(".git/index")).unwrap();
    says(&env.run(&["doctor"]).fails(3), &[cure]);
    env.git(&["reset"]).ok();
    env.assert_clean();
    env.write(".git/HEAD", "ref: refs/heads/gone\n");
    says(&env.run(&["doctor"]).fails(3), &["git switch main"]);
    env.write(".git/HEAD", "ref: refs/heads/main\n");
    env.assert_clean();
    let blob = env.git(&["rev-parse", &format!("HEAD:{AINO}")]).ok();
    let (folder, name) = blob.trim().split_at(2);
    fs::remove_file(env.path(&format!(".git/objects/{folder}/{name}"))).unwrap();
    for command in ["check", "doctor"] {
        says(&env.run(&[command]).fails(3), &[AINO, "git fsck"]);
    }
}

#[test]
fn a_link_in_the_place_of_a_folder_is_refused_by_name() {
    for folder in ["records/10", "templates"] {
        let env = TestEnv::three_customers();
        let elsewhere = env.root().join("elsewhere");
        if env.path(folder).exists() {
            fs::rename(env.path(folder), &elsewhere).unwrap();
        } else {
            fs::create_dir(&elsewhere).unwrap();
        }
        symlink(&elsewhere, env.path(folder)).unwrap();
        says(&env.run(&["list"]).fails(1), &[folder, "git restore"]);
    }
}

#[test]
fn attributes_that_outrank_the_registers_own_are_named() {
    for place in [
        "records/.gitattributes",
        "records/10/.gitattributes",
        ".git/info/attributes",
    ] {
        let env = TestEnv::three_customers();
        fs::create_dir_all(env.path(".git/info")).unwrap();
        env.write(".git/info/attributes", "# nothing\n*.csv text\n");
        env.run(&["doctor"]).ok();
        env.write(place, "*.toml text\n");
        says(&env.run(&["doctor"]).fails(3), &[place, "outrank"]);
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

/// Runs what a finding says to type, as it stands, in the register's folder.
fn typed(env: &TestEnv, line: &str) {
    let run = env.command("sh").args(["-c", line]).output().unwrap();
    assert!(run.status.success(), "{line}: {run:?}");
}

/// Whatever HEAD or its branch has become: every command says so and where to look, `doctor` says what to type, and that is enough.
#[test]
fn a_head_that_names_no_commit() {
    let lost = ["rm -f .git/refs/heads/main; git update-ref refs/heads/main "];
    let garbage = ["rm -f .git/HEAD; echo 'ref: refs/heads/main' > .git/HEAD"];
    let no_object = "0123456789012345678901234567890123456789";
    for (file, text, cure) in [
        (".git/HEAD", "", garbage),
        (".git/HEAD", "garbage", garbage),
        (".git/HEAD", "ref: refs/heads/../x", garbage),
        (".git/HEAD", no_object, garbage),
        (".git/HEAD", "ref: refs/heads/gone", ["git switch main"]),
        (".git/refs/heads/main", "garbage", lost),
        (".git/refs/heads/main", no_object, lost),
        (".git/refs/heads/main", "-", lost),
    ] {
        let env = TestEnv::three_customers();
        env.write(file, &format!("{text}\n"));
        if text == "-" {
            fs::remove_file(env.path(file)).unwrap();
        }
        let accept = env.run(&["--lang", "en", "accept", "--yes"]).fails(1);
        says(&accept, &["rekisteri doctor"]);
        drop(env.run(&["add", "name=Uusi"]).fails(1));
        let doctor = env.run(&["--lang", "en", "doctor"]).fails(3);
        says(&doctor, &cure);
        let found = doctor.stdout.lines().next().unwrap();
        let (_, fix) = found.split_once("Type `").unwrap();
        typed(&env, fix.trim_end_matches('`'));
        env.run(&["doctor"]).ok();
        env.assert_clean();
        assert_eq!(
            env.run(&["add", "name=Uusi"]).ok(),
            "1004\n",
            "{file} {text}"
        );
    }
}

#[test]
fn a_missing_head_or_none_checked_out_is_told() {
    let env = TestEnv::three_customers();
    env.git(&["switch", "-q", "--detach"]).ok();
    says(
        &env.run(&["edit", "1001", "email=a@example.fi"]).fails(1),
        &["git switch main"],
    );
    env.git(&["switch", "-q", "main"]).ok();
    fs::remove_file(env.path(".git/HEAD")).unwrap();
    for command in ["list", "doctor"] {
        says(
            &env.run(&[command]).fails(1),
            &[".git/HEAD", "echo 'ref: refs/heads/main'"],
        );
    }
    typed(&env, "echo 'ref: refs/heads/main' > .git/HEAD");
    env.assert_clean();
}

/// A pipe that is a template would be waited for until somebody writes into it.
#[test]
fn a_pipe_in_the_place_of_a_template_is_named_and_not_waited_for() {
    for ignored in [false, true] {
        let env = TestEnv::three_customers();
        fs::create_dir(env.path("templates")).unwrap();
        pipe(&env, "templates/prices.fi.txt.jinja");
        if ignored {
            env.write(".git/info/exclude", "*.jinja\n");
        }
        let begun = std::time::Instant::now();
        says(
            &env.run_line(PRICES).fails(1),
            &["prices.fi.txt.jinja` is a pipe, not a file"],
        );
        for command in ["check", "doctor", "commit"] {
            drop(env.run(&[command]));
        }
        assert!(begun.elapsed() < std::time::Duration::from_secs(30));
    }
}

/// What a killed program left among git's objects is gone with the next change, or by `doctor --fix`; what may still be written to
/// stays.
#[test]
fn half_written_objects_are_swept() {
    let env = TestEnv::three_customers();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
    let left = |name: &str, old: bool| {
        fs::create_dir_all(env.path(".git/objects/pack")).unwrap();
        let file = fs::File::create(env.path(".git/objects").join(name)).unwrap();
        if old {
            file.set_modified(long_ago).unwrap();
        }
    };
    let there = |name: &str| env.path(".git/objects").join(name).exists();
    left("tmp_object_git2_a1", true);
    left("tmp_object_git2_b2", false);
    left("pack/pack_git2_c3", true);
    left("pack/notes.txt", true);
    says(
        &env.run(&["--lang", "en", "doctor"]),
        &["2 files", "doctor --fix"],
    );
    env.run(&["doctor", "--fix"]).ok();
    let kept = ["tmp_object_git2_b2", "pack/notes.txt"];
    assert!(!there("tmp_object_git2_a1") && !there("pack/pack_git2_c3"));
    left("tmp_object_git2_a1", true);
    env.run(&["edit", "1001", "email=a@example.fi"]).ok();
    assert!(!there("tmp_object_git2_a1") && kept.into_iter().all(there));
}
