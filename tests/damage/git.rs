//! What lies in `.git`, ours and git's own: HEAD, branch, index, objects, locks, notes and attributes.

use std::fs;
use std::os::unix::fs::symlink;

use super::{AINO, says};
use crate::common::sandbox::TestEnv;

#[test]
fn a_lock_of_gits_stops_a_change_before_it_is_recorded() {
    let env = TestEnv::three_customers();
    let lock = env.path(".git/index.lock");
    fs::write(&lock, "").unwrap();
    let head = env.head();
    let refused = env.run(&["add", "name=Uusi Asiakas"]).fails(1);
    says(&refused, &["no git runs in this folder", ".git/index.lock"]);
    assert_eq!(env.head(), head);
    says(&env.run(&["doctor"]).fails(3), &["rm .git/index.lock"]);
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
