//! Processes that add at the same time: every customer has a number of its own, none is lost, and the history is one line.

use std::collections::BTreeSet;
use std::thread;
use std::time::Instant;

use crate::common::harness::say;
use crate::common::sandbox::TestEnv;

/// Runs `adders` processes at a time, each followed by the next until it was `adds` of them.
pub(crate) fn run(adders: usize, adds: usize) {
    let env = TestEnv::register();
    let before = count(&env);
    let begun = Instant::now();
    let printed: Vec<String> = thread::scope(|scope| {
        let one = |adder| {
            let env = &env;
            scope.spawn(move || add(env, adder, adds))
        };
        let running: Vec<_> = (0..adders).map(one).collect();
        let joined = running.into_iter().flat_map(|one| one.join().unwrap());
        joined.collect()
    });
    let took = begun.elapsed();
    let total = adders * adds;
    let numbers: BTreeSet<String> = printed.into_iter().collect();
    assert_eq!(numbers.len(), total, "numbers were given twice");
    let listed = env.run(&["list", "--format", "ids"]).ok();
    let listed: BTreeSet<String> = listed.lines().map(ToOwned::to_owned).collect();
    assert!(listed == numbers, "customers were lost");
    let names: BTreeSet<String> = names(&env);
    assert_eq!(names.len(), total, "one was written over another");
    assert_eq!(count(&env), before + total, "commits");
    assert_eq!(env.git(&["rev-list", "--merges", "HEAD"]).ok(), "");
    env.assert_clean();
    say(&format!(
        "adders: {adders} processes x {adds} adds: {total} customers, {total} numbers, {total} commits in one line, git fsck silent, {:.1} s",
        took.as_secs_f64()
    ));
}

fn add(env: &TestEnv, adder: usize, adds: usize) -> Vec<String> {
    let one = |n| {
        let name = format!("name=Lisääjä {adder}-{n}");
        env.run(&["add", &name]).ok().trim_end().to_owned()
    };
    (0..adds).map(one).collect()
}

fn names(env: &TestEnv) -> BTreeSet<String> {
    let json = env.run(&["list", "--json"]).ok();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let names = json.as_array().unwrap().iter();
    names.map(|it| it["name"].to_string()).collect()
}

fn count(env: &TestEnv) -> usize {
    let count = env.git(&["rev-list", "--count", "HEAD"]).ok();
    count.trim().parse().unwrap()
}
