//! What `check` finds of journals: provoked, named with what to type, typed, gone.

use std::fs;

use serde_json::Value;

use crate::common::sandbox::TestEnv;
use crate::journal::{describe, remind};
use crate::trust::git;

const JOURNAL: &str = "records/10/1001.journal.toml";

fn register() -> TestEnv {
    let env = TestEnv::three_customers();
    describe(&env);
    remind(&env, "2026-05-04", &[]).ok();
    assert_eq!(found(&env), []);
    env
}

/// Severity and remedy of every finding.
fn found(env: &TestEnv) -> Vec<(String, String)> {
    let run = env.run(&["--json", "check"]);
    let value: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"));
    let findings = value["findings"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    findings
        .map(|it| (text(&it["severity"]), text(&it["fix"])))
        .collect()
}

fn of(severity: &str, fix: &str) -> Vec<(String, String)> {
    vec![(severity.to_owned(), fix.to_owned())]
}

/// Types what the finding says, as a shell would take it.
fn typed(env: &TestEnv, line: &str) {
    for part in line.split("; ") {
        let words: Vec<&str> = part.split(' ').collect();
        match words[0] {
            "git" => drop(env.git(&words[1..]).ok()),
            "rekisteri" => drop(env.run(&words[1..]).ok()),
            "mv" => fs::remove_file(env.path(words[1])).unwrap(),
            other => panic!("{other}"),
        }
    }
}

#[test]
fn what_only_the_work_tree_has_so_is_put_back() {
    let env = register();
    let restore = format!("git restore {JOURNAL}");
    let in_clear = format!("mv {JOURNAL} ~/; {restore}");
    let spoil: [(&str, &dyn Fn()); 3] = [
        (&restore, &|| env.tamper(JOURNAL, "act")),
        (&restore, &|| env.reseal(JOURNAL, "e0001", "due", "soon")),
        (&in_clear, &|| env.write(JOURNAL, "[e0001]\nact = \"x\"\n")),
    ];
    for (fix, spoil) in spoil {
        spoil();
        assert_eq!(found(&env), of("error", fix));
        typed(&env, fix);
        assert_eq!(found(&env), []);
    }
    // A sound change is not an error, and `commit` takes it.
    env.reseal(JOURNAL, "e0001", "due", "2026-05-20");
    assert_eq!(found(&env), of("warning", "rekisteri commit"));
    typed(&env, "rekisteri commit");
    assert_eq!(found(&env), []);
}

#[test]
fn of_a_committed_one_the_versions_are_named() {
    let env = register();
    env.tamper(JOURNAL, "act");
    git(&env, &["commit", "-qam", "x"]);
    env.run(&["accept", "--yes"]).ok();
    let look = format!("git log --oneline -- {JOURNAL}");
    assert_eq!(found(&env), of("error", &look));
    let versions = env.git(&["log", "--oneline", "--", JOURNAL]).ok();
    assert_eq!(versions.lines().count(), 2, "{versions}");
    env.git(&["checkout", "HEAD~1", "--", JOURNAL]).ok();
    env.run(&["commit", "--yes"]).ok();
    assert_eq!(found(&env), []);
}

#[test]
fn a_journal_without_its_record_waits_for_it() {
    let env = register();
    fs::remove_file(env.path("records/10/1001.toml")).unwrap();
    env.run(&["commit", "--yes"]).ok();
    let restore = "rekisteri restore 1001";
    assert_eq!(found(&env), of("warning", restore));
    // What was done is still told.
    let shown = env.run(&["show", "1001", "--journal"]).ok();
    assert_eq!(shown.lines().count(), 1, "{shown}");
    // Nobody else gets the number and with it the journal.
    let text = env.read("records/register.toml");
    let imported = format!("numbers = \"imported\"\n{text}");
    env.write("records/register.toml", &imported);
    env.run(&["commit", "--yes"]).ok();
    env.write("../new.csv", "number;name\n1001;Uusi Malli\n");
    let refused = env.run(&["import", "../new.csv", "--yes"]).fails(1);
    assert!(refused.stderr.contains("`1001` is taken"), "{refused}");
    typed(&env, restore);
    assert_eq!(found(&env), []);
    env.assert_clean();
}

#[test]
fn a_journal_of_somebody_who_was_erased_is_an_error() {
    let env = register();
    fs::remove_file(env.path("records/10/1001.toml")).unwrap();
    let ledger = env.read("records/ledger.toml");
    let erased = "[[erased]]\nnumber = 1001\ndate = \"2026-11-24\"\nground = \"x\"\n";
    env.write("records/ledger.toml", &format!("{ledger}\n{erased}"));
    env.run(&["commit", "--yes"]).ok();
    let remove = format!("git rm {JOURNAL}");
    assert_eq!(found(&env), of("error", &remove));
    typed(&env, &remove);
    env.run(&["commit", "--yes"]).ok();
    assert_eq!(found(&env), []);
    env.assert_clean();
}
