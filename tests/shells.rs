//! Completions and manual pages: printed without a register or a key, and shells take them.

use crate::common::sandbox::TestEnv;

#[test]
fn completions_know_every_command() {
    let env = TestEnv::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "nushell"] {
        let script = env.run(&["completions", shell]).ok();
        for command in ["init", "restore", "completions"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
        assert!(
            !script.contains("REKISTERI_IDENTITY=") && script.lines().count() > 100,
            "{shell}"
        );
    }
    let script = env.run(&["completions", "bash"]).ok();
    env.write("rekisteri.bash", &script);
    assert!(
        env.command("bash")
            .args(["-n", "rekisteri.bash"])
            .status()
            .unwrap()
            .success()
    );
}

#[test]
fn there_is_a_manual_page_for_every_command() {
    let env = TestEnv::empty();
    env.run(&["man", "--output", "pages"]).ok();
    for page in ["rekisteri", "rekisteri-add", "rekisteri-letter"] {
        assert!(
            env.read(&format!("pages/{page}.1"))
                .contains(".SH SYNOPSIS"),
            "{page}"
        );
    }
    assert!(!env.path("pages/rekisteri-git-textconv.1").exists());
}
