//! Commands in the wrong place or without somebody to ask: no register, an occupied folder, no terminal, no editor.

use std::fs;
use std::path::Path;

use crate::common::sandbox::TestEnv;
use crate::common::transcript::Transcript;

#[test]
fn no_register_and_no_room_for_one() {
    let mut env = TestEnv::empty();
    env.use_test_key();
    env.write("somebody.txt", "in the way");
    let mut said = Transcript::of(&env);
    for lang in ["en", "fi"] {
        for rest in ["list", "-C nowhere list", "init", "init new"] {
            said.run(&format!("--lang {lang} {rest}"));
        }
    }
    said.run("--lang en init new --from missing.toml");
    said.assert("no-register");
    assert!(!env.path("new").exists());
}

#[test]
fn a_new_key_needs_a_passphrase() {
    let env = TestEnv::empty();
    let mut said = Transcript::of(&env);
    said.run("--lang en init reg --controller 'Testi Oy'");
    said.run("--lang en init reg --controller 'Testi Oy' --passphrase-command 'echo salasana'");
    said.assert("no-passphrase");
    assert!(!env.path("reg").exists());
}

#[test]
fn a_register_is_the_root_of_its_work_tree() {
    let mut env = TestEnv::register();
    env.write("../other", "");
    fs::remove_dir_all(env.path(".git")).unwrap();
    env.enter("..");
    drop(env.git(&["init", "-q"]));
    let mut said = Transcript::of(&env);
    said.run("--lang en -C reg list")
        .run("--lang fi -C reg list");
    said.assert("not-root");
}

#[test]
fn nobody_to_ask() {
    let env = TestEnv::three_customers();
    env.write(
        "plan.csv",
        "number;name;email\n1001;Aino Esimerkki;aino.uusi@example.fi\n",
    );
    fs::rename(env.path("plan.csv"), env.root().join("plan.csv")).unwrap();
    let mut said = Transcript::of(&env);
    said.refused_in_both(&[
        "add",
        "edit 1001",
        "import $TEST/plan.csv",
        "import $TEST/plan.csv --dry-run",
    ]);
    said.refused("--lang en import $TEST/plan.csv --dry-run --yes");
    said.refused("--lang en export --format sops-json");
    said.assert("nobody-to-ask");
}

#[test]
fn the_sample_is_not_changed() {
    let mut env = TestEnv::empty();
    env.use_test_key();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("records"),
        &env.path("records"),
    );
    for arguments in [&["init", "-q"][..], &["add", "."]] {
        env.git(arguments).ok();
    }
    env.git_by_hand(&["commit", "-qm", "x"]).ok();
    let mut said = Transcript::of(&env);
    said.refused_in_both(&["add 'name=Aino Esimerkki'"]);
    said.refused("--lang en describe contact.name=Aino");
    said.assert("sample");
    assert_eq!(
        env.run(&["list", "--format", "ids"]).ok().lines().count(),
        60
    );
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn a_file_in_the_way_of_a_register() {
    let env = TestEnv::empty();
    env.write("file", "x");
    std::os::unix::fs::symlink("nowhere", env.path("link")).unwrap();
    for (way, place) in [("file", "file"), ("file", "file/new"), ("link", "link")] {
        for command in ["init", "demo"] {
            let run = env.run(&["--lang", "en", command, place]).fails(1);
            let path = env.path(way).display().to_string();
            let said = format!("`{path}` is not a folder, and a register is one");
            assert!(run.stderr.contains(&said), "{run}");
            assert!(run.stderr.contains("hint: name a folder"), "{run}");
        }
    }
    assert_eq!(env.read("file"), "x");
}
