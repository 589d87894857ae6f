//! `undo` takes back any act as a new commit, and says why where it cannot.

use crate::common::sandbox::TestEnv;

fn numbers(env: &TestEnv) -> String {
    env.run(&["list", "--all", "--format", "ids"]).ok()
}

#[test]
fn every_act_can_be_taken_back_and_no_number_comes_again() {
    let env = TestEnv::three_customers();
    let before = env.run(&["export", "--format", "json"]).ok();
    for act in [
        &["edit", "1001", "email=uusi@example.fi"][..],
        &["end", "1002"],
        &["describe", "notice_url=https://example.fi/seloste"],
        &["add", "name=Uusi Asiakas"],
    ] {
        env.run(act).ok();
        env.run(&["undo"]).ok();
        env.assert_clean();
        assert_eq!(
            env.run(&["export", "--format", "json"]).ok(),
            before,
            "{act:?}"
        );
    }
    let subjects = env.git(&["log", "-6", "--format=%s"]).ok();
    assert!(subjects.contains("\nundo\ndescribe\n"), "{subjects}");
    assert_eq!(env.run(&["add", "name=Uusi Asiakas"]).ok(), "1005\n");
    assert_eq!(
        env.git(&["log", "-2", "--format=%s"]).ok(),
        "add customer 1005\nundo customer 1004\n"
    );
}

#[test]
fn an_import_is_taken_back_by_a_plan() {
    let env = TestEnv::register();
    let csv = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/customers.csv");
    env.run(&["import", csv, "--yes"]).ok();
    let asked = env.run(&["undo"]).fails(2);
    assert!(
        asked.stderr.contains("import 60 customers") && asked.stderr.contains("--yes"),
        "{asked}"
    );
    env.run(&["undo", "--yes"]).ok();
    env.assert_clean();
    assert_eq!(numbers(&env), "");
    env.run(&["undo", "--yes"]).ok();
    assert_eq!(numbers(&env).lines().count(), 60);
}

#[test]
fn what_cannot_be_taken_back_is_said() {
    let env = TestEnv::register();
    let run = env.run(&["undo"]).fails(1);
    assert!(
        run.stderr.contains("making the register is the first act"),
        "{run}"
    );
    env.git_by_hand(&["commit", "-q", "--allow-empty", "-m", "mine"])
        .ok();
    env.run(&["accept", "--yes"]).ok();
    let run = env.run(&["undo"]).fails(1);
    assert!(
        run.stderr.contains("is not this program's") && run.stderr.contains("hint: "),
        "{run}"
    );
}
