//! `git log -p` and `git diff`: readable with a plain key, harmless without, and never at the price of a failing git.

use std::path::Path;

use crate::common::sandbox::TestEnv;

/// A register whose git finds the program on PATH.
fn with_program() -> TestEnv {
    let mut env = TestEnv::three_customers();
    env.run(&["edit", "1001", "email=uusi@example.fi"]).ok();
    env.put_in_path();
    env
}

#[test]
fn with_the_key_git_shows_what_changed() {
    let env = with_program();
    let shown = env.git(&["log", "-p", "-1"]).ok();
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
    let mut env = with_program();
    env.unset("REKISTERI_IDENTITY");
    for there in [true, false] {
        if !there {
            env.set("PATH", "/usr/bin:/bin");
        }
        let shown = env.git(&["log", "-p", "-1"]).ok();
        assert!(shown.contains("+email = \"ENC["), "{shown}");
        assert!(!shown.contains("uusi@"), "{shown}");
    }
}
