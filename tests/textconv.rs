//! `git log -p` and `git diff`: readable with a plain key, harmless without, and never at the price of a failing git.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::common::sandbox::TestEnv;

/// A register whose git finds the program on PATH.
fn with_program() -> (TestEnv, String) {
    let env = TestEnv::three_customers();
    env.run(&["edit", "1001", "email=uusi@example.fi"]).ok();
    let bin = env.root().join("bin");
    fs::create_dir(&bin).unwrap();
    symlink(env!("CARGO_BIN_EXE_rekisteri"), bin.join("rekisteri")).unwrap();
    let path = format!("{}:/usr/bin:/bin", bin.display());
    (env, path)
}

fn log(env: &TestEnv, path: &str) -> (String, i32) {
    let output = env
        .command("git")
        .env("PATH", path)
        .args(["log", "-p", "-1"])
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        output.status.code().unwrap(),
    )
}

#[test]
fn with_the_key_git_shows_what_changed() {
    let (env, path) = with_program();
    let (shown, status) = log(&env, &path);
    assert_eq!(status, 0);
    assert!(
        shown.contains(
            "-customer.email = \"aino@example.fi\"\n+customer.email = \"uusi@example.fi\""
        ),
        "{shown}"
    );
    assert!(!shown.contains("ENC["), "{shown}");
    assert!(!Path::new(&env.path(".git/refs/notes")).exists());
}

#[test]
fn without_the_key_or_the_program_git_shows_the_sealed_text() {
    let (mut env, path) = with_program();
    env.unset("REKISTERI_IDENTITY");
    for path in [path.as_str(), "/usr/bin:/bin"] {
        let (shown, status) = log(&env, path);
        assert_eq!(status, 0);
        assert!(shown.contains("+email = \"ENC["), "{shown}");
        assert!(!shown.contains("uusi@"), "{shown}");
    }
}
