//! The past as it is asked for: by a day, and whatever was declared then.

use jiff::{Timestamp, ToSpan as _};
use rekisteri::clock::{Clock, rfc3339};
use rekisteri::history::Act;
use rekisteri::model::Record;

use crate::common::sandbox::TestEnv;

/// Adds a customer at a moment of the test's choosing.
fn add(env: &TestEnv, name: &str, at: Timestamp) {
    let register = env.unlocked();
    let mut change = register.change(at).unwrap();
    let mut record = Record::new(change.next_number().unwrap());
    record.set("customer.name".parse().unwrap(), name);
    change.put(&[record]).unwrap();
    change.commit(Act::Add).unwrap();
}

fn day(moment: Timestamp) -> String {
    rfc3339(moment)[..10].to_owned()
}

#[test]
fn a_day_to_compare_with_is_its_beginning() {
    let env = TestEnv::three_customers();
    let today = Clock::System.now();
    let tomorrow = today.checked_add(24.hours()).unwrap();
    add(&env, "Ville Malli", tomorrow);
    let numbers = |from: &str| -> Vec<u64> {
        let run = env.run(&["--json", "diff", "--from", from]).ok();
        let shown: serde_json::Value = serde_json::from_str(&run).unwrap();
        let shown = shown.as_array().unwrap().iter();
        shown.map(|one| one["number"].as_u64().unwrap()).collect()
    };
    // The day that the register was made: everything is new since it began.
    assert_eq!(numbers(&day(today)), [1001, 1002, 1003, 1004]);
    assert_eq!(numbers(&day(tomorrow)), [1004]);
    let after = tomorrow.checked_add(24.hours()).unwrap();
    assert_eq!(numbers(&day(after)), [0; 0]);
    let one = env.run(&["diff", "1004", "--from", &day(tomorrow)]).ok();
    assert!(one.contains("Ville Malli"), "{one}");
    // `show` means the end of a day.
    env.run(&["show", "1004", "--at", &day(tomorrow)]).ok();
    drop(env.run(&["show", "1004", "--at", &day(today)]).fails(1));
    let before = today.checked_sub(48.hours()).unwrap();
    let early = env.run(&["diff", "--from", &day(before)]).fails(1);
    assert!(early.stderr.contains("is younger than"), "{early}");
}

#[test]
fn what_was_declared_then_is_shown() {
    let env = TestEnv::three_customers();
    env.run(&["describe", "fields.customer.phone=Puhelin"]).ok();
    env.run(&["edit", "1001", "phone=018 123"]).ok();
    let then = env.head();
    env.run(&["edit", "1001", "phone="]).ok();
    env.run(&["describe", "fields.customer.phone="]).ok();
    let shown = env.run(&["show", "1001", "--at", &then]).ok();
    assert!(
        shown.contains("018 123") && shown.contains("Aino"),
        "{shown}"
    );
    let shown = env.run(&["--json", "show", "1001", "--at", &then]).ok();
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["phone"], "018 123");
    // Today's record is held against today's declarations.
    assert!(!env.run(&["show", "1001"]).ok().contains("018 123"));
}

/// What people know from git is understood; what is neither is answered with what may be written.
#[test]
fn gits_own_names_for_commits() {
    let env = TestEnv::three_customers();
    env.run(&["edit", "1001", "email=uusi@example.fi"]).ok();
    env.git(&["tag", "v1", "HEAD~1"]).ok();
    for when in ["HEAD~1", "HEAD^", "refs/heads/main~1", "refs/tags/v1"] {
        let shown = env.run(&["show", "1001", "--at", when]).ok();
        assert!(shown.contains("aino@example.fi"), "{when}: {shown}");
    }
    env.run(&["restore", "1001", "--at", "HEAD~1"]).ok();
    let back = env.run(&["show", "1001"]).ok();
    assert!(back.contains("aino@example.fi"), "{back}");
    for when in ["HEAD~99", "yesterday", "HEAD:records", "a b", ""] {
        let refused = env.run(&["--lang", "en", "show", "1001", "--at", when]);
        let refused = refused.fails(1).stderr;
        assert!(refused.contains("neither a commit"), "{when}: {refused}");
        assert!(refused.contains("HEAD~1"), "{when}: {refused}");
    }
    let refused = env.run(&["show", "1001", "--at", "31.2.2026"]).fails(1);
    assert!(
        refused.stderr.contains("calendar does not have the day"),
        "{refused}"
    );
}
