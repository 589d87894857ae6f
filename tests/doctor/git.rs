//! The state that git is in: a branch, a merge, a clone or a flag that stands in the way of the next change.

use super::{findings, healthy};
use crate::common::sandbox::TestEnv;

/// The state that git is in, each put right by what the finding says.
#[test]
fn states_of_git() {
    let env = healthy();
    let places = |env: &TestEnv| -> Vec<(String, String)> {
        let rows = findings(env, &["doctor"]).into_iter();
        rows.map(|row| (row.1, row.2)).collect()
    };
    let switch = [("HEAD".to_owned(), "git switch main".to_owned())];
    env.git(&["switch", "-q", "--detach"]).ok();
    assert_eq!(places(&env), switch);
    env.git(&["switch", "-qc", "other"]).ok();
    assert_eq!(places(&env), switch);
    env.git(&["switch", "-q", "main"]).ok();
    env.git(&["config", "commit.gpgsign", "true"]).ok();
    assert_eq!(places(&env)[0].0, "commit.gpgsign");
    env.git(&["config", "--unset", "commit.gpgsign"]).ok();
    env.git(&["remote", "add", "backup", "../backup"]).ok();
    assert_eq!(places(&env)[0].0, "backup");
    let declared =
        "\n[[processors]]\nname = \"Talletus Oy\"\ncountry = \"FI\"\nremote = \"backup\"\n";
    let toml = env.read("records/register.toml");
    env.write("records/register.toml", &(toml + declared));
    env.run(&["commit"]).ok();
    assert_eq!(places(&env), []);
    let later = [("GIT_COMMITTER_DATE", "2090-01-01T00:00:00Z")];
    let mut commit = env.command("git");
    commit
        .envs(later)
        .args(["commit", "-q", "--allow-empty", "-m", "later"]);
    assert!(commit.status().unwrap().success());
    assert_eq!(places(&env), [("clock".to_owned(), "date".to_owned())]);
}

#[test]
fn a_merge_left_in_conflict() {
    let env = healthy();
    env.git(&["switch", "-qc", "other"]).ok();
    let name = ["describe", "contact.name=Saara"];
    env.run(&name).ok();
    env.git(&["switch", "-q", "main"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["describe", "contact.name=Sanni"]).ok();
    env.git(&["merge", "other"]).fails(1).status.to_string();
    let rows = findings(&env, &["doctor"]);
    assert!(rows.contains(&(
        "error".to_owned(),
        "records/register.toml".to_owned(),
        "git status".to_owned()
    )));
    assert!(rows.iter().any(|row| row.1 == ".git" && row.0 == "warning"));
    env.git(&["merge", "--abort"]).ok();
    assert_eq!(findings(&env, &["doctor"]), []);
}

/// A change that `git status` never tells of: the file is named, and what the finding says to type ends it.
#[test]
fn a_file_that_git_overlooks() {
    let env = healthy();
    let path = "records/10/1001.toml";
    for flag in ["--assume-unchanged", "--skip-worktree"] {
        env.git(&["update-index", flag, path]).ok();
        let rows = findings(&env, &["doctor"]);
        let (severity, place, fix) = rows.first().unwrap();
        assert_eq!((severity.as_str(), place.as_str()), ("error", path));
        let typed: Vec<&str> = fix.split(' ').skip(1).collect();
        env.git(&typed).ok();
        assert_eq!(findings(&env, &["doctor"]), []);
    }
}

#[test]
fn a_shallow_clone() {
    let mut env = healthy();
    let from = format!("file://{}", env.dir().display());
    env.git(&["clone", "-q", "--depth", "1", &from, "../clone"])
        .ok();
    env.enter("../clone");
    let shallow = |env: &TestEnv| {
        let rows = findings(env, &["doctor"]);
        rows.contains(&(
            "error".to_owned(),
            ".git".to_owned(),
            "git fetch --unshallow".to_owned(),
        ))
    };
    assert!(shallow(&env));
    env.git(&["fetch", "-q", "--unshallow"]).ok();
    assert!(!shallow(&env));
}
