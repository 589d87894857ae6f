//! A journal that comes from elsewhere (see `trust`): forged, rolled back, copied, taken away, readable by a stranger. Each is named
//! like a record, since it decides what a debtor may be asked; by hand it enters only where the owner says so.

use std::fs;

use crate::common::sandbox::TestEnv;
use crate::journal::{describe, remind};
use crate::trust::{forged, git, goes_on, named, publish, pulled};

const JOURNAL: &str = "records/10/1001.journal.toml";

/// A register with letters of May and June, pushed, and the attacker's clone; the journal of May lies beside it.
pub(crate) fn pushed() -> TestEnv {
    let env = TestEnv::three_customers();
    describe(&env);
    remind(&env, "2026-05-04", &[]).ok();
    fs::copy(env.path(JOURNAL), env.path("../may.toml")).unwrap();
    remind(&env, "2026-06-15", &[]).ok();
    publish(&env);
    env
}

fn planned(env: &TestEnv) -> String {
    env.run(&["--lang", "en", "accept", "--dry-run"]).stderr
}

#[test]
fn a_journal_forged_with_the_public_key() {
    let env = pushed();
    pulled(&env, || {
        env.reseal(JOURNAL, "e0002", "date", "2026-06-30");
        forged(&env, JOURNAL);
    });
    let plan = planned(&env);
    for part in ["taken back: 15.6.2026", "journal: 30.6.2026"] {
        assert!(plan.contains(part), "{part}: {plan}");
    }
    let json = env.run(&["--json", "accept", "--dry-run"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let all = json["differences"].as_array().unwrap();
    let one = all.iter().find(|it| it["kind"] == "journal").unwrap();
    assert_eq!(one["journal"][0]["what"], "taken-back");
    assert_eq!(
        (&one["customer"], &one["how"]),
        (&1001.into(), &"changed".into())
    );
    named(&env, "the journal of customer 1001 was changed");
    goes_on(&env);
}

#[test]
fn a_journal_rolled_back_forgets_a_letter() {
    let env = pushed();
    pulled(&env, || {
        fs::copy(env.path("../may.toml"), env.path("../evil").join(JOURNAL)).unwrap();
    });
    assert!(planned(&env).contains("taken back: 15.6.2026"));
    // While it is not accepted, no fee is reckoned from it.
    let stopped = remind(&env, "2026-06-16", &[]).fails(1);
    assert!(stopped.stderr.contains("rekisteri accept"), "{stopped}");
    named(
        &env,
        "the journal of customer 1001 was rolled back to an earlier version",
    );
    goes_on(&env);
}

#[test]
fn a_journal_copied_to_another_customer() {
    let env = pushed();
    pulled(&env, || {
        let evil = env.path("../evil");
        let other = evil.join("records/10/1002.journal.toml");
        fs::copy(evil.join(JOURNAL), other).unwrap();
    });
    named(
        &env,
        "the journal of customer 1002 was replaced by a copy of customer 1001",
    );
    // Accepted, and still not right.
    let check = env.run(&["check"]).fails(3);
    assert!(
        check.stdout.contains("error: 1002 journal.number"),
        "{check}"
    );
    // No letter goes by a journal that cannot be read.
    let due = ["--invoice-date", "2026-09-01", "--due", "2026-09-15"];
    let letter = ["letter", "reminder", "1002", "--invoice", "1"];
    let rest = ["--amount", "10", "--date", "2026-11-24"];
    let refused = env.run(&[&letter[..], &due, &rest].concat()).fails(1);
    assert!(refused.stderr.contains("`journal.number`"), "{refused}");
}

#[test]
fn a_journal_taken_away() {
    let env = pushed();
    pulled(&env, || {
        fs::remove_file(env.path("../evil").join(JOURNAL)).unwrap();
    });
    named(&env, "the journal of customer 1001 was removed");
    goes_on(&env);
}

#[test]
fn a_journal_that_a_stranger_can_open_too() {
    let env = pushed();
    let stranger = rekisteri::keys::generate().recipient().clone();
    pulled(&env, || {
        env.reseal_to(JOURNAL, &stranger);
        forged(&env, JOURNAL);
    });
    named(
        &env,
        &format!("customer 1001 is sealed to a key that was not accepted: {stranger}"),
    );
    let check = env.run(&["check"]).ok();
    assert!(
        check.contains(JOURNAL) && check.contains("sealed to other keys"),
        "{check}"
    );
    remind(&env, "2026-07-15", &[]).ok();
    assert!(!env.read(JOURNAL).contains(&stranger.to_string()));
}

#[test]
fn by_hand_an_ordinary_change_is_told_and_a_grave_one_asked_about() {
    let env = pushed();
    for attack in ["rolled back", "removed"] {
        if attack == "removed" {
            fs::remove_file(env.path(JOURNAL)).unwrap();
        } else {
            fs::copy(env.path("../may.toml"), env.path(JOURNAL)).unwrap();
        }
        let stopped = remind(&env, "2026-06-16", &[]).fails(1);
        assert!(stopped.stderr.contains("commit"), "{stopped}");
        let asked = env.run(&["commit"]).fails(2);
        assert!(asked.stderr.contains(attack), "{asked}");
        git(&env, &["restore", JOURNAL]);
    }
    env.reseal(JOURNAL, "e0002", "due", "2026-07-01");
    // A letter goes by what the history holds, whatever git is told to overlook.
    git(&env, &["update-index", "--assume-unchanged", JOURNAL]);
    let stopped = remind(&env, "2026-07-15", &[]).fails(1);
    assert!(stopped.stderr.contains(JOURNAL), "{stopped}");
    git(&env, &["update-index", "--no-assume-unchanged", JOURNAL]);
    let told = env.run(&["--lang", "en", "commit"]);
    assert!(
        told.stderr
            .contains("the journal of customer 1001 was changed"),
        "{told}"
    );
    told.ok();
    env.assert_clean();
}
