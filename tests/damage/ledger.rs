//! The ledger broken, gone or not a file: no number is given until `doctor --fix` has written it anew.

use std::fs;

use super::{LEDGER, commit_and_accept, pipe, says};
use crate::common::sandbox::TestEnv;

#[test]
fn a_committed_broken_ledger_is_written_anew() {
    for broken in [
        "lst_number = 1003\n",
        "last_number = 9223372036854775807\n",
        "last_number = 1003\nmore = 1\n",
    ] {
        let env = TestEnv::three_customers();
        let good = env.read(LEDGER);
        let erased = "\n[[erased]]\nnumber = 1003\ndate = \"2026-10-01\"\nground = \"request\"\n";
        env.write(LEDGER, &(good.clone() + erased));
        fs::remove_file(env.path("records/10/1003.toml")).unwrap();
        commit_and_accept(&env);
        env.write(LEDGER, broken);
        commit_and_accept(&env);
        says(&env.run(&["check"]).fails(3), &[LEDGER, "doctor --fix"]);
        let refused = env.run(&["add", "name=Uusi Asiakas"]).fails(1);
        says(&refused, &["rekisteri doctor --fix", "rekisteri commit"]);
        env.run(&["doctor", "--fix"]).ok();
        assert_eq!(env.read(LEDGER).trim(), (good + erased).trim());
        env.run(&["commit"]).ok();
        assert_eq!(env.run(&["add", "name=Uusi Asiakas"]).ok(), "1004\n");
        env.assert_clean();
    }
}

#[test]
fn a_missing_ledger_or_a_pipe_in_its_place_is_written_anew() {
    let env = TestEnv::three_customers();
    let good = env.read(LEDGER);
    let tries: [fn(&TestEnv); 3] = [
        |env| fs::remove_file(env.path(LEDGER)).unwrap(),
        |env| pipe(env, LEDGER),
        |env| {
            let file = fs::File::create(env.path(LEDGER)).unwrap();
            file.set_len(300 << 20).unwrap();
        },
    ];
    for damage in tries {
        damage(&env);
        says(&env.run(&["check"]).fails(3), &[LEDGER]);
        drop(env.run(&["add", "name=Uusi Asiakas"]).fails(1));
        env.run(&["doctor", "--fix"]).ok();
        assert_eq!(env.read(LEDGER), good);
        env.assert_clean();
    }
}
