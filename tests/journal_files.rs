//! A journal as a file among the records: strictly read, taken in by `commit`, shown by git; its faults are named without a value.

use std::fs;

use crate::journal::{CANARY, events, register, remind};

#[test]
fn a_journal_is_no_foreign_file_and_its_faults_are_named_without_a_value() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    let path = "records/10/1001.journal.toml";
    assert_eq!(
        env.run(&["list", "--format", "ids"]).ok(),
        "1001\n1002\n1003\n"
    );
    env.reseal(path, "e0001", "due", "soon");
    let check = env.run(&["check"]).fails(3);
    assert!(check.stdout.contains("error: 1001 e0001.due"), "{check}");
    assert!(
        !check.stdout.contains("soon") && !check.stdout.contains(CANARY),
        "{check}"
    );
    let run = remind(&env, "2026-06-04", &[]).fails(1);
    assert!(run.stderr.contains(path), "{run}");
    assert!(
        !run.stderr.contains("soon") && !run.stderr.contains(CANARY),
        "{run}"
    );
    let run = env.run(&["commit"]).fails(1);
    assert!(run.stderr.contains("`e0001.due` is not a date"), "{run}");
    // Made right by another program, it is taken in.
    env.reseal(path, "e0001", "due", "2026-05-20");
    let diff = env.run(&["diff", "1001"]).ok();
    assert!(
        diff.contains("taken back") && diff.contains("20.5.2026"),
        "{diff}"
    );
    env.run(&["commit", "1001"]).ok();
    env.assert_clean();
    env.assert_subject();
    assert_eq!(events(&env, "1001")[0]["due"], "2026-05-20");
    // Its record gone, it waits for it.
    fs::remove_file(env.path("records/10/1001.toml")).unwrap();
    env.run(&["commit", "--yes"]).ok();
    let check = env.run(&["check"]).ok();
    assert!(
        check.contains("warning: 1001 records/10/1001.journal.toml"),
        "{check}"
    );
}

#[test]
fn a_journal_of_another_number_is_refused() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    fs::copy(
        env.path("records/10/1001.journal.toml"),
        env.path("records/10/1002.journal.toml"),
    )
    .unwrap();
    let check = env.run(&["check"]).fails(3);
    assert!(
        check.stdout.contains("error: 1002 journal.number"),
        "{check}"
    );
}

#[test]
fn git_shows_a_journal_as_lines() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    let path = env.path("records/10/1001.journal.toml");
    let shown = env.run(&["git-textconv", path.to_str().unwrap()]).ok();
    assert!(
        shown.contains(&format!("e0001.invoices = \"{CANARY}\"")),
        "{shown}"
    );
}
