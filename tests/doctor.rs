//! Each thing that `doctor` finds, done by hand, seen, mended as the finding says, and gone.

mod clear;
mod git;
mod pin;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use crate::common::sandbox::TestEnv;
use crate::common::transcript::Transcript;

/// Severity, place and remedy of every finding.
fn findings(env: &TestEnv, arguments: &[&str]) -> Vec<(String, String, String)> {
    let run = env.run(&[&["--json"], arguments].concat());
    let value: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"));
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or("").to_owned();
    let found = value["findings"].as_array().unwrap();
    let errors = found.iter().any(|finding| finding["severity"] == "error");
    assert_eq!(run.status, if errors { 3 } else { 0 }, "{run}");
    let row = |finding| {
        (
            text(finding, "severity"),
            text(finding, "field"),
            text(finding, "fix"),
        )
    };
    found.iter().map(row).collect()
}

/// A register where git knows its owner: nothing is to be found.
fn healthy() -> TestEnv {
    let env = TestEnv::three_customers();
    for setting in [["user.name", "Aino"], ["user.email", "aino@example.fi"]] {
        env.git(&["config", setting[0], setting[1]]).ok();
    }
    assert_eq!(findings(&env, &["doctor"]), []);
    env
}

/// `doctor` names it, `check` too unless it is a note, and with `--fix` it is gone, once and for all.
fn mended(env: &TestEnv, severity: &str, place: &str) {
    let fix = "rekisteri doctor --fix".to_owned();
    let row = (severity.to_owned(), place.to_owned(), fix);
    assert!(findings(env, &["doctor"]).contains(&row), "{place}");
    assert!(findings(env, &["check"]).contains(&row), "{place}");
    assert_eq!(findings(env, &["doctor", "--fix"]), [], "{place}");
    let again = env.run(&["doctor", "--fix"]);
    assert_eq!(again.stdout, "", "{place}");
}

fn mode(env: &TestEnv, place: &str, mode: u32) {
    fs::set_permissions(env.path(place), Permissions::from_mode(mode)).unwrap();
}

#[test]
fn settings_that_call_the_program() {
    let env = healthy();
    for key in ["diff.rekisteri.textconv", "merge.rekisteri.driver"] {
        env.git(&["config", "--unset", key]).ok();
        mended(&env, "warning", key);
        let set = env.git(&["config", key]).ok();
        env.git(&["config", key, &set.replace("rekisteri' ", "gone' ")])
            .ok();
        mended(&env, "warning", key);
        env.git(&["config", key, "rekisteri git-textconv git-merge x"])
            .ok();
        mended(&env, "warning", key);
    }
}

#[test]
fn a_clone_is_set_up() {
    let mut env = healthy();
    env.git(&["clone", "-q", ".", "../clone"]).ok();
    env.enter("../clone");
    for setting in [["user.name", "Aino"], ["user.email", "aino@example.fi"]] {
        env.git(&["config", setting[0], setting[1]]).ok();
    }
    env.git(&["remote", "remove", "origin"]).ok();
    mended(&env, "warning", "merge.rekisteri.driver");
    env.assert_clean();
}

#[test]
fn attributes() {
    let env = healthy();
    let good = env.read(".gitattributes");
    env.write(".gitattributes", "# mine\n");
    mended(&env, "warning", ".gitattributes");
    assert_eq!(env.read(".gitattributes"), format!("# mine\n{good}"));
    env.git(&["config", "core.autocrlf", "true"]).ok();
    env.write(".gitattributes", "");
    mended(&env, "error", ".gitattributes");
    env.git(&["config", "--unset", "core.autocrlf"]).ok();
    env.write(
        ".gitattributes",
        &format!("{good}*.toml diff=other\n# mine\n"),
    );
    let fixed = env.run(&["--lang", "en", "doctor", "--fix"]);
    assert!(fixed.stderr.contains("rekisteri commit"), "{fixed}");
    let text = env.read(".gitattributes");
    assert_eq!(text, format!("*.toml diff=other\n# mine\n{good}"));
    env.run(&["commit"]).ok();
    env.assert_clean();
}

#[test]
fn output_stays_private_and_out_of_git() {
    let env = healthy();
    mode(&env, "output", 0o755);
    mended(&env, "warning", "output");
    env.write(".gitignore", "");
    mended(&env, "warning", ".gitignore");
    env.run(&["commit"]).ok();
    env.write("output/a.txt", "Aino");
    env.git(&["add", "-f", "output/a.txt"]).ok();
    let row = |fix: &str| {
        (
            "error".to_owned(),
            "output/a.txt".to_owned(),
            fix.to_owned(),
        )
    };
    assert_eq!(
        findings(&env, &["doctor"]),
        [row("git rm -r --cached output")]
    );
    env.git(&["rm", "-rq", "--cached", "output"]).ok();
    assert_eq!(findings(&env, &["doctor"]), []);
}

#[test]
fn the_key() {
    let mut env = healthy();
    let key = env.root().join("test-key.txt");
    fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
    mended(&env, "warning", key.to_str().unwrap());
    let inside = env.path("key.txt");
    fs::copy(&key, &inside).unwrap();
    env.set("REKISTERI_IDENTITY", inside.to_str().unwrap());
    let row =
        |severity: &str, fix: &str| [(severity.to_owned(), "key.txt".to_owned(), fix.to_owned())];
    assert_eq!(findings(&env, &["doctor"]), row("warning", "mv key.txt ~/"));
    env.git(&["add", "key.txt"]).ok();
    assert_eq!(
        findings(&env, &["doctor"]),
        row("error", "git rm --cached key.txt")
    );
    env.git(&["rm", "-q", "--cached", "key.txt"]).ok();
    env.write(".git/info/exclude", "key.txt\n");
    assert_eq!(findings(&env, &["doctor"]), row("note", "mv key.txt ~/"));
    assert!(!env.run(&["check"]).stdout.contains("key.txt"));
    env.set("REKISTERI_IDENTITY", key.to_str().unwrap());
    assert_eq!(findings(&env, &["doctor"]), []);
}

#[test]
fn what_it_says() {
    let env = TestEnv::three_customers();
    mode(&env, "output", 0o755);
    env.git(&["config", "merge.rekisteri.driver", "/no/where git-merge %O"])
        .ok();
    env.git(&["config", "diff.rekisteri.cachetextconv", "true"])
        .ok();
    env.git(&["config", "commit.gpgsign", "true"]).ok();
    env.git(&["remote", "add", "backup", "../backup"]).ok();
    let mut said = Transcript::of(&env);
    for lang in ["en", "fi"] {
        said.refused(&format!("--lang {lang} doctor"));
    }
    said.refused("--lang en check");
    said.refused("--lang en doctor --fix --dry-run");
    said.refused("--lang en doctor --fix")
        .refused("--lang fi doctor --fix");
    said.refused("--json doctor --fix");
    env.write("records/register.toml", "not toml [");
    said.refused("--lang en doctor");
    said.assert("doctor");
}
